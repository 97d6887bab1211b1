"""Vector tiles (Mapbox Vector Tile 2.1) of an own layer as GeoJSON with their attributes."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Sequence
from math import atan, degrees, pi, sinh
from typing import Any

from geo.ingest.layers.layer_file import plain_text
from geo.mapping.vector_tile import (
    AREA,
    DEFAULT_EXTENT,
    EXTENT,
    FEATURES,
    GEOMETRY,
    KIND,
    LAYERS,
    LINE,
    NAME,
    Ring,
    fields_of,
    numbers_of,
    rings_of,
    signed_area,
)

TAGS, KEYS, VALUES = 2, 3, 4  # field numbers of a feature and of a layer
POINT = 1
MOST_EXTENT = 1 << 16
MOST_TAGS = 12  # attributes of a feature
MOST_WAY = 1 << 20  # how far from a tile's corner a point may lie, in its own units
DECIMALS = 6
ToDegrees = Callable[[tuple[int, int]], list[float]]


class VertexBudget:
    """How many vertices all tiles may still have."""

    def __init__(self, most: int) -> None:
        """Begin with all of it."""
        self._left = most

    def take(self, count: int) -> None:
        """Count the vertices of a feature.

        Raises:
            OverflowError: they are too many.
        """
        self._left -= count
        if self._left < 0:
            raise OverflowError("too many vertices")


def vector_tile(tile: bytes, zoom: int, column: int, row: int, vertices: VertexBudget) -> bytes:
    """A tile as a feature collection (degrees); the attributes of a feature as `values`.

    Raises:
        ValueError, IndexError: it is damaged.
        OverflowError: it has more vertices than are left.
    """
    features = [
        feature
        for number, layer in fields_of(tile)
        if number == LAYERS and isinstance(layer, bytes)
        for feature in _features(layer, (zoom, column, row), vertices)
    ]
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, separators=(",", ":")
    ).encode()


def _features(
    layer: bytes, cell: tuple[int, int, int], vertices: VertexBudget
) -> list[dict[str, Any]]:
    fields = list(fields_of(layer))
    extent = next((value for number, value in fields if number == EXTENT), DEFAULT_EXTENT)
    if not isinstance(extent, int) or not 0 < extent <= MOST_EXTENT:
        raise ValueError("a layer has no extent")
    title = next((value for number, value in fields if number == NAME), b"")
    name = plain_text(title.decode("utf-8", "replace")) if isinstance(title, bytes) else ""
    keys = [_key(value) for number, value in fields if number == KEYS]
    values = [_value(value) for number, value in fields if number == VALUES]
    to_degrees = _to_degrees(extent, *cell)
    found = []
    for number, feature in fields:
        if number != FEATURES or not isinstance(feature, bytes):
            continue
        parts = dict(fields_of(feature))
        commands = parts.get(GEOMETRY)
        if not isinstance(commands, bytes):
            continue
        rings = rings_of(commands)
        vertices.take(sum(map(len, rings)))
        shape = _shape(parts.get(KIND), rings, to_degrees)
        if shape:
            given = {"": name} | _attributes(parts.get(TAGS), keys, values)
            found.append({"type": "Feature", "geometry": shape, "properties": {"values": given}})
    return found


def _to_degrees(extent: int, zoom: int, column: int, row: int) -> ToDegrees:
    tiles = 2**zoom

    def degrees_of(point: tuple[int, int]) -> list[float]:
        if max(map(abs, point)) > MOST_WAY:
            raise ValueError("a point far outside of its tile")
        x = (column + point[0] / extent) / tiles
        y = (row + point[1] / extent) / tiles
        lat = degrees(atan(sinh(pi * (1 - 2 * y))))
        return [round(x * 360 - 180, DECIMALS), round(lat, DECIMALS)]

    return degrees_of


def _shape(kind: object, rings: list[Ring], to_degrees: ToDegrees) -> dict[str, Any] | None:
    """The geometry of a feature; None for an empty one, and for a kind that is unknown."""
    coordinates: list[Any]
    if kind == POINT:
        coordinates = [to_degrees(point) for ring in rings for point in ring]
        return {"type": "MultiPoint", "coordinates": coordinates} if coordinates else None
    if kind == LINE:
        coordinates = [list(map(to_degrees, ring)) for ring in rings if len(ring) > 1]
        return {"type": "MultiLineString", "coordinates": coordinates} if coordinates else None
    if kind != AREA:
        return None
    coordinates = []
    for ring in (ring for ring in rings if len(ring) > 3):
        outline = list(map(to_degrees, ring))
        if signed_area(ring) > 0 or not coordinates:  # clockwise on the screen: a new area
            coordinates.append([outline])
        else:
            coordinates[-1].append(outline)
    return {"type": "MultiPolygon", "coordinates": coordinates} if coordinates else None


def _attributes(tags: object, keys: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    if not isinstance(tags, bytes):
        return {}
    numbers = list(numbers_of(tags))[: 2 * MOST_TAGS]
    return {
        keys[key]: values[value] for key, value in zip(numbers[::2], numbers[1::2], strict=False)
    }


def _key(value: int | bytes) -> str:
    return plain_text(value.decode("utf-8", "replace")) if isinstance(value, bytes) else ""


def _value(message: int | bytes) -> str:
    """The text of a value: a string, a number of one of five kinds, or whether something is so."""
    if not isinstance(message, bytes):
        return ""
    for number, value in fields_of(message):
        match number, value:
            case 1, bytes():
                return plain_text(value.decode("utf-8", "replace"))
            case 2, bytes() if len(value) == 4:
                return plain_text(float(f"{struct.unpack('<f', value)[0]:.7g}"))
            case 3, bytes() if len(value) == 8:
                return plain_text(struct.unpack("<d", value)[0])
            case 4, int():
                return str(value - (1 << 64) if value >> 63 else value)
            case 5, int():
                return str(value)
            case 6, int():
                return str((value >> 1) ^ -(value & 1))
            case 7, int():
                return "true" if value else "false"
    return ""
