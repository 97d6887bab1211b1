"""Where the parts of a sheet stand: map, smaller map, legend, notes. Lengths are millimetres."""

from __future__ import annotations

from typing import NamedTuple

MARGIN = 10.0
COLUMN = 72.0  # the column beside the map of a sheet across, at A4
STRIP = 64.0  # the strip below the map of an upright one, at A4
GUTTER = 6.0
FOOT = 5.0

SheetRect = tuple[float, float, float, float]  # left, top, width, height


class SheetFrames(NamedTuple):
    """`head` is how wide the title may be; `beside` is for an inset or a map of the province."""

    head: float
    map: SheetRect
    beside: SheetRect
    legend: SheetRect
    notes: SheetRect


def frames_across(
    size: tuple[float, float], factor: float, top: float, *, has_beside: bool
) -> SheetFrames:
    """Of a sheet across: a column on the right; notes and legend share the rest of it."""
    width, height = size
    column = COLUMN * factor
    left = width - MARGIN - column
    bottom = height - MARGIN - FOOT * factor
    beside = (left, MARGIN, column, column)
    below = MARGIN + column + 5 * factor if has_beside else MARGIN
    rest = (left, below, column, bottom - below)
    room = left - GUTTER - MARGIN
    return SheetFrames(room, (MARGIN, top, room, bottom - top), beside, rest, rest)


def frames_upright(
    size: tuple[float, float], factor: float, top: float, *, has_beside: bool
) -> SheetFrames:
    """Of an upright sheet: a strip below the map with legend, notes and the smaller map."""
    width, height = size
    strip, room = STRIP * factor, width - 2 * MARGIN
    bottom = height - MARGIN - FOOT * factor
    upper = bottom - strip
    beside = (MARGIN + room - strip, upper, strip, strip)
    rest = room - (strip + GUTTER if has_beside else 0.0)
    half = (rest - GUTTER) * (0.5 if has_beside else 0.4)
    legend = (MARGIN, upper, half, strip)
    notes = (MARGIN + half + GUTTER, upper, rest - half - GUTTER, strip)
    return SheetFrames(room, (MARGIN, top, room, upper - 4 * factor - top), beside, legend, notes)
