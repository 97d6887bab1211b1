"""Criteria, values and the reasons of a score in words, for pages and exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo import i18n
from geo.catalog import Catalog
from geo.cells.column_types import ColumnType, for_values, shown, with_unit
from geo.rank.criteria import CONFIDENCE_STEPS, PRECISION_STEPS, Criterion, Measure
from geo.rank.score import Failing, RankedSite, Ranking
from geo.rank.shortlist_ranking import criteria_of, rank_shortlist, weight_sets_of
from geo.rank.weights import matching_set, shares, weights_of
from geo.schema.rows import in_language
from geo.shortlist.model import Item, Shortlist
from geo.shortlist.ranked import Ranked, RankPart

KILOMETRES = (Measure.DISTANCE, Measure.UNCERTAINTY)
SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
STEPS: dict[Measure, tuple[str, Mapping[Any, float]]] = {
    Measure.PRECISION: ("precision", PRECISION_STEPS),
    Measure.CONFIDENCE: ("confidence", CONFIDENCE_STEPS),
}


def sign(position: int) -> str:
    """The sign of the criterion at a position from 0."""
    return SIGNS[position] if position < len(SIGNS) else f"({position + 1})"


def item_name(catalog: Catalog, item: Item, lang: str) -> str:
    """The name of an item in a language; of a place that is gone, its id."""
    if item.own:
        return item.own.name
    if item.id in catalog.spatial.points:
        return in_language(catalog.summary_row(item.id), "name", lang)
    return item.id


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
    if origin in catalog.spatial.points:
        return in_language(catalog.summary_row(origin), "name", lang)
    if origin in here.ids:
        return item_name(catalog, here.item(origin), lang)
    return origin.replace(",", ", ")


def own_type(here: Shortlist, one: Criterion) -> ColumnType | None:
    """The type of the own column of numbers that a criterion measures; None for all others."""
    kind = here.column_types.get(one.column) if one.measure is Measure.COLUMN else None
    return kind if kind is not None and kind.is_numeric else None


def value_words(here: Shortlist, one: Criterion, value: float | None, lang: str) -> str:
    """A measured value with its unit and, in an own column, its decimals; a step by its name."""
    if value is None:
        return i18n.text(lang, "rank.no_value")
    kind = own_type(here, one)
    if kind is not None:
        return with_unit(value, kind)
    if one.measure in STEPS:
        group, steps = STEPS[one.measure]
        code = next((code for code, step in steps.items() if step == value), None)
        return i18n.text(lang, f"{group}.{code}") if code else plain(value)
    return _with_unit(one, plain(value), lang)


def number_words(here: Shortlist, one: Criterion, value: float) -> str:
    """A measured value in a formula: with its decimals, without its unit."""
    kind = own_type(here, one)
    return plain(value) if kind is None else shown(value, kind)


def _with_unit(one: Criterion, number: str, lang: str) -> str:
    if one.measure not in KILOMETRES:
        return number
    if 0 < float(number) < 1:
        return i18n.text(lang, "unit.m", value=f"{1000 * float(number):.9g}")
    return i18n.text(lang, "unit.km", value=float(number))


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


def threshold_words(here: Shortlist, one: Criterion, lang: str) -> str:
    """What a value must be, empty where there is no threshold."""
    low, high = one.rule.at_least, one.rule.at_most
    if low is None and high is None:
        return ""
    ends = {
        name: _end_words(here, one, end, lang)
        for name, end in (("low", low), ("high", high))
        if end is not None
    }
    if len(ends) > 1:
        return i18n.text(lang, "rank.must_between", **ends)
    key, value = ("at_most", ends["high"]) if low is None else ("at_least", ends["low"])
    return i18n.text(lang, f"rank.must_{key}", value=value)


def _end_words(here: Shortlist, one: Criterion, end: float, lang: str) -> str:
    """An end of a threshold; unlike a value, it is never rounded to the decimals of its column."""
    kind = own_type(here, one)
    if kind is None:
        return value_words(here, one, end, lang)
    exact = for_values(kind, [end])
    return with_unit(end, kind if exact.decimals <= kind.decimals else exact)


def failure_words(
    catalog: Catalog, here: Shortlist, criteria: Sequence[Criterion], one: RankedSite, lang: str
) -> str:
    """Which thresholds a site fails, with its values; empty when it fails none."""
    parts = [
        i18n.text(
            lang,
            "rank.why_failed",
            criterion=criterion_words(catalog, here, criterion, lang),
            value=_failing_value(here, criterion, one.contributions[criterion.key].value, lang),
            threshold=threshold_words(here, criterion, lang),
        )
        for criterion in criteria
        if criterion.key in one.failed
    ]
    return i18n.semicolon(lang, parts)


def _failing_value(here: Shortlist, one: Criterion, value: float | None, lang: str) -> str:
    """The value, with more decimals where it would else read like the threshold that it fails."""
    text = value_words(here, one, value, lang)
    ends = [end for end in (one.rule.at_least, one.rule.at_most) if end is not None]
    if value is None or text not in [_end_words(here, one, end, lang) for end in ends]:
        return text
    kind = own_type(here, one)
    if kind is not None:
        return with_unit(value, for_values(kind, [value, *ends]))
    return _with_unit(one, f"{value:.9g}", lang)


def why(
    catalog: Catalog, here: Shortlist, criteria: Sequence[Criterion], one: RankedSite, lang: str
) -> str:
    """One sentence per site, for exports: what each criterion gave, or why it is left out."""
    failures = failure_words(catalog, here, criteria, one, lang)
    if one.rank is None:
        lacking = [
            i18n.text(lang, "rank.why_no_value", criterion=criterion_words(catalog, here, c, lang))
            for c in criteria
            if c.rule.weight and one.contributions[c.key].utility is None
        ]
        reasons = i18n.semicolon(lang, [*filter(None, [failures]), *lacking])
        return i18n.text(lang, "rank.why_left_out", why=reasons)
    parts = [i18n.text(lang, "rank.why_last", why=failures)] if failures else []
    for criterion in criteria:
        share = one.contributions[criterion.key]
        parts.append(
            i18n.text(
                lang,
                "rank.why_part" if share.utility is not None else "rank.why_none",
                criterion=criterion_words(catalog, here, criterion, lang),
                value=value_words(here, criterion, share.value, lang),
                points=points(share.points),
            )
        )
    return i18n.semicolon(lang, parts)


def rank_parts(
    catalog: Catalog, here: Shortlist, criteria: Sequence[Criterion], one: RankedSite, lang: str
) -> tuple[RankPart, ...]:
    """What each criterion gave, for the bars of a brief."""
    weights = shares(weights_of(criteria))
    return tuple(
        RankPart(
            criterion_words(catalog, here, criterion, lang),
            float(weights[criterion.key]),
            value_words(here, criterion, given.value, lang),
            given.utility,
            100 * given.points,
        )
        for criterion in criteria
        for given in [one.contributions[criterion.key]]
    )


def as_ranked(
    catalog: Catalog, here: Shortlist, criteria: Sequence[Criterion], ranking: Ranking, lang: str
) -> dict[str, Ranked]:
    """The ranking for exports; a site that is left out has its reason only."""
    named = matching_set(criteria, weight_sets_of(here))
    reasons = {one.id: why(catalog, here, criteria, one, lang) for one in ranking.sites}
    if named:
        reasons = {
            place: i18n.text(lang, "rank.why_set", name=named.name, why=reason)
            for place, reason in reasons.items()
        }
    return {
        one.id: Ranked(
            one.rank,
            None if one.score is None else round(100 * one.score, 2),
            reasons[one.id],
            rank_parts(catalog, here, criteria, one, lang) if one.rank is not None else (),
        )
        for one in ranking.sites
    }


def ranking_words(
    catalog: Catalog, here: Shortlist, criteria: Sequence[Criterion], lang: str
) -> str:
    """How a list is ranked: the name of its weights, and every criterion with share and rule."""
    named = matching_set(criteria, weight_sets_of(here))
    parts = shares(weights_of(criteria))
    lines = []
    for one in criteria:
        more = "rank.more" if one.rule.more_is_better else "rank.less"
        rules = [i18n.text(lang, more), threshold_words(here, one, lang)]
        if rules[1]:
            failing = (
                "rank.failing_drop" if one.rule.failing is Failing.DROP else "rank.failing_last"
            )
            rules.append(i18n.text(lang, failing))
        lines.append(
            i18n.text(
                lang,
                "rank.how_part",
                criterion=criterion_words(catalog, here, one, lang),
                share=f"{float(100 * parts[one.key]):.1f}",
                rules=i18n.comma(lang, filter(None, rules)),
            )
        )
    how = i18n.semicolon(lang, lines)
    return i18n.text(lang, "rank.why_set", name=named.name, why=how) if named else how


def exported_ranking(
    catalog: Catalog, shortlist: Shortlist, lang: str
) -> tuple[dict[str, Ranked] | None, str]:
    """What an export of a list says of its ranking, and how it is ranked; nothing without one."""
    ranking = rank_shortlist(catalog, shortlist)
    if ranking is None:
        return None, ""
    criteria = criteria_of(shortlist)
    ranked = as_ranked(catalog, shortlist, criteria, ranking, lang)
    return ranked, ranking_words(catalog, shortlist, criteria, lang)
