"""Weights add up to 100, as on paper, and sets of them are recognised."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.rank.criteria import Criterion, Measure
from geo.rank.score import Rule
from geo.rank.weights import WeightSet, as_percent, matching_set, shares, weight_sum, with_weights

KEYS = st.sampled_from("abcdefgh")
WEIGHTS = st.dictionaries(KEYS, st.integers(0, 5).map(float) | st.floats(0, 1e6), min_size=1)


@pytest.mark.parametrize(
    ("typed", "percent"),
    [
        ((1, 1, 1), (33.4, 33.3, 33.3)),
        ((2, 1), (66.7, 33.3)),
        ((30, 30, 30, 30), (25, 25, 25, 25)),
        ((50, 30, 20), (50, 30, 20)),
        ((1, 1, 1, 1, 1, 1), (16.7, 16.7, 16.7, 16.7, 16.6, 16.6)),
        ((0, 0), (50, 50)),
        ((0, 7), (0, 100)),
        ((9999, 1), (99.99, 0.01)),
        ((1e9, 1e-9), (99.999999, 0.000001)),
        ((33.333, 66.667), (33.333, 66.667)),
        ((7,), (100,)),
        # As many decimals as the smallest weight needs to be no less than one step, and no more.
        ((1, 13), (7.1, 92.9)),
        ((2, 999, 999), (0.1, 50.0, 49.9)),  # just 0.1 %
        ((1, 1052), (0.09, 99.91)),  # 0.0950 %; the larger remainder is that of the second
        ((1, 3000), (0.03, 99.97)),
        ((1e9, 1e-9, 1e-9), (99.999998, 0.000001, 0.000001)),  # the largest pays for the others
        ((1e-9, 1e9, 1e-9), (0.000001, 99.999998, 0.000001)),
        ((), ()),
    ],
)
def test_typed_weights_as_percent(typed, percent):
    weights = dict(zip("abcdef", map(float, typed), strict=False))
    assert tuple(as_percent(weights).values()) == percent


@given(WEIGHTS)
def test_percents_add_up_to_exactly_100(weights):
    percent = as_percent(weights)
    assert weight_sum(percent) == 100
    assert list(percent) == list(weights)
    assert as_percent(percent) == percent
    parts = shares(weights)
    if any(parts.values()):
        for key, share in parts.items():
            assert abs(Fraction(percent[key]) - 100 * share) <= Fraction(1, 9)
            assert (percent[key] > 0) == (share > 0)


def test_the_sum_is_that_of_the_written_numbers():
    assert weight_sum({"a": 33.3, "b": 33.3, "c": 33.4}) == 100
    assert weight_sum({"a": 0.1, "b": 0.2}) == Fraction(3, 10)
    assert weight_sum({}) == 0


def test_a_set_is_recognised_by_its_shares():
    criteria = [Criterion(Measure.TASKS, Rule(2.0)), Criterion(Measure.CONFIDENCE, Rule(1.0))]
    same = WeightSet("same", {"tasks": 4.0, "confidence": 2.0, "gone": 9.0})
    other = WeightSet("other", {"tasks": 1.0})
    assert matching_set(criteria, [other, same]) == same
    assert matching_set(with_weights(criteria, other.weights), [other, same]) == other
    assert matching_set(criteria, [other]) is None
    assert matching_set([], [WeightSet("empty", {})]) is None


def test_a_criterion_that_a_set_does_not_name_counts_nothing():
    criteria = [Criterion(Measure.TASKS, Rule(2.0)), Criterion(Measure.CONFIDENCE, Rule(1.0))]
    weights = [one.rule.weight for one in with_weights(criteria, {"tasks": 30.0})]
    assert weights == [30.0, 0.0]
