"""View arithmetic in Web Mercator; degrees in, degrees out."""

from __future__ import annotations

import math

import shapely
from shapely.geometry.base import BaseGeometry

from geo.json_document import Json
from geo.model import Bounds
from geo.schema.place import PlaceRow

SICHUAN: Bounds = (97.35, 26.05, 108.55, 34.32)
PLAIN_PX = (700, 400)
WORLD_PX = 512  # size of the world in deck.gl's pixels at zoom 0
SITE_ZOOM, LOCALITY_ZOOM = 11.0, 10.0  # the surrounding county is still visible
SITE_M = 1_000
MERCATOR_LAT = 85.0  # the map has no poles
AREA_MARGIN_DEGREES = 0.15


def target(place: PlaceRow) -> Json | None:
    """Where to fly for one place: a centre and zoom for a point, a box for a line or area."""
    if place["lon"] is None:
        return None
    wkb = place["geometry"]
    shape = None if wkb is None else shapely.from_wkb(wkb)
    if shape is None or isinstance(shape, shapely.Point):
        near = (place["uncertainty_m"] or 0) <= SITE_M
        zoom = SITE_ZOOM if near else LOCALITY_ZOOM
        return {"lon": place["lon"], "lat": place["lat"], "zoom": zoom}
    return target_of_shape(shape)


def plain_view(where: Json) -> dict[str, float]:
    """A target as centre and zoom, a box fitted into a map of `PLAIN_PX` pixels."""
    if "bounds" not in where:
        return {"longitude": where["lon"], "latitude": where["lat"], "zoom": where["zoom"]}
    west, south, east, north = where["bounds"]
    wide, high = (math.radians(east - west), _mercator_y(north) - _mercator_y(south))
    scale = min(PLAIN_PX[0] / wide, PLAIN_PX[1] / high)
    zoom = math.log2(scale * 2 * math.pi / WORLD_PX)
    return {
        "longitude": (west + east) / 2,
        "latitude": (south + north) / 2,
        "zoom": round(max(4.0, zoom), 2),
    }


def _mercator_y(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def target_of_shape(shape: BaseGeometry) -> Json:
    """Where to fly to see the whole of a geometry (EPSG:4326)."""
    west, south, east, north = shape.bounds
    south, north = (min(max(lat, -MERCATOR_LAT), MERCATOR_LAT) for lat in (south, north))
    margin = AREA_MARGIN_DEGREES
    return {"bounds": [west - margin, south - margin, east + margin, north + margin]}
