"""The search box: suggestions for Chinese, pinyin, English or codes while typing."""

from __future__ import annotations

import streamlit as st

from geo.query.permalink import MAX_SEARCH, SEARCH
from geo.query.search import SearchHit
from geo.schema.rows import in_language
from geo.ui.escaping import escape_markdown
from geo.ui.state.choice import Choice
from geo.ui.state.session import Page
from geo.ui.widgets.fields import field

FUZZY = "search_fuzzy"


def draw_search(page: Page) -> None:
    """Draw the box and, below it, what was found or is nearest; a place moves the map, a region
    sets the filter.
    """
    choice, index = page.choice, page.catalog.search_index
    query = st.text_input(
        page.text("search.label"),
        **field(page.session, SEARCH, choice.search, choice.search_for),
        max_chars=MAX_SEARCH,
        placeholder=page.text("search.placeholder"),
        label_visibility="collapsed",
    )
    if not query or not query.strip():
        return
    fuzzy = st.toggle(page.text("search.fuzzy"), value=True, key=FUZZY)
    hits = index.find(query, fuzzy=fuzzy)
    if not hits:
        st.caption(page.text("search.nothing"))
    for hit in hits or index.nearest(query):
        st.button(
            _label(page, hit),
            key=f"hit_{hit.kind}_{hit.code}",
            type="tertiary",
            on_click=_choose,
            args=(choice, hit),
        )


def _label(page: Page, hit: SearchHit) -> str:
    """Name, the matching spelling when it is another one, and what it is."""
    if hit.kind == "region":
        name = page.catalog.codelists.label("regions", hit.code, page.lang)
        what = page.text("search.region")
    else:
        place = page.catalog.summary_row(hit.code)
        name, what = in_language(place, "name", page.lang), page.text(f"kind.{place['kind']}")
    parts = [name] if hit.text in (name, hit.code) else [name, hit.text]
    about = [page.text("search.near")] if hit.fuzzy else []
    return escape_markdown(" · ".join([*dict.fromkeys(parts), what, *about]))


def _choose(choice: Choice, hit: SearchHit) -> None:
    if hit.kind == "region":
        choice.add("regions", hit.code)
    else:
        choice.select(hit.code, move=True)
    choice.search_for("")
