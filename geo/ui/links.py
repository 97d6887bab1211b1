"""Addresses of the app with other parameters."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import streamlit as st

from geo.i18n import DEFAULT
from geo.ui.static import root_path

PAGES = {
    "explore": "",
    "plan": "plan",
    "shortlist": "shortlist",
    "coverage": "coverage",
    "locate": "locate",
    "sources": "sources",
    "about": "about",
    "kiosk": "kiosk",
}  # page file → path in the address


def link_of(parameters: Mapping[str, str]) -> str:
    """The address of this page with the parameters of the present choice."""
    return link_to(str(st.context.url or ""), parameters)


def link_to(address: str, parameters: Mapping[str, str]) -> str:
    """An address of the app with these parameters in place of its own."""
    query = urlencode(parameters, safe=",")
    here = urlsplit(address)
    return here._replace(path=here.path or "/", query=query, fragment="").geturl()


def region_link(adcode: str, lang: str) -> str:
    """The address of the portrait of a prefecture or county."""
    language = {} if lang == DEFAULT else {"lang": lang}
    return f"{root_path()}/region?{urlencode({'of': adcode} | language)}"
