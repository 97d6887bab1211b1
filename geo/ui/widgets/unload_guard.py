"""The browser asks before it leaves a session that has what cannot be recalled."""

from __future__ import annotations

import streamlit as st

from geo.ui.component import module_component
from geo.ui.state.session import Session

KEY = "unload_guard"
_guard = module_component("shutu_guard", "unload_guard.js")


def draw_unload_guard(session: Session) -> None:
    """Let the browser ask: for a list with places, own layers, and a table below the places.

    Shortlists are in the browser's storage, and filters in the address: these come back.
    """
    kept = bool(session.imported.here or session.own_layers.layers or session.indicator.own)
    with st.container(key=f"{KEY}_box"):
        _guard(data={"kept": kept}, key=KEY)
