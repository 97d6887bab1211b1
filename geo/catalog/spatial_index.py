"""Shapes and points of the places of a build; which are near, inside or in view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from geo.query import spatial
from geo.query.permalink import PlacePoints


class SpatialIndex:
    """The shapes of all places of one build, prepared for spatial queries."""

    def __init__(self, build: str, places: pa.Table) -> None:
        """Take the columns `id`, `lon`, `lat` (degrees, WGS84) and `geometry` (WKB, EPSG:4326)."""
        self._build, self._places = build, places

    def warm_up(self) -> None:
        """Read and prepare all shapes now; otherwise the first query does."""
        _ = self.points, self._distances

    @cached_property
    def points(self) -> PlacePoints:
        """Id → lon and lat in degrees (WGS84), None for what could not be placed."""
        columns = (self._places[name].to_pylist() for name in ("id", "lon", "lat"))
        return {
            place_id: None if lon is None else (lon, lat)
            for place_id, lon, lat in zip(*columns, strict=True)
        }

    def shape(self, place_id: str) -> BaseGeometry | None:
        """The true geometry of a place (EPSG:4326), None when it could not be placed."""
        return self._shapes[place_id]

    def in_view(
        self, place_ids: Iterable[str], bounds: tuple[float, float, float, float]
    ) -> set[str]:
        """The places that intersect a box (west, south, east, north in degrees)."""
        box = shapely.box(*bounds)
        shapes = {place_id: self._shapes[place_id] for place_id in place_ids}
        return {
            place_id
            for place_id, shape in shapes.items()
            if shape and shapely.intersects(shape, box)
        }

    def distances_from(self, place_id: str) -> dict[str, float]:
        """Id → geodesic metres (WGS84) between the geometries of a place and of each other one.

        0 where they touch; without the place itself and what could not be placed, and empty for a
        place that could not.
        """
        origin = self._shapes[place_id]
        if origin is None:
            return {}
        metres = self._distances.distances_to(origin)
        found = dict(zip(self._shapes, metres, strict=True))
        return {
            other: away for other, away in found.items() if away is not None and other != place_id
        }

    def within(self, bounds: Sequence[spatial.DistanceFilter | spatial.AreaFilter]) -> list[str]:
        """Ids of the places that lie within all `bounds` (at least one), in their own order."""
        found = frozenset.intersection(*map(self._of, bounds))
        return [one for one in self._shapes if one in found]

    @cached_property
    def _shapes(self) -> dict[str, BaseGeometry | None]:
        """Id → true geometry (EPSG:4326), None for what could not be placed."""
        columns = (self._places[name].to_pylist() for name in ("id", "geometry"))
        return {
            place_id: None if wkb is None else shapely.from_wkb(wkb)
            for place_id, wkb in zip(*columns, strict=True)
        }

    @cached_property
    def _distances(self) -> spatial.DistanceIndex:
        return spatial.DistanceIndex(list(self._shapes.values()))

    def _of(self, bound: spatial.DistanceFilter | spatial.AreaFilter) -> frozenset[str]:
        """The result is cached on the bound, never here: this object is shared by all visitors."""
        if self._build not in bound.answers:
            found = self._find(bound)
            bound.answers.clear()
            bound.answers[self._build] = found
        return bound.answers[self._build]

    def _find(self, bound: spatial.DistanceFilter | spatial.AreaFilter) -> frozenset[str]:
        if isinstance(bound, spatial.AreaFilter):
            points = [self.points[place_id] for place_id in self._shapes]
            passed = spatial.inside_area(bound, list(self._shapes.values()), points)
        else:
            origin = self._shapes[bound.site] if bound.site else None
            metres = self._distances.distances_to(origin or shapely.Point(bound.lon, bound.lat))
            passed = [away is not None and away <= bound.km * 1000 for away in metres]
        return frozenset(place_id for place_id, ok in zip(self._shapes, passed, strict=True) if ok)
