"""The layout of a sheet and the texts on it, with a preview. A shortlist keeps its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
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
WAYS = ("0", "1")  # across, upright


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
        papers = {paper: paper.upper() for paper in PAPERS}
        _choice(page, "export_panel.paper", papers, setup.paper, partial(change, "paper"), 100)
        ways = {way: page.text(f"page_setup.way_{way}") for way in WAYS}
        upright = WAYS[setup.upright]
        _choice(page, "page_setup.way", ways, upright, partial(change, "upright"), 120)
        extents = {code: page.text(f"page_setup.extent_{code or 'usual'}") for code in EXTENTS}
        extent = BOUNDS if setup.bounds else setup.extent
        _choice(page, "page_setup.extent", extents, extent, partial(_extent, change), 220)
        if setup.bounds:
            st.text_input(
                page.text("page_setup.bounds"),
                max_chars=80,
                width=220,
                **field(page.session, "page_setup_bounds", setup.extent, partial(change, "extent")),
            )


def _choice(
    page: Page,
    label: str,
    options: Mapping[str, str],
    value: str,
    change: Callable[[str], None],
    width: int,
) -> None:
    """A select box of a part of the layout: code → words; `label` is the key of its text."""
    st.selectbox(
        page.text(label),
        list(options),
        format_func=lambda code: options.get(code, code),
        width=width,
        **field(page.session, label.replace(".", "_"), value, change, tuple(options)),
    )


def _extent(change: Callable[[str, str], None], code: str) -> None:
    change("extent", START_BOUNDS if code == BOUNDS else code)


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
