"""The rule of a criterion: direction, threshold, range, and what becomes of missing values."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.errors import RankError
from geo.rank.criteria import Criterion
from geo.rank.score import Failing, Missing
from geo.rank.shortlist_ranking import criteria_of
from geo.rank.words import STEPS, value_words
from geo.ui.shortlist.ranking import replace_rule
from geo.ui.state.session import Page, Session
from geo.ui.state.shortlists import Ends, Shortlists
from geo.ui.widgets.fields import field


def draw_rule(page: Page, one: Criterion) -> None:
    """Draw the inputs of a rule."""
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
    _threshold(page, one)
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


def _threshold(page: Page, one: Criterion) -> None:
    """What a value must be, and what becomes of a site whose value is not."""
    rule, session = one.rule, page.session
    st.caption(page.text("rank.threshold_help"))
    steps = _steps(one)
    with st.container(horizontal=True):
        for name, value in (("at_least", rule.at_least), ("at_most", rule.at_most)):
            label = page.text(f"rank.{name}")
            change = partial(_on_threshold, session, one.key, name)
            given = field(session, f"rank_{name}_{one.key}", value, change, steps or None)
            if steps:
                st.selectbox(label, steps, format_func=partial(_step, page, one), **given)
            else:
                st.number_input(label, value=None, **given)
    if rule.has_threshold:
        st.radio(
            page.text("rank.when_failing"),
            list(Failing),
            format_func=lambda policy: page.text(f"rank.failing_{policy}"),
            **field(
                session,
                f"rank_failing_{one.key}",
                rule.failing,
                lambda policy: replace_rule(session.shortlists, one.key, failing=Failing(policy)),
                tuple(Failing),
            ),
        )


def _steps(one: Criterion) -> tuple[float | None, ...]:
    """None and the values of a criterion that is measured in steps, the best first."""
    if one.measure not in STEPS:
        return ()
    given = (one.rule.at_least, one.rule.at_most)  # in a file there may be any number
    steps = {*STEPS[one.measure][1].values(), *(end for end in given if end is not None)}
    return (None, *sorted(steps, reverse=True))


def _step(page: Page, one: Criterion, step: float | None) -> str:
    if step is None:
        return page.text("rank.no_threshold")
    return value_words(one, step, page.lang)


def _on_threshold(session: Session, key: str, name: str, value: float | None) -> None:
    try:
        replace_rule(session.shortlists, key, **{name: value})
    except RankError:
        session.notices.fail("rank.threshold_refused")


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
