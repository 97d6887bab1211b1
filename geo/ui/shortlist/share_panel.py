"""Passing a list on: a link with its content, a link to the saved list, or a file."""

from __future__ import annotations

import segno
import streamlit as st

from geo import i18n
from geo.errors import ShortlistError
from geo.query.permalink import LANGUAGE
from geo.shortlist import link
from geo.shortlist.file import MIME, to_json
from geo.shortlist.model import Shortlist
from geo.ui.escaping import visible
from geo.ui.links import link_of
from geo.ui.shortlist import persistence
from geo.ui.state.session import Page, Session
from geo.ui.widgets.downloads import draw_download, offer

QR_LIMIT = 600  # characters; a denser code is hard to read from a screen
QR_SCALE = 3
SAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "-"))


def draw_share_panel(page: Page, here: Shortlist) -> None:
    """Draw the options, each link with its permissions; the code for a phone stands beside them."""
    code = link.encode(here)
    address = link_of({link.CONTENT: code, **_language(page.lang)}) if code else ""
    with st.container(horizontal=True, gap="medium"):
        with st.container(key="shortlist_links"):
            _links(page, here, address)
        if address and len(address) <= QR_LIMIT:
            picture = segno.make(address, micro=False, error="l").svg_data_uri(
                scale=QR_SCALE, border=2, light="white"
            )
            st.html(
                f'<img src="{picture}" alt="{page.text("shortlist.link_qr")}">', width="content"
            )


def _links(page: Page, here: Shortlist, address: str) -> None:
    """The link with the content (`address`, empty where it is too long), to the save, the file."""
    if address:
        st.caption(page.text("shortlist.link_copy"))
        st.code(address, language=None, wrap_lines=True)
    else:
        st.caption(page.text("shortlist.link_too_long"))
    if here.version:
        st.caption(page.text("shortlist.link_shared"))
        saved = link_of({link.LIST: here.id, **_language(page.lang)})
        st.code(saved, language=None, wrap_lines=True)
    name = f"{visible(here.name).translate(SAFE) or 'shortlist'}.json"
    file = offer(page.session, "shortlist_file", name, MIME, lambda: to_json(here).encode())
    draw_download(page.text("shortlist.download_json"), file, name)


def _language(lang: str) -> dict[str, str]:
    return {} if lang == i18n.DEFAULT else {LANGUAGE: lang}


def open_link(session: Session) -> None:
    """Open the list in the page's address, and remove it from the address."""
    code = session.take_parameter(link.CONTENT)
    list_id = session.take_parameter(link.LIST)
    if list_id:
        persistence.open_shared(session, list_id)
    if code:
        _open_content(session, code)


def _open_content(session: Session, code: str) -> None:
    shortlists = session.shortlists
    try:
        found = link.decode(code)
    except ShortlistError as error:
        session.notices.fail_with(error)
        return
    known = next((one for one in shortlists.opened if one.items == found.items), None)
    if known:  # the page was reloaded with the link still in the address
        shortlists.switch(known.id)
        return
    shortlists.put(found)
    session.notices.say("shortlist.opened", name=found.name, count=len(found.items))
