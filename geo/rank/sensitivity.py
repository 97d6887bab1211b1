"""How the order of sites depends on the weights, one weight after the other, exactly.

The share of one criterion moves, and the others share the rest in their proportions
(`geo.rank.share_curve`). Who ranks last because of a missing value or a threshold stays there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from geo.rank.score import CriterionColumn, Ranking, measure
from geo.rank.share_curve import DIRECTIONS, Direction, ShareCurve, difference, first_positive
from geo.rank.utility import Utilities

TOP = 10
STEP = Fraction(1, 5)  # of the weight itself: 30 % moves to 24 % and 36 %
MOST = Fraction(99, 100)  # a share never reaches 1, at which the others would cease to count


@dataclass(frozen=True)
class WeightShift:
    """One weight moved by a fifth: its share of all weights before and after (0 to 1).

    `entered` and `left` are the ids that come into the first ten and go out of it, best first;
    `first` are those that then share the first rank.
    """

    key: str
    direction: Direction
    before: Fraction
    after: Fraction
    entered: tuple[str, ...]
    left: tuple[str, ...]
    first: tuple[str, ...]


@dataclass(frozen=True)
class TippingPoint:
    """The nearest share in one direction beyond which others have the first place.

    At `after` itself the sites `ids` and the first one are equal.
    """

    key: str
    direction: Direction
    before: Fraction
    after: Fraction
    ids: tuple[str, ...]

    @property
    def change(self) -> Fraction:
        """By how much the share moves, positive upwards."""
        return self.after - self.before


@dataclass(frozen=True)
class Sensitivity:
    """What moving weights does to a ranking.

    `first` are the ids that share the first rank now. `shifts` has both directions of every
    criterion that can move, `tips` the tipping points that exist; `decisive` is the smallest of
    them, None when no single weight changes the first place.
    """

    first: tuple[str, ...]
    shifts: tuple[WeightShift, ...]
    tips: tuple[TippingPoint, ...]

    @property
    def decisive(self) -> TippingPoint | None:
        """The tipping point with the smallest change of a share."""
        return min(self.tips, key=lambda tip: abs(tip.change), default=None)


@dataclass(frozen=True)
class _Weighed:
    """The ranked sites, best first, and integers in proportion to weights and utilities."""

    order: tuple[str, ...]
    tiers: Mapping[str, tuple[bool, bool]]
    weights: Mapping[str, int]
    utilities: Mapping[str, Mapping[str, int]]
    points: Mapping[str, int]  # Σ w·u of each site
    counting: Mapping[str, int]  # Σ w of the criteria that count for it

    @property
    def whole(self) -> int:
        return sum(self.weights.values())


def sensitivity(
    ids: Sequence[str], columns: Sequence[CriterionColumn], ranking: Ranking
) -> Sensitivity:
    """What moving each weight does to `ranking`, that of these ids by these columns.

    Weights of 0 are not moved.
    """
    ranked = [one for one in ranking.sites if one.rank is not None]
    first = tuple(one.id for one in ranked if one.rank == 1)
    active = {key: one for key, one in measure(ids, columns).items() if one.weight}
    if len(active) < 2 or not ranked:
        return Sensitivity(first, (), ())
    # Equal scores keep the order of the list, as in the ranking.
    places = {place: number for number, place in enumerate(dict.fromkeys(ids))}
    tiers = {one.id: one.tier for one in sorted(ranked, key=lambda one: places[one.id])}
    weighed = _weighed(tuple(one.id for one in ranked), tiers, active)
    shifts: list[WeightShift] = []
    tips: list[TippingPoint] = []
    for key in active:
        curves = _curves(weighed, key)
        shifts += _shifts(weighed, key, curves)
        tips += _tips(weighed, key, curves)
    return Sensitivity(first, tuple(shifts), tuple(tips))


def _weighed(
    order: tuple[str, ...],
    tiers: Mapping[str, tuple[bool, bool]],
    active: Mapping[str, Utilities],
) -> _Weighed:
    unit = lcm(*(one.weight.denominator for one in active.values()))
    weights = {key: int(one.weight * unit) for key, one in active.items()}
    grain = lcm(*(u.denominator for one in active.values() for u in one.utilities.values()))
    utilities = {
        key: {
            site: u.numerator * (grain // u.denominator)
            for site, u in one.utilities.items()
            if site in tiers
        }
        for key, one in active.items()
    }
    points = dict.fromkeys(tiers, 0)
    counting = dict.fromkeys(tiers, 0)
    for key, weight in weights.items():
        for site, u in utilities[key].items():
            points[site] += weight * u
            counting[site] += weight
    return _Weighed(order, tiers, weights, utilities, points, counting)


def _curves(weighed: _Weighed, key: str) -> dict[str, ShareCurve]:
    """The curves of all sites for the share of one criterion, in the order of the list."""
    weight = weighed.weights[key]
    rest = weighed.whole - weight
    curves = {}
    for site in weighed.tiers:
        u = weighed.utilities[key].get(site)
        p = weighed.points[site] - weight * (u or 0)
        r = weighed.counting[site] - (0 if u is None else weight)
        curves[site] = ShareCurve(p, (u or 0) * rest - p, r, (0 if u is None else rest) - r)
    return curves


def _shifts(weighed: _Weighed, key: str, curves: Mapping[str, ShareCurve]) -> list[WeightShift]:
    before = Fraction(weighed.weights[key], weighed.whole)
    wanted: tuple[tuple[Direction, Fraction], ...] = (
        ("down", before * (1 - STEP)),
        ("up", min(before * (1 + STEP), max(before, MOST))),
    )
    now = weighed.order[:TOP]
    shifts = []
    for direction, after in wanted:
        scores = _scores(curves, after)
        order = sorted(scores, key=lambda site: (weighed.tiers[site], -scores[site]))
        top, best = order[:TOP], order[0]
        first = [
            site
            for site in order
            if scores[site] == scores[best] and weighed.tiers[site] == weighed.tiers[best]
        ]
        shifts.append(
            WeightShift(
                key,
                direction,
                before,
                after,
                entered=tuple(site for site in top if site not in now),
                left=tuple(site for site in now if site not in top),
                first=tuple(first),
            )
        )
    return shifts


def _scores(curves: Mapping[str, ShareCurve], share: Fraction) -> Mapping[str, Fraction | int]:
    """The scores up to a common factor: integers where all sites have one denominator."""
    parts = {site: curve.at(share) for site, curve in curves.items()}
    if len({below for _, below in parts.values()}) == 1:
        return {site: above for site, (above, _) in parts.items()}
    return {site: Fraction(above, below) for site, (above, below) in parts.items()}


def _tips(weighed: _Weighed, key: str, curves: Mapping[str, ShareCurve]) -> list[TippingPoint]:
    """The nearest share below and above at which a site of the same tier overtakes the first."""
    leader = weighed.order[0]
    before = Fraction(weighed.weights[key], weighed.whole)
    crossings: dict[Direction, dict[str, Fraction]] = {"down": {}, "up": {}}
    for site in weighed.order[1:]:
        if weighed.tiers[site] != weighed.tiers[leader]:
            continue
        lead = difference(curves[site], curves[leader])
        for direction in DIRECTIONS:
            share = first_positive(lead, before, direction)
            if share is not None:
                crossings[direction][site] = share
    tips = []
    for direction, shares in crossings.items():
        if shares:
            after = min(shares.values(), key=lambda share: abs(share - before))
            ids = tuple(site for site, share in shares.items() if share == after)
            tips.append(TippingPoint(key, direction, before, after, ids))
    return tips
