"""The browser asks before it leaves the page while a list is here: it would be gone."""

from __future__ import annotations

import streamlit as st

from geo.ui.component import module_component

_guard = module_component("shutu_guard", "unload_guard.js")


def draw_unload_guard(kept: bool) -> None:
    """Ask before leaving as long as there is something that nobody else keeps."""
    with st.container(key="locate_guard"):
        _guard(data={"kept": kept}, key="locate_guard_component")
