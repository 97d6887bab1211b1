"""The outline of a distance filter, to be drawn on the map."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.query.spatial import ELLIPSOID, TO_PLANE

CIRCLE_STEPS = 72


def buffer_outline(origin: BaseGeometry, km: float) -> BaseGeometry:
    """Everything within `km` kilometres of a geometry (both EPSG:4326).

    True to the ellipsoid around a point; around lines and areas within 0.2 %.
    """
    if isinstance(origin, shapely.Point):
        azimuths = np.linspace(0, 360, CIRCLE_STEPS, endpoint=False)
        one = np.ones(CIRCLE_STEPS)
        lon, lat, _ = ELLIPSOID.fwd(one * origin.x, one * origin.y, azimuths, one * km * 1000)
        return shapely.Polygon(np.column_stack([lon, lat]))
    plane = _moved(origin, "FORWARD")
    return _moved(plane.buffer(km * 1000), "INVERSE")


def _moved(shape: BaseGeometry, direction: str) -> BaseGeometry:
    """Project a geometry (`FORWARD`) or convert it back to degrees (`INVERSE`)."""

    def move(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(TO_PLANE.transform(pairs[:, 0], pairs[:, 1], direction=direction))

    return shapely.transform(shape, move)
