"""A criterion's values → utilities between 0 (worst) and 1 (best), and who fails its threshold.

Every known value v becomes

    more is better: u = (v - low) / (high - low)      less is better: u = (high - v) / (high - low)

`low` and `high` are the smallest and largest known value of the sites, or those that the planner
sets; values outside are then cut off. Where low = high the criterion does not distinguish the
sites, and every known value has the utility 1.

A threshold (`at_least`, `at_most`) is hard: a known value beyond it fails, whatever the weight of
the criterion. A missing value is no failure; `Missing` says what becomes of it. Sites that fail
stay in the range, so that a threshold does not change the utilities of the others.

The arithmetic is exact (fractions of the given floats).
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


class Failing(StrEnum):
    """What becomes of a site that fails a threshold.

    `last`: it is ranked below all others. `drop`: it gets no rank.
    """

    LAST = "last"
    DROP = "drop"


@dataclass(frozen=True)
class Rule:
    """How a criterion counts.

    `span` is the value range (low, high) that the planner sets; `at_least` and `at_most` are the
    thresholds, in the unit of the values, None where there is none.
    """

    weight: float = 1.0
    more_is_better: bool = True
    missing: Missing = Missing.LAST
    span: tuple[float, float] | None = None
    at_least: float | None = None
    at_most: float | None = None
    failing: Failing = Failing.LAST

    def __post_init__(self) -> None:
        """Validate the values.

        Raises:
            RankError: the weight is negative or not finite, the span is empty or not finite, or no
                value can pass the thresholds.
        """
        if not (isfinite(self.weight) and self.weight >= 0):
            raise RankError("weight", f"a weight is a number from 0 on, not {self.weight}")
        if self.span and not (all(map(isfinite, self.span)) and self.span[0] < self.span[1]):
            low, high = self.span
            raise RankError("span", f"a range goes from less to more, not from {low} to {high}")
        ends = [end for end in (self.at_least, self.at_most) if end is not None]
        if not all(map(isfinite, ends)) or ends != sorted(ends):
            limits = f"at least {self.at_least} and at most {self.at_most}"
            raise RankError("threshold", f"no value is {limits}")

    @property
    def has_threshold(self) -> bool:
        """Whether any value can fail."""
        return self.at_least is not None or self.at_most is not None

    def fails(self, value: float) -> bool:
        """Whether a known value is beyond a threshold; a value on it passes."""
        too_small = self.at_least is not None and value < self.at_least
        return too_small or (self.at_most is not None and value > self.at_most)


@dataclass(frozen=True)
class CriterionColumn:
    """A criterion with the values of sites by id; None, NaN and infinite ones are missing."""

    key: str
    rule: Rule
    values: Mapping[str, float | None]


@dataclass(frozen=True)
class Utilities:
    """The utility of each site for which the criterion counts.

    `absent` are the sites without a value, `failed` those beyond a threshold; `constant`: all known
    values are the same.
    """

    rule: Rule
    weight: Fraction
    utilities: Mapping[str, Fraction]
    absent: frozenset[str]
    failed: frozenset[str]
    constant: bool


def utilities_of(ids: Sequence[str], column: CriterionColumn) -> Utilities:
    """The utilities of one criterion for the sites `ids`."""
    rule = column.rule
    known = {
        site: value
        for site in ids
        if (value := column.values.get(site)) is not None and isfinite(value)
    }
    exact = {site: Fraction(value) for site, value in known.items()}
    low, high = map(Fraction, rule.span) if rule.span else _range(exact)
    utilities = {site: _utility(value, low, high, rule) for site, value in exact.items()}
    absent = frozenset(ids) - known.keys()
    if rule.missing is Missing.AVERAGE:
        fallback = sum(utilities.values(), NOTHING) / len(utilities) if utilities else NOTHING
        utilities |= dict.fromkeys(absent, fallback)
    elif rule.missing in (Missing.LAST, Missing.WORST):
        utilities |= dict.fromkeys(absent, NOTHING)
    return Utilities(
        rule,
        Fraction(rule.weight),
        utilities,
        absent,
        failed=frozenset(site for site, value in known.items() if rule.fails(value)),
        constant=len(set(known.values())) == 1,
    )


def _range(known: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
    return (min(known.values()), max(known.values())) if known else (NOTHING, NOTHING)


def _utility(value: Fraction, low: Fraction, high: Fraction, rule: Rule) -> Fraction:
    if low == high:
        return ALL
    way = (min(max(value, low), high) - low) / (high - low)
    return way if rule.more_is_better else ALL - way
