"""The criteria of the list: weights, rules, and the formula that they make."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import Any

import streamlit as st

from geo import describe
from geo.errors import RankError
from geo.rank.criteria import LESS_IS_BETTER, LEVELS, Criterion, Measure
from geo.rank.score import Missing, Ranking
from geo.shortlist.model import Shortlist
from geo.ui.escaping import escape_html, escape_markdown, visible
from geo.ui.shortlist.labels import criterion_words, origin_words, plain, sign, value_words
from geo.ui.shortlist.own_column import draw_own_column
from geo.ui.shortlist.ranking import (
    criteria_of,
    new_criterion,
    origin_shape,
    own_columns,
    replace_rule,
    set_criteria,
)
from geo.ui.shortlist.site_rows import name_of
from geo.ui.state.session import Page, Session
from geo.ui.state.shortlists import Ends, Shortlists
from geo.ui.widgets.fields import field

TOP_WEIGHT = 10.0
MEASURE, LEVEL, SITE, POINT, COLUMN = (
    f"rank_new_{name}" for name in ("measure", "level", "site", "point", "column")
)
MAX_NAMES = 6


def draw_criteria(page: Page, here: Shortlist, ranking: Ranking | None) -> None:
    """Draw every criterion with its weight, and the box for a further one."""
    criteria = criteria_of(here)
    if not criteria:
        st.html(f'<div class="shutu-small">{page.text("rank.lead")}</div>')
    whole = sum(one.rule.weight for one in criteria)
    for position, one in enumerate(criteria):
        with st.container(border=True, key=f"rank_box_{position}"):
            _criterion(page, here, one, position, whole, ranking)
    with st.container(horizontal=True, key="rank_tools"):
        with st.popover(page.text("rank.add"), key="rank_add"):
            _new(page, here)
        with st.popover(page.text("own_column.title"), key="own_column"):
            draw_own_column(page, here)


def _criterion(
    page: Page,
    here: Shortlist,
    one: Criterion,
    position: int,
    whole: float,
    ranking: Ranking | None,
) -> None:
    label = criterion_words(page.catalog, here, one, page.lang)
    counts = _counts(page, here, one, ranking)
    share = page.text("rank.share", share=round(100 * one.rule.weight / (whole or 1)))
    shortlists = page.session.shortlists
    weight = field(
        page.session,
        f"rank_weight_{one.key}",
        float(one.rule.weight),
        lambda value: replace_rule(shortlists, one.key, weight=float(value)),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f"<div><b>{sign(position)} {escape_html(label)}</b></div>"
            f'<div class="shutu-small">{escape_html(f"{share} · {counts}")}</div>'
        )
        st.slider(
            page.text("rank.weight", name=escape_markdown(label)),
            0.0,
            max(TOP_WEIGHT, float(ceil(one.rule.weight))),
            step=0.5,
            format="%g",
            label_visibility="collapsed",
            width=150,
            **weight,
        )
        with st.popover(page.text("rank.rule"), key=f"rank_rule_{one.key}"):
            _rule(page, one)
        st.button(
            "×",
            key=f"rank_drop_{one.key}",
            help=page.text("rank.drop", name=escape_markdown(label)),
            type="tertiary",
            on_click=_drop,
            args=(shortlists, one.key),
        )


def _counts(page: Page, here: Shortlist, one: Criterion, ranking: Ranking | None) -> str:
    """Direction, range, and the rule for sites without a value."""
    parts = [page.text("rank.more" if one.rule.more_is_better else "rank.less")]
    if ranking:
        values = [s.contributions[one.key].value for s in ranking.sites]
        known = [value for value in values if value is not None]
        if known:
            low, high = one.rule.span or (min(known), max(known))
            parts.append(
                f"{value_words(one, low, page.lang)} – {value_words(one, high, page.lang)}"
            )
        if one.key in ranking.constant:
            parts.append(page.text("rank.constant"))
        absent = ranking.missing[one.key]
        if absent:
            parts.append(_absent(page, here, one, absent))
    return " · ".join(parts)


def _absent(page: Page, here: Shortlist, one: Criterion, absent: tuple[str, ...]) -> str:
    names = [name_of(page.catalog, here.item(place), page.lang) for place in absent[:MAX_NAMES]]
    return page.text(
        "rank.absent",
        count=len(absent),
        names=describe.listed(names, page.lang, left_out=len(absent) - len(names)),
        policy=page.text(f"rank.missing.{one.rule.missing}"),
    )


def _rule(page: Page, one: Criterion) -> None:
    """Direction, what is missing, and the range."""
    rule, session = one.rule, page.session
    st.radio(
        page.text("rank.direction"),
        [True, False],
        format_func=lambda better: page.text("rank.more" if better else "rank.less"),
        horizontal=True,
        **field(
            session,
            f"rank_more_{one.key}",
            rule.more_is_better,
            lambda better: replace_rule(session.shortlists, one.key, more_is_better=better),
            (True, False),
        ),
    )
    st.radio(
        page.text("rank.when_missing"),
        list(Missing),
        format_func=lambda policy: page.text(f"rank.missing_long.{policy}"),
        **field(
            session,
            f"rank_missing_{one.key}",
            rule.missing,
            lambda policy: replace_rule(session.shortlists, one.key, missing=Missing(policy)),
            tuple(Missing),
        ),
    )
    st.caption(page.text("rank.span_help"))
    ends = _ends(session.shortlists, one)
    with st.container(horizontal=True):
        for end, (name, value) in enumerate(zip(("low", "high"), ends, strict=True)):
            st.number_input(
                page.text(f"rank.{name}"),
                value=None,
                **field(
                    session,
                    f"rank_{name}_{one.key}",
                    value,
                    partial(_on_end, session, one.key, end),
                ),
            )


def _ends(shortlists: Shortlists, one: Criterion) -> Ends:
    """The values of the range inputs: one end alone is not a range yet."""
    return shortlists.half_ranges.get(one.key) or one.rule.span or (None, None)


def _on_end(session: Session, key: str, end: int, value: float | None) -> None:
    """Both ends define a range, none means the list's range; one alone has no effect yet."""
    shortlists = session.shortlists
    one = next((one for one in criteria_of(shortlists.current) if one.key == key), None)
    if one is None:
        return
    low, high = _ends(shortlists, one)
    ends = (value, high) if end == 0 else (low, value)
    shortlists.half_ranges.pop(key, None)
    if None in ends and ends != (None, None):
        shortlists.half_ranges[key] = ends
        session.notices.fail("rank.span_half")
        return
    try:
        replace_rule(shortlists, key, span=None if ends == (None, None) else ends)
    except RankError:
        session.notices.fail("rank.span_refused")


def _drop(shortlists: Shortlists, key: str) -> None:
    set_criteria(shortlists, [one for one in criteria_of(shortlists.current) if one.key != key])


def _new(page: Page, here: Shortlist) -> None:
    """The measure and its parameters."""
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
    if origin_shape(page, here, origin) is None or len(plain_point) != 2:
        st.warning(page.text("rank.point_refused"))
        return None
    return origin


def _place_words(page: Page, here: Shortlist, place: str) -> str:
    name = visible(origin_words(page.catalog, here, place, page.lang))
    kind = page.catalog.summary_row(place)["kind"] if place in page.catalog.spatial.points else None
    return f"{name} · {page.text(f'kind.{kind}')}" if kind else name


def _on_new(session: Session, measure: Measure, about: dict[str, str]) -> None:
    made = new_criterion(measure, more_is_better=measure not in LESS_IS_BETTER, **about)
    criteria = criteria_of(session.shortlists.current)
    if made.key in {one.key for one in criteria}:
        session.notices.say("rank.twice")
        return
    set_criteria(session.shortlists, [*criteria, made])


def draw_formula(page: Page, here: Shortlist, ranking: Ranking) -> None:
    """Draw the formula with this list's own numbers, and in words."""
    criteria = criteria_of(here)
    whole = sum(one.rule.weight for one in criteria)
    terms = [f"{plain(one.rule.weight)}·u{sign(n)}" for n, one in enumerate(criteria)]
    formula = f"S = 100 × ({' + '.join(terms)}) ÷ {plain(whole)}" if whole else "S = 0"
    lines = [_utility(page, here, one, n, ranking) for n, one in enumerate(criteria)]
    items = "".join(f"<li>{escape_html(line)}</li>" for line in lines)
    st.html(f'<div class="shutu-formula">{escape_html(formula)}</div>')
    with st.expander(page.text("rank.how"), key="rank_how"):
        st.html(
            f'<div class="shutu-small">{escape_html(page.text("rank.formula"))}</div>'
            f'<ul class="shutu-small shutu-plain">{items}</ul>'
        )


def _utility(
    page: Page,
    here: Shortlist,
    one: Criterion,
    position: int,
    ranking: Ranking,
) -> str:
    """`u① = (214 − v) ÷ (214 − 3.2)`, v being what is measured."""
    known = [
        share.value
        for share in (ranked.contributions[one.key] for ranked in ranking.sites)
        if share.value is not None
    ]
    mark = f"u{sign(position)}"
    name = criterion_words(page.catalog, here, one, page.lang)
    if not known:
        return page.text("rank.utility_none", mark=mark, name=name)
    low, high = one.rule.span or (min(known), max(known))
    if low == high:
        return page.text("rank.utility_constant", mark=mark, name=name)
    first, last = ("v", plain(low)) if one.rule.more_is_better else (plain(high), "v")
    return f"{mark} = ({first} − {last}) ÷ ({plain(high)} − {plain(low)}) · v = {name}"
