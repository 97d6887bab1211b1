"""What an export carries: the rows, and everything that says where they come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import i18n
from geo.errors import UnknownValueError
from geo.explorer import Explorer, to_geodataframe
from geo.export.fields import FIELDS
from geo.export.shortlist import Item
from geo.gazetteer.datum import from_wgs84
from geo.model import Datum, Precision, Relation
from geo.query.filters import Filter

EPSG = {Datum.WGS84: "EPSG:4326", Datum.CGCS2000: "EPSG:4490"}
DECIMALS = 6  # 0.1 m


class Fact(NamedTuple):
    """A line about the export: a stable key, its name in the language, and what it says."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Dossier:
    """The places of one export and all that must go with them.

    `places` is always WGS84 (EPSG:4326), with the columns of `fields.FIELDS` that apply, one row
    per place; unlocated places have no geometry. `datum` is the one asked for: `converted` has it.
    """

    places: gpd.GeoDataFrame
    lang: str
    datum: Datum
    paper: str
    sentence: str
    link: str | None
    build: str
    date: str  # YYYY-MM-DD
    document: Mapping[str, Any]  # the plan's title and number
    sources: Sequence[Mapping[str, Any]]  # what the places cite, in order of first citation
    licences: Sequence[str]
    outlines: Mapping[str, str]  # place id → light GeoJSON geometry of a line or area
    sectors: Mapping[str, str]  # sector id → its name, in the plan's order
    prefectures: Sequence[Mapping[str, Any]]
    base: Path  # the folder with the base map

    @cached_property
    def converted(self) -> gpd.GeoDataFrame:
        """The places with geometry and `lon`/`lat` in `datum`.

        GCJ-02 and BD-09 have no EPSG code; the frame then claims no coordinate system, so that no
        program takes them for WGS84 and draws them 500 m off.
        """
        if self.datum is Datum.WGS84:
            return self.places
        shapes = [None if shape is None else self._moved(shape) for shape in self.places.geometry]
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

    def _moved(self, shape: BaseGeometry) -> BaseGeometry:
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
        return str(self.document[f"title_{self.lang}"])

    def facts(self, datum: Datum | None = None) -> list[Fact]:
        """What everybody who receives the file must know, in the dossier's language.

        `datum` is the one of the file's coordinates where it cannot be the one asked for.
        """
        said = {
            "title": i18n.text(self.lang, "export.title", title=self.title),
            "filter": self.sentence,
            "count": self.summary,
            "link": self.link or "",
            "document": str(self.document["document_number"]),
            "build": self.build,
            "date": self.date,
            "datum": self.about_datum(datum or self.datum),
            "precision": i18n.text(self.lang, "export.precision"),
            "boundary": i18n.text(self.lang, "export.boundary"),
            "licences": " ".join(self.licences),
        }
        return [
            Fact(key, i18n.text(self.lang, f"export.about.{key}"), text)
            for key, text in said.items()
            if text
        ]

    def about_datum(self, datum: Datum) -> str:
        """The datum, and what to mind about it."""
        key = "plain" if datum in EPSG else "offset"
        said = i18n.text(self.lang, f"export.datum.{key}", datum=datum, epsg=EPSG.get(datum, ""))
        if datum is not self.datum:
            said += i18n.text(self.lang, "export.datum.fixed", wanted=self.datum)
        return said

    @property
    def summary(self) -> str:
        """How many places, and how they stand to the plan."""
        relations = self.places["relation"]
        return i18n.text(
            self.lang,
            "export.summary",
            count=len(self.places),
            named=int((relations == Relation.NAMED).sum()),
            derived=int((relations == Relation.DERIVED).sum()),
            applicable=int((relations == Relation.APPLICABLE).sum()),
            unlocated=int((self.places["precision"] == Precision.UNLOCATED).sum()),
        )


def make_dossier(
    explorer: Explorer,
    chosen: Filter,
    *,
    date: str,
    lang: str = i18n.DEFAULT,
    datum: Datum = Datum.WGS84,
    paper: str = "a4",
    link: str | None = None,
    ids: Sequence[str] | None = None,
    shortlist: Sequence[Item] | None = None,
) -> Dossier:
    """Gather what passes `chosen`; of that only `ids`, or the items of `shortlist` in their order.

    `date` is the day of the export (YYYY-MM-DD). A shortlist adds `rank`, `remark` and `tags`.

    Raises:
        UnknownValueError: an id of `ids` or `shortlist` does not exist.
    """
    rows = {row["id"]: row for row in explorer.places(chosen).to_pylist()}
    wanted = [item.id for item in shortlist] if shortlist is not None else ids
    if wanted is not None:
        _check_ids(explorer, wanted)
        rows = {place: rows[place] for place in dict.fromkeys(wanted) if place in rows}
    frame = to_geodataframe(explorer.places(chosen)).set_index("id", drop=False)
    frame = frame.loc[list(rows)].reset_index(drop=True)
    titles = {row["id"]: row for row in explorer.sources()}
    cited = dict.fromkeys(source for row in rows.values() for source in row["sources"])
    labels = _labels(explorer, list(rows.values()), titles, lang)
    other = "en" if lang == "zh" else "zh"
    frame = frame.drop(columns=[f"method_{other}", f"note_{other}"]).assign(**labels)
    if shortlist is not None:
        frame = frame.assign(**_personal(shortlist, list(rows)))
    manifest = explorer.database.manifest
    return Dossier(
        places=_ordered(frame),
        lang=lang,
        datum=datum,
        paper=paper,
        sentence=_sentence(explorer, chosen, lang, ids, shortlist),
        link=link,
        build=explorer.database.build_id,
        date=date,
        document=manifest["document"],
        sources=[titles[source] for source in cited],
        licences=_licences(manifest["geometry_origins"], lang),
        outlines={key: row["display_shape"] for key, row in rows.items() if row["display_shape"]},
        sectors={term.code: term.label(lang) for term in explorer.vocabulary.terms("sectors")},
        prefectures=explorer.areas[0],
        base=explorer.folder,
    )


def _check_ids(explorer: Explorer, wanted: Sequence[str]) -> None:
    known = explorer.places(Filter())["id"].to_pylist()
    unknown = [place for place in dict.fromkeys(wanted) if place not in known]
    if unknown:
        near = [match for place in unknown for match in get_close_matches(place, known, n=2)]
        raise UnknownValueError("ids", ", ".join(unknown), list(dict.fromkeys(near)) or known[:3])


def _sentence(
    explorer: Explorer,
    chosen: Filter,
    lang: str,
    ids: Sequence[str] | None,
    shortlist: Sequence[Item] | None,
) -> str:
    """The filter in words, and that of its places only chosen ones are here."""
    said = explorer.sentence(chosen, lang)
    if shortlist is not None:
        picked = i18n.text(lang, "export.from_shortlist", count=len(shortlist))
    elif ids is not None:
        picked = i18n.text(lang, "export.from_ids", count=len(dict.fromkeys(ids)))
    else:
        return said
    return picked if chosen.is_empty else picked + i18n.text(lang, "filter.and") + said


def _ordered(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame[[field.name for field in FIELDS if field.name in frame] + ["geometry"]]


def _personal(shortlist: Sequence[Item], places: Sequence[str]) -> dict[str, list[Any]]:
    """A shortlist's own columns."""
    items = {item.id: item for item in shortlist}
    return {
        "rank": list(range(1, len(places) + 1)),
        "remark": [items[place].note for place in places],
        "tags": [list(items[place].tags) for place in places],
    }


def _labels(
    explorer: Explorer,
    rows: Sequence[Mapping[str, Any]],
    titles: Mapping[str, Mapping[str, Any]],
    lang: str,
) -> dict[str, list[str | None]]:
    """Codes in words, one column each."""
    comma = i18n.text(lang, "unit.comma")
    clauses = explorer.clauses([row["id"] for row in rows])

    def words(field: str, codes: Sequence[Any]) -> str:
        return comma.join(explorer.vocabulary.label(field, str(code), lang) for code in codes)

    def areas(codes: Sequence[str]) -> str:
        return comma.join(explorer.area_names[code][f"name_{lang}"] for code in codes)

    def task(number: int) -> str:
        title = explorer.vocabulary.label("tasks", str(number), lang)
        return i18n.text(lang, "detail.task", number=number, title=title)

    return {
        "sector_label": [words("sectors", row["sectors"]) for row in rows],
        "kind_label": [i18n.text(lang, f"kind.{row['kind']}") for row in rows],
        "task_label": [comma.join(map(task, row["tasks"])) for row in rows],
        "relation_label": [i18n.text(lang, f"relation.{row['relation']}") for row in rows],
        "prefecture_label": [areas(row["prefectures"]) for row in rows],
        "county_label": [areas(row["adcodes"]) for row in rows],
        "precision_label": [i18n.text(lang, f"precision.{row['precision']}") for row in rows],
        "confidence_label": [i18n.text(lang, f"confidence.{row['confidence']}") for row in rows],
        "status_label": [
            i18n.text(lang, f"status.{row['status']}") if row["status"] else None for row in rows
        ],
        "clause": [_clause(clauses[row["id"]], lang) for row in rows],
        "source_titles": ["; ".join(titles[s]["title"] for s in row["sources"]) for row in rows],
    }


def _clause(clause: Mapping[str, Any], lang: str) -> str:
    """Where the plan says it: theme › task › box › entry › scenario."""
    steps = [
        i18n.text(lang, "detail.theme", number=clause["theme"], title=clause[f"theme_{lang}"]),
        i18n.text(lang, "detail.task", number=clause["task"], title=clause[f"task_{lang}"]),
    ]
    if clause["entry"]:
        title = clause[f"box_{lang}"]
        steps.append(i18n.text(lang, "detail.box", number=clause["box"], title=title))
        steps.append(clause[f"entry_{lang}"])
    names = dict.fromkeys((clause[f"scenario_{lang}"], clause["scenario_zh"]))
    steps.append(i18n.text(lang, "detail.scenario", name=" · ".join(names)))
    return " › ".join(steps)


def _licences(origins: Sequence[Mapping[str, str]], lang: str) -> list[str]:
    """The licences of our texts and of the geometry; those of the sources stand beside them."""
    packages = {(item["package"], item["version"], item["licence"]) for item in origins}
    return [
        i18n.text(lang, "export.licence.texts"),
        *(
            i18n.text(lang, "export.licence.geometry", package=name, version=version, licence=terms)
            for name, version, terms in sorted(packages)
        ),
        i18n.text(lang, "export.licence.sources"),
    ]
