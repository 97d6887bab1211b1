"""Criteria and their values in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import streamlit as st

from geo import i18n
from geo.catalog import Catalog
from geo.i18n.dates import written_date
from geo.rank.criteria import CONFIDENCE_STEPS, PRECISION_STEPS, Criterion, Measure
from geo.rank.score import RankedSite, Ranking
from geo.schema.rows import in_language
from geo.shortlist.model import Ranked, RankPart, Shortlist
from geo.ui.shortlist.site_rows import name_of
from geo.ui.widgets.table_cells import ordered

KILOMETRES = (Measure.DISTANCE, Measure.UNCERTAINTY)
SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
STEPS: dict[Measure, tuple[str, Mapping[Any, float]]] = {
    Measure.PRECISION: ("precision", PRECISION_STEPS),
    Measure.CONFIDENCE: ("confidence", CONFIDENCE_STEPS),
}


def sign(position: int) -> str:
    """The sign of the criterion at a position from 0."""
    return SIGNS[position] if position < len(SIGNS) else f"({position + 1})"


def criterion_words(catalog: Catalog, here: Shortlist, one: Criterion, lang: str) -> str:
    """What a criterion measures."""
    about = {
        Measure.GAP: lambda: i18n.text(lang, f"rank.level.{one.level}"),
        Measure.DISTANCE: lambda: origin_words(catalog, here, one.origin, lang),
        Measure.COLUMN: lambda: one.column,
    }.get(one.measure)
    return i18n.text(lang, f"rank.describe.{one.measure}", about=about() if about else "")


def origin_words(catalog: Catalog, here: Shortlist, origin: str, lang: str) -> str:
    """Where distances are measured from."""
    if origin in here.ids:
        return name_of(catalog, here.item(origin), lang)
    if origin in catalog.spatial.points:
        return in_language(catalog.summary_row(origin), "name", lang)
    return origin.replace(",", ", ")


def value_words(one: Criterion, value: float | None, lang: str) -> str:
    """A measured value with its unit; a step by its name."""
    if value is None:
        return i18n.text(lang, "rank.no_value")
    if one.measure in STEPS:
        group, steps = STEPS[one.measure]
        code = next((code for code, step in steps.items() if step == value), None)
        return i18n.text(lang, f"{group}.{code}") if code else plain(value)
    if one.measure in KILOMETRES:
        return i18n.text(lang, "unit.km", value=float(plain(value)))
    return plain(value)


def cell(one: Criterion, value: float | None, lang: str) -> float | str | None:
    """A measured value for a table: a number as such, a step by its name, the best first."""
    if value is None or one.measure not in STEPS:
        return None if value is None else float(plain(value))
    _, steps = STEPS[one.measure]
    better = sum(step > value for step in steps.values())
    return ordered(better, value_words(one, value, lang))


def plain(value: float) -> str:
    """A rounded number: one decimal, more only below ten.

    >>> plain(1234.56), plain(3.14159), plain(2.0), plain(0.00012)
    ('1234.6', '3.14', '2', '0.00012')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if abs(value) >= 10:
        return f"{value:.1f}".rstrip("0").rstrip(".")
    return f"{value:.3g}"


def points(share: float) -> str:
    """Points of a hundred, with one decimal."""
    return f"{100 * share:.1f}"


def why(
    catalog: Catalog, here: Shortlist, criteria: list[Criterion], one: RankedSite, lang: str
) -> str:
    """One sentence per site: what each criterion gave, for exports."""
    parts = []
    for criterion in criteria:
        share = one.contributions[criterion.key]
        parts.append(
            i18n.text(
                lang,
                "rank.why_part" if share.utility is not None else "rank.why_none",
                criterion=criterion_words(catalog, here, criterion, lang),
                value=value_words(criterion, share.value, lang),
                points=points(share.points),
            )
        )
    return i18n.semicolon(lang, parts)


def rank_parts(
    catalog: Catalog, here: Shortlist, criteria: list[Criterion], one: RankedSite, lang: str
) -> tuple[RankPart, ...]:
    """The same by criterion, for the bars of a brief."""
    whole = sum(criterion.rule.weight for criterion in criteria) or 1.0
    return tuple(
        RankPart(
            criterion_words(catalog, here, criterion, lang),
            criterion.rule.weight / whole,
            value_words(criterion, share.value, lang),
            share.utility,
            100 * share.points,
        )
        for criterion in criteria
        for share in [one.contributions[criterion.key]]
    )


def as_ranked(
    catalog: Catalog, here: Shortlist, criteria: list[Criterion], ranking: Ranking, lang: str
) -> dict[str, Ranked]:
    """The ranking for exports, without unranked sites."""
    return {
        one.id: Ranked(
            one.rank,
            None if one.score is None else round(100 * one.score, 2),
            why(catalog, here, criteria, one, lang),
            rank_parts(catalog, here, criteria, one, lang),
        )
        for one in ranking.sites
        if one.rank is not None
    }


def local_time(stamp: str, lang: str) -> str:
    """A time (ISO 8601, UTC) as date and time in the zone of the browser; else UTC by name."""
    offset = st.context.timezone_offset  # minutes west of UTC
    try:
        when = datetime.fromisoformat(stamp)
        here = when - timedelta(minutes=offset or 0)
    except (ValueError, OverflowError):  # no time, or one beyond the calendar
        return stamp
    day = written_date(lang, f"{here:%Y-%m-%d}")
    return f"{day} {here:%H:%M}" + (" UTC" if offset is None else "")
