"""Which places lie within a distance, or inside an uploaded area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geo.query import spatial


class Whereabouts:
    """The shapes of all places of one build, prepared for spatial queries."""

    def __init__(self, build: str, shapes: Mapping[str, BaseGeometry | None]) -> None:
        """`shapes` by place id (EPSG:4326); None for unlocated places."""
        self._build = build
        self._shapes = shapes
        self._distances = spatial.DistanceIndex(list(shapes.values()))

    def within(self, bounds: Sequence[spatial.DistanceFilter | spatial.AreaFilter]) -> list[str]:
        """Ids of the places that lie within all `bounds` (at least one), in their own order."""
        found = frozenset.intersection(*map(self._of, bounds))
        return [one for one in self._shapes if one in found]

    def _of(self, bound: spatial.DistanceFilter | spatial.AreaFilter) -> frozenset[str]:
        """The result is cached on the bound, never here: this object is shared by all visitors."""
        if self._build not in bound.answers:
            found = self._find(bound)
            bound.answers.clear()
            bound.answers[self._build] = found
        return bound.answers[self._build]

    def _find(self, bound: spatial.DistanceFilter | spatial.AreaFilter) -> frozenset[str]:
        if isinstance(bound, spatial.AreaFilter):
            passed = spatial.intersects_area(bound, list(self._shapes.values()))
        else:
            origin = self._shapes[bound.site] if bound.site else None
            metres = self._distances.distances_to(origin or shapely.Point(bound.lon, bound.lat))
            passed = [away is not None and away <= bound.km * 1000 for away in metres]
        return frozenset(place_id for place_id, ok in zip(self._shapes, passed, strict=True) if ok)
