"""A person's own columns as typed values, in lists that they picked and in lists that they brought.

What a declared type cannot hold, or does not hold in full (`≈687`, `keine`), stands in a second
column of text beside it, so that no format loses a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from geo import describe, i18n
from geo.cells.column_types import ColumnKind, ColumnType, canonical, loses, typed, without_noise

ARROW = {
    ColumnKind.INTEGER: pa.int64(),
    ColumnKind.NUMBER: pa.float64(),
    ColumnKind.PERCENT: pa.float64(),
    ColumnKind.TEXT: pa.string(),
    ColumnKind.DATE: pa.date32(),
}
# As KML names them; it has no dates.
KML_TYPES = {ColumnKind.INTEGER: "int", ColumnKind.NUMBER: "double", ColumnKind.PERCENT: "double"}
MAX_TYPES = 40  # of columns that a file describes


@dataclass(frozen=True)
class OwnColumns:
    """Name → values, and name → type, in the order of the columns."""

    values: Mapping[str, pd.Series]
    types: Mapping[str, ColumnType]


def typed_columns(
    cells: Mapping[str, Sequence[str | None]], types: Mapping[str, ColumnType], lang: str
) -> OwnColumns:
    """The cells as values of their types, and beside them as text what does not fit."""
    values: dict[str, pd.Series] = {}
    found: dict[str, ColumnType] = {}
    for name, column in cells.items():
        kind = types[name]
        values[name], found[name] = _series(column, kind), kind
        rest = [cell if cell and loses(cell, kind) else None for cell in column]
        if any(rest):
            extra = i18n.text(lang, "export.own.written", name=name)
            while extra in cells or extra in values:
                extra += "_2"
            values[extra], found[extra] = pd.Series(rest, dtype=object), ColumnType()
    return OwnColumns(values, found)


def _series(column: Sequence[str | None], kind: ColumnType) -> pd.Series:
    if kind.kind is ColumnKind.TEXT:
        return pd.Series(list(column), dtype=object)
    read: list[Any] = [None if cell is None else typed(cell, kind) for cell in column]
    if kind.kind is ColumnKind.INTEGER:
        return pd.Series(pd.array(read, dtype="Int64"))
    if kind.is_numeric:
        plain = [None if value is None else without_noise(float(value)) for value in read]
        return pd.Series(plain, dtype="float64")
    return pd.Series(read, dtype=object)


def plain_cells(values: Sequence[object]) -> list[object]:
    """Typed values for a CSV: `1200` and not `1200.0`, dates as 2023-09-12, nothing for none."""
    return [
        "" if value is None or value is pd.NA or value != value else _plain(value)
        for value in values
    ]


def _plain(value: object) -> object:
    if isinstance(value, float):
        text = canonical(value)
        return int(text) if text.lstrip("-").isdigit() else float(text)
    return value.isoformat() if isinstance(value, date) else value


def types_in_words(types: Mapping[str, ColumnType], names: Mapping[str, str], lang: str) -> str:
    """What a file says of its typed columns: `GDP: number, 亿元, 1 decimal`; texts are left out."""
    parts = [
        i18n.pair(lang, names[name], type_in_words(kind, lang))
        for name, kind in types.items()
        if kind.kind is not ColumnKind.TEXT
    ]
    more = "…" if len(parts) > MAX_TYPES else ""
    return i18n.semicolon(lang, parts[:MAX_TYPES]) + more


def type_in_words(kind: ColumnType, lang: str) -> str:
    """A type with its unit and decimals."""
    parts = [i18n.text(lang, f"column_type.{kind.kind}")]
    if kind.unit:
        parts.append(kind.unit)
    if kind.decimals:
        parts.append(i18n.text(lang, "column_type.with_decimals", count=kind.decimals))
    return describe.listed(parts, lang)
