"""A visitor's uploaded list. It is kept in the session only and is never written to disk.

This module does not use Streamlit. Widgets call the methods.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from geo.cells.column_types import ColumnType, encode, valid
from geo.errors import LocalizedError
from geo.geocode.model import MatchStatus, Mention, Outcome
from geo.geocode.providers.provider_resolver import ProviderResolver
from geo.geocode.worklist import Decision, Worklist
from geo.ingest import Grid, Header, Layout, Table, layout_with

ImportKind = Literal["file", "lines", "text"]


@dataclass
class UnfinishedSearch:
    """The names that are looked for, with their regions, and what was found for the first ones."""

    names: list[str]
    regions: list[str]
    outcomes: list[Outcome] = field(default_factory=list)


@dataclass
class ImportSession:
    """The uploaded data and its processing state.

    Of a table: `grid`, then the chosen columns. Of a running text: `text` with its `mentions`.
    `work` is there once the names have been looked for.
    """

    source: str
    grid: Grid | None = None
    sheets: list[str] = field(default_factory=list)
    data: bytes = b""  # of a workbook, to read another sheet of it
    sheet: str | None = None
    text: str = ""
    mentions: list[Mention] = field(default_factory=list)
    layout: Layout = field(default_factory=Layout)
    all_rows: bool = False  # whether totals and notes count as rows, too
    name_column: str = ""
    region_column: str | None = None
    region: str | None = None  # a prefecture or county for all rows
    file_positions: bool = True  # whether geometry of the file counts
    search: UnfinishedSearch | None = None  # one that runs, or was stopped
    work: Worklist | None = None
    row: int | None = None  # the selected row
    shown: MatchStatus | None = None  # of which status rows are shown
    flights: int = 0  # number of map moves
    earlier: Worklist | None = None  # the result before the columns were chosen again
    types: dict[str, str] = field(default_factory=dict)  # declared types of columns, by name
    wrong: tuple[int, str] | None = None  # row, and why its typed coordinates were rejected

    # Columns

    @property
    def table(self) -> Table | None:
        """The table below its header, without the rows that are set apart."""
        if self.grid is None:
            return None
        return self.grid.table(self.layout.with_all_rows() if self.all_rows else self.layout)

    def use_header(self, header: Header | None) -> None:
        """Which rows name the columns, if any; the column roles are then reset."""
        if self.grid:
            self.layout = layout_with(self.grid, header)
            self._reset_columns()

    def use_all_rows(self, wanted: bool) -> None:
        """Whether totals and notes count as rows, too."""
        self.all_rows = wanted

    def _reset_columns(self) -> None:
        table = self.table
        if table:
            self.name_column, self.region_column = table.columns[0], None

    def use_names(self, column: str) -> None:
        """Let a column hold the names."""
        self.name_column = column
        if self.region_column == column:
            self.region_column = None

    def use_regions(self, column: str | None) -> None:
        """Let a column hold the regions, or none."""
        self.region_column = column or None

    def use_region(self, adcode: str | None) -> None:
        """Set or remove the region for all rows."""
        self.region = adcode

    def use_positions(self, wanted: bool) -> None:
        """Whether geometry of the file counts."""
        self.file_positions = wanted

    def declare(self, column: str, kind: ColumnType) -> None:
        """Set the type of a column."""
        self.types[column] = encode(valid(kind))

    def choose_columns_again(self) -> None:
        """Go back to the columns; the result is kept."""
        self.work, self.earlier = None, self.work

    def take_result_again(self) -> None:
        """Go back to the result that was there before going back to the columns."""
        self.work, self.earlier = self.earlier, None

    # Rows

    @property
    def rows(self) -> list[int]:
        """The rows of the chosen status."""
        return self.work.rows(self.shown) if self.work else []

    def take_in_hand(self, row: int | None) -> None:
        """Select a row; the map moves there."""
        self.row = row
        self.flights += 1

    def show(self, status: MatchStatus | None) -> None:
        """Show the rows of a status, or all; one of them is selected."""
        self.shown = status
        if self.rows and self.row not in self.rows:
            self.take_in_hand(self.rows[0])

    def step(self, by: int) -> None:
        """Select the next (1) or previous (-1) row of the chosen status."""
        rows = self.rows
        if not rows:
            return
        if self.row in rows:
            self.take_in_hand(rows[(rows.index(self.row) + by) % len(rows)])
            return
        at = -1 if self.row is None else self.row
        later = [row for row in rows if row > at] if by > 0 else [row for row in rows if row < at]
        self.take_in_hand((later or rows)[0 if by > 0 else -1])

    def settle(self, row: int, rows: list[int], decision: Decision) -> None:
        """Apply a decision to `rows`, and select the next open row of its kind.

        If the row was not open, it stays selected.
        """
        if self.work is None:
            return
        before = self.work.status(row)
        self.work.decide(rows, decision)
        self.wrong = None
        rest = [other for other in self.work.rows(before) if other not in rows]
        if before is not MatchStatus.RESOLVED and rest:
            self.take_in_hand(next((other for other in rest if other > row), rest[0]))
        else:
            self.take_in_hand(row)
        if self.shown and not self.rows:
            self.shown = None

    def undo(self) -> None:
        """Undo the last decision; its first row is selected."""
        self._look_at(self.work.undo() if self.work else [])

    def redo(self) -> None:
        """Redo the last undone decision; its first row is selected."""
        self._look_at(self.work.redo() if self.work else [])

    def _look_at(self, rows: list[int]) -> None:
        if rows:
            self.take_in_hand(rows[0])


@dataclass
class Imported:
    """The list of this session, the previous one, and the error of the last input."""

    here: ImportSession | None = None
    last: ImportSession | None = None  # for a change of mind
    way: ImportKind = "file"  # by which the next one comes in
    error: LocalizedError | None = None
    online: ProviderResolver | None = None

    def bring(self, new: ImportSession | None) -> None:
        """Replace the current list, or remove it."""
        self.error = None
        if self.here:
            self.last = self.here
        self.here = new

    def choose_way(self, way: ImportKind | None) -> None:
        """Switch to another input method."""
        self.way = way or self.way

    def leave(self) -> None:
        """Put the list away."""
        self.bring(None)
