"""Weighted criteria → an order of sites, and the contribution of each criterion.

The score of a site is S = Σ w·u / Σ w, between 0 and 1, with the utilities u of `geo.rank.utility`.
A criterion of weight 0 has no effect, not even through missing values; its threshold still holds.
Sites that fail a threshold come below all others or get no rank.

The arithmetic is exact (fractions of the given floats), so that equal sites are exactly equal, no
range overflows, and neither the order of the sites nor the size of a unit decides a tie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from geo.errors import RankError
from geo.rank.utility import (
    NOTHING,
    CriterionColumn,
    Failing,
    Missing,
    Rule,
    Utilities,
    utilities_of,
)

__all__ = [
    "Contribution",
    "CriterionColumn",
    "Failing",
    "Missing",
    "RankedSite",
    "Ranking",
    "Rule",
    "measure",
    "rank",
]


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

    `behind`: it is ranked below the others because a value is missing (`Missing.LAST`). `failed`:
    the criteria whose threshold it fails; if it has a rank, it comes below all that fail none.
    """

    id: str
    rank: int | None
    score: float | None
    behind: bool
    contributions: Mapping[str, Contribution]
    failed: tuple[str, ...] = ()

    @property
    def tier(self) -> tuple[bool, bool]:
        """Sites of a smaller tier come first, whatever the scores."""
        return bool(self.failed), self.behind


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


def rank(ids: Sequence[str], columns: Sequence[CriterionColumn]) -> Ranking:
    """Rank sites, each id once; equal scores keep the order of `ids`.

    Raises:
        RankError: two criteria have the same key.
    """
    ids = list(dict.fromkeys(ids))
    measured = measure(ids, columns)
    values = {column.key: column.values for column in columns}
    scored = [_score(site, measured, values) for site in ids]
    scored.sort(key=lambda entry: (entry[0] is None, entry[1].tier, -(entry[0] or NOTHING)))
    return Ranking(
        sites=_numbered(scored),
        missing={
            key: tuple(site for site in ids if site in one.absent) for key, one in measured.items()
        },
        constant=tuple(key for key, one in measured.items() if one.constant),
    )


def measure(ids: Sequence[str], columns: Sequence[CriterionColumn]) -> dict[str, Utilities]:
    """The exact utilities by the key of each criterion.

    Raises:
        RankError: two criteria have the same key.
    """
    measured = {column.key: utilities_of(ids, column) for column in columns}
    if len(measured) < len(columns):
        raise RankError("twice", "the same criterion is there twice: remove one")
    return measured


def _score(
    site: str,
    measured: Mapping[str, Utilities],
    values: Mapping[str, Mapping[str, float | None]],
) -> tuple[Fraction | None, RankedSite]:
    """The exact score (None: not ranked) and the standing of one site, without its rank yet."""
    active = {key: one for key, one in measured.items() if one.weight}
    counting = {key: one for key, one in active.items() if site in one.utilities}
    lacking = [one.rule.missing for one in active.values() if site in one.absent]
    failed = tuple(key for key, one in measured.items() if site in one.failed)
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
    left_out = any(measured[key].rule.failing is Failing.DROP for key in failed)
    unranked = left_out or Missing.DROP in lacking or (bool(active) and not counting)
    exact = None if unranked else total
    score = None if exact is None else float(exact)
    behind = Missing.LAST in lacking and not unranked
    return exact, RankedSite(site, None, score, behind, shares, failed)


def _numbered(scored: Sequence[tuple[Fraction | None, RankedSite]]) -> tuple[RankedSite, ...]:
    """Assign the same rank to equal sites."""
    standings: list[RankedSite] = []
    before: tuple[Fraction | None, tuple[bool, bool]] | None = None
    rank_now = 0
    for position, (exact, one) in enumerate(scored, start=1):
        if before != (exact, one.tier):
            before, rank_now = (exact, one.tier), position
        standings.append(replace(one, rank=None if exact is None else rank_now))
    return tuple(standings)
