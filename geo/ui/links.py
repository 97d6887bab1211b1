"""Addresses of the app with other parameters."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

import streamlit as st

from geo import i18n
from geo.query.permalink import LANGUAGE, LANGUAGES, OF, SITE
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
    "region": "region",
    "task": "task",
}  # page file → path in the address
UNLISTED = frozenset({"region", "task"})  # reached by links, not by the navigation


def region_link(adcode: str, lang: str) -> str:
    """The page about a zone, prefecture or county; '' is the list of all prefectures."""
    return _page_about("region", adcode, lang)


def task_link(number: int | str, lang: str) -> str:
    """The page about a task of the plan; '' is the list of all tasks."""
    return _page_about("task", str(number), lang)


def place_link(place_id: str, lang: str) -> str:
    """The explore page with a place selected."""
    return query_link(PAGES["explore"], {SITE: place_id, **_language(lang)})


def query_link(path: str, parameters: Mapping[str, str]) -> str:
    """A page of the app by its path, with parameters."""
    query = urlencode(parameters, safe=",")
    return f"{root_path()}/{path}" + (f"?{query}" if query else "")


def _page_about(page: str, code: str, lang: str) -> str:
    return query_link(PAGES[page], {**({OF: code} if code else {}), **_language(lang)})


def _language(lang: str) -> dict[str, str]:
    return {} if lang == LANGUAGES[0] else {LANGUAGE: lang}


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
