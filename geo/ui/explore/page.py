"""The explore page: filters → one query → map, list and detail of the same rows."""

from __future__ import annotations

import streamlit as st

from geo.model import Relation
from geo.schema.place import PlaceRows
from geo.ui.data import with_page
from geo.ui.escaping import escape_html, warn_ignored_parameters
from geo.ui.explore.document_band import draw_band
from geo.ui.explore.filter_sheet import draw_closer, draw_opener
from geo.ui.explore.search_box import draw_search
from geo.ui.state.session import Page
from geo.ui.widgets.boundary import warn_refused
from geo.ui.widgets.choropleth_panel import draw_choropleth_panel
from geo.ui.widgets.counting import draw_inferred_switch
from geo.ui.widgets.detail import draw_detail
from geo.ui.widgets.export_panel import draw_export_panel
from geo.ui.widgets.facets import draw_filters
from geo.ui.widgets.fields import field
from geo.ui.widgets.live_map import draw_live_map
from geo.ui.widgets.map_sketch import draw_refused_sketch
from geo.ui.widgets.own_layers_panel import draw_own_layers
from geo.ui.widgets.place_list import draw_accessible_list, draw_list, draw_without_place
from geo.ui.widgets.print_sheet import draw_printed_list, draw_printed_map
from geo.ui.widgets.sheet_link import draw_sheet_link
from geo.ui.widgets.shown_indicator import ShownIndicator, shown_indicator
from geo.ui.widgets.skip_links import draw_skip_links
from geo.ui.widgets.subject_links import subject_links

PANEL_HEIGHT = 540
EMBEDDED_HEIGHT = "100vh"
LIST = "nomap"


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    warn_ignored_parameters(page.session.read_address(page.catalog), page.lang)
    if page.choice.area_is_gone:
        page.choice.area_is_gone = False
        st.warning(page.text("filter.area_gone"))
    warn_refused(page.lang)
    if st.context.is_embedded:
        _embedded(page)
        return
    draw_skip_links(page, ["list"] if page.choice.list_first else ["map", "list"])
    draw_band(page)
    filters, middle, side = st.columns([17, 63, 20])
    with filters, st.container(height=PANEL_HEIGHT, key="filters"):
        draw_search(page)
        draw_filters(page)
    rows: PlaceRows = page.catalog.rows(page.choice.filter)
    below = shown_indicator(page, page.choice.filter)
    with filters:
        draw_closer(len(rows), page.lang)
    with middle:
        _headline(page, rows, below)
        if not page.session.own_layers.are_shown:  # else the map's own picture is printed
            draw_printed_map(page, page.choice.filter, below.choropleth)
        if page.choice.list_first:
            with st.container(height=PANEL_HEIGHT - 60, key="places"):
                draw_accessible_list(page, rows)
        else:
            draw_refused_sketch(page)
            draw_live_map(page, rows)
            draw_own_layers(page)
    with side, st.container(height=PANEL_HEIGHT, key="detail"):
        draw_detail(page, page.choice.selected, {row["id"] for row in rows})
    if not page.choice.list_first:
        draw_list(page, rows)
    draw_printed_list(page, rows)
    draw_without_place(page)
    draw_export_panel(page, page.choice.filter, choropleth=below.choropleth)
    _foot(page)


def _embedded(page: Page) -> None:
    """Only the map with its legend, to embed in another site (`?embed=true`)."""
    st.html(
        '<style>[data-testid="stHeader"] { display: none } '
        ".st-key-map { position: fixed; inset: 0 }</style>"
    )
    rows = page.catalog.rows(page.choice.filter)
    draw_live_map(page, rows, height=EMBEDDED_HEIGHT)


def _headline(page: Page, rows: PlaceRows, below: ShownIndicator) -> None:
    """The filter in words with its counts, and the switches for what counts and the map."""
    named = [row for row in rows if row["relation"] == Relation.NAMED]
    unlocated = sum(row["lon"] is None for row in named)
    choice = page.choice
    only_named = choice.filter.counted == (Relation.NAMED,)
    summary = page.text(
        "explore.summary_named" if only_named else "explore.summary",
        named=len(named),
        located=len(named) - unlocated,
        unlocated=unlocated,
        derived=sum(row["relation"] == Relation.DERIVED for row in rows),
        applicable=sum(row["relation"] == Relation.APPLICABLE for row in rows),
    )
    sentence = escape_html(page.catalog.descriptions.sentence(choice.filter, page.lang))
    with st.container(horizontal=True, vertical_alignment="center", key="headline"):
        st.html(
            f'<h1 class="shutu-sentence">{sentence}</h1>'
            f'<div class="shutu-summary" role="status">{summary}</div>' + subject_links(page)
        )
        with st.container(horizontal=True, width="content", gap="medium", key="ways"):
            draw_opener(choice.filter, page.lang)
            draw_inferred_switch(page)
            if not choice.list_first:
                draw_choropleth_panel(page, below)
            draw_sheet_link(page, choice.filter, below.choropleth)
            listed = field(page.session, LIST, choice.list_first, choice.show_list_first)
            st.toggle(page.text("explore.list_first"), **listed)


def _foot(page: Page) -> None:
    database = page.catalog.database
    foot = page.text("app.footer", build=database.build_id, plan=database.manifest["plan"])
    st.html(f'<div class="shutu-foot">{escape_html(foot)}</div>')
