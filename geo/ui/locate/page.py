"""The page from top to bottom: upload a list, assign columns, resolve open rows."""

from __future__ import annotations

import streamlit as st

from geo.geocode.model import MatchStatus
from geo.ui.data import with_page
from geo.ui.escaping import escape_html
from geo.ui.locate.column_choice import draw_column_choice
from geo.ui.locate.geocoded_export import draw_geocoded_export
from geo.ui.locate.input_form import draw_input_form
from geo.ui.locate.provider_panel import draw_provider_panel
from geo.ui.locate.result_map import draw_result_map
from geo.ui.locate.result_table import draw_result_table
from geo.ui.locate.row_review import draw_row_review
from geo.ui.state.imported import ImportSession
from geo.ui.state.session import Page
from geo.ui.static import style_element
from geo.ui.widgets.boundary import warn_refused
from geo.ui.widgets.fields import field
from geo.ui.widgets.prose import draw_prose_style, note, title
from geo.ui.widgets.table_layout import draw_left_out

ORDER = (
    MatchStatus.AMBIGUOUS,
    MatchStatus.UNRESOLVED,
    MatchStatus.OUTSIDE,
    MatchStatus.FAILED,
    MatchStatus.RESOLVED,
)
SHOWN = "locate_shown"
ALL = "all"
CASE_HEIGHT = 690


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    page.session.read_address(page.catalog)
    draw_prose_style()
    st.html(style_element("locate.css"))
    here = page.session.imported.here
    if here is None:
        st.html(title(page.text("locate.title")))
        st.html(note(page.text("locate.lead")))
        draw_input_form(page)
    elif here.work is None:
        st.html(title(page.text("locate.title")))
        draw_column_choice(page, here)
    else:
        _results(page, here)


def _results(page: Page, here: ImportSession) -> None:
    warn_refused(page.lang)
    work = here.work
    assert work is not None
    if here.row is None:
        here.row = next((rows[0] for kind in ORDER if (rows := work.rows(kind))), None)
        here.flights += 1
    _headline(page, here)
    if not len(work):
        st.info(page.text("locate.nothing_named"))
    if here.text:
        _draw_free_text(page, here)
    draw_provider_panel(page, here)
    left, right = st.columns([62, 38])
    with left:
        draw_result_map(page, here)
        _filter(page, here)
        draw_result_table(page, here)
    with right, st.container(height=CASE_HEIGHT, key="locate_case"):
        draw_row_review(page, here)
    draw_left_out(page, work.table)
    with st.container(key="locate_export"):
        draw_geocoded_export(page, here)


def _headline(page: Page, here: ImportSession) -> None:
    """The status of the list, and the undo buttons."""
    work = here.work
    assert work is not None
    counts = work.counts()
    parts = [
        page.text(f"locate.count_{kind}", count=counts[kind])
        for kind in MatchStatus
        if counts[kind]
    ]
    source = here.source or page.text("locate.pasted_text" if here.text else "locate.pasted")
    with st.container(horizontal=True, vertical_alignment="center", key="locate_headline"):
        summary = " · ".join(parts)
        st.html(
            title(page.text("locate.source", name=source, rows=len(work)))
            + f'<div class="shutu-summary" role="status">{summary}</div>'
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


def _filter(page: Page, here: ImportSession) -> None:
    """The status filter with its counts, and the previous and next buttons."""
    work = here.work
    assert work is not None
    counts = work.counts()
    options = [ALL, *(kind for kind in ORDER if counts[kind] or kind is here.shown)]

    def label(kind: str) -> str:
        number = len(work) if kind == ALL else counts[MatchStatus(kind)]
        return f"{page.text(f'locate.status_{kind}')} {number}"

    def choose(kind: str | None) -> None:
        if kind is not None:
            here.show(None if kind == ALL else MatchStatus(kind))

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


def _draw_free_text(page: Page, here: ImportSession) -> None:
    """Draw the text; each name is marked by how it stands, and carries its row's number."""
    work = here.work
    assert work is not None
    parts, done = [], 0
    for row, mention in enumerate(here.mentions):
        start, end = mention.span
        status = work.status(row)
        tip = f"{row + 1} · {page.text(f'locate.status_{status}')}"
        current = ' aria-current="true"' if row == here.row else ""
        parts += [
            escape_html(here.text[done:start]),
            f'<mark class="shutu-{status}" title="{escape_html(tip)}"{current}>'
            f"{escape_html(here.text[start:end])}<sup>{row + 1}</sup></mark>",
        ]
        done = end
    parts.append(escape_html(here.text[done:]))
    label = page.text("locate.pasted_text")
    st.html(
        f'<div class="shutu-running" tabindex="0" role="region" aria-label="{label}">'
        f"{''.join(parts)}</div>"
    )
