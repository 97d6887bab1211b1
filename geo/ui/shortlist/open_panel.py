"""Opening lists: those that were saved, those that were deleted, and files."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.ingest.user_files import page_files
from geo.shortlist.store import SavedVersion
from geo.ui.escaping import escape_markdown
from geo.ui.shortlist import persistence
from geo.ui.state.session import Page, Session
from geo.ui.widgets.local_time import local_time
from geo.ui.widgets.uploader import draw_uploader

FILE = "shortlist_file"


def draw_open_panel(page: Page, shelf: persistence.SavedLists) -> None:
    """Draw the saved lists, last saved first, and the box for a file."""
    if not shelf.saved and not shelf.error:
        st.caption(page.text("shortlist.nothing_saved"))
    for one in shelf.saved:
        st.button(
            _label(page, one),
            key=f"shortlist_open_{one.list_id}",
            type="tertiary",
            on_click=partial(persistence.open_saved, page.session, one.list_id),
        )
    draw_uploader(page, FILE, page.text("shortlist.file"), ["json"], partial(_open, page.session))
    for one in shelf.deleted:
        st.button(
            page.text("shortlist.restore", name=escape_markdown(one.name)),
            key=f"shortlist_restore_{one.list_id}",
            type="tertiary",
            on_click=partial(persistence.restore, page.session, one.list_id),
        )


def _label(page: Page, one: SavedVersion) -> str:
    about = page.text(
        "shortlist.saved_item", count=one.count, when=local_time(one.saved, page.lang)
    )
    return f"**{escape_markdown(one.name)}** · {escape_markdown(about)}"


def _open(session: Session, name: str, data: bytes) -> None:
    """Open the list of a file."""
    found = page_files().read_shortlist(data)
    if not found.name:
        found = found.rename(name.removesuffix(".json"))
    session.shortlists.put(found)
    session.notices.say("shortlist.opened", name=found.name, count=len(found.items))
