"""Passing a list on: a link with its content, a link to the saved list, or a file."""

from __future__ import annotations

import segno
import streamlit as st

from geo import i18n
from geo.errors import ShortlistError
from geo.explorer import Explorer
from geo.shortlist import link
from geo.shortlist.file import MIME, to_json
from geo.shortlist.model import Shortlist
from geo.ui import state, words
from geo.ui.desk import basket, keeping
from geo.ui.downloads import draw_download, offer
from geo.ui.share import link_of

QR_LIMIT = 600  # characters; a denser code is hard to read from a screen
QR_SCALE = 3
SAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|\n\r\t', "-"))


def draw_passing_on(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """Draw the ways; what a link lets others do stands beside it."""
    code = link.encode(here)
    if code:
        address = link_of({link.CONTENT: code, **_language(lang)})
        st.caption(i18n.text(lang, "desk.link_copy"))
        st.code(address, language=None, wrap_lines=True)
        if len(address) <= QR_LIMIT:
            picture = segno.make(address, micro=False, error="l").svg_data_uri(
                scale=QR_SCALE, border=2, light="white"
            )
            st.html(f'<img src="{picture}" alt="{i18n.text(lang, "desk.link_qr")}">')
    else:
        st.caption(i18n.text(lang, "desk.link_too_long"))
    if here.version:
        st.caption(i18n.text(lang, "desk.link_shared"))
        st.code(link_of({link.LIST: here.id, **_language(lang)}), language=None, wrap_lines=True)
    file_name = f"{words.visible(here.name).translate(SAFE) or 'shortlist'}.json"
    address = offer("shortlist_file", file_name, MIME, lambda: to_json(here).encode())
    draw_download(i18n.text(lang, "desk.download_json"), address, file_name)


def _language(lang: str) -> dict[str, str]:
    return {} if lang == i18n.DEFAULT else {"lang": lang}


def take_up_link() -> None:
    """Open what the address of the page holds, and take it out of the address."""
    code = st.query_params.get(link.CONTENT)
    list_id = st.query_params.get(link.LIST)
    for name in (link.CONTENT, link.LIST):
        if name in st.query_params:
            del st.query_params[name]
    if list_id:
        keeping.open_passed_on(list_id)
    if code:
        _open_content(code)


def _open_content(code: str) -> None:
    lang = state.language()
    try:
        found = link.decode(code)
    except ShortlistError as error:
        basket.fail(i18n.text(lang, f"shortlist.{error.key}", **error.values))
        return
    known = next((one for one in basket.open_lists() if one.items == found.items), None)
    if known:  # the page was loaded anew with the link still in the address
        basket.switch(known.id)
        return
    basket.put(found)
    basket.say(i18n.text(lang, "desk.opened", name=found.name, count=len(found.items)))
