"""Prefectures and counties, simplified for a small map."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

import shapely

from geo.json_document import Json
from geo.schema.rows import AreaShape

TOLERANCE_DEGREES = 0.025  # a pixel and a half when the province is 600 pixels wide
DECIMALS = 4


def small_map(
    counties: Sequence[AreaShape], tolerance: float = TOLERANCE_DEGREES
) -> tuple[list[Json], list[Json]]:
    """Prefectures, and counties, as GeoJSON features in the order of `counties`, simplified by
    `tolerance` (degrees).

    Each county has `adcode`, `prefecture` and `geometry` (WKB, EPSG:4326); those of a prefecture
    are adjacent. Shared borders still coincide. Exterior rings are clockwise, as d3-geo requires:
    it reads the other direction as the inverse area.
    """
    shapes = [shapely.from_wkb(county["geometry"]) for county in counties]
    light = shapely.coverage_simplify(shapes, tolerance)
    pairs = list(zip(counties, light, strict=True))
    prefectures = [
        _feature(code, shapely.coverage_union_all([shape for _, shape in members]))
        for code, members in groupby(pairs, lambda pair: pair[0]["prefecture"])
    ]
    return prefectures, [_feature(county["adcode"], shape) for county, shape in pairs]


def _feature(adcode: str, shape: shapely.Geometry) -> Json:
    """An area as GeoJSON, with coordinates rounded to the resolution of a small map."""
    rounded = shapely.transform(shape, lambda pairs: pairs.round(DECIMALS))
    geometry = json.loads(shapely.to_geojson(shapely.orient_polygons(rounded, exterior_cw=True)))
    return {"type": "Feature", "properties": {"adcode": adcode}, "geometry": geometry}
