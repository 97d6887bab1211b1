"""The base map: simplified layers that the browser loads once per build.

Two levels of detail. The far one shows the whole province with some ten thousand vertices, which
a software renderer still animates; the near one comes in a piece per prefecture, so that only
what is in view is loaded and drawn (docs/2026-11-22-map.md has the measurements).

Land is GeoJSON. The lines of the far zoom view are straight parts, each border once: without a
graphics card, deck.gl needs a third of the time for a LineLayer of them that it needs for a path
(docs/2026-11-29-first-seconds.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.admin import Admin
from geo.gazetteer.ground import Ground
from geo.gazetteer.places import Place
from geo.model import GeometryType

FAR_DEGREES = 0.012  # about 1.2 km: half a pixel when the province fills an office screen
NEAR_DEGREES = 0.003  # about 300 m
NEIGHBOUR_DEGREES = 0.05
FRAME_DEGREES = 0.02
DECIMALS = 4


def make_basemap(admin: Admin, rivers: gpd.GeoDataFrame, ground: Ground) -> dict[str, str]:
    """File name → JSON text (EPSG:4326) of land, borders, waters and county seats.

    Borders and rivers of the far zoom view, and borders of the neighbours, are lists of segments
    `{from, to}`, seats a list of points `{position}`; the others are GeoJSON.
    """
    far = simplified(admin.counties, FAR_DEGREES)
    near = simplified(admin.counties, NEAR_DEGREES)
    province = far.union_all(method="coverage")
    neighbours = shapely.coverage_simplify(admin.neighbours.geometry.values, NEIGHBOUR_DEGREES)
    layers = {
        "neighbours": _compact(neighbours),
        "neighbour-borders": _segments(_unframed(_inner_borders(neighbours), neighbours)),
        "far-province": _compact([province]),
        "far-province-border": _segments(province.boundary),
        "far-prefectures": _segments(_inner_borders(far.dissolve("prefecture").geometry.values)),
        "far-rivers": _segments(shapely.union_all(rivers.simplify(FAR_DEGREES).values)),
        "near-rivers": _compact(rivers.simplify(NEAR_DEGREES)),
        "lakes": _compact([_rounded_off(lake) for lake in ground.lakes]),
        "seats": _json([{"position": _rounded([seat.lon, seat.lat])} for seat in ground.seats]),
    }
    for adcode, counties in near.groupby("prefecture"):
        layers[f"near-counties-{adcode}"] = _compact(counties.geometry)
        layers[f"near-prefecture-{adcode}"] = _compact(counties.dissolve("prefecture").geometry)
    return {f"base-{name}.json": text for name, text in layers.items()}


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
    return _json(_plain(light))


def simplified(counties: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """Counties (`adcode`, `prefecture`, geometry) whose shared borders still coincide."""
    shapes = shapely.coverage_simplify(counties.geometry.values, tolerance)
    return counties[["adcode", "prefecture"]].set_geometry(list(shapes), crs=counties.crs)


def _inner_borders(areas: Iterable[BaseGeometry]) -> BaseGeometry:
    """The borders between areas that share them, each line once; not the border around all."""
    shapes = list(areas)
    lines = shapely.union_all(shapely.boundary(shapes))
    return shapely.line_merge(lines.difference(shapely.union_all(shapes).boundary))


def _unframed(lines: BaseGeometry, areas: Iterable[BaseGeometry]) -> BaseGeometry:
    """Lines without the frame along which the areas were cut off."""
    return lines.difference(
        shapely.box(*shapely.total_bounds(list(areas))).boundary.buffer(FRAME_DEGREES)
    )


def _rounded_off(lake: BaseGeometry) -> BaseGeometry:
    """A lake with its corners cut off twice (Chaikin): the source has a vertex about every
    kilometre, and a shore with corners would look like a field. The middle of each side stays.
    """
    return shapely.Polygon(_cut(_cut(shapely.get_coordinates(shapely.get_exterior_ring(lake)))))


def _cut(ring: np.ndarray) -> np.ndarray:
    """A closed ring with each corner replaced by two points, a quarter of a side away from it."""
    here, there = ring[:-1], ring[1:]
    cut = np.stack([here * 0.75 + there * 0.25, here * 0.25 + there * 0.75], axis=1).reshape(-1, 2)
    return np.vstack([cut, cut[:1]])


def _compact(shapes: Iterable[BaseGeometry]) -> str:
    features = [
        {"type": "Feature", "properties": {}, "geometry": _plain(shape)} for shape in shapes
    ]
    return _json({"type": "FeatureCollection", "features": features})


def _segments(lines: BaseGeometry) -> str:
    """Each straight part of some lines by its two ends."""
    points = [
        [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in line.coords]
        for line in shapely.get_parts(lines)
    ]
    return _json(
        [
            {"from": start, "to": end}
            for line in points
            for start, end in pairwise(line)
            if start != end
        ]
    )


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _plain(shape: BaseGeometry) -> dict[str, object]:
    geometry = json.loads(shapely.to_geojson(shape))
    return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}


def _rounded(values: list[object] | float) -> object:
    """Nested coordinates with `DECIMALS` decimals, about 10 m."""
    if isinstance(values, list):
        return [_rounded(value) for value in values]  # type: ignore[arg-type]
    return round(values, DECIMALS)
