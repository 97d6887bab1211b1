"""The shortlist page: the list on the left, its tools on the right."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo import settings
from geo.query.filters import Filter
from geo.rank.report import ranking_report
from geo.rank.score import Ranking
from geo.rank.shortlist_ranking import criteria_of
from geo.rank.words import ranking_words
from geo.shortlist.model import Shortlist
from geo.ui.data import with_page
from geo.ui.escaping import warn_ignored_parameters
from geo.ui.shortlist.compare_panel import draw_compare_panel
from geo.ui.shortlist.conflict import draw_conflict
from geo.ui.shortlist.contribution_chart import draw_contribution_chart
from geo.ui.shortlist.detail_panel import draw_detail_panel
from geo.ui.shortlist.rank_panel import draw_criteria, draw_formula, draw_open_sum
from geo.ui.shortlist.ranking import ranking_of, reasons_of
from geo.ui.shortlist.ranking_table import draw_ranking_table
from geo.ui.shortlist.sensitivity_panel import draw_sensitivity
from geo.ui.shortlist.share_panel import open_link
from geo.ui.shortlist.site_map import draw_site_map
from geo.ui.shortlist.site_table import draw_site_table
from geo.ui.shortlist.stale_notice import draw_origin, draw_stale_notice
from geo.ui.shortlist.toolbar import draw_toolbar
from geo.ui.shortlist.versions import draw_versions
from geo.ui.shortlist.weight_sets import draw_weight_sets
from geo.ui.state.session import Page
from geo.ui.state.shortlists import Panel
from geo.ui.static import style_element
from geo.ui.widgets.add_buttons import draw_add_filtered
from geo.ui.widgets.boundary import warn_refused
from geo.ui.widgets.export_panel import draw_export_panel
from geo.ui.widgets.fields import field
from geo.ui.widgets.notice import draw_failure
from geo.ui.widgets.own_layers_panel import draw_own_layers
from geo.ui.widgets.prose import draw_prose_style
from geo.ui.widgets.shown_indicator import shown_indicator
from geo.ui.widgets.skip_links import draw_skip_links

PANELS: tuple[Panel, ...] = ("map", "rank", "compare", "versions")
PANEL = "shortlist_panel"


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    open_link(page.session)
    warn_ignored_parameters(page.session.read_address(page.catalog), page.lang)
    warn_refused(page.lang)
    draw_prose_style()
    st.html(style_element("shortlist.css"))
    here = page.session.shortlists.current
    if here.items:
        on_map = page.session.shortlists.panel == "map"
        draw_skip_links(page, ["table", "map"] if on_map else ["table"])
    draw_toolbar(page)
    draw_failure(page.session)
    draw_conflict(page)
    if here.items:
        _list(page, here)
    else:
        _empty(page, here)


def _list(page: Page, here: Shortlist) -> None:
    draw_stale_notice(page, here)
    draw_open_sum(page, here)
    ranking = ranking_of(page, here)
    left, right = st.columns([54, 46])
    with left:
        draw_site_table(page, here, ranking)
        draw_origin(page, here)
        _take_away(page, here, ranking)
    with right:
        _panel(page, here, ranking)


def _panel(page: Page, here: Shortlist, ranking: Ranking | None) -> None:
    shortlists = page.session.shortlists
    with st.container(key=PANEL):
        st.segmented_control(
            page.text("shortlist.panel"),
            PANELS,
            format_func=lambda name: page.text(f"shortlist.panel_{name}"),
            label_visibility="collapsed",
            required=True,
            **field(page.session, PANEL, shortlists.panel, shortlists.show_panel, PANELS),
        )
    if shortlists.panel == "rank":
        draw_criteria(page, here, ranking)
        if ranking:
            draw_formula(page, here, ranking)
            draw_ranking_table(page, here, ranking)
            draw_contribution_chart(page, here, ranking)
            draw_sensitivity(page, here, ranking)
            draw_weight_sets(page, here, ranking)
    elif shortlists.panel == "compare":
        draw_compare_panel(page, here)
    elif shortlists.panel == "versions":
        draw_versions(page, here)
    else:
        draw_site_map(page, here)
        draw_own_layers(page)
        draw_detail_panel(page, here, ranking)


def _take_away(page: Page, here: Shortlist, ranking: Ranking | None) -> None:
    """The list in any format, with its ranking when it has one."""
    reasons, how = None, ""
    if ranking:
        criteria = criteria_of(here)
        reasons = reasons_of(page, here, ranking)
        how = ranking_words(page.catalog, here, criteria, page.lang)
    everything = Filter()
    draw_export_panel(
        page,
        everything,
        shortlist=here,
        ranking=reasons,
        about_ranking=how,
        report=partial(ranking_report, page.catalog, here, page.lang),
        choropleth=shown_indicator(page, everything).choropleth,
    )


def _empty(page: Page, here: Shortlist) -> None:
    """Nothing on the list yet: how sites come onto it."""
    ways = ("explore", "filter", "name", "file")
    lines = "".join(f"<li>{page.text(f'shortlist.way.{way}')}</li>" for way in ways)
    st.html(f'<ol class="shutu-points">{lines}</ol>')
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(settings.PAGES_DIR / "explore.py", label=page.text("shortlist.to_explore"))
        draw_add_filtered(page)
    draw_site_table(page, here, None)
