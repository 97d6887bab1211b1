"""What moving weights does to the ranking, in words and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import streamlit as st

from geo import describe, i18n
from geo.rank.criteria import Criterion
from geo.rank.score import Ranking
from geo.rank.sensitivity import TOP, Sensitivity, TippingPoint, WeightShift
from geo.rank.shortlist_ranking import criteria_of
from geo.rank.words import criterion_words, item_name, sign
from geo.shortlist.model import Shortlist
from geo.ui.escaping import escape_html
from geo.ui.shortlist.ranking import sensitivity_of
from geo.ui.state.session import Page
from geo.ui.widgets.html_table import html_table

MAX_NAMES = 5


def draw_sensitivity(page: Page, here: Shortlist, ranking: Ranking) -> None:
    """Draw which weight decides, and what each does when it moves by a fifth."""
    with st.expander(page.text("sensitivity.title"), key="rank_sensitivity"):
        found = sensitivity_of(page, here, ranking)
        if not found.shifts:
            st.html(_small(page.text("sensitivity.none")))
            return
        st.html("".join(_small(line) for line in summary(page, here, found)))
        st.html(_table(page, here, found))
        st.html(_small(page.text("sensitivity.help", top=TOP)))


def summary(page: Page, here: Shortlist, found: Sensitivity) -> list[str]:
    """Which weight decides the first place, and which one moves most of the first ten."""
    return [_first(page, here, found), _most_moved(page, here, found)]


def _first(page: Page, here: Shortlist, found: Sensitivity) -> str:
    first = _names(page, here, found.first)
    tip = found.decisive
    if len(found.first) > 1:
        return page.text("sensitivity.shared", names=first)
    if tip is None:
        return page.text("sensitivity.firm", name=first)
    before, after = percents(tip.before, tip.after)
    return page.text(
        f"sensitivity.decides_{tip.direction}",
        criterion=_criterion(page, here, tip.key),
        before=before,
        after=after,
        points=abs(Decimal(after) - Decimal(before)),  # of what is shown, so that it adds up
        first=first,
        names=_names(page, here, tip.ids),
    )


def _most_moved(page: Page, here: Shortlist, found: Sensitivity) -> str:
    moved: dict[str, int] = {}
    for shift in found.shifts:
        moved[shift.key] = moved.get(shift.key, 0) + len(shift.entered)
    key = max(moved, key=moved.__getitem__)
    if not moved[key]:
        return page.text("sensitivity.ten_firm", top=TOP)
    criterion = _criterion(page, here, key)
    return page.text("sensitivity.ten_moved", criterion=criterion, top=TOP, changes=moved[key])


def _table(page: Page, here: Shortlist, found: Sensitivity) -> str:
    heads = [page.text(f"sensitivity.{name}") for name in ("weight", "down", "up", "tips")]
    shifts = {(shift.key, shift.direction): shift for shift in found.shifts}
    rows = []
    for position, one in enumerate(criteria_of(here)):
        if (one.key, "down") not in shifts:
            continue
        down, up = shifts[one.key, "down"], shifts[one.key, "up"]
        title = f"{sign(position)} {criterion_words(page.catalog, here, one, page.lang)}"
        share = percents(down.before, down.before)[0]
        cells = [
            f"{title} {share} %",
            _shift(page, here, found, down),
            _shift(page, here, found, up),
            _tips(page, here, one, found.tips),
        ]
        rows.append([escape_html(cell) for cell in cells])
    return html_table(heads, rows)


def _shift(page: Page, here: Shortlist, found: Sensitivity, shift: WeightShift) -> str:
    """The share that a weight moves to, and what changes."""
    changes = []
    if shift.entered:
        changes.append(page.text("sensitivity.entered", names=_names(page, here, shift.entered)))
        changes.append(page.text("sensitivity.left", names=_names(page, here, shift.left)))
    if set(shift.first) != set(found.first):
        changes.append(page.text("sensitivity.first", names=_names(page, here, shift.first)))
    share = f"{percents(shift.before, shift.after)[1]} %"
    changes = changes or [page.text("sensitivity.unchanged")]
    return i18n.pair(page.lang, share, i18n.semicolon(page.lang, changes))


def _tips(page: Page, here: Shortlist, one: Criterion, tips: Sequence[TippingPoint]) -> str:
    """Below and above which share others are first."""
    lines = [
        page.text(
            f"sensitivity.tip_{tip.direction}",
            share=percents(tip.before, tip.after)[1],
            names=_names(page, here, tip.ids),
        )
        for tip in tips
        if tip.key == one.key
    ]
    return i18n.semicolon(page.lang, lines) or page.text("sensitivity.never")


def percents(before: Fraction, after: Fraction) -> tuple[str, str]:
    """Two shares in percent, with as many decimals as it takes to tell them apart (at most 6)."""
    for decimals in range(1, 7):
        one, other = (f"{float(100 * share):.{decimals}f}" for share in (before, after))
        if one != other or before == after:
            break
    return one, other


def _criterion(page: Page, here: Shortlist, key: str) -> str:
    one = next(one for one in criteria_of(here) if one.key == key)
    return criterion_words(page.catalog, here, one, page.lang)


def _names(page: Page, here: Shortlist, ids: Sequence[str]) -> str:
    names = [item_name(page.catalog, here.item(place), page.lang) for place in ids]
    return describe.listed_first(names, page.lang, MAX_NAMES)


def _small(text: str) -> str:
    return f'<div class="shutu-small">{escape_html(text)}</div>'
