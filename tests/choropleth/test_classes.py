"""Classes of numbers: against brute force, and against mapclassify."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.choropleth.classes import ClassMethod, class_index, upper_limits

NUMBERS = st.lists(st.integers(-50, 50), min_size=1, max_size=9)
MANY = st.lists(st.floats(-1e6, 1e6, allow_nan=False, width=32), min_size=8, max_size=60)
CLASSES = st.integers(2, 5)


def members(values, limits):
    found = [[] for _ in limits]
    for value in sorted(values):
        found[class_index(value, limits)].append(value)
    return found


def deviation(parts):
    """The sum of squared deviations from the means of the parts."""
    return sum(float(np.var(part) * len(part)) for part in parts if part)


def least_deviation(values, classes):
    """The smallest that any cut of the ordered numbers into that many parts has."""
    ordered = sorted(values)
    cuts = combinations(range(1, len(ordered)), classes - 1)
    return min(
        deviation([ordered[a:b] for a, b in zip((0, *cut), (*cut, len(ordered)), strict=True)])
        for cut in cuts
    )


@given(NUMBERS, CLASSES)
def test_natural_breaks_are_the_optimum(values, classes):
    limits = upper_limits(values, ClassMethod.NATURAL, classes)
    wanted = min(classes, len(set(values)))
    assert len(limits) == wanted
    assert deviation(members(values, limits)) == pytest.approx(
        least_deviation(values, wanted), abs=1e-6
    )


@given(NUMBERS, CLASSES, st.sampled_from(ClassMethod))
def test_every_number_has_a_class_and_the_last_limit_is_the_largest(values, classes, method):
    limits = upper_limits(values, method, classes)
    assert list(limits) == sorted(set(limits))
    assert limits[-1] == max(values)
    assert len(limits) <= min(classes, len(set(values)))
    assert all(0 <= class_index(value, limits) < len(limits) for value in values)
    if method is not ClassMethod.EQUAL:
        assert all(members(values, limits))


@given(MANY, CLASSES)
def test_intervals_are_equal(values, classes):
    limits = upper_limits(values, ClassMethod.EQUAL, classes)
    steps = np.diff([min(values), *limits])
    assert steps == pytest.approx(np.full(len(limits), steps[0]), rel=1e-6, abs=1e-6)


@given(st.sets(st.integers(-500, 500), min_size=8, max_size=60), CLASSES)
def test_quantiles_have_as_many_regions_each(values, classes):
    """Without ties, classes differ by one at most."""
    sizes = [len(part) for part in members(values, upper_limits([*values], "quantile", classes))]
    assert len(sizes) == classes
    assert max(sizes) - min(sizes) <= 1


def test_ties_leave_no_empty_class():
    assert upper_limits([1, 2, 2, 2, 2, 2, 2, 3], ClassMethod.QUANTILE, 4) == (2, 3)
    assert upper_limits([3, 3, 3], ClassMethod.NATURAL, 5) == (3,)
    assert upper_limits([], ClassMethod.EQUAL, 5) == ()
    assert upper_limits([7], ClassMethod.QUANTILE, 3) == (7,)


def test_many_regions_with_nothing_leave_classes_to_the_others():
    """Ten are 0; the quarters of 1 to 8 are 2.75, 4.5, 6.25 and 8, with two numbers each."""
    values = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, *range(1, 9)]
    assert upper_limits(values, ClassMethod.QUANTILE, 5) == (0, 2.75, 4.5, 6.25, 8)


@pytest.mark.filterwarnings("ignore:Numba not installed")
def test_the_peer_finds_the_same():
    """mapclassify on 50 numbers that are skewed as densities are."""
    import mapclassify

    values = np.random.default_rng(15).lognormal(2, 1, 50)
    for method, peer in (
        (ClassMethod.QUANTILE, mapclassify.Quantiles),
        (ClassMethod.EQUAL, mapclassify.EqualInterval),
        (ClassMethod.NATURAL, mapclassify.FisherJenks),
    ):
        for classes in (3, 6):
            wanted = peer(values, k=classes)
            limits = upper_limits(values, method, classes)
            assert limits == pytest.approx(list(wanted.bins)), (method, classes)
            assert [class_index(value, limits) for value in values] == list(wanted.yb)
