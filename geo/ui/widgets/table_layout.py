"""How an uploaded table is laid out: the choice of its header, and the rows that are left out."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from geo import i18n
from geo.ingest import Grid, Header, Layout, Table, header_choices, header_code
from geo.ingest.left_out import left_out_table, left_out_words
from geo.ui.escaping import visible
from geo.ui.state.session import Page
from geo.ui.widgets.fields import field
from geo.ui.widgets.prose import note

SHOWN = 60  # characters of a row in a choice or a list
NAMED = 12  # lines of a file that a sentence lists
MAX_LISTED = 200  # rows that are left out


def draw_header_choice(
    page: Page,
    name: str,
    grid: Grid,
    layout: Layout,
    use: Callable[[Header | None], None],
) -> None:
    """Draw the choice of the rows that name the columns; `use` is called with another one."""
    headers = {header_code(grid, one): one for one in header_choices(grid, layout.header)}
    st.selectbox(
        page.text("table_layout.header"),
        list(headers),
        format_func=lambda code: _label(page, grid, code, headers.get(code)),
        help=page.text("table_layout.header_help"),
        **field(
            page.session,
            name,
            header_code(grid, layout.header),
            lambda code: use(headers[code]),
            list(headers),
        ),
    )


def draw_table_notes(page: Page, grid: Grid | None, layout: Layout, table: Table) -> None:
    """Draw what a person should look at: a doubtful header, rows left out, damaged lines."""
    if grid is None:
        return
    if not layout.sure:
        st.warning(page.text("table_layout.unsure"))
    if grid.damaged:
        lines = i18n.comma(page.lang, [str(line) for line in grid.damaged[:NAMED]])
        st.warning(page.text("table_layout.damaged", lines=lines))
    draw_left_out(page, table)


def draw_left_out(page: Page, table: Table) -> None:
    """Draw a sentence with the lines of each kind, if any; what stands in them is in a fold."""
    if not table.left_out:
        return
    st.html(note(left_out_words(table.left_out, page.lang)))
    with st.expander(page.text("table_layout.left_out_rows", count=len(table.left_out))):
        columns, rows = left_out_table(table.left_out[:MAX_LISTED], page.lang)
        shown = [[line, kind, visible(text[:SHOWN])] for line, kind, text in rows]
        st.dataframe(pd.DataFrame(shown, columns=columns), hide_index=True, height="content")


def _label(page: Page, grid: Grid, code: str, header: Header | None) -> str:
    if header is None:
        return page.text("table_layout.no_header")
    rows = grid.cells[header.first : header.last + 1]
    cells = [" ".join(cell.split()) for row in rows for cell in row if cell.strip()]
    return page.text("table_layout.row", row=code, cells=visible(" | ".join(cells)[:SHOWN]))
