"""Prefectures and counties light enough for a map the size of a hand."""

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
    counties: Sequence[AreaShape],
) -> tuple[list[Json], list[Json]]:
    """Prefectures, and counties, as GeoJSON features in the order of `counties`.

    Each county has `adcode`, `prefecture` and `geometry` (WKB, EPSG:4326); those of a prefecture
    stand together. Shared borders still coincide. Exterior rings run clockwise, as d3-geo wants
    them: it takes the other direction for everything but the area.
    """
    shapes = [shapely.from_wkb(county["geometry"]) for county in counties]
    light = shapely.coverage_simplify(shapes, TOLERANCE_DEGREES)
    pairs = list(zip(counties, light, strict=True))
    prefectures = [
        _feature(code, shapely.coverage_union_all([shape for _, shape in members]))
        for code, members in groupby(pairs, lambda pair: pair[0]["prefecture"])
    ]
    return prefectures, [_feature(county["adcode"], shape) for county, shape in pairs]


def _feature(adcode: str, shape: shapely.Geometry) -> Json:
    """An area as GeoJSON, its coordinates rounded to what a small map can show."""
    rounded = shapely.transform(shape, lambda pairs: pairs.round(DECIMALS))
    geometry = json.loads(shapely.to_geojson(shapely.orient_polygons(rounded, exterior_cw=True)))
    return {"type": "Feature", "properties": {"adcode": adcode}, "geometry": geometry}
