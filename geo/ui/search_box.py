"""The search box: suggestions while the plan's words, pinyin, English or codes are typed."""

from __future__ import annotations

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.query.permalink import MAX_SEARCH, SEARCH
from geo.query.search import Hit
from geo.ui import state, words
from geo.ui.fields import owned

FUZZY = "search_fuzzy"


def draw_search(explorer: Explorer, lang: str) -> None:
    """Draw the box and, below it, what was found or is nearest; a place is flown to, a region
    filtered.
    """
    query = st.text_input(
        i18n.text(lang, "search.label"),
        **owned(SEARCH),
        max_chars=MAX_SEARCH,
        placeholder=i18n.text(lang, "search.placeholder"),
        label_visibility="collapsed",
    )
    if not query or not query.strip():
        return
    fuzzy = st.toggle(i18n.text(lang, "search.fuzzy"), value=True, key=FUZZY)
    hits = explorer.search_index.find(query, fuzzy=fuzzy)
    if not hits:
        st.caption(i18n.text(lang, "search.nothing"))
    for hit in hits or explorer.search_index.nearest(query):
        st.button(
            _label(explorer, hit, lang),
            key=f"hit_{hit.kind}_{hit.code}",
            type="tertiary",
            on_click=_choose,
            args=(hit,),
        )


def _label(explorer: Explorer, hit: Hit, lang: str) -> str:
    """Name, the matching spelling when it is another one, and what it is."""
    if hit.kind == "region":
        name = explorer.vocabulary.label("regions", hit.code, lang)
        what = i18n.text(lang, "search.region")
    else:
        place = explorer.brief(hit.code)
        name, what = place[f"name_{lang}"], i18n.text(lang, f"kind.{place['kind']}")
    parts = [name] if hit.text in (name, hit.code) else [name, hit.text]
    about = [i18n.text(lang, "search.near")] if hit.fuzzy else []
    return words.markdown_safe(" · ".join([*dict.fromkeys(parts), what, *about]))


def _choose(hit: Hit) -> None:
    if hit.kind == "region":
        state.add("regions", hit.code)
    else:
        state.select(hit.code, move=True)
    st.session_state[SEARCH] = ""
