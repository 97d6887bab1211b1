"""The page from top to bottom: bring a list, say which column is what, settle what is open."""

from __future__ import annotations

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.geocode.model import Status
from geo.ui import state
from geo.ui.boundary import tell_refused
from geo.ui.fields import field
from geo.ui.frame import with_explorer
from geo.ui.locate.carry import draw_carry
from geo.ui.locate.case import draw_case
from geo.ui.locate.columns import draw_columns
from geo.ui.locate.guard import draw_guard
from geo.ui.locate.intake import draw_intake, leave
from geo.ui.locate.online import draw_online
from geo.ui.locate.result_map import draw_result_map
from geo.ui.locate.rows import draw_rows
from geo.ui.locate.running_text import draw_running_text
from geo.ui.locate.session import Brought, brought, step, take_in_hand
from geo.ui.reading import draw_reading_style, note, title
from geo.ui.static import style_element

ORDER = (Status.AMBIGUOUS, Status.UNRESOLVED, Status.OUTSIDE, Status.FAILED, Status.RESOLVED)
SHOWN = "locate_shown"
ALL = "all"
CASE_HEIGHT = 690


def draw() -> None:
    """Draw the page."""
    with_explorer(_page)


def _page(explorer: Explorer, lang: str) -> None:
    state.read_address(explorer)
    draw_reading_style()
    st.html(style_element("locate.css"))
    here = brought()
    draw_guard(here is not None)
    if here is None:
        st.html(title(i18n.text(lang, "locate.title")))
        st.html(note(i18n.text(lang, "locate.lead")))
        draw_intake(lang)
    elif here.work is None:
        st.html(title(i18n.text(lang, "locate.title")))
        draw_columns(explorer, here, lang)
    else:
        _results(explorer, here, lang)
    state.write_address(state.chosen_filter())


def _results(explorer: Explorer, here: Brought, lang: str) -> None:
    tell_refused(lang)
    work = here.work
    assert work is not None
    if here.row is None:
        here.row = next((rows[0] for kind in ORDER if (rows := work.rows(kind))), None)
        here.flights += 1
    _headline(here, lang)
    if not len(work):
        st.info(i18n.text(lang, "locate.nothing_named"))
    if here.text:
        draw_running_text(here, lang)
    draw_online(here, lang)
    left, right = st.columns([62, 38])
    with left:
        draw_result_map(explorer, here, lang)
        _filter(here, lang)
        draw_rows(explorer, here, lang)
    with right, st.container(height=CASE_HEIGHT, key="locate_case"):
        draw_case(explorer, here, lang)
    draw_carry(explorer, here, lang)


def _headline(here: Brought, lang: str) -> None:
    """How the list stands; and the ways back."""
    work = here.work
    assert work is not None
    counts = work.counts()
    parts = [
        i18n.text(lang, f"locate.count_{kind}", count=counts[kind])
        for kind in Status
        if counts[kind]
    ]
    source = here.source or i18n.text(lang, "locate.pasted_text" if here.text else "locate.pasted")
    with st.container(horizontal=True, vertical_alignment="center", key="locate_headline"):
        said = " · ".join(parts)
        st.html(
            title(i18n.text(lang, "locate.source", name=source, rows=len(work)))
            + f'<div class="shutu-summary" role="status">{said}</div>'
        )
        st.button(
            i18n.text(lang, "locate.undo"), key="locate_undo", on_click=_on_undo,
            disabled=not work.can_undo,
        )  # fmt: skip
        st.button(
            i18n.text(lang, "locate.redo"), key="locate_redo", on_click=_on_redo,
            disabled=not work.can_redo,
        )  # fmt: skip
        if here.grid:
            st.button(i18n.text(lang, "locate.columns_again"), key="locate_again", on_click=_again)
        st.button(i18n.text(lang, "locate.leave"), key="locate_leave", on_click=leave)


def _filter(here: Brought, lang: str) -> None:
    """Of which status rows are shown, with their numbers; and previous and next."""
    work = here.work
    assert work is not None
    counts = work.counts()
    options = [ALL, *(kind for kind in ORDER if counts[kind] or kind is here.shown)]

    def label(kind: str) -> str:
        number = len(work) if kind == ALL else counts[Status(kind)]
        return f"{i18n.text(lang, f'locate.status_{kind}')} {number}"

    with st.container(horizontal=True, vertical_alignment="center", key="locate_filter"):
        st.segmented_control(
            i18n.text(lang, "locate.show"), options, format_func=label, required=True,
            label_visibility="collapsed", **field(SHOWN, here.shown or ALL, _on_shown),
        )  # fmt: skip
        st.button(
            i18n.text(lang, "locate.previous"), key="locate_previous", on_click=step, args=(-1,)
        )
        st.button(i18n.text(lang, "locate.next"), key="locate_next", on_click=step, args=(1,))


def _on_shown(chosen: str) -> None:
    here = brought()
    if here is None:
        return
    here.shown = None if chosen == ALL else Status(chosen)
    rows = here.work.rows(here.shown) if here.work else []
    if rows and here.row not in rows:
        take_in_hand(rows[0])


def _on_undo() -> None:
    here = brought()
    rows = here.work.undo() if here and here.work else []
    if rows:
        take_in_hand(rows[0])


def _on_redo() -> None:
    here = brought()
    rows = here.work.redo() if here and here.work else []
    if rows:
        take_in_hand(rows[0])


def _again() -> None:
    here = brought()
    if here:
        here.work, here.earlier = None, here.work
