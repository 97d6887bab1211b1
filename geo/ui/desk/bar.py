"""The head of the desk: which list, its state, and what can be done with the whole of it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.shortlist.model import MAX_NAME, Shortlist
from geo.shortlist.store import as_new
from geo.ui import words
from geo.ui.desk import keeping
from geo.ui.desk.clock import local_time
from geo.ui.desk.opening import draw_opening
from geo.ui.desk.passing_on import draw_passing_on
from geo.ui.fields import field
from geo.ui.foreign import error_text
from geo.ui.session import Page

CHOICE, NAME = "desk_choice", "desk_name"


def draw_bar(page: Page) -> None:
    """Draw name and state of the list, the switch between lists, and the buttons."""
    session, shortlists = page.session, page.session.shortlists
    here = shortlists.current
    shelf = keeping.shelf(session)
    with st.container(horizontal=True, vertical_alignment="center", key="desk_bar"):
        _headline(page, here)
        _choice(page, here)
        _steps(page)
        st.button(
            page.text("desk.save"),
            key="desk_save",
            type="primary",
            disabled=not shortlists.has_list or shortlists.is_kept(here),
            on_click=keeping.save,
            args=(session,),
        )
        st.button(
            page.text("desk.new"),
            key="desk_new",
            on_click=shortlists.create,
            args=(page.lang,),
        )
        with st.popover(page.text("desk.open"), key="desk_open"):
            draw_opening(page, shelf)
        if shortlists.has_list:
            with st.popover(page.text("desk.pass_on"), key="desk_pass_on"):
                draw_passing_on(page, here)
            with st.popover(page.text("desk.more"), key="desk_more"):
                _more(page, here)
    if shelf.error:
        st.warning(error_text(shelf.error, page.lang))


def _headline(page: Page, here: Shortlist) -> None:
    name = here.name if page.session.shortlists.has_list else page.text("desk.title")
    st.html(
        f'<h1 class="shutu-sentence">{words.safe(name)}</h1>'
        f'<div class="shutu-summary" role="status">{words.safe(_state(page, here))}</div>'
    )


def _state(page: Page, here: Shortlist) -> str:
    """How many sites, and whether they are saved."""
    if not page.session.shortlists.has_list:
        return page.text("desk.lead")
    parts = [page.text("desk.count", count=len(here.items))]
    if here.version:
        when = local_time(here.updated)
        parts.append(page.text("desk.version", number=here.version, when=when))
    if not page.session.shortlists.is_kept(here):
        parts.append(page.text("desk.unsaved"))
    return " · ".join(parts)


def _choice(page: Page, here: Shortlist) -> None:
    """The switch between the open lists, once there are several."""
    shortlists = page.session.shortlists
    lists = {one.id: one for one in shortlists.opened}
    if len(lists) < 2:
        return
    st.selectbox(
        page.text("desk.choose"),
        list(lists),
        format_func=lambda one: f"{words.visible(lists[one].name)} ({len(lists[one].items)})",
        label_visibility="collapsed",
        width=190,
        **field(page.session, CHOICE, here.id, shortlists.switch, lists),
    )


def _steps(page: Page) -> None:
    shortlists = page.session.shortlists
    history = shortlists.history
    for name, step, steps in (
        ("undo", shortlists.undo, history.past if history else ()),
        ("redo", shortlists.redo, history.future if history else ()),
    ):
        st.button(
            page.text(f"desk.{name}"),
            key=f"desk_{name}",
            disabled=not steps,
            on_click=step,
        )


def _more(page: Page, here: Shortlist) -> None:
    shortlists = page.session.shortlists

    def rename(name: str) -> None:
        shortlists.change(shortlists.current.rename(name.strip() or here.name))

    st.text_input(
        page.text("desk.name"),
        max_chars=MAX_NAME,
        **field(page.session, NAME, here.name, rename),
    )
    copy_name = page.text("desk.copy_of", name=here.name)[:MAX_NAME]
    st.button(
        page.text("desk.duplicate"),
        key="desk_duplicate",
        on_click=lambda: shortlists.put(as_new(here, copy_name)),
    )
    st.button(
        page.text("desk.clear"),
        key="desk_clear",
        disabled=not here.items,
        on_click=shortlists.take_out,
        args=here.ids,
    )
    st.button(
        page.text("desk.close"),
        key="desk_close",
        help=page.text("desk.close_kept" if here.version else "desk.close_unsaved"),
        on_click=partial(shortlists.close, here.id),
    )
    if here.version:
        st.button(
            page.text("desk.delete"),
            key="desk_delete",
            help=page.text("desk.delete_help"),
            on_click=partial(keeping.delete, page.session, here.id),
        )
