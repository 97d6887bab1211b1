"""The layout of a sheet and the texts on it, with a preview. A shortlist keeps its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import partial

import streamlit as st

from geo.errors import PageSetupError, TypesettingError
from geo.export.export_dataset import ExportDataset
from geo.export.page_setup import (
    MOST,
    PAPERS,
    PLACES,
    PROVINCE,
    TEXTS,
    PageSetup,
    read_page_setup,
    saved_page_setup,
)
from geo.shortlist.model import Shortlist
from geo.ui.escaping import escape_html, escape_markdown
from geo.ui.state.session import Page, Session
from geo.ui.widgets.fields import field

PREVIEW = "export_panel_preview"
BOUNDS = "bounds"
START_BOUNDS = "97.3,26.0,108.6,34.4"  # Sichuan
EXTENTS = ("", PLACES, PROVINCE, BOUNDS)


def current_setup(page: Page, shortlist: Shortlist | None) -> PageSetup:
    """The layout of a list, or that of the session for the places of filters."""
    kept = page.session.layout if shortlist is None else dict(shortlist.layout)
    return saved_page_setup(kept)


def draw_page_setup(page: Page, shortlist: Shortlist | None, *, is_drawn: bool) -> None:
    """Draw the fields of the layout; `is_drawn`: also those of paper and map."""
    setup = current_setup(page, shortlist)
    change = partial(_change, page.session, shortlist is not None)
    usual = shortlist.name if shortlist is not None else ""
    for first, second in (TEXTS[:2], TEXTS[2:]):
        for column, name in zip(st.columns(2), (first, second), strict=True):
            column.text_input(
                page.text(f"page_setup.{name}"),
                max_chars=MOST[name],
                placeholder=usual if name == "title" else "",
                **field(
                    page.session, f"page_setup_{name}", getattr(setup, name), partial(change, name)
                ),
            )
    if is_drawn:
        _paper(page, setup, change)


def _paper(page: Page, setup: PageSetup, change: Callable[[str, str], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            page.text("export_panel.paper"),
            PAPERS,
            format_func=str.upper,
            width=100,
            **field(
                page.session, "export_panel_paper", setup.paper, partial(change, "paper"), PAPERS
            ),
        )
        ways = ("0", "1")
        st.selectbox(
            page.text("page_setup.way"),
            ways,
            format_func=lambda way: page.text(f"page_setup.way_{way}"),
            width=120,
            **field(
                page.session,
                "page_setup_upright",
                ways[setup.upright],
                partial(change, "upright"),
                ways,
            ),
        )
        extent = BOUNDS if setup.bounds else setup.extent
        st.selectbox(
            page.text("page_setup.extent"),
            EXTENTS,
            format_func=lambda code: page.text(f"page_setup.extent_{code or 'usual'}"),
            width=220,
            **field(
                page.session,
                "page_setup_extent",
                extent,
                lambda code: change("extent", START_BOUNDS if code == BOUNDS else code),
                EXTENTS,
            ),
        )
        if setup.bounds:
            st.text_input(
                page.text("page_setup.bounds"),
                max_chars=80,
                width=220,
                **field(page.session, "page_setup_bounds", setup.extent, partial(change, "extent")),
            )


def _change(session: Session, of_list: bool, name: str, value: str) -> None:
    """Keep one value; an invalid one is refused with a message."""
    kept = dict(session.shortlists.current.layout) if of_list else session.layout
    try:
        layout = read_page_setup({**saved_page_setup(kept).parameters, name: value}).parameters
    except PageSetupError as error:
        session.notices.fail_with(error)
        return
    if of_list:
        session.shortlists.change(session.shortlists.current.lay_out(layout))
    else:
        session.layout = layout


def draw_preview(page: Page, key: object, make: Callable[[], ExportDataset]) -> None:
    """Draw a switch, and below it the sheet as it will be; made anew when `key` changes."""
    if not st.toggle(page.text("page_setup.preview"), key=PREVIEW):
        return
    from geo.export.picture import write_preview

    try:
        with st.spinner(page.text("page_setup.previewing")):
            picture = page.session.remembered(
                "sheet_preview", repr(key), lambda: b64encode(write_preview(make())).decode()
            )
    except TypesettingError as error:
        st.error(escape_markdown(error))
        return
    alt = escape_html(page.text("page_setup.preview_alt"))
    st.html(f'<img class="shutu-sheet-preview" alt="{alt}" src="data:image/png;base64,{picture}">')
