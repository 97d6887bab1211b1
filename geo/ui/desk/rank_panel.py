"""The criteria of the list: weights, rules, and the formula that they make."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import Any

import streamlit as st

from geo import i18n
from geo.errors import RankError
from geo.explorer import Explorer
from geo.rank.criteria import LESS_IS_BETTER, LEVELS, Criterion, Measure
from geo.rank.score import Missing, Ranking
from geo.shortlist.model import Shortlist
from geo.ui import state, words
from geo.ui.desk import basket
from geo.ui.desk.own_column import draw_own_column
from geo.ui.desk.ranking import (
    criteria_of,
    new_criterion,
    origin_shape,
    own_columns,
    replace_rule,
    set_criteria,
)
from geo.ui.desk.rows import name_of
from geo.ui.desk.saying import criterion_words, origin_words, plain, sign, value_words
from geo.ui.fields import field

TOP_WEIGHT = 10.0
MEASURE, LEVEL, SITE, POINT, COLUMN = (
    f"rank_new_{name}" for name in ("measure", "level", "site", "point", "column")
)
MAX_NAMES = 6
Ends = tuple[float | None, float | None]


def draw_criteria(explorer: Explorer, here: Shortlist, ranking: Ranking | None, lang: str) -> None:
    """Draw every criterion with its weight, and the box for a further one."""
    criteria = criteria_of(here)
    if not criteria:
        st.html(f'<div class="shutu-small">{i18n.text(lang, "rank.lead")}</div>')
    whole = sum(one.rule.weight for one in criteria)
    for position, one in enumerate(criteria):
        with st.container(border=True, key=f"rank_box_{position}"):
            _criterion(explorer, here, one, position, whole, ranking, lang)
    with st.container(horizontal=True, key="rank_tools"):
        with st.popover(i18n.text(lang, "rank.add"), key="rank_add"):
            _new(explorer, here, lang)
        with st.popover(i18n.text(lang, "own_column.title"), key="own_column"):
            draw_own_column(explorer, here, lang)


def _criterion(
    explorer: Explorer,
    here: Shortlist,
    one: Criterion,
    position: int,
    whole: float,
    ranking: Ranking | None,
    lang: str,
) -> None:
    said = criterion_words(explorer, here, one, lang)
    counts = _counts(explorer, here, one, ranking, lang)
    share = i18n.text(lang, "rank.share", share=round(100 * one.rule.weight / (whole or 1)))
    weight = field(
        f"rank_weight_{one.key}",
        float(one.rule.weight),
        lambda value: replace_rule(one.key, weight=float(value)),
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            f"<div><b>{sign(position)} {words.safe(said)}</b></div>"
            f'<div class="shutu-small">{words.safe(f"{share} · {counts}")}</div>'
        )
        st.slider(
            i18n.text(lang, "rank.weight", name=words.markdown_safe(said)),
            0.0,
            max(TOP_WEIGHT, float(ceil(one.rule.weight))),
            step=0.5,
            format="%g",
            label_visibility="collapsed",
            width=150,
            **weight,
        )
        with st.popover(i18n.text(lang, "rank.rule"), key=f"rank_rule_{one.key}"):
            _rule(one, lang)
        st.button(
            "×",
            key=f"rank_drop_{one.key}",
            help=i18n.text(lang, "rank.drop", name=words.markdown_safe(said)),
            type="tertiary",
            on_click=_drop,
            args=(one.key,),
        )


def _counts(
    explorer: Explorer, here: Shortlist, one: Criterion, ranking: Ranking | None, lang: str
) -> str:
    """In which direction, over which range, and what becomes of sites without a value."""
    parts = [i18n.text(lang, "rank.more" if one.rule.more_is_better else "rank.less")]
    if ranking:
        values = [s.shares[one.key].value for s in ranking.standings]
        known = [value for value in values if value is not None]
        if known:
            low, high = one.rule.span or (min(known), max(known))
            parts.append(f"{value_words(one, low, lang)} – {value_words(one, high, lang)}")
        if one.key in ranking.flat:
            parts.append(i18n.text(lang, "rank.flat"))
        absent = ranking.missing[one.key]
        if absent:
            parts.append(_absent(explorer, here, one, absent, lang))
    return " · ".join(parts)


def _absent(
    explorer: Explorer, here: Shortlist, one: Criterion, absent: tuple[str, ...], lang: str
) -> str:
    names = [name_of(explorer, here.item(place), lang) for place in absent[:MAX_NAMES]]
    more = f" +{len(absent) - MAX_NAMES}" if len(absent) > MAX_NAMES else ""
    return i18n.text(
        lang,
        "rank.absent",
        count=len(absent),
        names=i18n.text(lang, "unit.comma").join(names) + more,
        policy=i18n.text(lang, f"rank.missing.{one.rule.missing}"),
    )


def _rule(one: Criterion, lang: str) -> None:
    """Direction, what is missing, and the range."""
    rule = one.rule
    st.radio(
        i18n.text(lang, "rank.direction"),
        [True, False],
        format_func=lambda better: i18n.text(lang, "rank.more" if better else "rank.less"),
        horizontal=True,
        **field(
            f"rank_more_{one.key}",
            rule.more_is_better,
            lambda better: replace_rule(one.key, more_is_better=better),
            (True, False),
        ),
    )
    st.radio(
        i18n.text(lang, "rank.when_missing"),
        list(Missing),
        format_func=lambda policy: i18n.text(lang, f"rank.missing_long.{policy}"),
        **field(
            f"rank_missing_{one.key}",
            rule.missing,
            lambda policy: replace_rule(one.key, missing=Missing(policy)),
            tuple(Missing),
        ),
    )
    st.caption(i18n.text(lang, "rank.span_help"))
    with st.container(horizontal=True):
        for end, (name, value) in enumerate(zip(("low", "high"), _ends(one), strict=True)):
            st.number_input(
                i18n.text(lang, f"rank.{name}"),
                value=None,
                **field(f"rank_{name}_{one.key}", value, partial(_on_end, one.key, end)),
            )


def _ends(one: Criterion) -> Ends:
    """What the boxes of the range show: also one end alone, which is no range yet."""
    ends: Ends = st.session_state.get(_half(one.key)) or one.rule.span or (None, None)
    return ends


def _on_end(key: str, end: int, value: float | None) -> None:
    """Both ends make a range, none means that of the list; one alone waits for the other."""
    one = next((one for one in criteria_of(basket.current()) if one.key == key), None)
    if one is None:
        return
    low, high = _ends(one)
    ends = (value, high) if end == 0 else (low, value)
    st.session_state.pop(_half(key), None)
    if None in ends and ends != (None, None):
        st.session_state[_half(key)] = ends
        basket.fail(i18n.text(state.language(), "rank.span_half"))
        return
    try:
        replace_rule(key, span=None if ends == (None, None) else ends)
    except RankError:
        basket.fail(i18n.text(state.language(), "rank.span_refused"))


def _half(key: str) -> str:
    """Where the session has the one end of a range that was given alone."""
    return f"_rank_half_{key}"


def _drop(key: str) -> None:
    set_criteria([one for one in criteria_of(basket.current()) if one.key != key])


def _new(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """What to measure, and what that needs to know."""
    measure = Measure(
        st.selectbox(
            i18n.text(lang, "rank.measure_label"),
            list(Measure),
            format_func=lambda code: i18n.text(lang, f"rank.measure.{code}"),
            key=MEASURE,
        )
        or Measure.PRECISION
    )
    st.caption(i18n.text(lang, f"rank.help.{measure}"))
    about: dict[str, Any] = {}
    if measure is Measure.GAP:
        about["level"] = st.radio(
            i18n.text(lang, "coverage.level"),
            LEVELS[::-1],
            format_func=lambda code: i18n.text(lang, f"rank.level.{code}"),
            key=LEVEL,
            horizontal=True,
        )
    elif measure is Measure.DISTANCE:
        about["origin"] = _origin(explorer, here, lang)
    elif measure is Measure.COLUMN:
        about["column"] = st.selectbox(
            i18n.text(lang, "rank.column"),
            list(own_columns(here)),
            key=COLUMN,
            format_func=words.visible,
        )
        if about["column"] is None:
            st.caption(i18n.text(lang, "rank.no_column"))
    st.button(
        i18n.text(lang, "rank.add_this"),
        key="rank_add_this",
        type="primary",
        disabled=None in about.values() or "" in about.values(),
        on_click=_on_new,
        args=(measure, about),
    )


def _origin(explorer: Explorer, here: Shortlist, lang: str) -> str | None:
    """A place of the list or of the plan, or typed coordinates."""
    placed = [place for place, point in explorer.points.items() if point]
    own = [item.id for item in here.items if item.own and item.own.lon is not None]
    site = st.selectbox(
        i18n.text(lang, "rank.origin"),
        [*own, *placed],
        format_func=partial(_place_words, explorer, here, lang),
        index=None,
        placeholder=i18n.text(lang, "reach.pick"),
        key=SITE,
    )
    typed = st.text_input(i18n.text(lang, "reach.point"), placeholder="104.06, 30.66", key=POINT)
    if not typed.strip():
        return site
    plain_point = typed.replace("\N{FULLWIDTH COMMA}", ",").replace(",", " ").split()
    origin = ",".join(plain_point)
    if origin_shape(explorer, here, origin) is None or len(plain_point) != 2:
        st.warning(i18n.text(lang, "rank.point_refused"))
        return None
    return origin


def _place_words(explorer: Explorer, here: Shortlist, lang: str, place: str) -> str:
    name = words.visible(origin_words(explorer, here, place, lang))
    kind = explorer.brief(place)["kind"] if place in explorer.points else None
    return f"{name} · {i18n.text(lang, f'kind.{kind}')}" if kind else name


def _on_new(measure: Measure, about: dict[str, str]) -> None:
    made = new_criterion(measure, more_is_better=measure not in LESS_IS_BETTER, **about)
    criteria = criteria_of(basket.current())
    if made.key in {one.key for one in criteria}:
        basket.say(i18n.text(state.language(), "rank.twice"))
        return
    set_criteria([*criteria, made])


def draw_formula(explorer: Explorer, here: Shortlist, ranking: Ranking, lang: str) -> None:
    """Draw the formula with this list's own numbers, and in words."""
    criteria = criteria_of(here)
    whole = sum(one.rule.weight for one in criteria)
    terms = [f"{plain(one.rule.weight)}·m{sign(n)}" for n, one in enumerate(criteria)]
    formula = f"S = 100 × ({' + '.join(terms)}) ÷ {plain(whole)}" if whole else "S = 0"
    lines = [_merit(explorer, here, one, n, ranking, lang) for n, one in enumerate(criteria)]
    items = "".join(f"<li>{words.safe(line)}</li>" for line in lines)
    st.html(f'<div class="shutu-formula">{words.safe(formula)}</div>')
    with st.expander(i18n.text(lang, "rank.how"), key="rank_how"):
        st.html(
            f'<div class="shutu-small">{words.safe(i18n.text(lang, "rank.formula"))}</div>'
            f'<ul class="shutu-small shutu-plain">{items}</ul>'
        )


def _merit(
    explorer: Explorer,
    here: Shortlist,
    one: Criterion,
    position: int,
    ranking: Ranking,
    lang: str,
) -> str:
    """`m① = (214 − v) ÷ (214 − 3.2)`, v being what is measured."""
    known = [
        share.value
        for share in (standing.shares[one.key] for standing in ranking.standings)
        if share.value is not None
    ]
    mark = f"m{sign(position)}"
    name = criterion_words(explorer, here, one, lang)
    if not known:
        return i18n.text(lang, "rank.merit_none", mark=mark, name=name)
    low, high = one.rule.span or (min(known), max(known))
    if low == high:
        return i18n.text(lang, "rank.merit_flat", mark=mark, name=name)
    first, last = ("v", plain(low)) if one.rule.more_is_better else (plain(high), "v")
    return f"{mark} = ({first} − {last}) ÷ ({plain(high)} − {plain(low)}) · v = {name}"
