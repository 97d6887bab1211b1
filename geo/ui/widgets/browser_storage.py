"""Shortlists in the browser's storage, so that reloading the page loses nothing.

The lists of this tab (`sessionStorage`: gone when the tab is closed) and, once something was
saved, the key under which the database lists a user's saved lists (`localStorage`).
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import streamlit as st

from geo.shortlist.file import as_record, from_record
from geo.shortlist.model import Shortlist
from geo.shortlist.rules import is_list_id
from geo.ui.component import module_component
from geo.ui.state.session import Session, widget_value
from geo.ui.state.shortlists import Shortlists

KEY = "shortlist_memory"
MAX_DRAFT = 2_000_000  # characters; larger lists live in the session and the database only
_memory = module_component("shutu_browser_storage", "browser_storage.js")


def draw_browser_storage(session: Session) -> None:
    """Write the browser's storage, and load what it stored before."""
    memory, shortlists = session.memory, session.shortlists
    with st.container(key="shortlist_memory_box"):
        _memory(
            key=KEY,
            data={
                "session": memory.session,
                "recalled": memory.is_recalled,
                "draft": _draft(shortlists) if shortlists.has_list else "",
                "owner": memory.owner if memory.keeps_owner else None,
            },
            on_recalled_change=lambda: _recall(session),
        )


def _draft(shortlists: Shortlists) -> str:
    """All open lists as text, with the current one and the saved version of each."""
    lists = [
        {"id": one.id, "version": one.version, "kept": shortlists.is_kept(one), **as_record(one)}
        for one in shortlists.opened
    ]
    draft = {"current": shortlists.current_id, "lists": lists}
    text = json.dumps(draft, ensure_ascii=False)
    return text if len(text) <= MAX_DRAFT else ""


def _recall(session: Session) -> None:
    """Load the browser's storage, once per session."""
    given: Any = getattr(widget_value(KEY), "recalled", None)
    memory = session.memory
    if not isinstance(given, dict) or memory.is_recalled:
        return
    memory.is_recalled = True
    session.notices.repeat_failure()
    owner = given.get("owner")
    if isinstance(owner, str) and is_list_id(owner):
        memory.recall_owner(owner)
    _restore(session.shortlists, given.get("draft"))


def _restore(shortlists: Shortlists, text: Any) -> None:
    """Open the stored lists in addition to the open ones; damaged storage is ignored."""
    try:
        draft = json.loads(text)
        found = [(_list(record), record.get("kept") is True) for record in draft["lists"]]
        current = str(draft.get("current"))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return
    working = shortlists.current_id
    here = {one.items for one in shortlists.opened}  # a link may have brought the same again
    for one, kept in found:
        if one.id not in shortlists.histories and one.items not in here:
            shortlists.put(one, kept=kept)
    shortlists.switch(working or (current if current in shortlists.histories else ""))


def _list(record: dict[str, Any]) -> Shortlist:
    return replace(from_record(record), id=record["id"], version=record["version"])
