"""The ranking site by site: the points of each criterion, as bars and as a table."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from geo import describe, i18n
from geo.rank.criteria import Criterion
from geo.rank.score import RankedSite, Ranking
from geo.rank.shortlist_ranking import criteria_of
from geo.rank.words import (
    criterion_words,
    failure_words,
    item_name,
    points,
    sign,
    value_words,
)
from geo.shortlist.model import Shortlist
from geo.ui.escaping import escape_html
from geo.ui.shortlist.criterion_colors import MOST, BarPart, bar_parts
from geo.ui.shortlist.labels import cell, column_unit
from geo.ui.state.session import Page
from geo.ui.widgets.print_sheet import draw_printed_frame

ROOM_FOR_SIGN = 0.06  # of the bar's width


def draw_ranking_table(page: Page, here: Shortlist, ranking: Ranking) -> None:
    """Draw the bars, the button that applies this order, and the table."""
    criteria = criteria_of(here)
    shortlists = page.session.shortlists
    unranked = [one for one in ranking.sites if one.rank is None]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            page.text("rank.apply"),
            key="rank_apply",
            type="primary",
            disabled=ranking.order == here.ids,
            on_click=lambda: shortlists.change(shortlists.current.reorder(ranking.order)),
        )
        done = page.text("rank.applied" if ranking.order == here.ids else "rank.not_applied")
        st.html(f'<div class="shutu-small" role="status">{done}</div>')
    rows = "".join(_row(page, here, criteria, one) for one in ranking.sites)
    head = "".join(
        f"<th>{escape_html(page.text(f'shortlist.column.{name}'))}</th>"
        for name in ("rank", "site", "points", "score")
    )
    st.html(
        f'<table class="shutu-table shutu-ranking"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )
    if len(criteria) > MOST:
        together = page.text("rank.together", count=len(criteria) - MOST + 1, own=MOST - 1)
        st.html(f'<div class="shutu-small">{escape_html(together)}</div>')
    if unranked:
        names = [item_name(page.catalog, here.item(one.id), page.lang) for one in unranked]
        summary = page.text(
            "rank.unranked", count=len(names), names=describe.listed(names, page.lang)
        )
        st.html(f'<div class="shutu-small">{escape_html(summary)}</div>')
    with st.expander(page.text("rank.table"), key="rank_table"):
        table = _table(page, here, criteria, ranking)
        st.dataframe(table, hide_index=True, placeholder="")
        draw_printed_frame(table, "ranking")


def _row(page: Page, here: Shortlist, criteria: list[Criterion], one: RankedSite) -> str:
    """One site: rank, name, a bar of one part per criterion, and the score."""
    name = escape_html(item_name(page.catalog, here.item(one.id), page.lang))
    if one.rank is None:
        failures = failure_words(page.catalog, here, criteria, one, page.lang)
        empty = escape_html(failures or page.text("rank.no_rank"))
        return f'<tr><td>–</td><td>{name}</td><td class="shutu-small">{empty}</td><td>–</td></tr>'
    parts = "".join(_part(page, here, criteria, one, part) for part in bar_parts(criteria))
    labels = [
        f"{criterion_words(page.catalog, here, criterion, page.lang)} "
        f"{points(one.contributions[criterion.key].points)}"
        for criterion in criteria
    ]
    failures = failure_words(page.catalog, here, criteria, one, page.lang)
    reason = f'<div class="shutu-small">{escape_html(failures)}</div>' if failures else ""
    behind = page.text("rank.failed") if failures else page.text("rank.behind")
    is_last = bool(failures) or one.behind
    mark = f' <span class="shutu-tag">{escape_html(behind)}</span>' if is_last else ""
    spoken = escape_html(i18n.semicolon(page.lang, labels))
    bar = f'<div class="shutu-bar" role="img" aria-label="{spoken}">{parts}</div>'
    return (
        f"<tr><td>{one.rank}</td><td>{name}{mark}{reason}</td><td>{bar}</td>"
        f"<td>{points(one.score or 0.0)}</td></tr>"
    )


def _part(
    page: Page, here: Shortlist, criteria: list[Criterion], one: RankedSite, part: BarPart
) -> str:
    """A part of a bar as wide as its points; on hover every criterion in it, with its value."""
    shares = {at: one.contributions[criteria[at].key] for at in part.positions}
    total = sum(share.points for share in shares.values())
    if total <= 0:
        return ""
    lines = []
    for at, share in shares.items():
        words = criterion_words(page.catalog, here, criteria[at], page.lang)
        value = value_words(here, criteria[at], share.value, page.lang)
        said = i18n.pair(page.lang, f"{sign(at)} {words}", value)
        lines.append(f"{said} → {points(share.points)}")
    label = part.sign if total >= ROOM_FOR_SIGN else ""
    return (
        f'<span style="width:{100 * total:.2f}%;{part_style(part)}" '
        f'title="{escape_html(i18n.semicolon(page.lang, lines))}">{label}</span>'
    )


def part_style(part: BarPart) -> str:
    """The colours of a part of a bar, those of the chart."""
    return f"background:{part.color.fill};color:{part.color.ink}"


def _table(
    page: Page,
    here: Shortlist,
    criteria: list[Criterion],
    ranking: Ranking,
) -> pd.DataFrame:
    """Value and points of every criterion and site."""
    columns: dict[str, list[object]] = {
        page.text("shortlist.column.rank"): [one.rank for one in ranking.sites],
        page.text("shortlist.column.site"): [
            item_name(page.catalog, here.item(one.id), page.lang) for one in ranking.sites
        ],
        page.text("shortlist.column.score"): [
            None if one.score is None else round(100 * one.score, 1) for one in ranking.sites
        ],
    }
    for position, criterion in enumerate(criteria):
        shares = [one.contributions[criterion.key] for one in ranking.sites]
        name = f"{sign(position)} {criterion_words(page.catalog, here, criterion, page.lang)}"
        unit = column_unit(here, criterion)
        if unit:
            name = i18n.aside(page.lang, name, unit)
        columns[name] = [cell(here, criterion, share.value, page.lang) for share in shares]
        head = page.text("rank.points_of", sign=sign(position))
        columns[head] = [round(100 * share.points, 1) for share in shares]
    return pd.DataFrame(columns)
