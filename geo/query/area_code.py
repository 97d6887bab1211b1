"""A typed area inside a link: its rule, datum and corners, compressed, as one parameter.

An area with more corners than fit has no code; an uploaded one never has, for it stays in its
session.
"""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.model import AreaRule, Datum
from geo.query.area_input import AREA_DATUMS
from geo.query.spatial import AreaFilter

FORM = "1"  # the encoding; first character of the code
MAX_CODE = 1_500  # characters: a list that was made with the filter then still fits in its own link
MAX_CONTENT = 20_000  # bytes, unpacked
MAX_NAME = 100  # characters of a name that a person gives
DECIMALS = 5  # of degrees, about a metre
SCALE = 10**DECIMALS
ALPHABET = re.compile("[0-9A-Za-z_-]+")


def encode_area(area: AreaFilter) -> str | None:
    """The code (letters, digits, `-`, `_`) of a typed area.

    None for an area from a file, and for one with too many corners.
    """
    if not area.is_typed:
        return None
    parts = shapely.get_parts(shapely.from_wkb(area.wkb))
    rings = [[_steps(ring) for ring in [part.exterior, *part.interiors]] for part in parts]
    record = [own_name(area.name), area.rule, area.datum, rings]
    content = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    if len(content) > MAX_CONTENT:
        return None
    code = FORM + urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")
    return code if len(code) <= MAX_CODE else None


def own_name(text: str) -> str:
    """A name that a person gives to an area, without invisible characters and not too long.

    >>> own_name(" 天府新区\n")
    '天府新区'
    """
    return "".join(filter(str.isprintable, text)).strip()[:MAX_NAME].strip()


def decode_area(code: str) -> AreaFilter | None:
    """The area of a code; None if it is damaged, cut off, or holds no valid polygons."""
    if len(code) > MAX_CODE or not ALPHABET.fullmatch(code) or code[0] != FORM:
        return None
    try:
        name, rule, datum, rings = json.loads(_unpacked(code[1:]))
        polygons = [_polygon(part) for part in rings]
        shape = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
        read = AreaRule(rule), Datum(datum)
    except (ValueError, TypeError, IndexError, RecursionError, zlib.error, shapely.GEOSException):
        return None
    west, south, east, north = shape.bounds
    on_earth = west >= -180 and south >= -90 and east <= 180 and north <= 90  # NaN of nothing fails
    named = isinstance(name, str) and len(name) <= MAX_NAME and name.isprintable()
    if not on_earth or not named or read[1] not in AREA_DATUMS or not shape.is_valid:
        return None
    return AreaFilter(name, shapely.to_wkb(shape), *read, is_typed=True)


def on_grid(shape: BaseGeometry) -> BaseGeometry:
    """A valid geometry with the decimals that a code keeps; one polygon is no collection."""
    valid = shapely.set_precision(shape, 1 / SCALE)
    parts = [part for part in shapely.get_parts(valid) if part.geom_type == "Polygon"]
    rounded = shapely.transform(parts, lambda pairs: np.round(pairs * SCALE) / SCALE)
    one: BaseGeometry = rounded[0] if len(rounded) == 1 else shapely.MultiPolygon(list(rounded))
    return one


def _steps(ring: shapely.LinearRing) -> list[int]:
    """The first corner and the steps from each to the next, without the last one, which is it."""
    corners = np.round(shapely.get_coordinates(ring)[:-1] * SCALE).astype(int)
    steps: list[int] = np.diff(corners, axis=0, prepend=0).ravel().tolist()
    return steps


def _polygon(rings: Any) -> shapely.Polygon:
    outer, *inner = [_corners(steps) for steps in rings]
    return shapely.Polygon(outer, inner)


def _corners(steps: Any) -> np.ndarray:
    if not isinstance(steps, list) or len(steps) < 6 or not all(type(one) is int for one in steps):
        raise ValueError("no ring")
    if max(map(abs, steps)) > 360 * SCALE:
        raise ValueError("beyond the globe")
    corners: np.ndarray = np.cumsum(np.array(steps).reshape(-1, 2), axis=0) / SCALE
    return corners


def _unpacked(text: str) -> bytes:
    unpack = zlib.decompressobj()  # its checksum detects changed or truncated codes
    content = unpack.decompress(urlsafe_b64decode(text + "=" * (-len(text) % 4)), MAX_CONTENT)
    if not unpack.eof or unpack.unused_data:
        raise ValueError("damaged")
    return content
