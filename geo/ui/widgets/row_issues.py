"""Rows of a table that were not used, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from geo import describe
from geo.rank.join import RowIssue
from geo.ui.escaping import escape_html
from geo.ui.state.session import Page

MOST_LISTED = 8  # rows, places or regions that a sentence names


def draw_report(lines: Iterable[str]) -> None:
    """Draw the sentences about a table as a list."""
    items = "".join(f"<li>{escape_html(line)}</li>" for line in lines)
    st.html(f'<ul class="shutu-small shutu-points" role="status">{items}</ul>')


def issue_lines(page: Page, group: str, report: object, reasons: Iterable[str]) -> list[str]:
    """A sentence for each reason that rows of a report have: its attributes of these names."""
    found: dict[str, Sequence[RowIssue]] = {name: getattr(report, name) for name in reasons}
    return [
        issue_summary(
            page,
            f"{group}.{name}",
            len(rows),
            [_issue_line(page, one) for one in rows[:MOST_LISTED]],
        )
        for name, rows in found.items()
        if rows
    ]


def issue_summary(page: Page, key: str, count: int, shown: list[str]) -> str:
    """How many rows or places a text is about, then the first of them."""
    listed = describe.listed(shown, page.lang, left_out=count - len(shown))
    return page.text(key, count=count) + listed


def _issue_line(page: Page, one: RowIssue) -> str:
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
