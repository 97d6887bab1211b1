"""Properties of the whole document: its language, and Streamlit's English words."""

from __future__ import annotations

import streamlit as st

from geo.ui.component import module_component

_component = module_component("shutu_document", "document.js")


def draw_document(lang: str) -> None:
    """Streamlit always says `<html lang="en">`, and some of its words are English only."""
    with st.container(key="document"):
        _component(data={"lang": lang}, key="document_language")
