"""A person's own list with the places that were found: their columns first, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo import describe, i18n
from geo.catalog import Catalog
from geo.cells.column_types import ColumnType, type_of
from geo.export.export_dataset import EPSG
from geo.export.fields import DECIMALS
from geo.export.own_columns import typed_columns, types_in_words
from geo.gazetteer.datum import from_wgs84
from geo.geocode.batch import ADDED, added_cells, added_columns
from geo.geocode.worklist import DecidedBy, Worklist
from geo.i18n.dates import written_date
from geo.ingest import Table
from geo.ingest.layout import LeftOut
from geo.ingest.left_out import left_out_table, left_out_words
from geo.model import Datum, Precision
from geo.schema.column import Type
from geo.schema.located import LOCATED

NUMBERS = [field.name for field in LOCATED if field.type in (Type.INTEGER, Type.NUMBER)]
MOST_LEFT_OUT, MOST_TEXT = 20, 120  # rows, and characters of one, that a fact has room for
WHOLE = [at for at, field in enumerate(LOCATED) if field.type is Type.INTEGER]


@dataclass(frozen=True)
class GeocodedTable:
    """One row per row of the list; `frame` has a geometry in `datum`, none for unplaced rows.

    `label` is the column that names a row, `facts` says what the file is: name → text. `types` are
    those of the person's own columns. `left_out` are the rows of the file that are no rows of the
    list, such as totals and notes.
    """

    frame: gpd.GeoDataFrame
    label: str
    facts: Mapping[str, str]
    lang: str
    datum: Datum
    types: Mapping[str, ColumnType] = field(default_factory=dict)
    left_out: Sequence[LeftOut] = ()

    @property
    def table(self) -> pd.DataFrame:
        """The rows without geometry."""
        return pd.DataFrame(self.frame.drop(columns=self.frame.geometry.name))


def make_geocoded_table(
    catalog: Catalog,
    work: Worklist,
    *,
    label: str,
    source: str,
    date: str,
    datum: Datum = Datum.WGS84,
    lang: str = i18n.DEFAULT,
    types: Mapping[str, str] | None = None,
) -> GeocodedTable:
    """All rows of a list with what was found for them, and with it what the file is.

    `label` is the column of the names, `source` what the person calls the list, `date` the day
    (YYYY-MM-DD). `types` are the declared types of the person's columns: name → code; those of the
    others are guessed.
    """
    rows = range(len(work))
    found = [_cells(work, row, datum) for row in rows]
    outlines = _outlines(catalog)
    shapes = [_shape(outlines, work, row) for row in rows]
    if datum is not Datum.WGS84:
        shapes = [None if shape is None else _moved(shape, datum) for shape in shapes]
    own = typed_columns(*_own(work, label, types or {}), lang)
    ours = added_columns(list(own.values))
    table = pd.DataFrame(
        {**own.values, **{name: [cells[at] for cells in found] for at, name in enumerate(ours)}}
    )
    for at in WHOLE:
        table[ours[at]] = table[ours[at]].astype("Int64")
    series = gpd.GeoSeries(shapes, index=table.index, crs=EPSG.get(datum))
    facts = _facts(catalog, work, source, date, datum, lang)
    described = types_in_words(own.types, {name: name for name in own.types}, lang)
    if described:
        facts[i18n.text(lang, "export.about.columns")] = described
    frame = gpd.GeoDataFrame(table, geometry=series)
    return GeocodedTable(frame, label, facts, lang, datum, own.types, work.table.left_out)


def types_of(table: Table, label: str, declared: Mapping[str, str]) -> dict[str, ColumnType]:
    """The types of a list's columns (declared: name → code); names are text, whatever they are."""
    return {
        name: ColumnType() if name == label else type_of(name, table.column(name), declared)
        for name in table.columns
    }


def _own(
    work: Worklist, label: str, declared: Mapping[str, str]
) -> tuple[dict[str, list[str]], dict[str, ColumnType]]:
    """The person's cells by column, and the types of the columns."""
    cells = {name: work.table.column(name) for name in work.table.columns}
    return cells, types_of(work.table, label, declared)


def _cells(work: Worklist, row: int, datum: Datum) -> list[Any]:
    """The added cells of a row, numbers as numbers, degrees in `datum`."""
    texts = dict(zip(ADDED, added_cells(work.outcome(row)), strict=True))
    cells: dict[str, Any] = {name: text or None for name, text in texts.items()}
    for name in NUMBERS:
        cells[name] = float(texts[name]) if texts[name] else None
    if cells["lon"] is not None and datum is not Datum.WGS84:
        lon, lat = from_wgs84(cells["lon"], cells["lat"], datum)
        cells |= {"lon": round(lon, DECIMALS), "lat": round(lat, DECIMALS), "datum": str(datum)}
    return list(cells.values())


def _shape(outlines: Mapping[str, BaseGeometry], work: Worklist, row: int) -> BaseGeometry | None:
    """The file's own geometry where that counts, a county's outline, else the point."""
    place = work.place(row)
    if place is None or place.lon is None or place.lat is None:
        return None
    given = work.table.geometries[row] if work.table.geometries else None
    if given is not None and work.by(row) is DecidedBy.FILE:
        return shapely.geometry.shape(given)
    outline = outlines.get(place.adcode or "") if place.precision is Precision.AREA else None
    return outline or shapely.Point(place.lon, place.lat)


def _outlines(catalog: Catalog) -> dict[str, BaseGeometry]:
    """adcode → light outline of prefectures and counties; a list may hold thousands of them."""
    return {
        feature["properties"]["adcode"]: shapely.geometry.shape(feature["geometry"])
        for level in catalog.regions.small_shapes
        for feature in level
    }


def _moved(shape: BaseGeometry, datum: Datum) -> BaseGeometry:
    def move(points: np.ndarray) -> np.ndarray:
        return np.array([from_wgs84(lon, lat, datum) for lon, lat in points])

    return shapely.transform(shape, move)


def _facts(
    catalog: Catalog, work: Worklist, source: str, date: str, datum: Datum, lang: str
) -> dict[str, str]:
    counts = work.counts()
    kiosk = [f"{i18n.text(lang, f'locate.status_{kind}')} {counts[kind]}" for kind in counts]
    texts = {
        "filter": source,
        "count": describe.listed(kiosk, lang),
        "build": catalog.database.build_id,
        "date": written_date(lang, date),
        "datum": describe.datum_of_file(datum, EPSG.get(datum), lang),
        "precision": i18n.text(lang, "export.precision"),
        "boundary": i18n.text(lang, "export.boundary"),
    }
    if work.table.left_out:
        texts["left_out"] = _about_left_out(work.table.left_out, lang)
    return {i18n.text(lang, f"export.about.{key}"): text for key, text in texts.items()}


def _about_left_out(rows: Sequence[LeftOut], lang: str) -> str:
    """Which rows of the file are not in the list, why, and what the first of them say."""
    _, cells = left_out_table(rows[:MOST_LEFT_OUT], lang)
    said = [
        i18n.pair(lang, f"{line} {kind}", " ".join(text.split())[:MOST_TEXT])
        for line, kind, text in cells
    ]
    more = " …" if len(rows) > MOST_LEFT_OUT else ""
    return f"{left_out_words(rows, lang)} {i18n.semicolon(lang, said)}{more}"
