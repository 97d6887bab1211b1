"""Weights as percent, and named sets of weights that rank the same criteria differently.

Weights are kept as they were typed: the score uses their shares of the sum, so that nothing is
lost while they do not add up to 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from geo.rank.criteria import Criterion

WHOLE = 100
DECIMALS = range(1, 7)  # of a percentage; more than one only where a small weight would vanish


@dataclass(frozen=True)
class WeightSet:
    """Weights under a name: key of the criterion → weight."""

    name: str
    weights: Mapping[str, float]


def weights_of(criteria: Sequence[Criterion]) -> dict[str, float]:
    """The weight of each criterion by its key."""
    return {one.key: one.rule.weight for one in criteria}


def weight_sum(weights: Mapping[str, float]) -> Fraction:
    """The sum of the weights as they are written: 33.3 + 33.3 + 33.4 is 100."""
    return sum((_written(weight) for weight in weights.values()), Fraction(0))


def shares(weights: Mapping[str, float]) -> dict[str, Fraction]:
    """The part of each weight in their sum, 0 to 1; all 0 where the sum is."""
    whole = weight_sum(weights)
    return {
        key: _written(weight) / whole if whole else Fraction(0) for key, weight in weights.items()
    }


def as_percent(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights scaled so that they add up to exactly 100, with one decimal where that suffices.

    What rounding leaves goes to the largest remainders. No positive weight becomes 0; weights that
    are all 0 become equal; weights that add up to 100 stay as they are.
    """
    if weight_sum(weights) == WHOLE:
        return dict(weights)
    parts = shares(weights)
    if not any(parts.values()):
        parts = dict.fromkeys(weights, Fraction(1, max(len(weights), 1)))
    least = min((part for part in parts.values() if part), default=Fraction(1))
    decimals = next((n for n in DECIMALS if least * WHOLE * 10**n >= 1), DECIMALS[-1])
    steps = WHOLE * 10**decimals
    return {key: unit * WHOLE / steps for key, unit in _apportioned(parts, steps).items()}


def _apportioned(parts: Mapping[str, Fraction], steps: int) -> dict[str, int]:
    """Whole steps in proportion to `parts`, by the largest remainder; equal ones in their order.

    A positive part gets a step at least, at the cost of the largest one.
    """
    exact = {key: part * steps for key, part in parts.items()}
    units = {key: max(floor(value), 1 if value else 0) for key, value in exact.items()}
    by_remainder = sorted(parts, key=lambda key: units[key] - exact[key])
    left = steps - sum(units.values())
    for key in by_remainder[: max(left, 0)]:
        units[key] += 1
    if left < 0:
        units[max(parts, key=parts.__getitem__)] += left
    return units


def with_weights(criteria: Sequence[Criterion], weights: Mapping[str, float]) -> list[Criterion]:
    """The criteria under other weights; a criterion that they do not name counts 0."""
    return [
        replace(one, rule=replace(one.rule, weight=weights.get(one.key, 0.0))) for one in criteria
    ]


def matching_set(criteria: Sequence[Criterion], sets: Sequence[WeightSet]) -> WeightSet | None:
    """The first set that gives the criteria the same shares as they have, if any."""
    ours = shares(weights_of(criteria))
    for one in sets:
        theirs = shares(weights_of(with_weights(criteria, one.weights)))
        if any(theirs.values()) and theirs == ours:
            return one
    return None


def _written(weight: float) -> Fraction:
    """The shortest decimal that means this float."""
    return Fraction(repr(float(weight)))
