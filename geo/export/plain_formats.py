"""The plain listings of `shutu sites`: codes only, nothing but the rows.

Columns of the table for terminals line up although Chinese characters are two cells wide.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import geopandas as gpd

from geo.export.csv_file import write_csv
from geo.export.geojson import write_geojson
from geo.schema.column import placed
from geo.schema.place import PLACE

COLUMNS = [field.name for field in placed(PLACE, "terminal")]
MAX_CODES = 3


def write_table(frame: gpd.GeoDataFrame) -> str:
    """One line per place, and the count below."""
    lines = [[*COLUMNS]]
    lines += [[_cell(value) for value in row] for row in frame[COLUMNS].itertuples(index=False)]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(COLUMNS))]
    text = "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )
    relations = frame["relation"].value_counts()
    counts = ", ".join(f"{count} {relation}" for relation, count in relations.items())
    places = "place" if len(frame) == 1 else "places"
    return f"{text}\n\n{len(frame)} {places}" + (f" ({counts})\n" if counts else "\n")


def _cell(value: object) -> str:
    if isinstance(value, list):
        rest = f"…+{len(value) - MAX_CODES}" if len(value) > MAX_CODES else ""
        return ",".join(map(str, value[:MAX_CODES])) + rest
    return "-" if value is None or str(value) == "<NA>" else str(value)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


PlainWriter = Callable[[gpd.GeoDataFrame], str]

ENDINGS = {"table": ("txt",), "csv": ("csv",), "geojson": ("geojson", "json")}
WRITERS: dict[str, PlainWriter] = {
    "table": write_table,
    "csv": write_csv,
    "geojson": write_geojson,
}
