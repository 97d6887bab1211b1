"""The three levels of regions: economic zone → prefecture → county."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.json_document import Json
from geo.query.filters import Filter
from geo.query.small_map import small_map
from geo.query.spatial import ELLIPSOID
from geo.schema.rows import AreaRow, AreaShape, ZoneRow
from geo.store.database import Database

OUTLINE_DEGREES = 0.003  # same as the base map's near level, so that outlines match its borders
FAR_DEGREES = 0.012  # and as its far level


class Regions:
    """Names, parents, children and shapes (EPSG:4326) of zones, prefectures and counties.

    `prefectures` and `counties` are their rows with names and label points, in the order of codes;
    `names` has both by their code.
    """

    def __init__(self, database: Database) -> None:
        """Read the codes and names; the shapes are read when they are first needed."""
        self._database = database
        self.prefectures = database.records("prefectures", AreaRow)
        self.counties = database.records("counties", AreaRow)
        zones = database.records("zones", ZoneRow)
        self._parent: dict[str, str | None] = {row["id"]: None for row in zones}
        self._parent |= {row["adcode"]: row["zone"] for row in self.prefectures}
        self._parent |= {row["adcode"]: row["prefecture"] for row in self.counties}
        self.names = {row["adcode"]: row for level in self.levels for row in level}

    @property
    def levels(self) -> tuple[list[AreaRow], list[AreaRow]]:
        """Prefectures and counties."""
        return self.prefectures, self.counties

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

    def is_within(self, adcode: str, regions: Iterable[str]) -> bool:
        """Whether a prefecture or county is, or belongs to, one of `regions` (zones, adcodes)."""
        return not set(self.path(adcode)).isdisjoint(regions)

    def restrict_to(self, chosen: Filter, adcode: str) -> Filter | None:
        """The filter within one more prefecture or county; None if its regions exclude that one."""
        if not chosen.regions or self.is_within(adcode, chosen.regions):
            return replace(chosen, regions=(adcode,))
        kept = [
            code
            for code in chosen.regions
            if code in self.names and self.is_within(code, (adcode,))
        ]
        return replace(chosen, regions=tuple(kept)) if kept else None

    def county_at(self, lon: float, lat: float) -> str | None:
        """The county that holds a point (degrees), or None outside the province."""
        hits = self._tree.query(shapely.Point(lon, lat), predicate="intersects")
        return str(self.counties[min(hits)]["adcode"]) if len(hits) else None

    def shares(self, shape: BaseGeometry, codes: Iterable[str]) -> dict[str, float]:
        """The part of a shape (EPSG:4326) in each region: of a line's length or an area's size.

        Geodesic (WGS84). A stretch along a border counts on both sides. Empty for a point and
        for a shape that lies in none of the regions.
        """
        whole = _extent_m(shape)
        if not whole:
            return {}
        borders = [
            (row["adcode"], border)
            for row, border in zip(self.counties, self._true_borders, strict=True)
            if shapely.intersects(border, shape)
        ]
        found = {}
        for code in codes:
            inside = [border for county, border in borders if code in self.path(county)]
            part = sum(_extent_m(shapely.intersection(border, shape), shape) for border in inside)
            if part:
                found[code] = part / whole
        return found

    def drill(self, chosen: Sequence[str], lon: float, lat: float) -> str | None:
        """The region that a click on the map selects: one level below its common ancestor with the
        selected region. In a zone that is the prefecture, in a prefecture the county, beside a
        selected region its neighbour; None outside the province.
        """
        county = self.county_at(lon, lat)
        if county is None:
            return None
        path = self.path(county)
        above = self.path(chosen[0]) if len(chosen) == 1 else []
        shared = sum(mine == theirs for mine, theirs in zip(path, above, strict=False))
        return path[min(shared, len(path) - 1)]

    def shape(self, codes: Iterable[str]) -> BaseGeometry | None:
        """The outline of regions as one simplified geometry; None for no (known) region."""
        wanted = tuple(sorted(self._parent.keys() & set(codes)))
        return self._shape(wanted) if wanted else None

    @cached_property
    def areas_km2(self) -> dict[str, float]:
        """The geodesic areas (WGS84, from the true borders) of counties and prefectures by code.

        A prefecture has the sum of its counties.
        """
        found = dict.fromkeys((row["adcode"] for row in self.prefectures), 0.0)
        for row, border in zip(self.counties, self._true_borders, strict=True):
            found[row["adcode"]] = _extent_m(border) / 1_000_000
            found[row["prefecture"]] += found[row["adcode"]]
        return found

    @cached_property
    def small_shapes(self) -> tuple[list[Json], list[Json]]:
        """Prefectures and counties as GeoJSON features for small maps, in the order of `levels`."""
        return small_map(self._borders)

    @cached_property
    def far_shapes(self) -> tuple[list[Json], list[Json]]:
        """The same as fine as the far view of the base map, whose borders they match."""
        return small_map(self._borders, FAR_DEGREES)

    @cached_property
    def _borders(self) -> list[AreaShape]:
        """The counties with their true borders (WKB), in the order of `counties`."""
        return self._database.records("area_shapes", AreaShape)

    @cached_property
    def _shapes(self) -> list[BaseGeometry]:
        shapes = shapely.from_wkb([row["geometry"] for row in self._borders])
        return list(shapely.coverage_simplify(shapes, OUTLINE_DEGREES))

    @cached_property
    def _true_borders(self) -> np.ndarray:
        return np.asarray(shapely.from_wkb([row["geometry"] for row in self._borders]))

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._true_borders)

    # One instance per build, for the life of the server. Its keys are known codes only.
    @lru_cache(maxsize=256)  # noqa: B019
    def _shape(self, codes: tuple[str, ...]) -> BaseGeometry:
        members = [
            shape
            for row, shape in zip(self.counties, self._shapes, strict=True)
            if not set(codes).isdisjoint(self.path(row["adcode"]))
        ]
        return shapely.coverage_union_all(members)


def _extent_m(shape: BaseGeometry, like: BaseGeometry | None = None) -> float:
    """Square metres of an area, metres of a line, 0 for points; only parts of the kind of `like`.

    An intersection may also hold points and lines where two shapes touch.
    """
    kind = shapely.get_dimensions(shape if like is None else like)
    parts = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == kind]
    if kind == 1:
        return float(sum(ELLIPSOID.geometry_length(part) for part in parts))
    if kind == 2:
        return float(sum(abs(ELLIPSOID.geometry_area_perimeter(part)[0]) for part in parts))
    return 0.0
