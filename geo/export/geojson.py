"""GeoJSON (RFC 7946): WGS84, six decimals, null geometry for what could not be placed."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.export.export_dataset import ExportDataset
from geo.export.fields import DECIMALS
from geo.json_document import Json
from geo.model import Datum


def write(dataset: ExportDataset) -> bytes:
    """A FeatureCollection in WGS84, whatever datum is asked for, with its metadata as the foreign
    member `about`.
    """
    facts = dataset.facts(Datum.WGS84)
    about = {
        **{fact.key: fact.text for fact in facts},
        "sources": [dict(source) for source in dataset.sources],
    }
    return write_geojson(dataset.places, about=about).encode()


def write_geojson(frame: gpd.GeoDataFrame, **members: object) -> str:
    """A FeatureCollection with one feature per place, and further members."""
    properties = frame.drop(columns="geometry").to_dict("records")
    features = [
        {
            "type": "Feature",
            **({"id": row["id"]} if "id" in row else {}),
            "geometry": _geometry(shape),
            "properties": {name: _plain(value) for name, value in row.items()},
        }
        for row, shape in zip(properties, frame.geometry, strict=True)
    ]
    collection = {"type": "FeatureCollection", **members, "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False) + "\n"


def _geometry(shape: BaseGeometry | None) -> Json | None:
    if shape is None:
        return None
    rounded = shapely.set_precision(shape, 10**-DECIMALS, mode="pointwise")
    if isinstance(rounded, shapely.Polygon | shapely.MultiPolygon):
        # RFC 7946: shells run counter-clockwise.
        rounded = shapely.orient_polygons(rounded, exterior_cw=False)
    plain: Json = shapely.geometry.mapping(rounded)
    return plain


def _plain(value: Any) -> Any:
    """A JSON value: no NaN, no pandas NA."""
    if isinstance(value, list):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return value
