"""What the browser remembers for the desk, so that loading the page anew loses nothing.

The lists of this tab (`sessionStorage`: gone when the tab is closed) and, once something was
saved, the key under which the database lists a person's saved lists (`localStorage`).
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import streamlit as st

from geo.shortlist.file import as_record, from_record
from geo.shortlist.model import Shortlist, new_id
from geo.shortlist.rules import is_list_id
from geo.ui.component import module_component
from geo.ui.desk import basket

KEY = "desk_memory"
_OWNER = "_desk_owner"
_KEEP_OWNER = "_desk_keep_owner"
_RECALLED = "_desk_recalled"
_SESSION = "_desk_session"
MAX_DRAFT = 2_000_000  # characters; larger lists live in the session and the database only
_memory = module_component("shutu_desk_memory", "memory.js")


def owner() -> str:
    """The key of this person: what the browser remembers, else a new one."""
    if not st.session_state.get(_OWNER):
        st.session_state[_OWNER] = new_id()
    return str(st.session_state[_OWNER])


def keep_owner() -> None:
    """From now on the browser remembers the person's key, because something was saved under it."""
    owner()
    st.session_state[_KEEP_OWNER] = True


def draw_memory() -> None:
    """Tell the browser what to remember, and take over what it remembers from before."""
    known = st.session_state.get(_KEEP_OWNER)
    with st.container(key="desk_memory_box"):
        _memory(
            key=KEY,
            data={
                "session": st.session_state.setdefault(_SESSION, new_id()),
                "recalled": bool(st.session_state.get(_RECALLED)),
                "draft": _draft() if basket.has_list() else "",
                "owner": owner() if known else None,
            },
            on_recalled_change=_recall,
        )


def _draft() -> str:
    """All lists of the desk as text; which one is worked on, and what the database has of each."""
    desk = basket.desk()
    lists = [
        {"id": one.id, "version": one.version, "kept": basket.is_kept(one), **as_record(one)}
        for one in basket.open_lists()
    ]
    text = json.dumps({"current": desk.current, "lists": lists}, ensure_ascii=False)
    return text if len(text) <= MAX_DRAFT else ""


def _recall() -> None:
    """Take over, once per session, what the browser remembers."""
    said: Any = getattr(st.session_state.get(KEY), "recalled", None)
    if not isinstance(said, dict) or st.session_state.get(_RECALLED):
        return
    st.session_state[_RECALLED] = True
    basket.repeat_fault()
    remembered = said.get("owner")
    if is_list_id(remembered) and not st.session_state.get(_KEEP_OWNER):
        st.session_state[_OWNER] = remembered
        st.session_state[_KEEP_OWNER] = True
    _restore(said.get("draft"))


def _restore(text: Any) -> None:
    """Lay the remembered lists beside what is on the desk; a damaged memory is none."""
    try:
        draft = json.loads(text)
        found = [(_list(record), record.get("kept") is True) for record in draft["lists"]]
        current = str(draft.get("current"))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return
    working = basket.desk().current
    here = {one.items for one in basket.open_lists()}  # a link may have brought the same again
    for one, kept in found:
        if one.id not in basket.desk().histories and one.items not in here:
            basket.put(one, kept=kept)
    basket.switch(working or (current if current in basket.desk().histories else ""))


def _list(record: dict[str, Any]) -> Shortlist:
    return replace(from_record(record), id=record["id"], version=record["version"])
