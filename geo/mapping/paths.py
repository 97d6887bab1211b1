"""Geometry as compact integers, for counting in the browser and for sending with a run.

A path is a flat list [x0, y0, dx1, dy1, dx2, dy2 …]: the first point and the offsets to the next
ones, in fractions of a degree (`STEPS` for what is published, `SENT_STEPS` for what is sent).
assets/map/paths.js reads it.
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.json_document import Json

STEPS = 100_000  # of a degree: about a metre
SENT_STEPS = 10_000  # about 10 m, as the base map
MOST_POINTS = 360  # of an outline that is sent with a run
FINEST_DEGREES = 0.0005  # initial tolerance of simplification
COARSER = 1.6  # and how it goes on
COARSEST = 0.02  # of the extent of a shape: some pixels where all of it is seen

Paths = Json


def paths_of(shape: BaseGeometry, steps: int = STEPS) -> Paths:
    """A geometry (EPSG:4326) as `kind` (point, line or area) and `paths`; areas as their rings."""
    kind = ("point", "line", "area")[int(shapely.get_dimensions(shape))]
    lines = _rings(shape) if kind == "area" else _parts(shape)
    return {"kind": kind, "steps": steps, "paths": [_path(line, steps) for line in lines]}


def outline_of(shape: BaseGeometry) -> Paths:
    """The rings of an area as light as a run may send them: at most `MOST_POINTS` points.

    Of more rings than that allows the longest are kept.
    """
    west, south, east, north = shape.bounds
    coarsest = max(east - west, north - south) * COARSEST
    light, tolerance = shape, FINEST_DEGREES
    while _is_heavy(light, all_rings=tolerance < coarsest):
        light = light.simplify(tolerance)
        tolerance *= COARSER
    rings = sorted(_rings(light), key=lambda ring: -ring.length)
    sizes = np.cumsum(shapely.get_num_coordinates(rings))
    kept = rings[: max(1, int((sizes <= MOST_POINTS).sum()))]
    return {
        "kind": "area",
        "steps": SENT_STEPS,
        "paths": [_path(ring, SENT_STEPS) for ring in kept],
    }


def _is_heavy(shape: BaseGeometry, *, all_rings: bool) -> bool:
    """Whether the rings together, or any one of them, exceed the point limit."""
    points = shapely.get_num_coordinates(_rings(shape))
    return bool((points.sum() if all_rings else points.max()) > MOST_POINTS)


def lines_of(paths: Paths) -> Json:
    """Paths decoded to GeoJSON lines in degrees, for a map without our scripts."""
    lines = [
        np.cumsum(np.reshape(path, (-1, 2)), axis=0) / paths["steps"] for path in paths["paths"]
    ]
    return {"type": "MultiLineString", "coordinates": [line.tolist() for line in lines]}


def _rings(shape: BaseGeometry) -> list[BaseGeometry]:
    return _parts(shape.boundary)


def _parts(shape: BaseGeometry) -> list[BaseGeometry]:
    return [part for part in shapely.get_parts(shape) if not part.is_empty]


def _path(line: BaseGeometry, steps: int) -> list[int]:
    points = np.rint(shapely.get_coordinates(line) * steps).astype(np.int64)
    moves = np.diff(points, axis=0)
    return [int(value) for value in [*points[0], *moves[moves.any(axis=1)].ravel()]]
