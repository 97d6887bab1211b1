"""Untrusted GeoJSON geometry: its structure is checked before a shape is created."""

from __future__ import annotations

from typing import Any

from shapely.errors import GEOSException
from shapely.geometry import shape

from geo.ingest.table import Geometry, list_error
from geo.json_document import Json

DEGREES = (180.0, 90.0)  # the largest longitude and latitude
MAX_DEPTH = 8  # collections in each other; GeoJSON advises against even two
# How deep the positions of a type lie in lists, and how many of them its innermost list needs.
TYPES = {
    "Point": (0, 1),
    "MultiPoint": (1, 1),
    "LineString": (1, 2),
    "MultiLineString": (2, 2),
    "Polygon": (2, 4),
    "MultiPolygon": (3, 4),
}
COLLECTION = "GeometryCollection"


class _Unusable(Exception):  # noqa: N818 - never leaves this module
    """The input is not a geometry."""


def usable_geometry(
    given: Any, most: int, ranges: tuple[float, float] = DEGREES
) -> tuple[Geometry, int]:
    """A geometry of plain lists and finite numbers, and how many vertices it has.

    None for an invalid or empty geometry. More than `most` vertices are not examined:
    the number is then `most + 1`, and the geometry None. `ranges` are the largest coordinates of
    both axes, those of longitude and latitude unless the file has another system.

    Raises:
        ListFileError: a coordinate is out of its range.
    """
    if given is None:
        return None, 0
    counter = _Counter(most, ranges)
    try:
        geometry = _geometry(given, counter, 1)
        empty = shape(geometry).is_empty
    except (_Unusable, ValueError, GEOSException):  # the latter two of a hole without outline
        return None, counter.count
    return (None if empty else geometry), counter.count


class _Counter:
    def __init__(self, most: int, ranges: tuple[float, float]) -> None:
        self.count, self._most, self._ranges = 0, most, ranges

    def position(self, given: Any) -> list[float]:
        """Longitude and latitude; heights are dropped."""
        self.count += 1
        if self.count > self._most:
            raise _Unusable
        if not isinstance(given, list) or len(given) < 2 or not all(map(_is_number, given[:2])):
            raise _Unusable
        for value, limit in zip(given[:2], self._ranges, strict=True):
            if not -limit <= value <= limit:  # NaN fails too
                raise list_error("bad_coordinates")
        return [float(value) for value in given[:2]]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _geometry(given: Any, counter: _Counter, depth: int) -> Json:
    kind = given.get("type") if isinstance(given, dict) else None
    if kind == COLLECTION and depth < MAX_DEPTH:
        parts = [_geometry(part, counter, depth + 1) for part in _list(given.get("geometries"))]
        return {"type": COLLECTION, "geometries": parts}
    if not isinstance(kind, str) or kind not in TYPES:
        raise _Unusable
    levels, least = TYPES[kind]
    return {
        "type": kind,
        "coordinates": _positions(given.get("coordinates"), levels, least, counter),
    }


def _positions(given: Any, levels: int, least: int, counter: _Counter) -> list[Any]:
    if levels == 0:
        return counter.position(given)
    found = [_positions(part, levels - 1, least, counter) for part in _list(given)]
    if levels == 1 and found and len(found) < least:
        raise _Unusable
    return found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _Unusable
    return value
