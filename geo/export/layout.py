"""Arrange symbols and names on paper so that none covers another. All lengths in millimetres."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import cos, pi, sin

import numpy as np
import shapely

LabelBox = tuple[float, float, float, float]  # left, top, right, bottom
Point = tuple[float, float]

ROUNDS = 300
GAP = 0.3
LEAST = 1e-9  # two symbols may share a corner
RINGS, DIRECTIONS = (2.0, 2.8, 3.8, 5.0, 6.5), 16  # in radii of the symbol
CLOSING = "，。、；：;:)）」』”’》〉…！？!?,."
# A word with its blanks (cut when it is as long as an address), or one Chinese character.
TOKEN = re.compile(r"[^\s\u2e80-\uffef]{1,28}\s*|\s+|[\u2e80-\uffef]")


def clusters(points: Sequence[Point], reach: float) -> list[list[int]]:
    """The points in groups, as their positions in `points`, each in one group.

    A point without a group takes with it all others without one within `reach`; so first points
    of groups are more than `reach` apart. The time is near linear, also for equal points.
    """
    places = np.asarray(shapely.points(np.array(points, dtype=float).reshape(-1, 2)))
    tree = shapely.STRtree(places)
    free = np.ones(len(points), dtype=bool)
    groups = []
    for index, place in enumerate(places):
        if free[index]:
            near = tree.query(place, predicate="dwithin", distance=reach)
            group = np.sort(near[free[near]])
            free[group] = False
            groups.append([index, *(int(other) for other in group if other != index)])
    return groups


def spread(points: Sequence[Point], distance: float, frame: LabelBox) -> list[Point]:
    """The points moved minimally so that they are at least `distance` apart, inside `frame`.

    Meant for symbols that can find room: so many points in one place that none is left take the
    square of their number in time (see `clusters`).
    """
    if not points:
        return []
    home = np.array(points, dtype=float)
    # Points at the same place need a direction in which to part: a tiny sunflower.
    angle = np.arange(len(home)) * 2.399963
    here = home + 0.01 * np.column_stack([np.cos(angle), np.sin(angle)])
    low = np.array(frame[:2]) + distance / 2
    high = np.array(frame[2:]) - distance / 2
    for _ in range(ROUNDS):
        places = np.asarray(shapely.points(here))
        one, other = shapely.STRtree(places).query(places, predicate="dwithin", distance=distance)
        one, other = one[one != other], other[one != other]
        gap = here[one] - here[other]
        length = np.maximum(np.hypot(gap[:, 0], gap[:, 1]), LEAST)
        short = np.clip(distance - length, 0, None)
        if short.max(initial=0) < distance * 0.02:
            break
        push = np.zeros_like(here)
        np.add.at(push, one, gap / length[:, None] * short[:, None] / 2)
        here = np.clip(here + push * 0.8 + (home - here) * 0.01, low, high)
    return [(float(x), float(y)) for x, y in here]


class Names:
    """Greedy placement of names, in the given order."""

    def __init__(self, frame: LabelBox, taken: Sequence[LabelBox]) -> None:
        """`taken` is where symbols and furniture are; names stay inside `frame`."""
        self.frame = frame
        self.taken = np.array(taken, dtype=float).reshape(-1, 4)

    def beside(self, box: LabelBox, width: float, height: float) -> Point | None:
        """The left end of the middle line of a name next to the `box` of a symbol, or None."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        half, radius = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
        side, rise = half + GAP, radius + height / 2
        slant = half * 0.7
        spots = [
            (x + side, y),
            (x - side - width, y),
            (x - width / 2, y - rise),
            (x - width / 2, y + rise),
            (x + slant, y - rise * 0.8),
            (x + slant, y + rise * 0.8),
            (x - slant - width, y - rise * 0.8),
            (x - slant - width, y + rise * 0.8),
        ]
        return self._first(spots, width, height)

    def farther(self, at: Point, radius: float, width: float, height: float) -> Point | None:
        """The same some way off, for a name that a line will tie to its symbol."""
        spots = []
        for ring in RINGS:
            for step in range(DIRECTIONS):
                angle = 2 * pi * step / DIRECTIONS
                x = at[0] + radius * ring * cos(angle)
                y = at[1] + radius * ring * sin(angle)
                spots.append((x if cos(angle) >= 0 else x - width, y))
        return self._first(spots, width, height)

    def around(self, at: Point, width: float, height: float) -> Point | None:
        """The same for a name that stands at a point itself, or as near as there is room."""
        x, y = at[0] - width / 2, at[1]
        steps = [0, 1, -1, 2, -2]
        spots = [(x + i * width / 3, y + j * height) for j in steps for i in steps]
        spots.sort(key=lambda spot: abs(spot[0] - x) + 2 * abs(spot[1] - y))
        return self._first(spots, width, height)

    def _first(self, spots: Sequence[Point], width: float, height: float) -> Point | None:
        at = np.array(spots, dtype=float)
        half = np.array([0.0, height / 2])
        low, high = at - half, at + half + [width, 0.0]
        inside = np.all((low >= self.frame[:2]) & (high <= self.frame[2:]), axis=1)
        meet = (low[:, None] < self.taken[:, 2:]) & (self.taken[:, :2] < high[:, None])
        free = np.flatnonzero(inside & ~np.any(np.all(meet, axis=2), axis=1))
        if len(free) == 0:
            return None
        first = int(free[0])
        self.taken = np.vstack([self.taken, [*low[first], *high[first]]])
        return spots[first]


def wrapped(text: str, room: float, width: Callable[[str], float]) -> list[str]:
    """A text in lines no wider than `room`; `width` measures. Chinese breaks anywhere but before
    closing punctuation, other words stay whole.
    """
    lines, line = [], ""
    for token in TOKEN.findall(text):
        if line and width((line + token).rstrip()) > room and token not in CLOSING:
            lines.append(line.rstrip())
            line = token.lstrip()
        else:
            line += token
    return [*lines, line.rstrip()] if line.strip() else lines
