"""The shortlist page: the list on the left, what one does with it on the right."""

from __future__ import annotations

import streamlit as st

from geo.query.filters import Filter
from geo.rank.score import Ranking
from geo.shortlist.model import Shortlist
from geo.ui import words
from geo.ui.boundary import tell_refused
from geo.ui.desk.adding import draw_add_filtered
from geo.ui.desk.bar import draw_bar
from geo.ui.desk.comparing import draw_comparing
from geo.ui.desk.conflict import draw_conflict
from geo.ui.desk.drifting import draw_drift, draw_origin
from geo.ui.desk.explain import draw_explanation
from geo.ui.desk.passing_on import open_link
from geo.ui.desk.rank_panel import draw_criteria, draw_formula
from geo.ui.desk.ranking import criteria_of, ranking_of
from geo.ui.desk.saying import as_ranked
from geo.ui.desk.site import draw_site
from geo.ui.desk.small_map import draw_small_map
from geo.ui.desk.table import draw_table
from geo.ui.desk.versions import draw_versions
from geo.ui.fields import field
from geo.ui.frame import PAGES_DIR, with_page
from geo.ui.notices import draw_failure
from geo.ui.reading import draw_reading_style
from geo.ui.session import Page
from geo.ui.shortlists import Panel
from geo.ui.static import style_element
from geo.ui.take_away import draw_take_away

PANELS: tuple[Panel, ...] = ("map", "rank", "compare", "versions")
PANEL = "desk_panel"


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    open_link(page.session)
    words.tell_dropped(page.session.read_address(page.catalogue), page.lang)
    tell_refused(page.lang)
    draw_reading_style()
    st.html(style_element("desk.css"))
    here = page.session.shortlists.current
    draw_bar(page)
    draw_failure(page.session)
    draw_conflict(page)
    if here.items:
        _desk(page, here)
    else:
        _empty(page, here)


def _desk(page: Page, here: Shortlist) -> None:
    draw_drift(page, here)
    ranking = ranking_of(page, here)
    left, right = st.columns([54, 46])
    with left:
        draw_table(page, here, ranking)
        draw_origin(page, here)
        _take_away(page, here, ranking)
    with right:
        _panel(page, here, ranking)


def _panel(page: Page, here: Shortlist, ranking: Ranking | None) -> None:
    shortlists = page.session.shortlists
    with st.container(key=PANEL):
        st.segmented_control(
            page.text("desk.panel"),
            PANELS,
            format_func=lambda name: page.text(f"desk.panel_{name}"),
            label_visibility="collapsed",
            required=True,
            **field(page.session, PANEL, shortlists.panel, shortlists.show_panel, PANELS),
        )
    if shortlists.panel == "rank":
        draw_criteria(page, here, ranking)
        if ranking:
            draw_formula(page, here, ranking)
            draw_explanation(page, here, ranking)
    elif shortlists.panel == "compare":
        draw_comparing(page, here)
    elif shortlists.panel == "versions":
        draw_versions(page, here)
    else:
        draw_small_map(page, here)
        draw_site(page, here, ranking)


def _take_away(page: Page, here: Shortlist, ranking: Ranking | None) -> None:
    """The list in any format, with its ranking when it has one."""
    reasons = None
    if ranking:
        reasons = as_ranked(page.catalogue, here, criteria_of(here), ranking, page.lang)
    draw_take_away(page, Filter(), shortlist=here, ranking=reasons)


def _empty(page: Page, here: Shortlist) -> None:
    """Nothing on the list yet: how sites come onto it."""
    ways = ("explore", "filter", "name", "file")
    lines = "".join(f"<li>{page.text(f'desk.way.{way}')}</li>" for way in ways)
    st.html(f'<ol class="shutu-points">{lines}</ol>')
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(PAGES_DIR / "explore.py", label=page.text("desk.to_explore"))
        draw_add_filtered(page)
    draw_table(page, here, None)
