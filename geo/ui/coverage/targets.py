"""The plan's quantified targets, and what its text itself lists of them: a table without a figure.

Named scenarios beside a target of scenarios would read as progress, of which the text says nothing.
"""

from __future__ import annotations

import streamlit as st

from geo import describe
from geo.schema.rows import TargetRow
from geo.ui.escaping import escape_html
from geo.ui.state.session import Page
from geo.ui.widgets.prose import heading, note

COUNTED = "scenarios"  # the only target of which the text lists items
COLUMNS = ("target", "text")


def draw_targets(page: Page) -> None:
    """Draw the targets and what the text lists of each."""
    heads = "".join(
        f'<th scope="col">{escape_html(page.text(f"covered.{name}"))}</th>' for name in COLUMNS
    )
    rows = "".join(_row(page, row) for row in page.catalog.plan.document()["targets"])
    st.html(
        heading(page.text("sources.targets"))
        + '<table class="shutu-small shutu-keys">'
        + f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        + note(page.text("sources.honest"))
    )


def _row(page: Page, row: TargetRow) -> str:
    listed = (
        page.text("covered.listed", **page.catalog.counts.scenarios())
        if row["id"] == COUNTED
        else page.text("covered.not_listed")
    )
    return (
        f'<tr><th scope="row">{escape_html(describe.target(row, page.lang))}</th>'
        f"<td>{escape_html(listed)}</td></tr>"
    )
