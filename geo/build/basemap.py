"""The base map: light GeoJSON layers that the browser loads once per build.

Two levels of detail. The far one shows the whole province with some ten thousand vertices, which
a software renderer still animates; the near one comes in a piece per prefecture, so that only
what is in view is loaded and drawn (docs/2026-11-22-map.md has the measurements).
"""

from __future__ import annotations

import json

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.admin import Admin
from geo.gazetteer.places import Place
from geo.model import GeometryType

FAR_DEGREES = 0.012  # about 1.2 km: half a pixel when the province fills an office screen
NEAR_DEGREES = 0.003  # about 300 m
NEIGHBOUR_DEGREES = 0.03
FRAME_DEGREES = 0.02
DECIMALS = 4


def make_basemap(admin: Admin, rivers: gpd.GeoDataFrame) -> dict[str, str]:
    """File name → GeoJSON text (EPSG:4326) of land, borders and rivers."""
    far = simplified(admin.counties, FAR_DEGREES)
    near = simplified(admin.counties, NEAR_DEGREES)
    province = gpd.GeoDataFrame(geometry=[far.union_all(method="coverage")], crs=far.crs)
    neighbours = admin.neighbours.assign(
        geometry=admin.neighbours.geometry.simplify(NEIGHBOUR_DEGREES)
    )
    layers = {
        "neighbours": neighbours[["geometry"]],
        "neighbour-borders": _inner_borders(neighbours),
        "far-province": province,
        "far-prefectures": _borders(far.dissolve("prefecture")),
        "far-rivers": rivers[["geometry"]].assign(geometry=rivers.simplify(FAR_DEGREES)),
        "near-rivers": rivers[["geometry"]].assign(geometry=rivers.simplify(NEAR_DEGREES)),
    }
    for adcode, counties in near.groupby("prefecture"):
        layers[f"near-counties-{adcode}"] = counties[["geometry"]]
        layers[f"near-prefecture-{adcode}"] = counties.dissolve("prefecture")[["geometry"]]
    return {f"base-{name}.json": _compact(frame) for name, frame in layers.items()}


def display_shape(place: Place, counties: gpd.GeoSeries, tolerance: float) -> str | None:
    """A line or area as light GeoJSON geometry text for the map; points need none.

    Areas are made of the base map's own counties (by adcode, simplified by the same `tolerance` in
    degrees), so that borders coincide.
    """
    match place.geometry_type:
        case GeometryType.AREA:
            light = shapely.union_all(list(counties[place.adcodes]))
        case GeometryType.LINE if place.geometry is not None:
            light = place.geometry.simplify(tolerance)
        case _:
            return None
    return json.dumps(_plain(light), separators=(",", ":"))


def simplified(counties: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """Counties (`adcode`, `prefecture`, geometry) whose shared borders still coincide."""
    shapes = shapely.coverage_simplify(counties.geometry.values, tolerance)
    return counties[["adcode", "prefecture"]].set_geometry(list(shapes), crs=counties.crs)


def _inner_borders(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Borders without the frame along which the neighbours were cut off."""
    frame = shapely.box(*areas.total_bounds).boundary.buffer(FRAME_DEGREES)
    return _borders(areas).difference(frame).to_frame("geometry")


def _borders(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The borders between and around areas, each line once although two areas share it."""
    lines = shapely.line_merge(shapely.union_all(areas.boundary.values))
    return gpd.GeoDataFrame(geometry=[lines], crs=areas.crs)


def _compact(frame: gpd.GeoDataFrame) -> str:
    features = [
        {"type": "Feature", "properties": {}, "geometry": _plain(shape)} for shape in frame.geometry
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":"))


def _plain(shape: BaseGeometry) -> dict[str, object]:
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}


def _rounded(values: list[object] | float) -> object:
    """Nested coordinates with `DECIMALS` decimals, about 10 m."""
    if isinstance(values, list):
        return [_rounded(value) for value in values]  # type: ignore[arg-type]
    return round(values, DECIMALS)
