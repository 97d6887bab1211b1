"""What a ranking gave to the items of a list, in words and numbers for exports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RankPart:
    """What one criterion gave to an item, for people: its name and the value are words.

    `weight` is the criterion's part of all weights (0 to 1), `utility` the value between worst (0)
    and best (1), None where it does not count for the item; `points` are of a hundred.
    """

    criterion: str
    weight: float
    value: str
    utility: float | None
    points: float


@dataclass(frozen=True)
class Ranked:
    """The ranking of an item: its rank from 1, its score (0 to 100), and the reason, in one
    sentence and by criterion. Rank and score are None for an item that is left out, which the
    reason explains.
    """

    rank: int | None
    score: float | None
    why: str = ""
    parts: tuple[RankPart, ...] = ()
