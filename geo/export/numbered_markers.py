"""The numbers of a list on its map: each place keeps its own, also where symbols have no room.

A number stands on a tag in the colour of its sector, filled where the place is exactly known and
outlined where it is not. Places that lie on each other share a block of such tags. Tags and blocks
move apart until none covers another; a line leads from a moved one to its places.
All lengths are millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, hypot, pi, sqrt
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np
import shapely

from geo.export.layout import LabelBox, Point, clusters
from geo.export.svg_canvas import COLORS, SvgCanvas
from geo.mapping.features import MapFeature
from geo.mapping.sector_styles import sector_style
from geo.mapping.styles import SHEET_LABELS
from geo.model import Precision

MOST_NUMBERED = 600  # more have no room on a sheet, whatever is done
SIZE = SHEET_LABELS["place"].size
HEIGHT, PAD = 1.36, 0.36  # of a tag: its height and its free ends, in sizes of its text
REACHES = (0.3, 0.9, 1.6, 2.4, 3.0)  # in heights of a tag: how near places are to share a block
DENSE = (5.5, 9.0)  # where else some would cover each other
FAR, MOST_NEAR = 4.5, 0.95  # in heights: where more than a few move farther, blocks are made larger
ROUNDS, STEP = 160, 0.6
GAP = 0.25
RINGS, DIRECTIONS = 44, 24
MOVED = 0.25  # of a height: what has moved farther is tied to its place
FILLED = (Precision.EXACT, Precision.SITE, Precision.LINE)


class NumberedPlace(NamedTuple):
    """A place of a list, and where it is on the sheet."""

    feature: MapFeature
    at: Point


@dataclass(frozen=True)
class TagBlock:
    """Tags in rows of `columns`, each `tag` wide and high; `places` are by number."""

    places: tuple[NumberedPlace, ...]
    columns: int
    tag: Point

    @property
    def size(self) -> Point:
        """Width and height."""
        rows = ceil(len(self.places) / self.columns)
        return self.columns * self.tag[0], rows * self.tag[1]

    @property
    def anchor(self) -> Point:
        """The middle of its places."""
        x, y = np.mean([place.at for place in self.places], axis=0)
        return float(x), float(y)


class PlacedTagBlock(NamedTuple):
    """A block with the middle that it was given."""

    block: TagBlock
    middle: Point

    @property
    def box(self) -> LabelBox:
        """Where it stands."""
        width, height = self.block.size
        x, y = self.middle
        return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def moved(self) -> float:
        """How far its edge is from the farthest of its places; 0 where they lie below it."""
        left, top, right, bottom = self.box
        return max(
            hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))
            for x, y in (place.at for place in self.block.places)
        )


def arranged(
    canvas: SvgCanvas,
    places: Sequence[NumberedPlace],
    frame: LabelBox,
    taken: Sequence[LabelBox],
) -> list[PlacedTagBlock]:
    """Blocks of all places, apart from each other and from what is `taken`, inside `frame`.

    As few places share a block as possible while none has to move far.
    """
    height = SIZE * HEIGHT * canvas.factor
    tried: list[tuple[int, float, list[PlacedTagBlock]]] = []
    for reach in (*REACHES, *DENSE):
        if reach in DENSE and any(not overlaps for overlaps, _, _ in tried):
            break
        blocks = _blocks(canvas, places, reach * height)
        found = _settled(blocks, frame, taken)
        far = float(np.quantile([one.moved for one in found] or [0.0], MOST_NEAR))
        tried.append((_overlaps(found), far, found))
        if not tried[-1][0] and far <= FAR * height:
            break
    return min(tried, key=lambda one: one[:2])[2]


def _overlaps(found: Sequence[PlacedTagBlock]) -> int:
    """How many pairs cover each other, because there was no room at all."""
    boxes = np.array([one.box for one in found]).reshape(-1, 4)
    meet = (boxes[:, None, :2] + 1e-6 < boxes[None, :, 2:]).all(axis=2)
    return int((meet & meet.T).sum() - len(found)) // 2


def _blocks(canvas: SvgCanvas, places: Sequence[NumberedPlace], reach: float) -> list[TagBlock]:
    groups = clusters([place.at for place in places], reach)
    return [_block(canvas, [places[index] for index in group]) for group in groups]


def _block(canvas: SvgCanvas, places: Sequence[NumberedPlace]) -> TagBlock:
    ordered = sorted(places, key=lambda place: int(place.feature.number))
    widest = max(canvas.width(one.feature.number, SIZE, bold=True) for one in ordered)
    height = SIZE * HEIGHT * canvas.factor
    width = max(widest + 2 * PAD * SIZE * canvas.factor, height)
    return TagBlock(tuple(ordered), ceil(sqrt(len(ordered) * height / width)), (width, height))


def _settled(
    blocks: Sequence[TagBlock], frame: LabelBox, taken: Sequence[LabelBox]
) -> list[PlacedTagBlock]:
    """The blocks in their order: first pushed apart, then each where there is room for it."""
    if not blocks:
        return []
    size = np.array([block.size for block in blocks]) + GAP
    home = np.array([block.anchor for block in blocks])
    pushed = _pushed(home, size, frame)
    boxes = np.array(taken, dtype=float).reshape(-1, 4)
    # Large ones first, which find room less easily; then those that had to move least.
    order = np.lexsort((np.hypot(*(pushed - home).T), -size.prod(axis=1).round(3)))
    middles: dict[int, Point] = {}
    for index in order:
        spot = _free_spot(pushed[index], home[index], size[index], frame, boxes)
        half = size[index] / 2
        boxes = np.vstack([boxes, [*(spot - half), *(spot + half)]])
        middles[int(index)] = (float(spot[0]), float(spot[1]))
    return [PlacedTagBlock(block, middles[index]) for index, block in enumerate(blocks)]


def _pushed(home: np.ndarray, size: np.ndarray, frame: LabelBox) -> np.ndarray:
    """Boxes pushed off each other, each along the shorter way."""
    low, high = np.array(frame[:2]) + size / 2, np.array(frame[2:]) - size / 2
    angle = np.arange(len(home)) * 2.399963  # equal points need a direction in which to part
    here = home + 0.05 * np.column_stack([np.cos(angle), np.sin(angle)])
    reach = (size[:, None] + size[None]) / 2
    for _ in range(ROUNDS):
        gap = here[:, None] - here[None]
        short = reach - np.abs(gap)
        meet = np.all(short > 0, axis=2)
        np.fill_diagonal(meet, False)
        if not meet.any():
            break
        along_x = short[..., 0] < short[..., 1]
        push_x = np.where(meet & along_x, np.sign(gap[..., 0]) * short[..., 0], 0).sum(axis=1)
        push_y = np.where(meet & ~along_x, np.sign(gap[..., 1]) * short[..., 1], 0).sum(axis=1)
        crowd = np.maximum(meet.sum(axis=1), 1)[:, None]
        push = np.column_stack([push_x, push_y]) / (2 * np.sqrt(crowd))
        here = np.clip(here + STEP * push + (home - here) * 0.01, low, high)
    return np.clip(here, low, high)


_TURNS = 2 * pi * np.arange(DIRECTIONS) / DIRECTIONS
_CIRCLE = np.column_stack([np.cos(_TURNS), np.sin(_TURNS)])
_SPIRAL = np.vstack([[[0.0, 0.0]], *(_CIRCLE * ring for ring in range(1, RINGS + 1))])

_SEARCHED = (  # parts of the spiral, one after the other: most find room in the first
    (0, 1),
    (1, 1 + 6 * DIRECTIONS),
    (1 + 6 * DIRECTIONS, 1 + 16 * DIRECTIONS),
    (1 + 16 * DIRECTIONS, len(_SPIRAL)),
)


def _free_spot(
    wish: np.ndarray, home: np.ndarray, size: np.ndarray, frame: LabelBox, boxes: np.ndarray
) -> np.ndarray:
    """The middle nearest to `home` that is free, of those around `wish`; `wish` if none is."""
    half = size / 2
    for first, last in _SEARCHED:
        spots = wish + _SPIRAL[first:last] * size.min() * 0.4
        spots = spots[_is_free(spots, half, frame, boxes)]
        if len(spots):
            found: np.ndarray = spots[int(np.hypot(*(spots - home).T).argmin())]
            return found
    return wish


def _is_free(spots: np.ndarray, half: np.ndarray, frame: LabelBox, boxes: np.ndarray) -> np.ndarray:
    low, high = spots - half, spots + half
    inside = np.all((low >= frame[:2]) & (high <= frame[2:]), axis=1)
    meet = (low[:, None] < boxes[:, 2:] - 1e-6) & (boxes[:, :2] + 1e-6 < high[:, None])
    free: np.ndarray = inside & ~np.any(np.all(meet, axis=2), axis=1)
    return free


def draw_blocks(
    canvas: SvgCanvas, group: Element, found: Sequence[PlacedTagBlock], lang: str
) -> None:
    """Draw lines to the places, then their dots, then the tags above all of them."""
    height = SIZE * HEIGHT * canvas.factor
    for placed in found:
        for place in placed.block.places:
            if _is_away(placed, place, height):
                line = shapely.LineString([place.at, placed.middle])
                canvas.path(group, line, stroke=COLORS["quiet"], width=0.13 * canvas.factor)
    for placed in found:
        for place in placed.block.places:
            if _is_away(placed, place, height):
                color = sector_style(place.feature.style.sector).colour
                dot = {"cx": place.at[0], "cy": place.at[1], "r": 0.55 * canvas.factor}
                edge = {"stroke": COLORS["paper"], "stroke-width": 0.15 * canvas.factor}
                canvas.add(group, "circle", **dot, fill=color, **edge)
    for placed in found:
        left, top, _, _ = placed.box
        width, high = placed.block.tag
        for index, place in enumerate(placed.block.places):
            row, column = divmod(index, placed.block.columns)
            box = (left + column * width, top + row * high, width, high)
            tag = draw_tag(canvas, group, place.feature, box)
            canvas.add(tag, "title").text = place.feature.label(lang)


def _is_away(placed: PlacedTagBlock, place: NumberedPlace, height: float) -> bool:
    """Whether a place needs a dot and a line: its tag does not stand on it."""
    if len(placed.block.places) > 1:
        return True
    away = hypot(placed.middle[0] - place.at[0], placed.middle[1] - place.at[1])
    return away > MOVED * height


def draw_tag(
    canvas: SvgCanvas,
    group: Element,
    feature: MapFeature,
    box: tuple[float, float, float, float],
    number: str | None = None,
) -> Element:
    """Draw the number of a place, or another `number`, on a tag (x, y, width, height)."""
    x, y, width, height = box
    color = sector_style(feature.style.sector).colour
    is_filled = feature.style.precision in FILLED
    tag = canvas.add(group, "g")
    edge = 0.3 * canvas.factor
    canvas.add(
        tag,
        "rect",
        x=x + edge / 2,
        y=y + edge / 2,
        width=width - edge,
        height=height - edge,
        rx=min(width, height) * 0.32,
        fill=color if is_filled else COLORS["paper"],
        stroke=COLORS["paper"] if is_filled else color,
        **{"stroke-width": edge},
    )
    text = feature.number if number is None else number
    left = x + (width - canvas.width(text, SIZE, bold=True)) / 2
    base = y + height / 2 + SIZE * canvas.factor * 0.36
    fill = COLORS["paper"] if is_filled else COLORS["ink"]
    canvas.text(tag, left, base, text, SIZE, fill=fill, bold=True)
    return tag
