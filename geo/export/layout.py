"""Arrange symbols and names on paper so that none covers another. All lengths in millimetres."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import cos, pi, sin

import numpy as np

Box = tuple[float, float, float, float]  # left, top, right, bottom
Point = tuple[float, float]

ROUNDS = 300
GAP = 0.3
RINGS, DIRECTIONS = (2.0, 2.8, 3.8, 5.0, 6.5), 16  # in radii of the symbol
CLOSING = "，。、；：;:)）」』”’》〉…！？!?,."
# A word with its blanks (cut when it is as long as an address), or one Chinese character.
TOKEN = re.compile(r"[^\s\u2e80-\uffef]{1,28}\s*|\s+|[\u2e80-\uffef]")


def spread(points: Sequence[Point], distance: float, frame: Box) -> list[Point]:
    """The points moved as little as makes them at least `distance` apart, inside `frame`."""
    if not points:
        return []
    home = np.array(points, dtype=float)
    # Points at the same place need a direction in which to part: a tiny sunflower.
    angle = np.arange(len(home)) * 2.399963
    here = home + 0.01 * np.column_stack([np.cos(angle), np.sin(angle)])
    low = np.array(frame[:2]) + distance / 2
    high = np.array(frame[2:]) - distance / 2
    for _ in range(ROUNDS):
        gap = here[:, None] - here[None]
        length = np.hypot(gap[..., 0], gap[..., 1])
        np.fill_diagonal(length, np.inf)
        short = np.clip(distance - length, 0, None)
        if short.max() < distance * 0.02:
            break
        push = (gap / length[..., None] * short[..., None] / 2).sum(axis=1)
        here = np.clip(here + push * 0.8 + (home - here) * 0.01, low, high)
    return [(float(x), float(y)) for x, y in here]


class Names:
    """Places for names, found one after the other: first come, first served."""

    def __init__(self, frame: Box, taken: Sequence[Box]) -> None:
        """`taken` is where symbols and furniture are; names stay inside `frame`."""
        self.frame = frame
        self.taken = list(taken)

    def beside(self, at: Point, radius: float, width: float, height: float) -> Point | None:
        """The left end of the middle line of a name next to a symbol of `radius`, or None."""
        x, y = at
        side, rise = radius + GAP, radius + height / 2
        slant = radius * 0.7
        spots = [
            (x + side, y), (x - side - width, y),
            (x - width / 2, y - rise), (x - width / 2, y + rise),
            (x + slant, y - rise * 0.8), (x + slant, y + rise * 0.8),
            (x - slant - width, y - rise * 0.8), (x - slant - width, y + rise * 0.8),
        ]  # fmt: skip
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
        for x, y in spots:
            box = (x, y - height / 2, x + width, y + height / 2)
            if _inside(box, self.frame) and not any(_meet(box, other) for other in self.taken):
                self.taken.append(box)
                return x, y
        return None


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


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
