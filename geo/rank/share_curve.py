"""The score of a site as a function of the share t of one criterion, and where two of them cross.

The other criteria share the rest in their proportions, so that

    S(t) = (p + q·t) / (r + s·t)

with s = 0 where every criterion counts for the site. The share at which one site overtakes another
is the root of a polynomial of degree 1, or 2 where a criterion is ignored for one of them; a root
that is no fraction is rounded to 12 decimals.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Literal

Direction = Literal["down", "up"]
DIRECTIONS: tuple[Direction, ...] = ("down", "up")
Polynomial = tuple[int, int, int]  # a, b, c of a·t² + b·t + c
ROOT_STEPS = 10**12


@dataclass(frozen=True)
class ShareCurve:
    """The score of a site by the share t of one criterion: (p + q·t) / (r + s·t).

    A common factor of all sites is left out, so that all four are integers.
    """

    p: int
    q: int
    r: int
    s: int

    def at(self, share: Fraction) -> tuple[int, int]:
        """The score up to a factor common to all sites, as numerator and denominator."""
        t, b = share.numerator, share.denominator
        return self.p * b + self.q * t, self.r * b + self.s * t


def difference(one: ShareCurve, other: ShareCurve) -> Polynomial:
    """A polynomial that is positive where `one` has the higher score (0 < t < 1)."""
    return (
        one.q * other.s - other.q * one.s,
        one.p * other.s + one.q * other.r - other.p * one.s - other.q * one.r,
        one.p * other.r - other.p * one.r,
    )


def first_positive(lead: Polynomial, start: Fraction, direction: Direction) -> Fraction | None:
    """The root nearest to `start` beyond which the polynomial is positive, between 0 and 1.

    `start` lies between them, too; the polynomial is not positive there, and it may be that root.
    """
    a, b, c = lead
    if not a and (b > 0) != (direction == "up"):  # a line that falls this way, or none
        return None
    end = Fraction(direction == "up")
    ahead = sorted(
        (root for root in _roots(lead) if min(start, end) <= root <= max(start, end)),
        reverse=direction == "down",
    )
    for root, further in zip(ahead, [*ahead[1:], end], strict=False):
        between = (root + further) / 2
        if (a * between + b) * between + c > 0:
            return root
    return None


def _roots(polynomial: Polynomial) -> list[Fraction]:
    """The real roots, each once; none of a constant."""
    a, b, c = polynomial
    if not a:
        return [Fraction(-c, b)] if b else []
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return []
    width = _square_root(discriminant)
    return list(dict.fromkeys(Fraction(-b + sign * width, 2 * a) for sign in (-1, 1)))


def _square_root(number: int) -> Fraction:
    """Exact where it is an integer, else with 12 significant decimals."""
    root = isqrt(number)
    if root * root == number:
        return Fraction(root)
    return Fraction(isqrt(number * ROOT_STEPS**2), ROOT_STEPS)
