"""The rule of a criterion: direction, threshold, range, and what becomes of missing values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from geo import i18n
from geo.cells.column_types import ColumnKind
from geo.errors import RankError
from geo.rank.criteria import Criterion
from geo.rank.score import Failing, Missing
from geo.rank.shortlist_ranking import criteria_of
from geo.rank.words import STEPS, own_type, value_words
from geo.shortlist.model import Shortlist
from geo.ui.escaping import escape_markdown
from geo.ui.shortlist.labels import column_unit
from geo.ui.shortlist.ranking import replace_rule
from geo.ui.state.session import Page, Session
from geo.ui.state.shortlists import Ends, Shortlists
from geo.ui.widgets.fields import field

DIRECTIONS = {True: "rank.more", False: "rank.less"}
MISSING = {policy: f"rank.missing_long.{policy}" for policy in Missing}
FAILING = {policy: f"rank.failing_{policy}" for policy in Failing}


def draw_rule(page: Page, here: Shortlist, one: Criterion) -> None:
    """Draw the inputs of a rule."""
    session = page.session
    _choice(page, one, "more_is_better", "rank.direction", DIRECTIONS, horizontal=True)
    _threshold(page, here, one)
    _choice(page, one, "missing", "rank.when_missing", MISSING)
    st.caption(page.text("rank.span_help"))
    ends = _ends(session.shortlists, one)
    with st.container(horizontal=True):
        for end, (name, value) in enumerate(zip(("low", "high"), ends, strict=True)):
            st.number_input(
                _in_unit(page, here, one, page.text(f"rank.{name}")),
                value=None,
                **field(
                    session,
                    f"rank_{name}_{one.key}",
                    value,
                    partial(_on_end, session, one.key, end),
                ),
            )


def _choice(
    page: Page,
    one: Criterion,
    part: str,
    title: str,
    options: Mapping[Any, str],
    *,
    horizontal: bool = False,
) -> None:
    """Draw the choice of one part of a rule: value → the key of its text."""
    session = page.session

    def change(value: object) -> None:
        known = next(option for option in options if option == value)  # Streamlit may send its text
        replace_rule(session.shortlists, one.key, **{part: known})

    st.radio(
        page.text(title),
        list(options),
        format_func=lambda value: page.text(options[value]),
        horizontal=horizontal,
        **field(
            session,
            f"rank_{part}_{one.key}",
            getattr(one.rule, part),
            change,
            tuple(options),
        ),
    )


def _threshold(page: Page, here: Shortlist, one: Criterion) -> None:
    """What a value must be, and what becomes of a site whose value is not."""
    rule, session = one.rule, page.session
    st.caption(page.text("rank.threshold_help"))
    kind = own_type(here, one)
    if kind is not None and kind.kind is ColumnKind.PERCENT:
        st.caption(page.text("rank.as_fraction"))
    steps = _steps(one)
    with st.container(horizontal=True):
        for name, value in (("at_least", rule.at_least), ("at_most", rule.at_most)):
            label = _in_unit(page, here, one, page.text(f"rank.{name}"))
            change = partial(_on_threshold, session, one.key, name)
            given = field(session, f"rank_{name}_{one.key}", value, change, steps or None)
            if steps:
                st.selectbox(label, steps, format_func=partial(_step, page, here, one), **given)
            else:
                st.number_input(label, value=None, **given)
    if rule.has_threshold:
        _choice(page, one, "failing", "rank.when_failing", FAILING)


def _in_unit(page: Page, here: Shortlist, one: Criterion, label: str) -> str:
    """The label of an input of values, with their unit; percent is typed as a fraction."""
    unit = column_unit(here, one)
    return i18n.aside(page.lang, label, escape_markdown(unit)) if unit and unit != "%" else label


def _steps(one: Criterion) -> tuple[float | None, ...]:
    """None and the values of a criterion that is measured in steps, the best first."""
    if one.measure not in STEPS:
        return ()
    given = (one.rule.at_least, one.rule.at_most)  # in a file there may be any number
    steps = {*STEPS[one.measure][1].values(), *(end for end in given if end is not None)}
    return (None, *sorted(steps, reverse=True))


def _step(page: Page, here: Shortlist, one: Criterion, step: float | None) -> str:
    if step is None:
        return page.text("rank.no_threshold")
    return value_words(here, one, step, page.lang)


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
