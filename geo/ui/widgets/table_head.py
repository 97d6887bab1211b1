"""The head of an uploaded table: its name, how to remove it, its sheets and its header."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geo.ingest import Header
from geo.ui.escaping import error_text, escape_markdown, visible
from geo.ui.state.session import Page
from geo.ui.state.user_table import UserTable
from geo.ui.widgets.fields import field
from geo.ui.widgets.table_layout import draw_header_choice, draw_table_notes

TABLE_FORMATS = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "et")


def draw_user_table(
    page: Page,
    slot: str,
    given: UserTable,
    leave: Callable[[], None],
    changed: Callable[[], None] | None = None,
) -> None:
    """Draw the table of a `slot`: `leave` removes it, `changed` is called when other rows or
    columns are read.
    """

    def choose_sheet(sheet: str) -> None:
        given.choose_sheet(sheet)
        if changed:
            changed()

    def use_header(header: Header | None) -> None:
        given.use_header(header)
        if changed:
            changed()

    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(escape_markdown(given.name))
        st.button(
            page.text("own_column.leave"), key=f"{slot}_leave", type="tertiary", on_click=leave
        )
    if given.sheet is not None:
        sheets = given.found.sheets
        st.selectbox(
            page.text("own_column.sheet"),
            sheets,
            format_func=visible,
            **field(page.session, f"{slot}_sheet", given.sheet, choose_sheet, sheets),
        )
    if given.error:
        st.error(error_text(given.error, page.lang))
    grid = given.found.grid
    draw_header_choice(page, f"{slot}_header", grid, given.layout, use_header)
    draw_table_notes(page, grid, given.layout, given.table)
