"""Polygons of all layers → one valid area in degrees, within limits on the work."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from geo.gazetteer.datum import to_wgs84
from geo.ingest.areas.model import AreaLayer, AreaLimits, area_error
from geo.model import Datum
from geo.query.spatial import WGS84

# Ordinary edges do meet others, namely themselves, two neighbours, and a few of the polygon at the
# other side of a border.
MEETINGS_PER_EDGE = 8
EDGES_AT_ONCE = 10  # a tangle is then seen within seconds, however large
HALF = 180.0  # degrees
SICHUAN = (97.0, 25.5, 109.5, 35.0)  # west, south, east, north in degrees, generous


def unite(
    layers: Iterable[AreaLayer], limits: AreaLimits, datum: Datum = Datum.WGS84
) -> BaseGeometry:
    """One valid polygon or multipolygon in degrees (WGS84) out of all layers.

    `datum` is that of the degrees in the layers: web maps publish shifted ones as if they were
    WGS84.

    Raises:
        AreaFileError: there is no polygon, none in Sichuan, a system that is unknown, an edge
            across the antimeridian, or borders that would take minutes and gigabytes to repair
            and unite.
    """
    polygons: list[shapely.Polygon] = []
    for layer in layers:
        if layer.polygons:
            polygons += _to_degrees(layer.polygons, layer.crs)
    check_edges(polygons)
    polygons = _from_datum(polygons, datum)
    check_crossings(polygons, limits.crossings)
    valid = shapely.make_valid(polygons, method="structure", keep_collapsed=False)
    area = shapely.union_all([part for shape in valid for part in polygons_of(shape)])
    _check_place(area)
    return area


def polygons_of(shape: BaseGeometry) -> list[shapely.Polygon]:
    """The polygons in a geometry, however deep; points and lines are left out."""
    found: list[shapely.Polygon] = []
    waiting = [shape]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseMultipartGeometry):
            waiting += reversed(one.geoms)
        elif isinstance(one, shapely.Polygon) and not one.is_empty:
            found.append(one)
    return found


def _to_degrees(polygons: list[shapely.Polygon], crs: CRS | None) -> list[shapely.Polygon]:
    """Polygons in EPSG:4326, without heights."""
    if crs is None:
        raise area_error("no_crs")
    try:
        to_degrees = Transformer.from_crs(crs, WGS84, always_xy=True)
    except ProjError as error:  # a local grid, with an unknown location
        raise area_error("no_crs") from error
    turned = shapely.transform(
        polygons, lambda pairs: np.column_stack(to_degrees.transform(pairs[:, 0], pairs[:, 1]))
    )
    # written this way so that NaN fails, too
    if not (np.abs(shapely.get_coordinates(turned)) <= (180, 90)).all():
        raise area_error("bad_coordinates")
    return list(turned)


def check_edges(polygons: list[shapely.Polygon]) -> None:
    """Reject an edge of more than half of the globe: it is meant the other way round, across the
    antimeridian, and read as it stands the polygon would hold what it leaves out.

    An edge from -180 to 180 degrees is part of a border around the whole world.

    Raises:
        AreaFileError: there is one.
    """
    points, ring = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    lon = points[:, 0]
    far = (np.abs(np.diff(lon)) > HALF) & (ring[:-1] == ring[1:])
    whole = (np.abs(lon[:-1]) == HALF) & (np.abs(lon[1:]) == HALF)
    if (far & ~whole).any():
        raise area_error("antimeridian")


def _from_datum(polygons: list[shapely.Polygon], datum: Datum) -> list[shapely.Polygon]:
    """Polygons in WGS84 out of such in the degrees of `datum`."""
    if datum in (Datum.WGS84, Datum.CGCS2000):
        return polygons
    return list(
        shapely.transform(
            polygons, lambda pairs: np.array([to_wgs84(lon, lat, datum) for lon, lat in pairs])
        )
    )


def check_crossings(polygons: list[shapely.Polygon], limit: int) -> None:
    """Reject input that would take minutes and gigabytes to repair and unite.

    Raises:
        AreaFileError: edges cross more than `limit` times.
    """
    points, ring = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    edges = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1)[ring[:-1] == ring[1:]])
    tree = shapely.STRtree(edges)
    left = 2 * limit + MEETINGS_PER_EDGE * len(edges)
    for start in range(0, len(edges), EDGES_AT_ONCE):
        some = edges[start : start + EDGES_AT_ONCE]
        left -= tree.query(some, predicate="intersects").shape[1]
        if left < 0:
            raise area_error("too_tangled", limit=limit)


def _check_place(area: BaseGeometry) -> None:
    if area.is_empty:
        raise area_error("no_polygon")
    if not area.intersects(shapely.box(*SICHUAN)):
        west, south, east, north = area.bounds
        raise area_error("outside", west=west, south=south, east=east, north=north)
