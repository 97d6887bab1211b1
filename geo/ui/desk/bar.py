"""The head of the desk: which list, its state, and what can be done with the whole of it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.shortlist.model import MAX_NAME, Shortlist
from geo.shortlist.store import as_new
from geo.ui import words
from geo.ui.desk import basket, keeping
from geo.ui.desk.clock import local_time
from geo.ui.desk.opening import draw_opening
from geo.ui.desk.passing_on import draw_passing_on
from geo.ui.fields import field

CHOICE, NAME = "desk_choice", "desk_name"


def draw_bar(explorer: Explorer, lang: str) -> None:
    """Draw name and state of the list, the switch between lists, and the buttons."""
    here = basket.current()
    shelf = keeping.shelf(lang)
    with st.container(horizontal=True, vertical_alignment="center", key="desk_bar"):
        _headline(here, lang)
        _choice(here, lang)
        _steps(here, lang)
        st.button(
            i18n.text(lang, "desk.save"),
            key="desk_save",
            type="primary",
            disabled=not basket.has_list() or basket.is_kept(here),
            on_click=keeping.save,
        )
        st.button(i18n.text(lang, "desk.new"), key="desk_new", on_click=basket.create)
        with st.popover(i18n.text(lang, "desk.open"), key="desk_open"):
            draw_opening(shelf, lang)
        if basket.has_list():
            with st.popover(i18n.text(lang, "desk.pass_on"), key="desk_pass_on"):
                draw_passing_on(explorer, here, lang)
            with st.popover(i18n.text(lang, "desk.more"), key="desk_more"):
                _more(here, lang)
    if shelf.fault:
        st.warning(words.markdown_safe(shelf.fault))


def _headline(here: Shortlist, lang: str) -> None:
    name = here.name if basket.has_list() else i18n.text(lang, "desk.title")
    st.html(
        f'<h1 class="shutu-sentence">{words.safe(name)}</h1>'
        f'<div class="shutu-summary" role="status">{words.safe(_state(here, lang))}</div>'
    )


def _state(here: Shortlist, lang: str) -> str:
    """How many sites, and whether they are saved."""
    if not basket.has_list():
        return i18n.text(lang, "desk.lead")
    parts = [i18n.text(lang, "desk.count", count=len(here.items))]
    if here.version:
        when = local_time(here.updated)
        parts.append(i18n.text(lang, "desk.version", number=here.version, when=when))
    if not basket.is_kept(here):
        parts.append(i18n.text(lang, "desk.unsaved"))
    return " · ".join(parts)


def _choice(here: Shortlist, lang: str) -> None:
    """The switch between the lists on the desk, once there are several."""
    lists = {one.id: one for one in basket.open_lists()}
    if len(lists) < 2:
        return
    st.selectbox(
        i18n.text(lang, "desk.choose"),
        list(lists),
        format_func=lambda one: f"{words.visible(lists[one].name)} ({len(lists[one].items)})",
        label_visibility="collapsed",
        width=190,
        **field(CHOICE, here.id, basket.switch, lists),
    )


def _steps(here: Shortlist, lang: str) -> None:
    history = basket.desk().histories.get(here.id)
    for name, step, steps in (
        ("undo", basket.undo, history.past if history else ()),
        ("redo", basket.redo, history.future if history else ()),
    ):
        st.button(
            i18n.text(lang, f"desk.{name}"),
            key=f"desk_{name}",
            disabled=not steps,
            on_click=step,
        )


def _more(here: Shortlist, lang: str) -> None:

    def rename(name: str) -> None:
        basket.change(basket.current().rename(name.strip() or here.name))

    st.text_input(
        i18n.text(lang, "desk.name"),
        max_chars=MAX_NAME,
        **field(NAME, here.name, rename),
    )
    copy_name = i18n.text(lang, "desk.copy_of", name=here.name)[:MAX_NAME]
    st.button(
        i18n.text(lang, "desk.duplicate"),
        key="desk_duplicate",
        on_click=lambda: basket.put(as_new(here, copy_name)),
    )
    st.button(
        i18n.text(lang, "desk.clear"),
        key="desk_clear",
        disabled=not here.items,
        on_click=basket.take_out,
        args=here.ids,
    )
    st.button(
        i18n.text(lang, "desk.close"),
        key="desk_close",
        help=i18n.text(lang, "desk.close_kept" if here.version else "desk.close_unsaved"),
        on_click=partial(basket.close, here.id),
    )
    if here.version:
        st.button(
            i18n.text(lang, "desk.delete"),
            key="desk_delete",
            help=i18n.text(lang, "desk.delete_help"),
            on_click=partial(keeping.delete, here.id),
        )
