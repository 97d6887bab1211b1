"""From a figure of the coverage page to its places on the explore page."""

from __future__ import annotations

import streamlit as st

from geo.query.filters import FIELDS, Filter
from geo.ui import history, state
from geo.ui.frame import PAGES_DIR

_GO = "_coverage_go"


def to_explore(chosen: Filter) -> None:
    """Choose a filter, and nothing else, and leave for the explore page."""
    state.clear_filter()
    for field in FIELDS:
        codes = getattr(chosen, field)
        if codes:
            state.put(field, map(str, codes))
    state.set_near(chosen.near)
    state.set_area(chosen.area)
    state.show_stations(chosen.stations)
    state.select(None)
    st.session_state[_GO] = True


def follow() -> None:
    """Switch the page when a callback has asked for it: callbacks themselves cannot."""
    if st.session_state.pop(_GO, False):
        chosen = state.address_parameters(state.chosen_filter())
        history.expect(chosen)
        st.switch_page(PAGES_DIR / "explore.py", query_params=chosen)
