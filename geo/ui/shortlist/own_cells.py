"""Own columns in the table of a list: as their type has them, the unit in the header."""

from __future__ import annotations

from geo import i18n
from geo.cells.column_types import (
    TEXT,
    ColumnKind,
    ColumnType,
    cell_in_words,
    loses,
    shown,
    typed,
)
from geo.cells.units import names_unit
from geo.shortlist.model import Shortlist
from geo.ui.escaping import visible
from geo.ui.shortlist.edit_table import TableColumn

NUMBER_PX, TEXT_PX = 96, 130


def own_columns(here: Shortlist) -> list[str]:
    """The names of the own columns of a list, in their order."""
    return list(dict.fromkeys(name for item in here.items for name in item.custom_values))


def own_column(here: Shortlist, name: str, lang: str) -> TableColumn:
    """An own column to read: numbers stand right and have their decimals, the unit is in the
    header; texts where its type does not hold all cells."""
    kind, cells = _shown_as(here, name)
    unit = kind.unit
    label = visible(i18n.aside(lang, name, unit) if unit and not names_unit(name, unit) else name)
    if kind.kind in (ColumnKind.TEXT, ColumnKind.DATE):
        texts = [visible(shown(typed(cell, kind), kind)) for cell in cells]
        return TableColumn(f"read:{name}", "text", label, texts, TEXT_PX)
    numbers = [shown(typed(cell, kind), kind) for cell in cells]
    return TableColumn(f"read:{name}", "number", label, numbers, NUMBER_PX)


def _shown_as(here: Shortlist, name: str) -> tuple[ColumnType, list[str]]:
    """The type of a column and its cells; text where a cell says more than its value."""
    kind = here.column_types.get(name, TEXT)
    cells = [item.custom_values.get(name, "") for item in here.items]
    if any(loses(cell, kind) for cell in cells):
        return TEXT, [cell_in_words(cell, kind) for cell in cells]
    return kind, cells
