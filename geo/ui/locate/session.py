"""The list of one visitor. It lives in the session, is never written anywhere, and goes with it."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from geo.geocode.model import Mention, Status
from geo.geocode.worklist import Worklist
from geo.ingest import Grid, Table

_KEY, _LAST = "_locate", "_locate_last"


@dataclass
class Brought:
    """What a person brought, and how far it has come.

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
    header: bool = True
    name_column: str = ""
    region_column: str | None = None
    region: str | None = None  # a prefecture or county that holds for all rows
    file_positions: bool = True  # whether geometry of the file counts
    work: Worklist | None = None
    row: int | None = None  # the row in hand
    shown: Status | None = None  # of which status rows are shown
    flights: int = 0  # how often the map was sent somewhere
    earlier: Worklist | None = None  # the result before the columns were chosen anew

    @property
    def table(self) -> Table | None:
        """The table with or without its first row as header."""
        return self.grid.table(header=self.header) if self.grid else None


def brought() -> Brought | None:
    """The list of this session."""
    found = st.session_state.get(_KEY)
    return found if isinstance(found, Brought) else None


def bring(new: Brought | None) -> None:
    """Put another list in place of the present one, or none; see `last`."""
    here = brought()
    if here:
        st.session_state[_LAST] = here
    st.session_state[_KEY] = new


def last() -> Brought | None:
    """The list before the present one, for a change of mind."""
    found = st.session_state.get(_LAST)
    return found if isinstance(found, Brought) else None


def shown_rows(here: Brought) -> list[int]:
    """The rows of the chosen status."""
    return here.work.rows(here.shown) if here.work else []


def take_in_hand(row: int | None) -> None:
    """Let a row be the one in hand; the map goes there."""
    here = brought()
    if here:
        here.row = row
        here.flights += 1


def step(by: int) -> None:
    """Take the next (1) or previous (-1) row of the chosen status in hand."""
    here = brought()
    if here is None or here.work is None:
        return
    rows = shown_rows(here)
    if not rows:
        return
    if here.row in rows:
        take_in_hand(rows[(rows.index(here.row) + by) % len(rows)])
        return
    current = -1 if here.row is None else here.row
    later = [row for row in rows if row > current] if by > 0 else [r for r in rows if r < current]
    take_in_hand((later or rows)[0 if by > 0 else -1])
