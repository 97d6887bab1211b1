"""Curves of scores by a share, and where one overtakes another; roots worked out by hand."""

from fractions import Fraction
from math import isclose, sqrt

import pytest

from geo.rank.share_curve import ShareCurve, difference, first_positive

# -25(t - 1/5)(t - 2/5) is positive between its roots, 25(t - 1/5)(t - 2/5) outside of them.
HILL, VALLEY = (-25, 15, -2), (25, -15, 2)


@pytest.mark.parametrize(
    ("lead", "start", "direction", "root"),
    [
        (HILL, "1/10", "up", "1/5"),
        (HILL, "4/5", "down", "2/5"),  # the nearest, not the smallest
        (HILL, "4/5", "up", None),
        (HILL, "1/10", "down", None),
        (HILL, "1/5", "up", "1/5"),  # it begins at the root itself
        (HILL, "2/5", "down", "2/5"),
        (HILL, "2/5", "up", None),
        (VALLEY, "3/10", "up", "2/5"),
        (VALLEY, "3/10", "down", "1/5"),
        ((0, 4, -1), "1/10", "up", "1/4"),
        ((0, 4, -1), "1/10", "down", None),
        ((0, -4, 3), "9/10", "down", "3/4"),
        ((0, -4, 3), "9/10", "up", None),
        ((0, 4, -1), "1/2", "up", None),  # positive already; the root lies behind
        ((0, 1, -1), "1/2", "up", None),  # only at a share of 1, which no criterion has
        ((0, -1, 0), "1/2", "down", None),
        ((0, 0, 0), "1/2", "up", None),
        ((0, 0, -1), "1/2", "down", None),
        ((-4, 4, -1), "1/4", "up", None),  # touches zero at 1/2 and falls again
        ((4, -4, 1), "1/2", "up", "1/2"),  # zero at the start only
        ((1, 0, 1), "1/2", "up", None),  # no real root
        ((4, 0, -3), "1/2", "up", sqrt(3) / 2),  # a root that is no fraction, to 12 decimals
        ((-2, 0, 1), "9/10", "down", sqrt(1 / 2)),
    ],
)
def test_the_share_beyond_which_a_lead_is_positive(lead, start, direction, root):
    found = first_positive(lead, Fraction(start), direction)
    if isinstance(root, float):
        assert isclose(found, root, abs_tol=1e-12)
    else:
        assert found == (None if root is None else Fraction(root))


def test_the_difference_is_that_of_the_scores_times_both_denominators():
    """(1 + 2t)/(5 + t) and (3 - t)/(4 + 2t): (1+2t)(4+2t) - (3-t)(5+t) = 5t² + 12t - 11."""
    one, other = ShareCurve(1, 2, 5, 1), ShareCurve(3, -1, 4, 2)
    assert difference(one, other) == (5, 12, -11)
    assert difference(other, one) == (-5, -12, 11)


def test_the_score_at_a_share():
    """At t = 1/3 of (1 + 2t)/(5 + t): (5/3) / (16/3)."""
    assert ShareCurve(1, 2, 5, 1).at(Fraction(1, 3)) == (5, 16)
