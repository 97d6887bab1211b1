"""Where the parts of a sheet stand: map, smaller map, legend, notes. Lengths are millimetres."""

from __future__ import annotations

from typing import NamedTuple

MARGIN = 10.0
COLUMN = 72.0  # the column beside the map of a sheet across, at A4
STRIP = 64.0  # the strip below the map of an upright one, at A4
LEAST_BESIDE = 52.0  # height of the smaller map beside the legend of a choropleth, at A4
GUTTER = 6.0
FOOT = 5.0

SheetRect = tuple[float, float, float, float]  # left, top, width, height


class SheetFrames(NamedTuple):
    """`head` is how wide the title may be; `beside` is for an inset or a map of the province,
    `choropleth` for the legend of one; it has no height where there is none.
    """

    head: float
    map: SheetRect
    beside: SheetRect
    choropleth: SheetRect
    legend: SheetRect
    notes: SheetRect


def legend_room(size: tuple[float, float], factor: float, *, upright: bool) -> float:
    """How wide the legend of a choropleth may be."""
    return size[0] - 2 * MARGIN if upright else COLUMN * factor


def frames_across(
    size: tuple[float, float], factor: float, top: float, high: float = 0.0, *, has_beside: bool
) -> SheetFrames:
    """Of a sheet across: a column on the right; notes and legend share the rest of it.

    The legend of a choropleth, `high`, takes its room from the smaller map.
    """
    width, height = size
    column = COLUMN * factor
    left = width - MARGIN - column
    bottom = height - MARGIN - FOOT * factor
    beside = (left, MARGIN, column, max(column - high, LEAST_BESIDE * factor))
    below = MARGIN + beside[3] + 5 * factor if has_beside else MARGIN
    choropleth = (left, below, column, high)
    rest = (left, below + high, column, bottom - below - high)
    room = left - GUTTER - MARGIN
    main = (MARGIN, top, room, bottom - top)
    return SheetFrames(room, main, beside, choropleth, rest, rest)


def frames_upright(
    size: tuple[float, float], factor: float, top: float, high: float = 0.0, *, has_beside: bool
) -> SheetFrames:
    """Of an upright sheet: a strip below the map with legend, notes and the smaller map.

    The legend of a choropleth, `high`, stands between the map and the strip.
    """
    width, height = size
    strip, room = STRIP * factor, width - 2 * MARGIN
    bottom = height - MARGIN - FOOT * factor
    upper = bottom - strip
    beside = (MARGIN + room - strip, upper, strip, strip)
    rest = room - (strip + GUTTER if has_beside else 0.0)
    half = (rest - GUTTER) * (0.5 if has_beside else 0.4)
    legend = (MARGIN, upper, half, strip)
    notes = (MARGIN + half + GUTTER, upper, rest - half - GUTTER, strip)
    choropleth = (MARGIN, upper - high, room, high)
    main = (MARGIN, top, room, choropleth[1] - 4 * factor - top)
    return SheetFrames(room, main, beside, choropleth, legend, notes)
