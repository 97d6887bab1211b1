"""The content of an export as a value: the rows and their provenance, and both in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import describe, i18n
from geo.cells.column_types import ColumnType, with_unit
from geo.choropleth.model import Choropleth
from geo.export.fields import (
    DECIMALS,
    OWN_COLUMN,
    Record,
    best_first,
    clean,
    header,
    numbers,
    records,
    unit,
)
from geo.export.own_columns import types_in_words
from geo.export.page_setup import PageSetup
from geo.export.user_places import OWN
from geo.gazetteer.datum import from_wgs84
from geo.i18n.dates import written_date
from geo.mapping.approved import ApprovedMap
from geo.mapping.features import MapFeature, map_feature
from geo.model import Datum, Precision, Relation
from geo.schema.manifest import PlanDocument
from geo.schema.rows import AreaRow, in_language
from geo.schema.source import SourceColumns
from geo.shortlist.model import RankPart

MOST_UNPRINTED = 8  # characters that a note lists
EPSG = {Datum.WGS84: "EPSG:4326", Datum.CGCS2000: "EPSG:4490"}


class Fact(NamedTuple):
    """A line about the export: a stable key, its name in the language, and what it says."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class ExportDataset:
    """The places of one export and their metadata.

    `places` is always WGS84 (EPSG:4326), with the columns of `EXPORTED` that apply, one row
    per place; unlocated places have no geometry. `datum` is the one asked for: `converted` has it.
    `translated` are the labels of a place in the other language, by its id.
    """

    places: gpd.GeoDataFrame
    lang: str
    datum: Datum
    page: PageSetup
    sentence: str
    link: str | None
    build: str
    date: str  # YYYY-MM-DD
    document: PlanDocument  # the plan's title and number
    sources: Sequence[SourceColumns]  # what the places cite, in words, by first citation
    licences: Sequence[str]
    outlines: Mapping[str, str]  # place id → light GeoJSON geometry of a line or area
    sectors: Mapping[str, str]  # sector id → its name, in the plan's order
    prefectures: Sequence[AreaRow]
    base: Path  # the folder with the base map
    about_list: Mapping[str, str]  # what there is to say of a shortlist, by the key of its fact
    own_types: Mapping[str, ColumnType] = field(default_factory=dict)  # of the user's own columns
    translated: Mapping[str, Record] = field(default_factory=dict)
    list_name: str = ""
    parts: Mapping[str, Sequence[RankPart]] = field(default_factory=dict)  # place id → its ranking
    regions: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # code → names of
    # prefecture and county, empty for a whole prefecture, in the order of the codes
    choropleth: Choropleth | None = None  # numbers of regions, as colours below the places
    approved: ApprovedMap | None = None  # the base map with a review number, if there is one
    unprinted: Sequence[str] = ()  # characters that no font can draw, in a picture or a brief

    @cached_property
    def features(self) -> list[MapFeature]:
        """The places as maps draw them, in their order, with the numbers of `fields.numbers`.

        Their labels have no characters that XML forbids.
        """
        names = [f"name_{lang}" for lang in i18n.LANGUAGES]
        return [
            map_feature(
                {
                    **row,
                    **{name: clean(row[name]) for name in names},
                    "display_shape": self.outlines.get(row["id"]),
                },
                number,
            )
            for row, number in zip(
                self.places.to_dict("records"), numbers(self.places), strict=True
            )
        ]

    @property
    def signature(self) -> str:
        """The same where it says something: of a list, or where an office or author is named."""
        signed = self.is_list or self.page.office or self.page.author
        return self.byline if signed else ""

    @property
    def origin(self) -> str:
        """Of which data the file is, of which day, in which datum."""
        build = i18n.text(self.lang, "export.about.build")
        return f"{build} {self.build} · {written_date(self.lang, self.date)} · {self.datum}"

    @cached_property
    def order(self) -> list[int]:
        """The positions of the places in the order of a printed list."""
        return best_first(self.places)

    @property
    def is_list(self) -> bool:
        """Whether somebody chose and ordered the places: then their numbers are on the map."""
        return "rank" in self.places

    @cached_property
    def converted(self) -> gpd.GeoDataFrame:
        """The places with geometry and `lon`/`lat` in `datum`.

        GCJ-02 and BD-09 have no EPSG code; the frame then claims no coordinate system, so that no
        program reads them as WGS84 with an error of 500 m.
        """
        if self.datum is Datum.WGS84:
            return self.places
        shapes = [None if shape is None else self.moved(shape) for shape in self.places.geometry]
        frame = gpd.GeoDataFrame(
            self.places.drop(columns="geometry"),
            geometry=gpd.GeoSeries(shapes, index=self.places.index, crs=EPSG.get(self.datum)),
        )
        moved = [
            from_wgs84(lon, lat, self.datum) if not np.isnan(lon) else (lon, lat)
            for lon, lat in zip(frame["lon"], frame["lat"], strict=True)
        ]
        frame["lon"] = [round(lon, DECIMALS) for lon, _ in moved]
        frame["lat"] = [round(lat, DECIMALS) for _, lat in moved]
        return frame

    def moved(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape (WGS84) in the datum asked for."""
        if self.datum is Datum.WGS84:
            return shape

        def move(points: np.ndarray) -> np.ndarray:
            return np.array([from_wgs84(lon, lat, self.datum) for lon, lat in points])

        return shapely.transform(shape, move)

    @property
    def table(self) -> pd.DataFrame:
        """The converted places without geometry."""
        return pd.DataFrame(self.converted.drop(columns="geometry"))

    @property
    def title(self) -> str:
        """The plan's title."""
        return in_language(self.document, "title", self.lang)

    @property
    def heading(self) -> str:
        """The title of the file: as it was typed, or that of the list, or the plan's."""
        usual = i18n.text(self.lang, "export.title", title=self.title)
        return self.page.title or self.list_name or usual

    @property
    def subtitle(self) -> str:
        """The line below it: as it was typed, or of which plan the places are."""
        own_heading = self.page.title or self.list_name
        return self.page.subtitle or (self.title if own_heading else "")

    @property
    def byline(self) -> str:
        """Office, author and day, in one line."""
        parts = (self.page.office, self.page.author, written_date(self.lang, self.date))
        return " · ".join(filter(None, parts))

    def facts(self, datum: Datum | None = None) -> list[Fact]:
        """The facts about the file, in the dataset's language.

        `datum` is the one of the file's coordinates where it cannot be the one asked for.
        """
        texts = {
            "title": self.heading,
            "subtitle": self.page.subtitle,
            "office": self.page.office,
            "author": self.page.author,
            "plan": self.title if self.page.title or self.list_name else "",
            "filter": self.sentence,
            "count": self.summary,
            **self.about_list,
            "columns": self.about_own_columns(),
            "choropleth": self.about_choropleth(),
            "link": self.link or "",
            "document": self.document["document_number"],
            "build": self.build,
            "date": written_date(self.lang, self.date),
            "datum": self.about_datum(datum or self.datum),
            "precision": i18n.text(self.lang, "export.precision"),
            "unprinted": self.about_unprinted(),
            "boundary": self.about_boundary(),
            "licences": " ".join(self.licences),
        }
        return [
            Fact(key, i18n.text(self.lang, f"export.about.{key}"), text)
            for key, text in texts.items()
            if text
        ]

    def header(self, name: str, datum: Datum | None = None) -> str:
        """The column's label for people; of an own column with its unit."""
        own = self.own_types.get(name)
        if own is None or not own.unit or own.unit in name:
            return header(name, self.lang, datum or self.datum)
        plain = name.removeprefix(OWN_COLUMN)
        return i18n.text(self.lang, "export.own.column_unit", name=plain, unit=own.unit)

    def unit(self, name: str) -> str:
        """The unit of a column; empty where it has none."""
        return self.own_types[name].unit if name in self.own_types else unit(name)

    def own_text(self, name: str, value: Any) -> str:
        """A value of an own column as people read it, rounded and with its unit."""
        return with_unit(value, self.own_types.get(name, ColumnType()))

    def about_own_columns(self) -> str:
        """The types of the user's own columns; empty where all are text."""
        names = {name: name.removeprefix(OWN_COLUMN) for name in self.own_types}
        return types_in_words(self.own_types, names, self.lang)

    def about_choropleth(self) -> str:
        """What the colours of the regions show, and from where; empty where there are none."""
        if self.choropleth is None:
            return ""
        choropleth, lang = self.choropleth, self.lang
        return i18n.pair(lang, choropleth.heading(lang), choropleth.note(lang))

    def about_boundary(self) -> str:
        """Whose borders the map has: those of an approved map, or a disclaimer."""
        if self.approved is None:
            return i18n.text(self.lang, "export.boundary")
        return i18n.text(self.lang, "export.approved", approval=self.approved.approval)

    def credits(self) -> list[str]:
        """Per place its precision class, uncertainty and sources, for files without a table."""
        return [
            self._credit(row, number)
            for row, number in zip(
                records(self.places.drop(columns="geometry")), numbers(self.places), strict=True
            )
        ]

    def _credit(self, row: Record, number: str) -> str:
        precision = describe.precision_with_radius(
            row["precision"], row["uncertainty_m"], self.lang, of_shapes=True
        )
        name = row[f"name_{self.lang}"]
        return i18n.pair(
            self.lang,
            f"{number} {name}" if self.is_list else name,
            i18n.semicolon(self.lang, [precision, row["source_titles"]]),
        )

    def about_datum(self, datum: Datum) -> str:
        """The datum, and what to mind about it."""
        description = describe.datum_of_file(datum, EPSG.get(datum), self.lang)
        if datum is not self.datum:
            description += i18n.text(self.lang, "export.datum.fixed", wanted=self.datum)
        return description

    def about_unprinted(self) -> str:
        """Which characters stand as codes; empty when none do."""
        if not self.unprinted:
            return ""
        listed = [
            f"U+{ord(char):04X} ({unicodedata.name(char, '?')})"
            for char in self.unprinted[:MOST_UNPRINTED]
        ]
        more = "…" if len(self.unprinted) > MOST_UNPRINTED else ""
        return i18n.text(
            self.lang,
            "export.unprinted",
            count=len(self.unprinted),
            characters=describe.listed(listed, self.lang) + more,
        )

    @property
    def summary(self) -> str:
        """How many places, and how they stand to the plan."""
        relations = self.places["relation"]
        own = int((relations == OWN).sum())
        return i18n.text(
            self.lang,
            "export.summary",
            count=len(self.places),
            own=i18n.text(self.lang, "export.summary_own", own=own) if own else "",
            named=int((relations == Relation.NAMED).sum()),
            derived=int((relations == Relation.DERIVED).sum()),
            applicable=int((relations == Relation.APPLICABLE).sum()),
            unlocated=int((self.places["precision"] == Precision.UNLOCATED).sum()),
        )
