"""What leads on from a portrait: its places on the map, its sheet as PDF, and a link to it."""

from __future__ import annotations

import streamlit as st

from geo.query.filters import Filter
from geo.query.permalink import ViewState, encode
from geo.ui.links import PAGES, link_of, query_link
from geo.ui.state.session import Page
from geo.ui.widgets.html_table import go
from geo.ui.widgets.sheet_link import draw_sheet_link


def explore_address(page: Page, chosen: Filter) -> str:
    """The explore page with the places of a filter, and nothing else of the visitor's choice."""
    return query_link(PAGES["explore"], encode(ViewState(filter=chosen, lang=page.lang)))


def draw_actions(page: Page, path: str, chosen: Filter) -> None:
    """Draw them side by side; `path` is that of the page in the address."""
    explore = go(explore_address(page, chosen), page.text("portrait.on_map"))
    st.html(f'<span class="shutu-lead">{explore}</span>', width="content")
    draw_sheet_link(page, chosen)
    with st.popover(page.text("portrait.share"), key="portrait_share"):
        parameters = page.session.subjects.parameters(path)
        language = encode(ViewState(lang=page.lang))
        st.caption(page.text("portrait.share_help"))
        st.code(link_of({**parameters, **language}), language=None, wrap_lines=True)
