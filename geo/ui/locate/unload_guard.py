"""The browser asks for confirmation before leaving the page while an unsaved list is loaded."""

from __future__ import annotations

import streamlit as st

from geo.ui.component import module_component

_guard = module_component("shutu_guard", "unload_guard.js")


def draw_unload_guard(kept: bool) -> None:
    """Ask before leaving while there is unsaved data."""
    with st.container(key="locate_guard"):
        _guard(data={"kept": kept}, key="locate_guard_component")
