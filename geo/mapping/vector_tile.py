"""Lines and areas of a vector tile (Mapbox Vector Tile 2.1) as GeoJSON.

The browser's bundle of deck.gl has no parser of such tiles. Attributes, points and names are left
out: a background has no names of its own. Only layers that hold water are told apart.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import pairwise
from math import atan, degrees, pi, sinh

from geo.mapping.tile_file import is_gzipped

LAYERS, NAME, FEATURES, EXTENT = 3, 1, 2, 5  # field numbers of a tile and of a layer
KIND, GEOMETRY = 3, 4  # ... and of a feature
LINE, AREA = 2, 3
MOVE, DRAW, CLOSE = 1, 2, 7
DEFAULT_EXTENT = 4096
DECIMALS = 6
LONGEST_SHIFT = 63  # bits of a number, which has 64 at most
WATER = ("water", "ocean", "lake", "river")
Ring = list[tuple[int, int]]


def as_geojson(tile: bytes, zoom: int, column: int, row: int) -> bytes:
    """A tile as a feature collection (degrees) with the property `water`; empty if damaged."""
    try:
        content = gzip.decompress(tile) if is_gzipped(tile) else tile
        features = [
            feature
            for number, layer in fields_of(content)
            if number == LAYERS and isinstance(layer, bytes)
            for feature in _features(layer, zoom, column, row)
        ]
    except (ValueError, IndexError, EOFError, OSError):
        features = []
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, separators=(",", ":")
    ).encode()


def _features(layer: bytes, zoom: int, column: int, row: int) -> Iterator[dict[str, object]]:
    fields = list(fields_of(layer))
    extent = next((value for number, value in fields if number == EXTENT), DEFAULT_EXTENT)
    name = next((bytes(value) for number, value in fields if number == NAME), b"")
    water = any(word in name.decode(errors="replace").lower() for word in WATER)
    tiles = 2**zoom

    def degrees_of(point: tuple[int, int]) -> list[float]:
        x = (column + point[0] / int(extent)) / tiles
        y = (row + point[1] / int(extent)) / tiles
        lat = degrees(atan(sinh(pi * (1 - 2 * y))))
        return [round(x * 360 - 180, DECIMALS), round(lat, DECIMALS)]

    for number, feature in fields:
        if number != FEATURES or not isinstance(feature, bytes):
            continue
        values = dict(fields_of(feature))
        kind, commands = values.get(KIND), values.get(GEOMETRY)
        if kind not in (LINE, AREA) or not isinstance(commands, bytes):
            continue
        rings = rings_of(commands)
        shape: dict[str, object]
        if kind == LINE:
            lines = [[degrees_of(point) for point in ring] for ring in rings if len(ring) > 1]
            shape = {"type": "MultiLineString", "coordinates": lines}
        else:
            areas: list[list[list[list[float]]]] = []
            for ring in (ring for ring in rings if len(ring) > 3):
                outline = [degrees_of(point) for point in ring]
                if signed_area(ring) > 0 or not areas:  # clockwise on the screen: a new area
                    areas.append([outline])
                else:
                    areas[-1].append(outline)
            shape = {"type": "MultiPolygon", "coordinates": areas}
        yield {"type": "Feature", "properties": {"water": water}, "geometry": shape}


def rings_of(commands: bytes) -> list[Ring]:
    """The lines that a cursor draws: each command is repeated, with steps from the last point."""
    numbers = list(numbers_of(commands))
    rings: list[Ring] = []
    x = y = at = 0
    while at < len(numbers):
        command, count = numbers[at] & 7, numbers[at] >> 3
        at += 1
        if command == CLOSE:
            rings[-1].append(rings[-1][0])
            continue
        if command not in (MOVE, DRAW):
            raise ValueError("an unknown command")
        for _ in range(count):
            x, y = x + _signed(numbers[at]), y + _signed(numbers[at + 1])
            at += 2
            if command == MOVE:
                rings.append([])
            rings[-1].append((x, y))
    return rings


def signed_area(ring: Ring) -> int:
    """Twice the signed area of a closed ring (surveyor's formula)."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))


def _signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


def numbers_of(content: bytes) -> Iterator[int]:
    """Packed varints of Protocol Buffers."""
    at = 0
    while at < len(content):
        number, at = _varint(content, at)
        yield number


def _varint(content: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = content[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7
        if shift > LONGEST_SHIFT:
            raise ValueError("a number is too long")


def fields_of(content: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field of a Protocol Buffers message."""
    at = 0
    while at < len(content):
        tag, at = _varint(content, at)
        match tag & 7:
            case 0:
                value, at = _varint(content, at)
                yield tag >> 3, value
            case 1 | 5 as kind:  # eight or four bytes
                size = 8 if kind == 1 else 4
                yield tag >> 3, content[at : at + size]
                at += size
            case 2:
                size, at = _varint(content, at)
                if at + size > len(content):
                    raise ValueError("a field is cut off")
                yield tag >> 3, content[at : at + size]
                at += size
            case _:
                raise ValueError("an unknown kind of field")
