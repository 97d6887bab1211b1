"""The present view as a link: text to copy, and a QR code for a phone beside the screen."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import segno
import streamlit as st

from geo import i18n
from geo.query.filters import Filter

QR_SCALE = 4


def draw_share(parameters: Mapping[str, str], chosen: Filter, lang: str) -> None:
    """Draw the link with a copy button, and its QR code."""
    link = link_of(parameters)
    st.caption(i18n.text(lang, "explore.share_help"))
    if chosen.area:
        st.caption(i18n.text(lang, "explore.share_without_area"))
    st.code(link, language=None, wrap_lines=True)
    code = segno.make(link, micro=False).svg_data_uri(scale=QR_SCALE, border=2, light="white")
    st.html(f'<img src="{code}" alt="{i18n.text(lang, "explore.qr")}">')


def link_of(parameters: Mapping[str, str]) -> str:
    """The address of this page with the parameters of the present choice."""
    return link_to(str(st.context.url or ""), parameters)


def link_to(address: str, parameters: Mapping[str, str]) -> str:
    """An address of the app with these parameters in place of its own."""
    query = urlencode(parameters, safe=",")
    here = urlsplit(address)
    return here._replace(path=here.path or "/", query=query, fragment="").geturl()
