"""The browser asks before it leaves the page while a list is here: it would be gone."""

from __future__ import annotations

import streamlit as st

_JS = """
export default function({ data }) {
  window.onbeforeunload = data.kept ? (event) => { event.preventDefault(); } : null;
  return () => { window.onbeforeunload = null; };
}
"""
_guard = st.components.v2.component("shutu_guard", js=_JS)


def draw_guard(kept: bool) -> None:
    """Ask before leaving as long as there is something that nobody else keeps."""
    with st.container(key="locate_guard"):
        _guard(data={"kept": kept}, key="locate_guard_component")
