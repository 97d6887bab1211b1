"""Validation of an area that a browser reports as drawn on its map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import shapely

from geo.query.permalink import MAX_KM
from geo.query.viewport import LATITUDES, LONGITUDES, read_numbers

DrawnName = Literal["polygon", "rectangle", "circle", "edit_area", "edit_circle"]
CIRCLES = ("circle", "edit_circle")
MOST = 200  # corners, as `geo/ui/assets/map/sketch_shape.js` draws
LEAST = 3


@dataclass(frozen=True)
class Drawing:
    """What was drawn, or which area of the filter was edited, in degrees (WGS84).

    `corners` are those of a polygon or rectangle, or the centre of a circle, whose radius is `km`.
    """

    name: DrawnName
    corners: tuple[tuple[float, float], ...]
    km: float | None = None

    @property
    def crosses_itself(self) -> bool:
        """Whether the border meets itself, so that inside cannot be told from outside."""
        return self.km is None and not shapely.Polygon(self.corners).is_valid

    @property
    def text(self) -> str:
        """The corners as a typed area has them."""
        return "\n".join(f"{lon:.5f}, {lat:.5f}" for lon, lat in self.corners)


def read_drawing(reported: object) -> Drawing | None:
    """The drawing of a report [name, lon, lat, lon, lat, …] or [name, lon, lat, km].

    None if it is not valid, and of an empty report, with which a browser says that nothing is drawn
    any more.
    """
    if not isinstance(reported, (list, tuple)) or not reported:
        return None
    name, *rest = reported
    if name not in get_args(DrawnName) or len(rest) > 2 * MOST:
        return None
    numbers = read_numbers(rest, len(rest))
    if numbers is None:
        return None
    km = numbers.pop() if name in CIRCLES and len(numbers) == 3 else None
    corners = tuple(zip(numbers[::2], numbers[1::2], strict=False))
    on_earth = all(abs(lon) <= LONGITUDES / 2 and abs(lat) <= LATITUDES for lon, lat in corners)
    if len(numbers) % 2 or not on_earth:
        return None
    if name in CIRCLES:
        whole = len(corners) == 1 and km is not None and 0 < km <= MAX_KM
    else:
        whole = len(corners) >= LEAST
    return Drawing(name, corners, km) if whole else None
