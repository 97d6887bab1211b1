"""GeoJSON: the properties are the columns, the geometry stays with its row."""

from __future__ import annotations

import json
from typing import Any

from geo.ingest.delimited import decode_whole
from geo.ingest.geometry import usable_geometry
from geo.ingest.table import Geometry, Grid, TableLimits, list_error, make_grid
from geo.json_document import Json, load_json

MAX_VERTICES = 200_000  # of all features together


def read_features(data: bytes, limits: TableLimits) -> Grid:
    """Features as rows; nested properties become JSON text, a missing one an empty cell.

    A feature whose geometry is no shape (a line of one point, a type that GeoJSON does not have)
    is a row without one.

    Raises:
        ListFileError: this is not GeoJSON with features, or more than the limits allow.
    """
    try:
        features = _features(load_json(decode_whole(data)), limits)
        properties = [_properties(feature) for feature in features]
        names = _names(properties, limits)
        geometries = _geometries(features)
        rows = [[_text(row.get(name)) for name in names] for row in properties]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as broken:
        raise broken if hasattr(broken, "key") else list_error("not_geojson") from broken
    return make_grid([names, *rows], limits, geometries)


def _features(document: Any, limits: TableLimits) -> list[Json]:
    if document["type"] == "Feature":
        return [document]
    if document["type"] != "FeatureCollection" or not isinstance(document["features"], list):
        raise ValueError("a list has features")
    if len(document["features"]) > limits.rows:
        raise list_error("too_many_rows", limit=limits.rows)
    return list(document["features"])


def _properties(feature: Json) -> Json:
    """The properties; what is no object has no names, and the feature none of its own."""
    given = feature.get("properties")
    return given if isinstance(given, dict) else {}


def _names(properties: list[Json], limits: TableLimits) -> list[str]:
    names: dict[str, None] = {}
    for row in properties:
        names.update(dict.fromkeys(row))
        if len(names) > limits.columns:
            raise list_error("too_many_columns", limit=limits.columns)
    if not names:
        raise list_error("no_properties")
    return list(names)


def _geometries(features: list[Json]) -> list[Geometry]:
    found: list[Geometry] = []
    left = MAX_VERTICES
    for feature in features:
        geometry, vertices = usable_geometry(feature.get("geometry"), left)
        left -= vertices
        if left < 0:
            raise list_error("too_many_vertices", limit=MAX_VERTICES)
        found.append(geometry)
    return found


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return json.dumps(value, ensure_ascii=False, allow_nan=False)
