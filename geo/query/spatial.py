"""Where places must lie: within a distance of an origin, or inside an uploaded area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geo.model import AreaRule, Datum

WGS84 = "EPSG:4326"
ELLIPSOID = Geod(ellps="WGS84")
# A Lambert conformal conic with standard parallels a sixth of 26-34°N inside its edges. It only
# selects the nearest pair of points, so what matters is that its scale is the same in all
# directions (it is conformal) and nearly the same everywhere: within 0.13 % of true in 26-34°N at
# any longitude. A stereographic circle around the province would reach 0.17 %, UTM 48N 0.7 %. An
# azimuthal equidistant one around each origin would be exact for points, but all vertices would
# have to be projected again for each query.
LAMBERT = "+proj=lcc +lat_1=27.25 +lat_2=32.75 +lat_0=30 +lon_0=103 +ellps=WGS84 +units=m"
LONGEST_EDGE = 0.05  # degrees; a straight edge in degrees is then less than 1 m off in the plane
LEAST_SHARE = 0.1  # of a line or polygon: below, a neighbour that an area only grazes would count
TO_PLANE = Transformer.from_crs(WGS84, LAMBERT, always_xy=True)
# Build id → ids of the places inside. The result is stored on the visitor's point or area itself,
# so that it is computed once and freed with the session: no shared object may keep it.
Answers = dict[str, frozenset[str]]


@dataclass(frozen=True)
class DistanceFilter:
    """Within `km` kilometres of a place or point; `lon` and `lat` in degrees (WGS84).

    `site` is the id of the place whose whole geometry is the origin; None means the point, to which
    a person may give a `name`.
    `answers` is filled by the `SpatialIndex` and holds at most one build.
    """

    lon: float
    lat: float
    km: float
    site: str | None = None
    name: str = ""
    answers: Answers = field(default_factory=dict, init=False, repr=False, compare=False)


@dataclass(frozen=True)
class AreaFilter:
    """A polygon or multipolygon (WKB, EPSG:4326) and its name: what a person typed, or the name of
    the file that it came from; empty if it has none.

    `rule` says which places count as inside. `datum` is the one that the polygon was converted
    from, and `unread_links` the number of links to other files beside it, which were not followed.
    `is_typed`: its corners were typed or drawn, and a link may carry it.
    `answers` is filled by the `SpatialIndex` and holds at most one build.
    """

    name: str
    wkb: bytes
    rule: AreaRule = AreaRule.SHARE
    datum: Datum = Datum.WGS84
    unread_links: int = 0
    is_typed: bool = False
    answers: Answers = field(default_factory=dict, init=False, repr=False, compare=False)


class DistanceIndex:
    """Distances to a fixed set of shapes, which are projected once.

    Edges are straight in degrees, as in GeoJSON. Made for origins in and around Sichuan; from
    farther away the nearest point, and with it the distance, may be some per cent off.
    """

    def __init__(self, shapes: Sequence[BaseGeometry | None]) -> None:
        """`shapes` are in EPSG:4326; None and empty ones have no distance."""
        degrees = np.array(shapes, dtype=object)
        self._placed = np.flatnonzero(~(shapely.is_missing(degrees) | shapely.is_empty(degrees)))
        self._count = len(degrees)
        self._degrees = _dense(degrees[self._placed])
        self._edges = _edges(_to_plane(self._degrees))
        shapely.prepare(self._degrees)
        shapely.prepare(self._edges)
        # GEOS fills the indexes of prepared shapes at their first use, which is not safe when two
        # visitors ask at the same time.
        self._lock = Lock()

    def distances_to(self, origin: BaseGeometry) -> list[float | None]:
        """Geodesic metres (WGS84) from `origin` (EPSG:4326) to the nearest point of each shape.

        0 where they touch, None for a shape that is None; in the order of the shapes. Infinite
        outside the projection's domain (the south pole).
        """
        outline = _edges(_to_plane(_dense(np.array([origin], dtype=object))))[0]
        if not np.isfinite(shapely.bounds(outline)).all():
            metres = np.full(len(self._placed), np.inf)
        else:
            with self._lock:
                touches = shapely.intersects(self._degrees, origin)
                lines = shapely.shortest_line(self._edges, outline)
            metres = np.where(touches, 0.0, _geodesic_m(lines))
        found: list[float | None] = [None] * self._count
        for position, away in zip(self._placed.tolist(), metres.tolist(), strict=True):
            found[position] = away
        return found


def inside_area(
    area: AreaFilter,
    shapes: Sequence[BaseGeometry | None],
    points: Sequence[tuple[float, float] | None],
) -> list[bool]:
    """Whether each shape (EPSG:4326) counts as inside by the rule of the area.

    `points` are the representative points of the shapes, in degrees. The border belongs to the
    area, a hole does not. False for None.
    """
    polygon = shapely.from_wkb(area.wkb)
    shapely.prepare(polygon)
    given = np.array(shapes, dtype=object)
    if area.rule is AreaRule.POINT:
        pairs = [point or (np.nan, np.nan) for point in points]
        symbols = shapely.points(np.array(pairs, dtype=float).reshape(-1, 2))
        known = np.array([point is not None for point in points], dtype=bool)
        hits = known & shapely.intersects(polygon, symbols)
    else:
        hits = shapely.intersects(polygon, given)
    if area.rule is AreaRule.SHARE:
        partly = hits & (shapely.get_dimensions(given) > 0) & ~shapely.covers(polygon, given)
        hits[partly] = shares_inside(polygon, given[partly]) >= LEAST_SHARE
    found: list[bool] = hits.tolist()
    return found


def shares_inside(polygon: BaseGeometry, shapes: np.ndarray) -> np.ndarray:
    """The share of each line's length or polygon's surface (0 to 1) that lies in a polygon.

    All are in EPSG:4326. Measured in the plane of the distances, where lengths are within 0.13 %.
    """
    parts = shapely.intersection(shapes, polygon)
    sizes = []
    for some in (parts, shapes):
        plane = _to_plane(_dense(some))
        surface = shapely.get_dimensions(shapes) == 2
        sizes.append(np.where(surface, shapely.area(plane), shapely.length(plane)))
    inside, whole = sizes
    return np.divide(inside, whole, out=np.zeros(len(shapes)), where=whole > 0)


def _dense(shapes: np.ndarray) -> np.ndarray:
    """New shapes with vertices on long edges, where a straight line in the projection would
    deviate."""
    return shapely.segmentize(shapes, LONGEST_EDGE)


def _to_plane(shapes: np.ndarray) -> np.ndarray:
    return shapely.transform(
        shapes, lambda pairs: np.column_stack(TO_PLANE.transform(pairs[:, 0], pairs[:, 1]))
    )


def _edges(shapes: np.ndarray) -> np.ndarray:
    """Outlines instead of polygons: only points and lines profit from being prepared.

    That nothing lies inside a polygon is known when edges are compared.
    """
    return np.where(shapely.get_dimensions(shapes) == 2, shapely.boundary(shapes), shapes)


def _geodesic_m(lines: np.ndarray) -> np.ndarray:
    """Metres between the two ends of each line in the plane."""
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)
    lon, lat = TO_PLANE.transform(ends[..., 0], ends[..., 1], direction="INVERSE")
    return np.asarray(ELLIPSOID.inv(lon[:, 0], lat[:, 0], lon[:, 1], lat[:, 1])[2])
