"""Opening lists: those that were saved, those that were deleted, and files."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.ingest.foreign import page_files
from geo.shortlist.store import Saved
from geo.ui import words
from geo.ui.desk import keeping
from geo.ui.desk.clock import local_time
from geo.ui.session import Page, Session
from geo.ui.uploader import draw_uploader

FILE = "desk_file"


def draw_opening(page: Page, shelf: keeping.Shelf) -> None:
    """Draw the saved lists, last saved first, and the box for a file."""
    if not shelf.saved and not shelf.error:
        st.caption(page.text("desk.nothing_saved"))
    for one in shelf.saved:
        st.button(
            _label(page, one),
            key=f"desk_open_{one.list_id}",
            type="tertiary",
            on_click=partial(keeping.open_saved, page.session, one.list_id),
        )
    draw_uploader(page, FILE, page.text("desk.file"), ["json"], partial(_open, page.session))
    for one in shelf.deleted:
        st.button(
            page.text("desk.restore", name=words.markdown_safe(one.name)),
            key=f"desk_restore_{one.list_id}",
            type="tertiary",
            on_click=partial(keeping.restore, page.session, one.list_id),
        )


def _label(page: Page, one: Saved) -> str:
    about = page.text("desk.saved_item", count=one.count, when=local_time(one.saved))
    return f"**{words.markdown_safe(one.name)}** · {words.markdown_safe(about)}"


def _open(session: Session, name: str, data: bytes) -> None:
    """Open the list of a file."""
    found = page_files().read_shortlist(data)
    if not found.name:
        found = found.rename(name.removesuffix(".json"))
    session.shortlists.put(found)
    session.notices.say("desk.opened", name=found.name, count=len(found.items))
