"""The criteria of the list: weights, rules, and the formula that they make."""

from __future__ import annotations

import streamlit as st

from geo import describe
from geo.rank.criteria import Criterion
from geo.rank.score import Ranking
from geo.rank.shortlist_ranking import criteria_of
from geo.rank.weights import WHOLE, shares, weight_sum, weights_of
from geo.rank.words import (
    criterion_words,
    item_name,
    number_words,
    plain,
    sign,
    threshold_words,
    value_words,
)
from geo.shortlist.model import Shortlist
from geo.ui.escaping import escape_html, escape_markdown
from geo.ui.shortlist.criterion_form import draw_criterion_form
from geo.ui.shortlist.criterion_rule import draw_rule
from geo.ui.shortlist.hand_scores import draw_score_form, draw_score_table
from geo.ui.shortlist.own_column import draw_own_column
from geo.ui.shortlist.ranking import make_whole, replace_rule, set_criteria
from geo.ui.state.session import Page
from geo.ui.state.shortlists import Shortlists
from geo.ui.widgets.fields import field

MAX_WEIGHT = 1e9
MAX_NAMES = 6


def draw_criteria(page: Page, here: Shortlist, ranking: Ranking | None) -> None:
    """Draw every criterion with its weight, and the box for a further one."""
    criteria = criteria_of(here)
    if not criteria:
        st.html(f'<div class="shutu-small">{page.text("rank.lead")}</div>')
    for position, one in enumerate(criteria):
        with st.container(border=True, key=f"rank_box_{position}"):
            _criterion(page, here, one, position, ranking)
    if criteria:
        _sum(page, criteria)
    with st.container(horizontal=True, key="rank_tools"):
        with st.popover(page.text("rank.add"), key="rank_add"):
            draw_criterion_form(page, here)
        with st.popover(page.text("hand_score.title"), key="hand_score"):
            draw_score_form(page)
        with st.popover(page.text("own_column.title"), key="own_column"):
            draw_own_column(page, here)
    draw_score_table(page, here)


def _criterion(
    page: Page,
    here: Shortlist,
    one: Criterion,
    position: int,
    ranking: Ranking | None,
) -> None:
    label = criterion_words(page.catalog, here, one, page.lang)
    counts = _counts(page, here, one, ranking)
    share = page.text("rank.share", share=f"{share_of(criteria_of(here), one.key):.1f}")
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
        st.number_input(
            page.text("rank.weight", name=escape_markdown(label)),
            min_value=0.0,
            max_value=MAX_WEIGHT,
            step=5.0,
            format="%g",
            label_visibility="collapsed",
            width=120,
            **weight,
        )
        with st.popover(page.text("rank.rule"), key=f"rank_rule_{one.key}"):
            draw_rule(page, here, one)
        st.button(
            "×",
            key=f"rank_drop_{one.key}",
            help=page.text("rank.drop", name=escape_markdown(label)),
            type="tertiary",
            on_click=_drop,
            args=(shortlists, one.key),
        )


def share_of(criteria: list[Criterion], key: str) -> float:
    """The share of one criterion in all weights, in percent."""
    return float(WHOLE * shares(weights_of(criteria))[key])


def _sum(page: Page, criteria: list[Criterion]) -> None:
    """The sum of the weights, and the button that makes it 100."""
    whole = weight_sum(weights_of(criteria))
    text = page.text("rank.sum", sum=plain(float(whole)))
    if whole != WHOLE:
        text = f"{text} · {page.text('rank.sum_open' if whole else 'rank.sum_none')}"
    with st.container(horizontal=True, vertical_alignment="center", key="rank_sum"):
        st.html(f'<div class="shutu-small" role="status"><b>{escape_html(text)}</b></div>')
        st.button(
            page.text("rank.make_whole"),
            key="rank_make_whole",
            disabled=whole == WHOLE,
            on_click=make_whole,
            args=(page.session.shortlists,),
        )


def draw_open_sum(page: Page, here: Shortlist) -> None:
    """Say of a list whose weights do not add up to 100 that they count by their shares, and offer
    to make them 100, wherever the panel with the weights is not open.

    Lists of earlier versions, and of other people, have weights such as 3, 5 and 2.
    """
    whole = weight_sum(weights_of(criteria_of(here)))
    if not whole or whole == WHOLE or page.session.shortlists.panel == "rank":
        return
    text = page.text("rank.open_sum", sum=plain(float(whole)))
    with st.container(horizontal=True, vertical_alignment="center", key="rank_open_sum"):
        st.html(f'<div class="shutu-small" role="status">{escape_html(text)}</div>')
        st.button(
            page.text("rank.make_whole"),
            key="rank_make_whole_here",
            on_click=make_whole,
            args=(page.session.shortlists,),
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
                f"{value_words(here, one, low, page.lang)} – "
                f"{value_words(here, one, high, page.lang)}"
            )
        if one.rule.has_threshold:
            failing = sum(one.key in site.failed for site in ranking.sites)
            parts.append(threshold_words(here, one, page.lang))
            parts.append(page.text("rank.failing_count", count=failing))
        if one.key in ranking.constant:
            parts.append(page.text("rank.constant"))
        absent = ranking.missing[one.key]
        if absent:
            parts.append(_absent(page, here, one, absent))
    return " · ".join(parts)


def _absent(page: Page, here: Shortlist, one: Criterion, absent: tuple[str, ...]) -> str:
    names = [item_name(page.catalog, here.item(place), page.lang) for place in absent[:MAX_NAMES]]
    return page.text(
        "rank.absent",
        count=len(absent),
        names=describe.listed(names, page.lang, left_out=len(absent) - len(names)),
        policy=page.text(f"rank.missing.{one.rule.missing}"),
    )


def _drop(shortlists: Shortlists, key: str) -> None:
    set_criteria(shortlists, [one for one in criteria_of(shortlists.current) if one.key != key])


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
    bottom, top = (number_words(here, one, end) for end in (low, high))
    first, last = ("v", bottom) if one.rule.more_is_better else (top, "v")
    return f"{mark} = ({first} − {last}) ÷ ({top} − {bottom}) · v = {name}"
