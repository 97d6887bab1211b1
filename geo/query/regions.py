"""The three levels of regions: economic zone → prefecture → county."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

import shapely
from shapely.geometry.base import BaseGeometry

from geo.schema.rows import Area, AreaShape, Zone

OUTLINE_DEGREES = 0.003  # as the base map's near level, so that outlines lie on its borders


class Regions:
    """Codes of regions: their parents, children and shapes (EPSG:4326)."""

    def __init__(
        self,
        zones: Sequence[Zone],
        prefectures: Sequence[Area],
        counties: Sequence[AreaShape],
    ) -> None:
        """Rows in official order; counties carry their `geometry` as WKB."""
        self._counties = counties
        self._parent: dict[str, str | None] = {row["id"]: None for row in zones}
        self._parent |= {row["adcode"]: row["zone"] for row in prefectures}
        self._parent |= {row["adcode"]: row["prefecture"] for row in counties}

    @property
    def codes(self) -> tuple[str, ...]:
        """All zones, prefectures and counties."""
        return tuple(self._parent)

    def path(self, code: str) -> list[str]:
        """From the zone down to `code` itself."""
        parent = self._parent[code]
        return [*(self.path(parent) if parent else []), code]

    def children(self, code: str | None) -> list[str]:
        """The next level below `code`, in official order; below None are the zones."""
        return [child for child, parent in self._parent.items() if parent == code]

    def county_at(self, lon: float, lat: float) -> str | None:
        """The county that holds a point (degrees), or None outside the province."""
        hits = self._tree.query(shapely.Point(lon, lat), predicate="intersects")
        return str(self._counties[min(hits)]["adcode"]) if len(hits) else None

    def drill(self, chosen: Sequence[str], lon: float, lat: float) -> str | None:
        """The region that a click on the land means: one level below what it shares with the
        chosen one. Inside a zone that is the prefecture, in a prefecture the county, beside a
        chosen region its neighbour; None outside the province.
        """
        county = self.county_at(lon, lat)
        if county is None:
            return None
        path = self.path(county)
        above = self.path(chosen[0]) if len(chosen) == 1 else []
        shared = sum(mine == theirs for mine, theirs in zip(path, above, strict=False))
        return path[min(shared, len(path) - 1)]

    def shape(self, codes: Iterable[str]) -> BaseGeometry | None:
        """The outline of regions as one light geometry; None for none, or none that we know."""
        wanted = tuple(sorted(self._parent.keys() & set(codes)))
        return self._shape(wanted) if wanted else None

    @cached_property
    def _shapes(self) -> list[BaseGeometry]:
        shapes = shapely.from_wkb([row["geometry"] for row in self._counties])
        return list(shapely.coverage_simplify(shapes, OUTLINE_DEGREES))

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(shapely.from_wkb([row["geometry"] for row in self._counties]))

    # One instance per build, as long as the server. Its keys are codes that we know, nothing else.
    @lru_cache(maxsize=256)  # noqa: B019
    def _shape(self, codes: tuple[str, ...]) -> BaseGeometry:
        members = [
            shape
            for row, shape in zip(self._counties, self._shapes, strict=True)
            if not set(codes).isdisjoint(self.path(row["adcode"]))
        ]
        return shapely.coverage_union_all(members)
