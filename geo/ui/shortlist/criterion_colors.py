"""Which criteria have a colour of their own in bars and charts; no colour is used twice.

There are eight colours that colour-blind eyes tell apart, and no ninth. Where a list has more
criteria than that, the seven heaviest keep one each and the rest share the last, as one part with
its sum: a pattern would tell more parts apart, but they are the small ones, thinner than a pattern.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.mapping.theme import CATEGORY_COLORS, CategoryColor
from geo.rank.criteria import Criterion
from geo.rank.words import sign

MOST = len(CATEGORY_COLORS)


@dataclass(frozen=True)
class BarPart:
    """A part of every bar: the positions of its criteria in the list, and its colour."""

    positions: tuple[int, ...]
    color: CategoryColor

    @property
    def sign(self) -> str:
        """The sign of its criterion; dots for several."""
        return sign(self.positions[0]) if len(self.positions) == 1 else "…"


def bar_parts(criteria: Sequence[Criterion]) -> list[BarPart]:
    """The parts of a bar in the order of the criteria, the common one last.

    Of equal weights the first criteria have a colour of their own.
    """
    apart = range(len(criteria))
    if len(criteria) > MOST:
        by_weight = sorted(apart, key=lambda at: (-criteria[at].rule.weight, at))
        heaviest = sorted(by_weight[: MOST - 1])
        groups = [*((at,) for at in heaviest), tuple(at for at in apart if at not in heaviest)]
    else:
        groups = [(at,) for at in apart]
    return [BarPart(group, color) for group, color in zip(groups, CATEGORY_COLORS, strict=False)]
