"""What a person has chosen: session state ↔ address bar, in stable codes."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import streamlit as st

from geo import i18n
from geo.query.filters import Filter
from geo.query.permalink import LANGUAGE, NUMBERS, SITE, STATIONS, State, decode, encode
from geo.query.vocabulary import Vocabulary

_READ = "_address_read"
_FLIGHT = "_flight"


def language() -> str:
    """The language of this session: from the address, else Chinese."""
    lang = st.session_state.get(LANGUAGE) or st.query_params.get(LANGUAGE)
    st.session_state[LANGUAGE] = lang if lang in i18n.LANGUAGES else i18n.DEFAULT
    return str(st.session_state[LANGUAGE])


def set_language(lang: str) -> None:
    """Switch the language; everything else that was chosen stays."""
    st.session_state[LANGUAGE] = lang
    st.query_params[LANGUAGE] = lang


def keep_alive() -> None:
    """Keep the choice while another page is shown: Streamlit forgets widgets it did not draw."""
    for key in (STATIONS, *(widget_key(field.name) for field in fields(Filter))):
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def widget_key(field: str) -> str:
    """The key under which a filter's widget keeps its codes."""
    return f"filter_{field}"


def read_address(vocabulary: Vocabulary, known_sites: set[str]) -> list[str]:
    """Once per session, take over the address; returns what was not recognised and left out.

    What another page has chosen already, e.g. a cell of the coverage page, is kept.
    """
    if st.session_state.get(_READ):
        return []
    st.session_state[_READ] = True
    given, dropped = decode(st.query_params.to_dict(), vocabulary, known_sites)
    for field in fields(Filter):
        codes = list(map(str, getattr(given.filter, field.name)))
        st.session_state.setdefault(widget_key(field.name), codes)
    st.session_state.setdefault(STATIONS, given.stations)
    select(given.site, fly=given.site is not None)
    return dropped


def link_parameters(chosen: Filter) -> dict[str, str]:
    """The address parameters of the present choice."""
    stations = bool(st.session_state.get(STATIONS, True))
    return encode(State(chosen, language(), selected(), stations))


def write_address(chosen: Filter) -> None:
    """Put the present choice into the address bar."""
    wanted = link_parameters(chosen)
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def chosen_filter() -> Filter:
    """The filter that the widgets hold."""
    values: dict[str, Any] = {}
    for field in fields(Filter):
        codes = st.session_state.get(widget_key(field.name)) or []
        values[field.name] = tuple(int(c) if field.name in NUMBERS else c for c in codes)
    return Filter(**values)


def clear_filter() -> None:
    """Lift all restrictions; the selected place stays."""
    for field in fields(Filter):
        st.session_state[widget_key(field.name)] = []


def add(field: str, code: str) -> None:
    """Add one value to a filter."""
    codes = st.session_state.get(widget_key(field)) or []
    st.session_state[widget_key(field)] = [*dict.fromkeys([*codes, code])]


def remove(field: str, code: str) -> None:
    """Take one value out of a filter."""
    codes = st.session_state.get(widget_key(field)) or []
    st.session_state[widget_key(field)] = [kept for kept in codes if kept != code]


def selected() -> str | None:
    """Id of the selected place."""
    site = st.session_state.get(SITE)
    return str(site) if site else None


def select(place_id: str | None, *, fly: bool = False) -> None:
    """Select a place, or none; with `fly` the map moves there, even when it is there already."""
    st.session_state[SITE] = place_id
    if fly:
        count, _ = flight()
        st.session_state[_FLIGHT] = (count + 1, place_id)


def flight() -> tuple[int, str | None]:
    """How often the map was sent somewhere, and where to last (None: the whole province)."""
    count, place_id = st.session_state.get(_FLIGHT, (0, None))
    return int(count), place_id
