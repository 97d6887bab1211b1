"""Points inside an area where its name may stand if its usual point is taken."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

MOST = 24  # points of an area
CLEAR = 0.08  # of the square root of its area: how far they keep from its border
DECIMALS = 2  # about 1 km


def label_room(shape: BaseGeometry, lon: float, lat: float) -> list[float]:
    """Points of an area (EPSG:4326) as lon, lat, lon, lat …, the nearest to its label point first.

    They lie on a grid that has about `MOST` points in the area, off its border.
    """
    inner = shape.buffer(-CLEAR * shape.area**0.5)
    if inner.is_empty:
        return []
    step = (inner.area / MOST) ** 0.5
    west, south, east, north = inner.bounds
    grid = np.array(
        [(x, y) for x in np.arange(west, east, step) for y in np.arange(south, north, step)]
    )
    inside = grid[shapely.contains_xy(inner, grid[:, 0], grid[:, 1])]
    order = np.argsort(np.hypot(inside[:, 0] - lon, inside[:, 1] - lat))
    return [round(float(value), DECIMALS) for value in inside[order[:MOST]].ravel()]
