"""Validation of map views and of points that a browser sends."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from geo.model import Bounds

ZOOMS = (4.0, 15.0)
# The allowed map centres (west, south, east, north): the province plus its own width and height
# around it. Farther away, none of our data is visible at any zoom.
SURROUNDINGS: Bounds = (86.0, 17.5, 120.0, 43.0)
LATITUDES = 90.0
LONGITUDES = 360.0  # a wide map shows some places twice


@dataclass(frozen=True)
class Viewport:
    """What the map shows: its centre in degrees (WGS84), zoom level, and bearing in degrees."""

    lon: float
    lat: float
    zoom: float
    bearing: int = 0


def make_viewport(lon: float, lat: float, zoom: float, bearing: float = 0) -> Viewport | None:
    """The view of these numbers; None if it is invalid.

    Its centre must lie in `SURROUNDINGS` and its zoom in `ZOOMS`; any bearing is turned to 0–359.
    """
    west, south, east, north = SURROUNDINGS
    if not all(map(isfinite, (lon, lat, zoom, bearing))):
        return None
    if not (west <= lon <= east and south <= lat <= north and ZOOMS[0] <= zoom <= ZOOMS[1]):
        return None
    return Viewport(lon, lat, zoom, round(bearing) % 360)


def read_point(reported: object) -> tuple[float, float] | None:
    """A point [lon, lat] from the browser; None if it is not valid."""
    numbers = read_numbers(reported, 2)
    if not numbers or abs(numbers[0]) > LONGITUDES or abs(numbers[1]) > LATITUDES:
        return None
    return numbers[0], numbers[1]


def read_numbers(reported: Any, count: int) -> list[float] | None:
    """Exactly `count` finite numbers from the browser, or None."""
    if not isinstance(reported, (list, tuple)) or len(reported) != count:
        return None
    if any(isinstance(value, bool) or not isinstance(value, (int, float)) for value in reported):
        return None
    try:
        numbers = [float(value) for value in reported]
    except OverflowError:  # an integer of hundreds of digits
        return None
    return numbers if all(map(isfinite, numbers)) else None
