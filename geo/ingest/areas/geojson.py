"""GeoJSON of one geometry, a feature or many, in WGS84 or with the `crs` member of before 2016."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

import shapely
from pyproj import CRS

from geo.ingest.areas.crs import from_name
from geo.ingest.areas.model import AreaLayer, Budget, area_error
from geo.ingest.delimited import decode_whole
from geo.json_document import load_json
from geo.query.spatial import WGS84

MAX_CODE_SIGNS = 20  # of an EPSG code, which has up to six digits
MAX_DEPTH = 8  # collections in each other; GeoJSON advises against even two


def read_geojson(data: bytes, budget: Budget) -> Generator[AreaLayer, None, None]:
    """The polygons of all features and collections."""
    document = load_json(decode_whole(data))
    features = document["features"] if document["type"] == "FeatureCollection" else [document]
    if not isinstance(features, list):
        raise TypeError("features are a list")
    polygons: list[shapely.Polygon] = []
    for item in features:
        budget.feature()
        geometry = item["geometry"] if item["type"] == "Feature" else item
        if geometry is not None:
            polygons += [_polygon(rings, budget) for rings in _rings(geometry) if rings]
    yield AreaLayer(crs_of(document.get("crs")), polygons)


def crs_of(member: Any) -> CRS | None:
    """The `crs` member in both ways it was written: with a name, or with an EPSG code."""
    if not member:
        return CRS(WGS84)
    properties = member["properties"]
    if "code" in properties and "name" not in properties:
        return from_name(f"EPSG:{str(properties['code'])[:MAX_CODE_SIGNS]}")
    return from_name(str(properties.get("name")))


def _rings(geometry: Any) -> Iterator[list[Any]]:
    """The rings of each polygon in a geometry; points and lines have none."""
    waiting = [(geometry, 1)]
    while waiting:
        found, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise ValueError(f"more than {MAX_DEPTH} collections in each other")
        match found["type"]:
            case "Polygon":
                yield _list(found["coordinates"])
            case "MultiPolygon":
                yield from map(_list, _list(found["coordinates"]))
            case "GeometryCollection":
                waiting += [(part, depth + 1) for part in _list(found["geometries"])]
            case "Point" | "MultiPoint" | "LineString" | "MultiLineString":
                pass
            case kind:
                raise ValueError(f"GeoJSON has no {kind!r}")


def _polygon(rings: list[Any], budget: Budget) -> shapely.Polygon:
    for ring in rings:
        budget.vertices(len(_list(ring)))
    try:
        outer, *inner = [[(float(point[0]), float(point[1])) for point in ring] for ring in rings]
    except OverflowError as error:  # an integer of 400 digits
        raise area_error("bad_coordinates") from error
    return shapely.Polygon(outer, [ring for ring in inner if ring])


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("coordinates and geometries are lists")
    return value
