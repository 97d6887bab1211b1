"""The explore page: filters → one query → map, list and detail of the same rows."""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.model import Relation
from geo.query.filters import Filter
from geo.query.permalink import LIST, STATIONS
from geo.ui import state, words
from geo.ui.boundary import tell_refused
from geo.ui.detail import draw_detail
from geo.ui.facets import draw_filters
from geo.ui.fields import owned
from geo.ui.filter_sheet import draw_closer, draw_opener
from geo.ui.frame import with_explorer
from geo.ui.live_map import draw_live_map, take_up
from geo.ui.place_list import draw_accessible_list, draw_list, draw_without_place
from geo.ui.search_box import draw_search
from geo.ui.take_away import draw_take_away

PANEL_HEIGHT = 540
EMBEDDED_HEIGHT = "100vh"
Rows = list[dict[str, Any]]


def draw() -> None:
    """Draw the page."""
    with_explorer(_page)


def _page(explorer: Explorer, lang: str) -> None:
    take_up()
    words.tell_dropped(state.read_address(explorer), lang)
    if state.area_is_gone():
        st.warning(i18n.text(lang, "filter.area_gone"))
    tell_refused(lang)
    if st.context.is_embedded:
        _embedded(explorer, lang)
        return
    filters, middle, side = st.columns([17, 63, 20])
    with filters, st.container(height=PANEL_HEIGHT, key="filters"):
        draw_search(explorer, lang)
        draw_filters(explorer, state.chosen_filter(), lang)
    chosen = state.chosen_filter()
    rows = explorer.places(chosen).to_pylist()
    with filters:
        draw_closer(len(rows), lang)
    list_first = bool(st.session_state.get(LIST))
    with middle:
        _headline(explorer, chosen, rows, lang)
        if list_first:
            with st.container(height=PANEL_HEIGHT - 60, key="places"):
                draw_accessible_list(explorer, rows, chosen, lang)
        else:
            draw_live_map(explorer, chosen, rows, lang)
    with side, st.container(height=PANEL_HEIGHT, key="detail"):
        draw_detail(explorer, state.selected(), {row["id"] for row in rows}, lang)
    if not list_first:
        draw_list(explorer, rows, chosen, lang)
    draw_without_place(explorer, chosen, lang)
    draw_take_away(explorer, chosen, lang)
    _foot(explorer, lang)
    state.write_address(chosen)


def _embedded(explorer: Explorer, lang: str) -> None:
    """Only the map with its legend, for a page of somebody else (`?embed=true`)."""
    st.html(
        '<style>[data-testid="stHeader"] { display: none } '
        ".st-key-map { position: fixed; inset: 0 }</style>"
    )
    chosen = state.chosen_filter()
    rows = explorer.places(chosen).to_pylist()
    draw_live_map(explorer, chosen, rows, lang, height=EMBEDDED_HEIGHT)


def _headline(explorer: Explorer, chosen: Filter, rows: Rows, lang: str) -> None:
    """What am I looking at, and how much of it; the ways to do without stations or the map."""
    named = [row for row in rows if row["relation"] == Relation.NAMED]
    unlocated = sum(row["lon"] is None for row in named)
    summary = i18n.text(
        lang,
        "explore.summary",
        named=len(named),
        located=len(named) - unlocated,
        unlocated=unlocated,
        derived=sum(row["relation"] == Relation.DERIVED for row in rows),
        applicable=sum(row["relation"] == Relation.APPLICABLE for row in rows),
    )
    sentence = words.safe(explorer.sentence(chosen, lang))
    with st.container(horizontal=True, vertical_alignment="center", key="headline"):
        st.html(
            f'<h1 class="shutu-sentence">{sentence}</h1>'
            f'<div class="shutu-summary" role="status">{summary}</div>'
        )
        with st.container(horizontal=True, width="content", gap="medium", key="ways"):
            draw_opener(chosen, lang)
            st.toggle(i18n.text(lang, "explore.stations"), **owned(STATIONS))
            st.toggle(i18n.text(lang, "explore.list_first"), **owned(LIST))


def _foot(explorer: Explorer, lang: str) -> None:
    build = explorer.database.build_id
    plan = explorer.database.manifest["plan"]
    foot = i18n.text(lang, "app.footer", build=build, plan=plan)
    st.html(f'<div class="shutu-foot">{words.safe(foot)}</div>')
