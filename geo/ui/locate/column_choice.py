"""Which column holds the names, which the regions; then the run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from geo import describe
from geo.ingest import Table
from geo.ui.escaping import visible
from geo.ui.locate import geocoding
from geo.ui.locate.input_form import choose_sheet, draw_error
from geo.ui.state.imported import ImportSession
from geo.ui.state.session import Page, Session
from geo.ui.widgets.fields import field
from geo.ui.widgets.progress_bar import progress_bar
from geo.ui.widgets.prose import heading, note
from geo.ui.widgets.table_layout import draw_header_choice, draw_table_notes

FIRST_ROWS = 6
SHOWN = 40  # characters of a cell in the preview
NONE = ""
HEADER, ALL_ROWS, NAME, REGION, FIXED, SHEET, POSITIONS = (
    f"locate_{name}"
    for name in ("header", "all_rows", "name", "region", "fixed", "sheet", "positions")
)


def draw_column_choice(page: Page, here: ImportSession) -> None:
    """Draw the choice of columns over the first rows, and the button that starts."""
    table = here.table
    if table is None:
        return
    source = here.source or page.text("locate.pasted")
    with st.container(horizontal=True, vertical_alignment="center", key="locate_source"):
        st.html(heading(page.text("locate.source", name=source, rows=len(table.rows))))
        if here.earlier:
            st.button(
                page.text("locate.result_again"),
                key="locate_result_again",
                on_click=here.take_result_again,
            )
        st.button(
            page.text("locate.leave"),
            key="locate_leave",
            type="tertiary",
            on_click=page.session.imported.leave,
        )
    draw_error(page)
    draw_table_notes(page, here.grid, here.layout, table)
    _choices(page, here, table)
    st.html(note(page.text("locate.first_rows")))
    first = [[visible(cell[:SHOWN]) for cell in row] for row in table.rows[:FIRST_ROWS]]
    headers = [visible(name) for name in table.columns]
    st.dataframe(pd.DataFrame(first, columns=headers), hide_index=True, height="content")
    _draw_start(page, here, table)


def _draw_start(page: Page, here: ImportSession, table: Table) -> None:
    """Draw the button that starts the search or goes on with one that was stopped, and run it."""
    former = geocoding.unfinished_search(page.catalog, here)
    done, rows = len(former.outcomes) if former else 0, len(table.rows)
    label = page.text("locate.go_on" if done else "locate.start", rows=rows - done)
    told = st.empty()
    if done:
        told.info(page.text("locate.stopped", done=done, rows=rows))
    if st.button(label, type="primary", key="locate_start"):
        told.empty()
        working = page.text("locate.running")
        with progress_bar(page, working, page.text("locate.stop_keeps")) as tell:
            geocoding.geocode_rows(page.catalog, here, tell)
        st.rerun()


def _choices(page: Page, here: ImportSession, table: Table) -> None:
    session = page.session
    if here.sheets and len(here.sheets) > 1:
        st.selectbox(
            page.text("locate.sheet"),
            here.sheets,
            format_func=visible,
            **field(session, SHEET, here.sheet, partial(choose_sheet, page, here), here.sheets),
        )
    if here.grid and not table.geometries:
        draw_header_choice(
            page,
            HEADER,
            here.grid,
            here.layout,
            partial(geocoding.use_header, page.catalog, here),
        )
    if here.layout != here.layout.with_all_rows():
        st.toggle(
            page.text("locate.all_rows"),
            **field(session, ALL_ROWS, here.all_rows, here.use_all_rows),
        )
    names, regions, fixed = st.columns(3)
    with names:
        _select(
            session,
            NAME,
            page.text("locate.name_column"),
            table.columns,
            here.name_column,
            here.use_names,
        )
    with regions:
        _select(
            session,
            REGION,
            page.text("locate.region_column"),
            [NONE, *(name for name in table.columns if name != here.name_column)],
            here.region_column or NONE,
            here.use_regions,
            none=page.text("locate.no_column"),
        )
    with fixed:
        codes = region_codes(page)
        st.selectbox(
            page.text("locate.fixed_region"),
            codes,
            index=None,
            format_func=lambda code: describe.region(code, page.catalog.regions.names, page.lang),
            placeholder=page.text("locate.whole_province"),
            help=page.text("locate.fixed_help"),
            **field(session, FIXED, here.region, here.use_region, codes),
        )
    if any(table.geometries):
        st.toggle(
            page.text("locate.file_positions"),
            **field(session, POSITIONS, here.file_positions, here.use_positions),
        )


def region_codes(page: Page) -> list[str]:
    """Prefectures, each followed by its counties, in official order."""
    prefectures, counties = page.catalog.regions.levels
    children: dict[str, list[str]] = {row["adcode"]: [] for row in prefectures}
    for row in counties:
        children[page.catalog.regions.names[row["adcode"]]["prefecture"]].append(row["adcode"])
    return [code for parent, below in children.items() for code in (parent, *below)]


def _select(
    session: Session,
    name: str,
    label: str,
    options: Sequence[str],
    value: str,
    on_change: Callable[[Any], None],
    none: str = "",
) -> None:
    st.selectbox(
        label,
        options,
        format_func=lambda option: visible(option) or none,
        **field(session, name, value, on_change, options),
    )
