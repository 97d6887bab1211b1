"""Typed or pasted areas: WKT, GeoJSON, lines of longitude and latitude, or the four bounds.

`area_text` writes what `read_typed` reads, so that an area can be changed.
"""

from __future__ import annotations

import re
from collections.abc import Generator

import numpy as np
import shapely
from pyproj import CRS

from geo.gazetteer.datum import from_wgs84
from geo.ingest.areas.geojson import read_geojson
from geo.ingest.areas.model import AreaLayer, Budget, area_error
from geo.ingest.areas.polygons import polygons_of
from geo.model import Datum
from geo.query.spatial import WGS84, AreaFilter

MAX_DEPTH = 8  # brackets in each other; a MULTIPOLYGON in a collection has 4
FULL_WIDTH = str.maketrans("，；、（）", ",;,()")
SRID = re.compile(r"\s*SRID\s*=\s*4326\s*;", re.IGNORECASE)  # as PostGIS puts it before a WKT
POINTS = re.compile(r"[;\n]+")
NUMBERS = re.compile(r"[,\s]+")
PAIR = re.compile(r"[^,\s]+\s*,\s*[^,\s]+")
CORNERS, BOUNDS = 2, 4  # two points are corners of a rectangle, four numbers its bounds
MAX_CORNERS = 500  # that a person would still change as text
DECIMALS = 5  # about a metre
Corner = tuple[float, float]


def read_typed(data: bytes, budget: Budget) -> Generator[AreaLayer, None, None]:
    """The polygons of a text.

    Raises:
        AreaFileError: a line is no point, or the text is none of the four.
    """
    text = data.decode().lstrip("\ufeff").strip()
    if text.startswith("{"):
        yield from read_geojson(text.encode(), budget)
        return
    text = SRID.sub("", text.translate(FULL_WIDTH), count=1).strip()
    polygons = _from_wkt(text, budget) if text[:1].isalpha() else [_from_points(text, budget)]
    if not polygons:
        raise area_error("bad_text")
    yield AreaLayer(CRS(WGS84), polygons)


def area_text(area: AreaFilter, datum: Datum) -> str:
    """The corners of an area in degrees of `datum`: lines of points if it is one polygon without
    holes, else WKT; nothing if they are more than `MAX_CORNERS`.
    """
    shape = shapely.from_wkb(area.wkb)
    if shapely.count_coordinates(shape) > MAX_CORNERS:
        return ""
    moved = shapely.transform(
        shape, lambda pairs: np.array([from_wgs84(lon, lat, datum) for lon, lat in pairs])
    )
    if isinstance(moved, shapely.Polygon) and not moved.interiors:
        corners = moved.exterior.coords[:-1]
        return "\n".join(f"{lon:.{DECIMALS}f}, {lat:.{DECIMALS}f}" for lon, lat in corners)
    return shapely.to_wkt(moved, rounding_precision=DECIMALS)


def _from_wkt(text: str, budget: Budget) -> list[shapely.Polygon]:
    depth = deepest = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise area_error("bad_text")
    budget.vertices(text.count(",") + 1)
    return polygons_of(shapely.force_2d(shapely.from_wkt(text)))


def _from_points(text: str, budget: Budget) -> shapely.Polygon:
    """A polygon through the points, which need not end where they began."""
    lines = [line for line in POINTS.split(text) if line.strip()]
    if len(lines) == 1:
        numbers = _numbers(lines[0], 1)
        if len(numbers) == BOUNDS:
            return _rectangle((numbers[0], numbers[1]), (numbers[2], numbers[3]))
        lines = PAIR.findall(lines[0])
    budget.vertices(len(lines))
    points = [_point(line, number) for number, line in enumerate(lines, start=1)]
    if len(points) == CORNERS:
        return _rectangle(*points)
    if len(set(points)) <= CORNERS:
        raise area_error("bad_text")
    return shapely.Polygon(points)


def _rectangle(one: Corner, other: Corner) -> shapely.Polygon:
    if one[0] == other[0] or one[1] == other[1]:
        raise area_error("bad_text")
    return shapely.box(
        min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
    )


def _point(line: str, number: int) -> Corner:
    """Longitude and latitude; a height behind them is dropped."""
    found = _numbers(line, number)
    if len(found) not in (2, 3):
        raise area_error("bad_line", line=number)
    return found[0], found[1]


def _numbers(line: str, number: int) -> list[float]:
    try:
        return [float(one) for one in NUMBERS.split(line.strip(", \t\r"))]
    except ValueError as error:
        raise area_error("bad_line", line=number) from error
