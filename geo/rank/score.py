"""Weighted criteria → an order of sites, and the contribution of each criterion.

Per criterion every known value v becomes a utility u between 0 (worst) and 1 (best):

    more is better: u = (v - low) / (high - low)      less is better: u = (high - v) / (high - low)

`low` and `high` are the smallest and largest known value of the sites, or those that the planner
sets; values outside are then cut off. Where low = high the criterion does not distinguish the
sites, and every known value has the utility 1. The score is S = Σ w·u / Σ w, between 0 and 1. A
criterion of weight 0 has no effect, not even through missing values.

The arithmetic is exact (fractions of the given floats), so that equal sites are exactly equal, no
range overflows, and neither the order of the sites nor the size of a unit decides a tie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import isfinite

from geo.errors import RankError

NOTHING, ALL = Fraction(0), Fraction(1)


class Missing(StrEnum):
    """How a site without a value for a criterion is treated.

    `last`: utility 0, and the site is ranked below all sites that have their values. `worst`:
    utility 0. `average`: the mean utility of the sites that have a value. `ignore`: the criterion
    does not count for this site, its other weights are scaled to 1. `drop`: the site gets no rank.
    """

    LAST = "last"
    WORST = "worst"
    AVERAGE = "average"
    IGNORE = "ignore"
    DROP = "drop"


@dataclass(frozen=True)
class Rule:
    """How a criterion counts; `span` is the value range (low, high) that the planner sets."""

    weight: float = 1.0
    more_is_better: bool = True
    missing: Missing = Missing.LAST
    span: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Validate the values.

        Raises:
            RankError: the weight is negative or not finite, or the span is empty or not finite.
        """
        if not (isfinite(self.weight) and self.weight >= 0):
            raise RankError("weight", f"a weight is a number from 0 on, not {self.weight}")
        if self.span and not (all(map(isfinite, self.span)) and self.span[0] < self.span[1]):
            low, high = self.span
            raise RankError("span", f"a range goes from less to more, not from {low} to {high}")


@dataclass(frozen=True)
class CriterionColumn:
    """A criterion with the values of sites by id; None, NaN and infinite ones are missing."""

    key: str
    rule: Rule
    values: Mapping[str, float | None]


@dataclass(frozen=True)
class Contribution:
    """The contribution of one criterion to one site's score.

    `value` is as measured, None when missing. `utility` is 0 to 1, None when the criterion does not
    count for the site. `weight` is its part of all weights that count for the site, and `points`
    = weight · utility; the points of a site add up to its score.
    """

    value: float | None
    utility: float | None
    weight: float
    points: float


@dataclass(frozen=True)
class RankedSite:
    """One site: `rank` (ties share it: 1, 2, 2, 4) and `score` are None when it is not ranked.

    `behind`: it is ranked below the others because a value is missing (`Missing.LAST`).
    """

    id: str
    rank: int | None
    score: float | None
    behind: bool
    contributions: Mapping[str, Contribution]


@dataclass(frozen=True)
class Ranking:
    """The sites in their new order, those without a rank last.

    `missing` has per criterion the ids without a value, in the given order; `constant` the criteria
    whose known values are all the same.
    """

    sites: tuple[RankedSite, ...]
    missing: Mapping[str, tuple[str, ...]]
    constant: tuple[str, ...]

    @property
    def order(self) -> tuple[str, ...]:
        """The ids, best first."""
        return tuple(ranked.id for ranked in self.sites)


@dataclass(frozen=True)
class _Measured:
    """A prepared criterion: the utility of each site that counts, and the sites without value."""

    weight: Fraction
    utilities: Mapping[str, Fraction]
    absent: frozenset[str]
    missing: Missing
    constant: bool


def rank(ids: Sequence[str], columns: Sequence[CriterionColumn]) -> Ranking:
    """Rank sites, each id once; equal scores keep the order of `ids`.

    Raises:
        RankError: two criteria have the same key.
    """
    ids = list(dict.fromkeys(ids))
    measured = {column.key: _measure(ids, column) for column in columns}
    if len(measured) < len(columns):
        raise RankError("twice", "the same criterion is there twice: remove one")
    values = {column.key: column.values for column in columns}
    scored = [_score(site, measured, values) for site in ids]
    scored.sort(key=lambda entry: (entry[0] is None, entry[1].behind, -(entry[0] or NOTHING)))
    return Ranking(
        sites=_numbered(scored),
        missing={
            key: tuple(site for site in ids if site in one.absent) for key, one in measured.items()
        },
        constant=tuple(key for key, one in measured.items() if one.constant),
    )


def _measure(ids: Sequence[str], column: CriterionColumn) -> _Measured:
    rule = column.rule
    known = {
        site: Fraction(value)
        for site in ids
        if (value := column.values.get(site)) is not None and isfinite(value)
    }
    low, high = map(Fraction, rule.span) if rule.span else _range(known)
    utilities = {site: _utility(value, low, high, rule) for site, value in known.items()}
    absent = frozenset(ids) - known.keys()
    if rule.missing is Missing.AVERAGE:
        fallback = sum(utilities.values(), NOTHING) / len(utilities) if utilities else NOTHING
        utilities |= dict.fromkeys(absent, fallback)
    elif rule.missing in (Missing.LAST, Missing.WORST):
        utilities |= dict.fromkeys(absent, NOTHING)
    flat = bool(known) and len(set(known.values())) == 1
    return _Measured(Fraction(rule.weight), utilities, absent, rule.missing, flat)


def _range(known: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
    return (min(known.values()), max(known.values())) if known else (NOTHING, NOTHING)


def _utility(value: Fraction, low: Fraction, high: Fraction, rule: Rule) -> Fraction:
    if low == high:
        return ALL
    way = (min(max(value, low), high) - low) / (high - low)
    return way if rule.more_is_better else ALL - way


def _score(
    site: str,
    measured: Mapping[str, _Measured],
    values: Mapping[str, Mapping[str, float | None]],
) -> tuple[Fraction | None, RankedSite]:
    """The exact score (None: not ranked) and the standing of one site, without its rank yet."""
    active = {key: one for key, one in measured.items() if one.weight}
    counting = {key: one for key, one in active.items() if site in one.utilities}
    lacking = [one.missing for one in active.values() if site in one.absent]
    whole = sum((one.weight for one in counting.values()), NOTHING)
    shares = {}
    total = NOTHING
    for key, one in measured.items():
        utility = one.utilities.get(site)
        weight = one.weight / whole if whole and utility is not None else NOTHING
        points = weight * (utility or NOTHING)
        total += points
        shares[key] = Contribution(
            value=None if site in one.absent else values[key][site],
            utility=None if utility is None else float(utility),
            weight=float(weight),
            points=float(points),
        )
    unranked = Missing.DROP in lacking or (bool(active) and not counting)
    exact = None if unranked else total
    score = None if exact is None else float(exact)
    behind = Missing.LAST in lacking and not unranked
    return exact, RankedSite(site, None, score, behind, shares)


def _numbered(scored: Sequence[tuple[Fraction | None, RankedSite]]) -> tuple[RankedSite, ...]:
    """Assign the same rank to equal sites."""
    standings: list[RankedSite] = []
    before: tuple[Fraction | None, bool] | None = None
    rank_now = 0
    for position, (exact, one) in enumerate(scored, start=1):
        if before != (exact, one.behind):
            before, rank_now = (exact, one.behind), position
        standings.append(
            RankedSite(
                one.id,
                None if exact is None else rank_now,
                one.score,
                one.behind,
                one.contributions,
            )
        )
    return tuple(standings)
