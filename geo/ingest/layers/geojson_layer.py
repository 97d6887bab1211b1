"""GeoJSON as an own layer: all its geometries, and its properties as texts."""

from __future__ import annotations

import json
from typing import Any

from shapely.geometry import shape

from geo.ingest.areas.geojson import crs_of
from geo.ingest.areas.model import Budget
from geo.ingest.delimited import decode_whole
from geo.ingest.geometry import usable_geometry
from geo.ingest.layers.layer_file import MOST_COLUMNS, FileFeature, FileLayer, plain_text
from geo.json_document import Json, load_json

FARTHEST = (1e9, 1e9)  # coordinates in metres of any grid; degrees are checked once they are ones


def read_geojson_layer(data: bytes, budget: Budget) -> FileLayer:
    """All features that have a geometry; of nested properties the JSON text."""
    document = load_json(decode_whole(data))
    items = document["features"] if document["type"] == "FeatureCollection" else [document]
    if not isinstance(items, list):
        raise TypeError("features are a list")
    found: list[tuple[Any, Json]] = []
    names: dict[str, None] = {}
    for item in items:
        budget.feature()
        is_feature = item["type"] == "Feature"
        geometry, vertices = usable_geometry(
            item["geometry"] if is_feature else item, budget.vertices_left, FARTHEST
        )
        budget.vertices(vertices)
        properties = item.get("properties") if is_feature else None
        properties = properties if isinstance(properties, dict) else {}
        names.update(dict.fromkeys(properties))
        if geometry:
            found.append((shape(geometry), properties))
    columns = tuple(names)[:MOST_COLUMNS]
    features = [
        FileFeature(geometry, tuple(_text(given.get(name)) for name in columns))
        for geometry, given in found
    ]
    titled = document.get("name")
    return FileLayer(
        titled if isinstance(titled, str) else "",
        crs_of(document.get("crs")),
        columns,
        features,
        len(names) - len(columns),
    )


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        return plain_text(json.dumps(value, ensure_ascii=False))
    if isinstance(value, bool):
        return str(value).lower()
    return plain_text(value)
