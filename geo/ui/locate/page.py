"""The page from top to bottom: bring a list, say which column is what, settle what is open."""

from __future__ import annotations

import streamlit as st

from geo.geocode.model import Status
from geo.ui.boundary import tell_refused
from geo.ui.fields import field
from geo.ui.frame import with_page
from geo.ui.imported import Brought
from geo.ui.locate.carry import draw_carry
from geo.ui.locate.case import draw_case
from geo.ui.locate.columns import draw_columns
from geo.ui.locate.guard import draw_guard
from geo.ui.locate.intake import draw_intake
from geo.ui.locate.online import draw_online
from geo.ui.locate.result_map import draw_result_map
from geo.ui.locate.rows import draw_rows
from geo.ui.locate.running_text import draw_running_text
from geo.ui.reading import draw_reading_style, note, title
from geo.ui.session import Page
from geo.ui.static import style_element

ORDER = (Status.AMBIGUOUS, Status.UNRESOLVED, Status.OUTSIDE, Status.FAILED, Status.RESOLVED)
SHOWN = "locate_shown"
ALL = "all"
CASE_HEIGHT = 690


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    page.session.read_address(page.catalogue)
    draw_reading_style()
    st.html(style_element("locate.css"))
    here = page.session.imported.here
    draw_guard(here is not None)
    if here is None:
        st.html(title(page.text("locate.title")))
        st.html(note(page.text("locate.lead")))
        draw_intake(page)
    elif here.work is None:
        st.html(title(page.text("locate.title")))
        draw_columns(page, here)
    else:
        _results(page, here)


def _results(page: Page, here: Brought) -> None:
    tell_refused(page.lang)
    work = here.work
    assert work is not None
    if here.row is None:
        here.row = next((rows[0] for kind in ORDER if (rows := work.rows(kind))), None)
        here.flights += 1
    _headline(page, here)
    if not len(work):
        st.info(page.text("locate.nothing_named"))
    if here.text:
        draw_running_text(page, here)
    draw_online(page, here)
    left, right = st.columns([62, 38])
    with left:
        draw_result_map(page, here)
        _filter(page, here)
        draw_rows(page, here)
    with right, st.container(height=CASE_HEIGHT, key="locate_case"):
        draw_case(page, here)
    draw_carry(page, here)


def _headline(page: Page, here: Brought) -> None:
    """How the list stands; and the ways back."""
    work = here.work
    assert work is not None
    counts = work.counts()
    parts = [
        page.text(f"locate.count_{kind}", count=counts[kind]) for kind in Status if counts[kind]
    ]
    source = here.source or page.text("locate.pasted_text" if here.text else "locate.pasted")
    with st.container(horizontal=True, vertical_alignment="center", key="locate_headline"):
        said = " · ".join(parts)
        st.html(
            title(page.text("locate.source", name=source, rows=len(work)))
            + f'<div class="shutu-summary" role="status">{said}</div>'
        )
        st.button(
            page.text("locate.undo"),
            key="locate_undo",
            on_click=here.undo,
            disabled=not work.can_undo,
        )
        st.button(
            page.text("locate.redo"),
            key="locate_redo",
            on_click=here.redo,
            disabled=not work.can_redo,
        )
        if here.grid:
            st.button(
                page.text("locate.columns_again"),
                key="locate_again",
                on_click=here.choose_columns_again,
            )
        st.button(
            page.text("locate.leave"), key="locate_leave", on_click=page.session.imported.leave
        )


def _filter(page: Page, here: Brought) -> None:
    """Of which status rows are shown, with their numbers; and previous and next."""
    work = here.work
    assert work is not None
    counts = work.counts()
    options = [ALL, *(kind for kind in ORDER if counts[kind] or kind is here.shown)]

    def label(kind: str) -> str:
        number = len(work) if kind == ALL else counts[Status(kind)]
        return f"{page.text(f'locate.status_{kind}')} {number}"

    def choose(kind: str | None) -> None:
        if kind is not None:
            here.show(None if kind == ALL else Status(kind))

    with st.container(horizontal=True, vertical_alignment="center", key="locate_filter"):
        st.segmented_control(
            page.text("locate.show"),
            options,
            format_func=label,
            required=True,
            label_visibility="collapsed",
            **field(page.session, SHOWN, here.shown or ALL, choose, options),
        )
        st.button(
            page.text("locate.previous"), key="locate_previous", on_click=here.step, args=(-1,)
        )
        st.button(page.text("locate.next"), key="locate_next", on_click=here.step, args=(1,))
