"""Links that lead the keyboard past the filters: to the map, to the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from geo.ui.component import module_component
from geo.ui.state.session import Page

Part = Literal["map", "list", "table", "text"]
# Where the parts of the pages are: the classes that Streamlit makes of the keys of containers.
TARGETS: dict[Part, str] = {
    "map": ".st-key-map",
    "list": ".st-key-list_head",
    "table": ".st-key-shortlist_tools",
    "text": ".st-key-plan_text",
}

_links = module_component("shutu_skip_links", "skip_links.js", styles=["skip_links.css"])


def draw_skip_links(page: Page, parts: Sequence[Part]) -> None:
    """Draw the links to the `parts` that the page has, before everything else on it."""
    links = [
        {"name": part, "text": page.text(f"skip.{part}"), "target": TARGETS[part]} for part in parts
    ]
    with st.container(key="skip_links"):
        _links(key="skip_links_component", data={"links": links})
