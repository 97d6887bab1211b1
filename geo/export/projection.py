"""From degrees to millimetres on paper: projection, extent, and the base map under the places."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, log10
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.export.page_setup import PROVINCE
from geo.mapping.features import MapFeature
from geo.model import Bounds

Shape = TypeVar("Shape", bound=BaseGeometry)
PlaneBounds = tuple[float, float, float, float]  # west, south, east, north in metres

# Conformal, and true to scale within 0.2 % all over the province: one scale bar serves the map.
PROJECTION = "+proj=lcc +lat_1=27.5 +lat_2=33 +lat_0=30.5 +lon_0=103 +datum=WGS84 +units=m"
DETAIL_MM = 0.06  # nothing finer can be seen in print
WHOLE_SHARE = 0.45  # places spread over more of the province than this are shown in all of it
MARGIN = 0.04
SMALLEST_M = 60_000
BLOCK = 200  # points compared with all others at a time, which bounds the memory


@dataclass(frozen=True)
class PageView:
    """A part of the ground (`ground`, metres) in a rectangle of the sheet (millimetres)."""

    ground: PlaneBounds
    x: float
    y: float
    width: float
    height: float

    @property
    def metres_per_mm(self) -> float:
        """The scale: 5000 is 1:5 000 000."""
        return (self.ground[2] - self.ground[0]) / self.width

    def on_paper(self, shape: BaseGeometry) -> BaseGeometry:
        """A projected shape cut to the view, in millimetres from the sheet's upper left corner."""
        west, _, _, north = self.ground
        scale = self.metres_per_mm

        def move(points: np.ndarray) -> np.ndarray:
            return np.column_stack(
                [self.x + (points[:, 0] - west) / scale, self.y + (north - points[:, 1]) / scale]
            )

        return shapely.transform(shapely.clip_by_rect(shape, *self.ground), move)

    def point(self, point: shapely.Point) -> tuple[float, float] | None:
        """A projected point in millimetres; None outside the view."""
        moved = shapely.get_coordinates(self.on_paper(point))
        return (float(moved[0, 0]), float(moved[0, 1])) if len(moved) else None


@dataclass(frozen=True)
class BaseMap:
    """The projected base map: polygons of land and lakes, lines of rivers.

    Prefectures and counties are in the order of their codes.
    """

    neighbours: list[BaseGeometry]
    prefectures: list[BaseGeometry]
    counties: list[BaseGeometry]
    rivers: list[BaseGeometry]
    lakes: list[BaseGeometry]

    @property
    def bounds(self) -> PlaneBounds:
        """The province."""
        west, south, east, north = shapely.total_bounds(self.prefectures)
        return west, south, east, north

    def lighter(self, tolerance: float) -> BaseMap:
        """As many vertices as can be seen at a scale; common borders stay common."""
        return BaseMap(
            self.neighbours,
            list(shapely.coverage_simplify(self.prefectures, tolerance)),
            list(shapely.coverage_simplify(self.counties, tolerance)),
            list(shapely.simplify(self.rivers, tolerance)),
            self.lakes,
        )


@lru_cache(maxsize=2)
def load_base(folder: Path, build: str) -> BaseMap:
    """The base map of a build; `build` only makes sure that another build is read anew."""

    def layer(pattern: str) -> list[BaseGeometry]:
        paths = sorted(folder.glob(f"base-{pattern}.json"))
        return projected([shape for path in paths for shape in _shapes(path)])

    return BaseMap(
        neighbours=layer("neighbours"),
        prefectures=layer("near-prefecture-*"),
        counties=layer("near-counties-*"),
        rivers=layer("near-rivers"),
        lakes=layer("lakes"),
    )


def projected(shapes: Iterable[Shape]) -> list[Shape]:
    """WGS84 shapes in the projection of our maps, metres."""
    return list(gpd.GeoSeries(list(shapes), crs="EPSG:4326").to_crs(PROJECTION))


@dataclass(frozen=True)
class ProjectedFeature:
    """A place with its point (None: not on a map) and its shape, if any, in metres."""

    feature: MapFeature
    point: shapely.Point | None
    shape: BaseGeometry | None


def projected_features(features: Sequence[MapFeature]) -> list[ProjectedFeature]:
    """The places in the projection of our maps, in their order."""
    points = projected(
        shapely.Point(one.position) if one.position else shapely.Point() for one in features
    )
    shaped = {one.id: shapely.from_geojson(one.shape) for one in features if one.shape}
    shapes = dict(zip(shaped, projected(shaped.values()), strict=True))
    return [
        ProjectedFeature(feature, None if point.is_empty else point, shapes.get(feature.id))
        for feature, point in zip(features, points, strict=True)
    ]


def fitting(
    shapes: Iterable[BaseGeometry], province: PlaneBounds, aspect: float, extent: str = ""
) -> PlaneBounds:
    """The ground to show for `shapes`: around them, or the whole province when they fill it.

    `aspect` is width by height of the frame. An `extent` as in `PageSetup` decides itself.
    """
    inside = shapely.clip_by_rect(shapely.GeometryCollection(list(shapes)), *province)
    box: PlaneBounds = inside.bounds if not inside.is_empty else province
    spread = max(
        (box[2] - box[0]) / (province[2] - province[0]),
        (box[3] - box[1]) / (province[3] - province[1]),
    )
    if extent == PROVINCE or (not extent and spread > WHOLE_SHARE):
        box = province
    return _grown(box, aspect)


def around(bounds: Bounds, aspect: float) -> PlaneBounds:
    """The ground with all of `bounds` (degrees) on it, of an aspect."""
    (box,) = projected([shapely.segmentize(shapely.box(*bounds), 0.1)])
    west, south, east, north = box.bounds
    return _grown((west, south, east, north), aspect)


def at_round_scale(ground: PlaneBounds, width_mm: float) -> PlaneBounds:
    """The ground, a little larger, so that its scale on `width_mm` has two digits and zeros."""
    west, south, east, north = ground
    denominator = (east - west) * 1000 / width_mm
    step = 10.0 ** (floor(log10(denominator)) - 1)
    factor = ceil(denominator / step - 1e-9) * step / denominator
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    half_x, half_y = (east - west) / 2 * factor, (north - south) / 2 * factor
    return (middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y)


def window(
    points: list[shapely.Point], width: float, aspect: float
) -> tuple[PlaneBounds, int] | None:
    """The densest window of that width (metres) and how many points it holds."""
    if not points:
        return None
    xy = shapely.get_coordinates(points)
    half = np.array([width, width / aspect]) / 2
    held = np.concatenate(
        [_held(part, xy, half).sum(axis=1) for part in np.array_split(xy, len(xy) // BLOCK + 1)]
    )
    near = _held(xy[[int(held.argmax())]], xy, half)[0]
    # Moved to the middle of what it holds; a point near the edge may be gained or lost by that.
    middle = (xy[near].min(axis=0) + xy[near].max(axis=0)) / 2
    west, south = middle - half
    east, north = middle + half
    return (west, south, east, north), int(_held(middle[None], xy, half).sum())


def _held(middles: np.ndarray, xy: np.ndarray, half: np.ndarray) -> np.ndarray:
    """Which of the points lie in a window around each of the middles."""
    found: np.ndarray = np.all(np.abs(middles[:, None] - xy[None]) < half, axis=2)
    return found


def _grown(box: PlaneBounds, aspect: float) -> PlaneBounds:
    """A box with a margin, not too small, of the frame's aspect."""
    middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    width = max((box[2] - box[0]) * (1 + 2 * MARGIN), SMALLEST_M)
    height = max((box[3] - box[1]) * (1 + 2 * MARGIN), SMALLEST_M)
    width, height = max(width, height * aspect), max(height, width / aspect)
    return (
        middle_x - width / 2,
        middle_y - height / 2,
        middle_x + width / 2,
        middle_y + height / 2,
    )


def _shapes(path: Path) -> list[BaseGeometry]:
    collection = json.loads(path.read_text(encoding="utf-8"))
    return [shapely.from_geojson(json.dumps(item["geometry"])) for item in collection["features"]]
