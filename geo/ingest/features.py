"""GeoJSON: the properties are the columns, the geometry stays with its row."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from geo.ingest.delimited import decode
from geo.ingest.table import Geometry, Grid, Limits, error, make_grid

MAX_VERTICES = 200_000  # of all features together


def read_features(data: bytes, limits: Limits) -> Grid:
    """Features as rows; nested properties become JSON text, a missing one an empty cell.

    Raises:
        ListFileError: this is no GeoJSON of features, or more than the limits allow.
    """
    try:
        document = json.loads(decode(data), parse_constant=_refuse)
        features = _features(document)
        properties = [feature.get("properties") or {} for feature in features]
        names = list(dict.fromkeys(name for row in properties for name in row))
        geometries = _geometries(features)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as broken:
        raise broken if hasattr(broken, "key") else error("not_geojson") from broken
    if not names:
        raise error("no_properties")
    rows = [[_text(row.get(name)) for name in names] for row in properties]
    return make_grid([names, *rows], limits, geometries)


def _features(document: Any) -> list[dict[str, Any]]:
    if document["type"] == "Feature":
        return [document]
    if document["type"] != "FeatureCollection":
        raise ValueError("a list has features")
    return list(document["features"])


def _geometries(features: list[dict[str, Any]]) -> list[Geometry]:
    found: list[Geometry] = []
    vertices = 0
    for feature in features:
        given = feature.get("geometry")
        if given is None:
            found.append(None)
            continue
        parsed = shape(given)
        vertices += int(shapely.get_num_coordinates(parsed))
        if vertices > MAX_VERTICES:
            raise error("too_many_vertices", limit=MAX_VERTICES)
        # said so that NaN fails too
        if not (np.abs(shapely.get_coordinates(parsed)) <= (180, 90)).all():
            raise error("bad_coordinates")
        found.append(None if parsed.is_empty else dict(given))
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
            return json.dumps(value, ensure_ascii=False)


def _refuse(word: str) -> None:
    raise ValueError(f"JSON has no {word}")
