"""Own columns in the table of a list: numbers sort as numbers, dates as dates."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from geo import i18n
from geo.cells.column_types import (
    TEXT,
    ColumnKind,
    ColumnType,
    cell_in_words,
    loses,
    typed,
    without_noise,
)
from geo.shortlist.model import Shortlist
from geo.ui.escaping import visible


def own_cells(here: Shortlist, name: str) -> Any:
    """The cells of an own column as values; as texts where its type does not hold them all."""
    kind, cells = _shown_as(here, name)
    if kind.kind is ColumnKind.INTEGER:
        values: list[Any] = [typed(cell, kind) for cell in cells]
        return pd.array(values, dtype="Int64")
    if kind.is_numeric:
        scale = 100 if kind.kind is ColumnKind.PERCENT else 1
        return [_rounded(typed(cell, kind), scale, kind.decimals) for cell in cells]
    return [typed(cell, kind) for cell in cells]


def _rounded(value: object, scale: int, decimals: int) -> float | None:
    return round(without_noise(value) * scale, decimals) if isinstance(value, int | float) else None


def own_column_config(here: Shortlist, name: str, lang: str) -> Any:
    """How the table shows an own column: its unit in the header, its decimals in the cells."""
    kind, _ = _shown_as(here, name)
    unit = "%" if kind.kind is ColumnKind.PERCENT else kind.unit
    label = visible(i18n.aside(lang, name, unit) if unit and unit not in name else name)
    if kind.kind is ColumnKind.DATE:
        return st.column_config.DateColumn(label, format="YYYY-MM-DD")
    if kind.is_numeric:
        return st.column_config.NumberColumn(label, format=f"%.{kind.decimals}f")
    return st.column_config.TextColumn(label)


def _shown_as(here: Shortlist, name: str) -> tuple[ColumnType, list[str]]:
    """The type of a column and its cells; text where a cell says more than its value."""
    kind = here.column_types.get(name, TEXT)
    cells = [item.custom_values.get(name, "") for item in here.items]
    if any(loses(cell, kind) for cell in cells):
        return TEXT, [cell_in_words(cell, kind) for cell in cells]
    return kind, cells
