"""Edits in the table of scores by hand: the base values, and the edits that the browser keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from geo.shortlist.model import Shortlist
from geo.ui.state.table_edits import Edits


@dataclass(frozen=True)
class ScoreSheet:
    """The cells of some own columns of a list: for each place one text for each column.

    While the base sheet plus the browser's edits equals the list, the table is not redrawn and the
    user keeps the focus.
    """

    list_id: str
    ids: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]

    def edited(self, edits: Edits) -> ScoreSheet:
        """The sheet with the edited numbers; rows and columns that it does not have are ignored."""
        cells = [list(row) for row in self.cells]
        for row, values in edits.items():
            for name, value in values.items():
                if name in self.columns and row < len(cells):
                    cells[row][self.columns.index(name)] = number_text(value)
        return replace(self, cells=tuple(tuple(row) for row in cells))

    def changes(self, wanted: ScoreSheet) -> Mapping[str, dict[str, str]]:
        """Item id → column → text, for the cells in which the other sheet differs."""
        found: dict[str, dict[str, str]] = {}
        for place, mine, theirs in zip(self.ids, self.cells, wanted.cells, strict=True):
            for name, old, new in zip(self.columns, mine, theirs, strict=True):
                if old != new:
                    found.setdefault(place, {})[name] = new
        return found


def score_sheet(shortlist: Shortlist, columns: tuple[str, ...]) -> ScoreSheet:
    """The present cells of these own columns."""
    return ScoreSheet(
        shortlist.id,
        shortlist.ids,
        columns,
        tuple(
            tuple(item.custom_values.get(name, "") for name in columns) for item in shortlist.items
        ),
    )


def number_text(value: float | None) -> str:
    """A typed number as the list keeps it; empty for an emptied cell.

    >>> number_text(7.0), number_text(0.1), number_text(None)
    ('7', '0.1', '')
    """
    if value is None:
        return ""
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


@dataclass
class ScoreEditor:
    """The current table of scores: its base sheet and its number."""

    base: ScoreSheet | None = None
    number: int = 0

    @property
    def key(self) -> str:
        """The key of its widget."""
        return f"score_table_{self.number}"

    def base_for(self, now: ScoreSheet, edits: Edits) -> ScoreSheet:
        """The base sheet of the table; a new table when the list was changed elsewhere."""
        if self.base is None or self.base.edited(edits) != now:
            self.base = now
            self.number += 1
        return self.base
