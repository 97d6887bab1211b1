"""The shortlist page: the list on the left, what one does with it on the right."""

from __future__ import annotations

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.query.filters import Filter
from geo.rank.score import Ranking
from geo.shortlist.model import Shortlist
from geo.ui import state, words
from geo.ui.boundary import tell_refused
from geo.ui.desk import basket
from geo.ui.desk.adding import draw_add_filtered
from geo.ui.desk.bar import draw_bar
from geo.ui.desk.comparing import draw_comparing
from geo.ui.desk.conflict import draw_conflict
from geo.ui.desk.drifting import draw_drift, draw_origin
from geo.ui.desk.explain import draw_explanation
from geo.ui.desk.passing_on import take_up_link
from geo.ui.desk.rank_panel import draw_criteria, draw_formula
from geo.ui.desk.ranking import criteria_of, ranking_of
from geo.ui.desk.saying import as_ranked
from geo.ui.desk.site import draw_site
from geo.ui.desk.small_map import draw_small_map
from geo.ui.desk.table import draw_table
from geo.ui.desk.versions import draw_versions
from geo.ui.frame import PAGES_DIR, with_explorer
from geo.ui.reading import draw_reading_style
from geo.ui.static import style_element
from geo.ui.take_away import draw_take_away

PANELS = ("map", "rank", "compare", "versions")
PANEL = "desk_panel"


def draw() -> None:
    """Draw the page."""
    with_explorer(_page)


def _page(explorer: Explorer, lang: str) -> None:
    take_up_link()
    words.tell_dropped(state.read_address(explorer), lang)
    tell_refused(lang)
    draw_reading_style()
    st.html(style_element("desk.css"))
    here = basket.current()
    draw_bar(explorer, lang)
    basket.tell_fault()
    draw_conflict(explorer, lang)
    if here.items:
        _desk(explorer, here, lang)
    else:
        _empty(explorer, here, lang)
    state.write_address(state.chosen_filter())


def _desk(explorer: Explorer, here: Shortlist, lang: str) -> None:
    draw_drift(explorer, here, lang)
    ranking = ranking_of(explorer, here)
    left, right = st.columns([54, 46])
    with left:
        draw_table(explorer, here, ranking, lang)
        draw_origin(explorer, here, lang)
        _take_away(explorer, here, ranking, lang)
    with right:
        _panel(explorer, here, ranking, lang)


def _panel(explorer: Explorer, here: Shortlist, ranking: Ranking | None, lang: str) -> None:
    st.session_state.setdefault(PANEL, PANELS[0])
    chosen = st.segmented_control(
        i18n.text(lang, "desk.panel"),
        PANELS,
        format_func=lambda name: i18n.text(lang, f"desk.panel_{name}"),
        label_visibility="collapsed",
        required=True,
        key=PANEL,
    )
    if chosen == "rank":
        draw_criteria(explorer, here, ranking, lang)
        if ranking:
            draw_formula(explorer, here, ranking, lang)
            draw_explanation(explorer, here, ranking, lang)
    elif chosen == "compare":
        draw_comparing(explorer, here, lang)
    elif chosen == "versions":
        draw_versions(explorer, here, lang)
    else:
        draw_small_map(explorer, here, lang)
        draw_site(explorer, here, ranking, lang)


def _take_away(explorer: Explorer, here: Shortlist, ranking: Ranking | None, lang: str) -> None:
    """The list in any format, with its ranking when it has one."""
    reasons = None
    if ranking:
        reasons = as_ranked(explorer, here, criteria_of(here), ranking, lang)
    draw_take_away(explorer, Filter(), lang, shortlist=here, ranking=reasons)


def _empty(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """Nothing on the list yet: how sites come onto it."""
    ways = ("explore", "filter", "name", "file")
    lines = "".join(f"<li>{i18n.text(lang, f'desk.way.{way}')}</li>" for way in ways)
    st.html(f'<ol class="shutu-points">{lines}</ol>')
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(PAGES_DIR / "explore.py", label=i18n.text(lang, "desk.to_explore"))
        draw_add_filtered(explorer, state.chosen_filter(), None, lang)
    draw_table(explorer, here, None, lang)
