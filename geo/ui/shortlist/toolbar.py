"""The header of the page: the current list, its state, and actions on the whole list."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo import i18n
from geo.shortlist.model import Shortlist
from geo.shortlist.rules import MAX_NAME
from geo.shortlist.store import as_new
from geo.ui.escaping import error_text, escape_html, visible
from geo.ui.shortlist import persistence
from geo.ui.shortlist.open_panel import draw_open_panel
from geo.ui.shortlist.share_panel import draw_share_panel
from geo.ui.state.session import Page
from geo.ui.state.shortlists import Tool
from geo.ui.widgets.fields import field
from geo.ui.widgets.local_time import local_time

CHOICE, NAME = "shortlist_choice", "shortlist_name"
TOOLS: tuple[Tool, ...] = ("open", "pass_on", "more")


def draw_toolbar(page: Page) -> None:
    """Draw name and state of the list, the bar of its actions, and the panel that is open.

    Nothing lies over anything: the name has a line of its own, the bar wraps, and a panel takes its
    room below the bar, where it moves table and map down instead of covering them.
    """
    shortlists = page.session.shortlists
    here = shortlists.current
    shelf = persistence.saved_lists(page.session)
    with st.container(key="shortlist_head", gap=None):
        _headline(page, here)
    with st.container(horizontal=True, vertical_alignment="center", key="shortlist_bar"):
        _choice(page, here)
        _save_and_steps(page, here)
        st.button(
            page.text("shortlist.new"),
            key="shortlist_new",
            on_click=shortlists.create,
            args=(page.lang,),
        )
        for tool in TOOLS if shortlists.has_list else TOOLS[:1]:
            _switch(page, tool)
    if shortlists.tool:
        with st.container(border=True, key="shortlist_tool"):
            _panel(page, here, shelf)
    if shelf.error:
        st.warning(error_text(shelf.error, page.lang))


def _switch(page: Page, tool: Tool) -> None:
    """The button that opens a panel, and closes it again."""
    shortlists = page.session.shortlists
    is_open = shortlists.tool == tool
    st.button(
        page.text(f"shortlist.{tool}"),
        key=f"shortlist_{tool}",
        icon=f":material/expand_{'less' if is_open else 'more'}:",
        icon_position="right",
        on_click=shortlists.show_tool,
        args=("" if is_open else tool,),
    )


def _panel(page: Page, here: Shortlist, shelf: persistence.SavedLists) -> None:
    tool = page.session.shortlists.tool
    st.html(f'<h2 class="shutu-h">{page.text(f"shortlist.{tool}")}</h2>')
    if tool == "open":
        draw_open_panel(page, shelf)
    elif tool == "pass_on":
        draw_share_panel(page, here)
    else:
        _more(page, here)


def _headline(page: Page, here: Shortlist) -> None:
    name = here.name if page.session.shortlists.has_list else page.text("shortlist.title")
    st.html(
        f'<h1 class="shutu-sentence">{escape_html(name)}</h1>'
        f'<div class="shutu-summary" role="status">{escape_html(_state(page, here))}</div>'
    )


def _state(page: Page, here: Shortlist) -> str:
    """How many sites, and whether they are saved."""
    if not page.session.shortlists.has_list:
        return page.text("shortlist.lead")
    parts = [page.text("shortlist.count", count=len(here.items))]
    if here.version:
        when = local_time(here.updated, page.lang)
        parts.append(page.text("shortlist.version", number=here.version, when=when))
    if not page.session.shortlists.is_kept(here):
        parts.append(page.text("shortlist.unsaved"))
    return " · ".join(parts)


def _choice(page: Page, here: Shortlist) -> None:
    """The switch between the open lists, once there are several."""
    shortlists = page.session.shortlists
    lists = {one.id: one for one in shortlists.opened}
    if len(lists) < 2:
        return
    st.selectbox(
        page.text("shortlist.choose"),
        list(lists),
        format_func=lambda one: i18n.aside(
            page.lang, visible(lists[one].name), len(lists[one].items)
        ),
        label_visibility="collapsed",
        **field(page.session, CHOICE, here.id, shortlists.switch, lists),
    )


def _save_and_steps(page: Page, here: Shortlist) -> None:
    shortlists = page.session.shortlists
    st.button(
        page.text("shortlist.save"),
        key="shortlist_save",
        type="primary",
        disabled=not shortlists.has_list or shortlists.is_kept(here),
        on_click=persistence.save,
        args=(page.session,),
    )
    history = shortlists.history
    for name, step, steps in (
        ("undo", shortlists.undo, history.past if history else ()),
        ("redo", shortlists.redo, history.future if history else ()),
    ):
        st.button(
            page.text(f"shortlist.{name}"),
            key=f"shortlist_{name}",
            disabled=not steps,
            on_click=step,
        )


def _more(page: Page, here: Shortlist) -> None:
    shortlists = page.session.shortlists

    def rename(name: str) -> None:
        shortlists.change(shortlists.current.rename(name.strip() or here.name))

    st.text_input(
        page.text("shortlist.name"),
        max_chars=MAX_NAME,
        **field(page.session, NAME, here.name, rename),
    )
    with st.container(horizontal=True):
        _whole_list(page, here)


def _whole_list(page: Page, here: Shortlist) -> None:
    """The buttons for the list as a whole."""
    shortlists = page.session.shortlists
    copy_name = page.text("shortlist.copy_of", name=here.name)[:MAX_NAME]
    st.button(
        page.text("shortlist.duplicate"),
        key="shortlist_duplicate",
        on_click=lambda: shortlists.put(as_new(here, copy_name)),
    )
    st.button(
        page.text("shortlist.clear"),
        key="shortlist_clear",
        disabled=not here.items,
        on_click=shortlists.take_out,
        args=here.ids,
    )
    st.button(
        page.text("shortlist.close"),
        key="shortlist_close",
        help=page.text("shortlist.close_kept" if here.version else "shortlist.close_unsaved"),
        on_click=partial(shortlists.close, here.id),
    )
    if here.version:
        st.button(
            page.text("shortlist.delete"),
            key="shortlist_delete",
            help=page.text("shortlist.delete_help"),
            on_click=partial(persistence.delete, page.session, here.id),
        )
