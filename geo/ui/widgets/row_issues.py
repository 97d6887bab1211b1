"""Rows of a table that were not used, in words."""

from __future__ import annotations

from geo import describe
from geo.rank.join import RowIssue
from geo.ui.state.session import Page


def issue_summary(page: Page, key: str, count: int, shown: list[str]) -> str:
    """How many rows or places a text is about, then the first of them."""
    listed = describe.listed(shown, page.lang, left_out=count - len(shown))
    return page.text(key, count=count) + listed


def issue_line(page: Page, one: RowIssue) -> str:
    """A row by its line in the file, its key and its cell."""
    key, cell = one.key.strip()[:30] or "—", one.cell.strip()[:20] or "—"
    if one.stripped:
        return page.text(
            "own_column.row_stripped",
            line=one.line,
            name=key,
            cell=cell,
            stripped=one.stripped[:20],
        )
    return page.text("own_column.row", line=one.line, name=key, cell=cell)
