"""The form for a further criterion: what is measured, and from where or in which column."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from geo.rank.criteria import LESS_IS_BETTER, LEVELS, Measure
from geo.rank.shortlist_ranking import criteria_of, new_criterion, origin_shape, own_columns
from geo.rank.words import origin_words
from geo.shortlist.model import Shortlist
from geo.ui.escaping import visible
from geo.ui.shortlist.ranking import add_criterion
from geo.ui.state.session import Page, Session

MEASURE, LEVEL, SITE, POINT, COLUMN = (
    f"rank_new_{name}" for name in ("measure", "level", "site", "point", "column")
)


def draw_criterion_form(page: Page, here: Shortlist) -> None:
    """Draw the measure, its parameters and the button."""
    measure = Measure(
        st.selectbox(
            page.text("rank.measure_label"),
            list(Measure),
            format_func=lambda code: page.text(f"rank.measure.{code}"),
            key=MEASURE,
        )
        or Measure.PRECISION
    )
    st.caption(page.text(f"rank.help.{measure}"))
    about: dict[str, Any] = {}
    if measure is Measure.GAP:
        about["level"] = st.radio(
            page.text("coverage.level"),
            LEVELS[::-1],
            format_func=lambda code: page.text(f"rank.level.{code}"),
            key=LEVEL,
            horizontal=True,
        )
    elif measure is Measure.DISTANCE:
        about["origin"] = _origin(page, here)
    elif measure is Measure.COLUMN:
        about["column"] = st.selectbox(
            page.text("rank.column"),
            list(own_columns(here)),
            key=COLUMN,
            format_func=visible,
        )
        if about["column"] is None:
            st.caption(page.text("rank.no_column"))
    st.button(
        page.text("rank.add_this"),
        key="rank_add_this",
        type="primary",
        disabled=None in about.values() or "" in about.values(),
        on_click=_on_new,
        args=(page.session, measure, about),
    )


def _origin(page: Page, here: Shortlist) -> str | None:
    """A place of the list or of the plan, or typed coordinates."""
    placed = [place for place, point in page.catalog.spatial.points.items() if point]
    own = [item.id for item in here.items if item.own and item.own.lon is not None]
    site = st.selectbox(
        page.text("rank.origin"),
        [*own, *placed],
        format_func=partial(_place_words, page, here),
        index=None,
        placeholder=page.text("distance.pick"),
        key=SITE,
    )
    typed = st.text_input(page.text("distance.point"), placeholder="104.06, 30.66", key=POINT)
    if not typed.strip():
        return site
    plain_point = typed.replace("\N{FULLWIDTH COMMA}", ",").replace(",", " ").split()
    origin = ",".join(plain_point)
    if origin_shape(page.catalog, here, origin) is None or len(plain_point) != 2:
        st.warning(page.text("rank.point_refused"))
        return None
    return origin


def _place_words(page: Page, here: Shortlist, place: str) -> str:
    name = visible(origin_words(page.catalog, here, place, page.lang))
    kind = page.catalog.summary_row(place)["kind"] if place in page.catalog.spatial.points else None
    return f"{name} · {page.text(f'kind.{kind}')}" if kind else name


def _on_new(session: Session, measure: Measure, about: dict[str, str]) -> None:
    made = new_criterion(measure, more_is_better=measure not in LESS_IS_BETTER, **about)
    if made.key in {one.key for one in criteria_of(session.shortlists.current)}:
        session.notices.say("rank.twice")
        return
    add_criterion(session.shortlists, made)
