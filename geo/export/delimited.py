"""CSV for spreadsheets: UTF-8 with BOM, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import geopandas as gpd

BOM = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LIST_SEPARATOR = "|"


def write_csv(frame: gpd.GeoDataFrame) -> str:
    """One line per place; lists are joined with `|`, the geometry is left to `lon` and `lat`."""
    plain = frame.drop(columns="geometry")
    for name in plain.columns:
        plain[name] = [_cell(value) for value in plain[name]]
    return BOM + str(plain.to_csv(index=False, lineterminator="\r\n"))


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = LIST_SEPARATOR.join(map(str, value))
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
