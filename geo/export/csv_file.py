"""CSV for spreadsheets: UTF-8 with BOM, and no cell that a spreadsheet would evaluate as a
formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import pandas as pd

from geo.cells.column_types import ColumnType
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
    table = joined(dataset.table)
    facts = [fact for fact in dataset.facts() if fact.key not in COUNTS]
    headers = [*map(dataset.header, table.columns), *(fact.label for fact in facts)]
    cells = typed_cells(table, dataset.own_types)
    cells += [[fact.text] * len(table) for fact in facts]
    return csv_of(headers, cells).encode()


def write_csv(frame: gpd.GeoDataFrame) -> str:
    """One line per place with codes only; the geometry is left to `lon` and `lat`."""
    return csv_text(pd.DataFrame(frame.drop(columns="geometry")))


def csv_text(table: pd.DataFrame) -> str:
    """Lists are joined with `|`; the file starts with a BOM."""
    plain = joined(table)
    return csv_of(list(plain.columns), typed_cells(plain, {}))


def csv_of(headers: Sequence[object], cells: Sequence[Sequence[object]]) -> str:
    """Columns of cells under their headers, of which two may be alike."""
    safe = {at: [safe_cell(cell) for cell in column] for at, column in enumerate(cells)}
    names = [str(safe_cell(name)) for name in headers]
    plain = pd.DataFrame(safe, dtype=object)
    return BOM + str(plain.to_csv(index=False, header=names, lineterminator="\r\n"))


def typed_cells(table: pd.DataFrame, types: Mapping[str, ColumnType]) -> list[list[object]]:
    """The cells by column; those of the user's own typed columns as programs read them."""
    return [
        plain_cells(list(table[name])) if name in types else list(table[name])
        for name in table.columns
    ]


def safe_cell(value: object) -> object:
    """The value of a cell, so that no spreadsheet takes a text for a formula."""
    if (
        isinstance(value, str)
        and value.startswith(FORMULA_STARTS)
        and not PLAIN_NUMBER.fullmatch(value)
    ):
        return f"'{value}"
    return value
