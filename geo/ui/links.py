"""Addresses of the app with other parameters."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import streamlit as st

from geo import i18n

PAGES = {
    "explore": "",
    "shortlist": "shortlist",
    "coverage": "coverage",
    "locate": "locate",
    "sources": "sources",
    "about": "about",
    "kiosk": "kiosk",
}  # page file → path in the address


def card_link(address: str, place_id: str, lang: str) -> str:
    """The address of a place's phone card (geo/web/cards.py) on the app at `address`."""
    query = "" if lang == i18n.DEFAULT else f"lang={lang}"
    here = urlsplit(address)
    path = f"{here.path.rstrip('/')}/card/{place_id}"
    return here._replace(path=path, query=query, fragment="").geturl()


def link_of(parameters: Mapping[str, str]) -> str:
    """The address of this page with the parameters of the present choice."""
    return link_to(str(st.context.url or ""), parameters)


def link_to(address: str, parameters: Mapping[str, str]) -> str:
    """An address of the app with these parameters in place of its own."""
    query = urlencode(parameters, safe=",")
    here = urlsplit(address)
    return here._replace(path=here.path or "/", query=query, fragment="").geturl()
