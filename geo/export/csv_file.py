"""CSV for spreadsheets: UTF-8 with BOM, and no cell that a spreadsheet would evaluate as a
formula."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from geo.export.export_dataset import ExportDataset
from geo.export.fields import PLAIN_NUMBER, joined
from geo.export.own_columns import plain_cells

BOM = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
COUNTS = ("title", "count")  # facts about the whole file, repeated in each row


def write(dataset: ExportDataset) -> bytes:
    """One line per place, with headers and labels for people.

    A CSV has no place for remarks that a reader would not take for data; the last columns
    therefore say on every line where it comes from.
    """
    table = dataset.table
    for name in dataset.own_types:
        table[name] = pd.Series(plain_cells(list(table[name])), index=table.index, dtype=object)
    table.columns = [dataset.header(name) for name in table.columns]
    for fact in dataset.facts():
        if fact.key not in COUNTS:
            table[fact.label] = fact.text
    return csv_text(table).encode()


def write_csv(frame: gpd.GeoDataFrame) -> str:
    """One line per place with codes only; the geometry is left to `lon` and `lat`."""
    return csv_text(pd.DataFrame(frame.drop(columns="geometry")))


def csv_text(table: pd.DataFrame) -> str:
    """Lists are joined with `|`; the file starts with a BOM."""
    plain = joined(table)
    for name in plain.columns:
        plain[name] = pd.Series(map(safe_cell, plain[name]), index=plain.index, dtype=object)
    plain.columns = [safe_cell(name) for name in plain.columns]
    return BOM + str(plain.to_csv(index=False, lineterminator="\r\n"))


def safe_cell(value: object) -> object:
    """The value of a cell, so that no spreadsheet takes a text for a formula."""
    if (
        isinstance(value, str)
        and value.startswith(FORMULA_STARTS)
        and not PLAIN_NUMBER.fullmatch(value)
    ):
        return f"'{value}"
    return value
