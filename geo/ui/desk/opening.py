"""Opening lists: those that were saved, those that were deleted, and files."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo import i18n
from geo.errors import IngestError, ShortlistError
from geo.ingest.foreign import page_files
from geo.shortlist.store import Saved
from geo.ui import state, words
from geo.ui.desk import basket, keeping
from geo.ui.desk.clock import local_time

_ROUND = "_desk_file_round"


def draw_opening(shelf: keeping.Shelf, lang: str) -> None:
    """Draw the saved lists, last saved first, and the box for a file."""
    if not shelf.saved and not shelf.fault:
        st.caption(i18n.text(lang, "desk.nothing_saved"))
    for one in shelf.saved:
        st.button(
            _label(one, lang),
            key=f"desk_open_{one.list_id}",
            type="tertiary",
            on_click=partial(keeping.open_saved, one.list_id),
        )
    _file(lang)
    for one in shelf.deleted:
        st.button(
            i18n.text(lang, "desk.restore", name=words.markdown_safe(one.name)),
            key=f"desk_restore_{one.list_id}",
            type="tertiary",
            on_click=partial(keeping.restore, one.list_id),
        )


def _label(one: Saved, lang: str) -> str:
    about = i18n.text(lang, "desk.saved_item", count=one.count, when=local_time(one.saved))
    return f"**{words.markdown_safe(one.name)}** · {words.markdown_safe(about)}"


def _file(lang: str) -> None:
    key = f"desk_file_{st.session_state.get(_ROUND, 0)}"
    st.file_uploader(
        i18n.text(lang, "desk.file"),
        type=["json"],
        key=key,
        on_change=_on_file,
        args=(key,),
    )


def _on_file(key: str) -> None:
    """Lay the list of a file on the desk; a file that is none changes nothing."""
    uploaded = st.session_state[key]
    if uploaded is None:
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1  # the box is empty again
    lang = state.language()
    try:
        found = page_files().read_shortlist(uploaded.getvalue())
    except (ShortlistError, IngestError) as error:
        basket.fail(i18n.text(lang, f"{error.group}.{error.key}", **error.values))
        return
    if not found.name:
        found = found.rename(uploaded.name.removesuffix(".json"))
    basket.put(found)
    basket.say(i18n.text(lang, "desk.opened", name=found.name, count=len(found.items)))
