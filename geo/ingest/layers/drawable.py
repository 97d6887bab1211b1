"""A layer as the map draws it: degrees in WGS84, near Sichuan, with as few vertices as will do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from geo.gazetteer.datum import to_wgs84
from geo.ingest.areas.polygons import check_crossings, check_edges, polygons_of
from geo.ingest.layers.layer_file import MOST_DRAWN, READ_LIMITS, FileLayer, layer_error
from geo.model import Bounds, Datum
from geo.query.spatial import WGS84
from geo.query.viewport import SURROUNDINGS

METRES_PER_DEGREE = 111_320
STEPS_M = (5, 20, 50, 100, 250, 500, 1_000, 2_500)  # of simplification, the finest that is enough
LEAST_RING = 4  # points; the last one is the first again
Shapes = NDArray[np.object_]


@dataclass(frozen=True)
class Drawable:
    """The shapes (EPSG:4326, no heights) and texts that are drawn, and what became of the others.

    `vertices_read` were in the file, `vertices` are drawn; `simplified_m` is how far a line may
    have moved (metres), 0 where none did. `outside` counts features that lie where the map does not
    go.
    """

    shapes: Shapes
    values: list[tuple[str, ...]]
    vertices_read: int
    vertices: int
    simplified_m: int
    outside: int

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north in degrees."""
        west, south, east, north = map(float, shapely.total_bounds(self.shapes))
        return west, south, east, north


def drawable(layer: FileLayer, datum: Datum, most: int = MOST_DRAWN) -> Drawable:
    """The layer in degrees; `datum` is that of the degrees that its reference system gives.

    Raises:
        LayerFileError: it has no feature, none near Sichuan, a system that is unknown, coordinates
            out of range, or is too fine even when it is simplified.
        AreaFileError: its areas are tangled, or one crosses the antimeridian.
    """
    if not layer.features:
        raise layer_error("no_features")
    shapes = _to_wgs84(
        np.array([one.geometry for one in layer.features], dtype=object), layer.crs, datum
    )
    near = _is_near(shapes)
    if not near.any():
        west, south, east, north = shapely.total_bounds(shapes)
        raise layer_error("outside", west=west, south=south, east=east, north=north)
    kept = shapes[near]
    vertices = int(shapely.get_num_coordinates(kept).sum())
    simplified, metres = _simplified(kept, most)
    polygons = [one for shape in simplified for one in polygons_of(shape)]
    if polygons:  # what is tangled would keep a browser busy, too
        check_edges(polygons)
        check_crossings(polygons, READ_LIMITS.crossings)
    return Drawable(
        simplified,
        [one.values for one, is_near in zip(layer.features, near, strict=True) if is_near],
        vertices,
        int(shapely.get_num_coordinates(simplified).sum()),
        metres,
        int((~near).sum()),
    )


def _is_near(shapes: Shapes) -> NDArray[np.bool_]:
    """Whether the box around each shape meets what the map can show."""
    west, south, east, north = shapely.bounds(shapes).T
    least_lon, least_lat, most_lon, most_lat = SURROUNDINGS
    near: NDArray[np.bool_] = (west < most_lon) & (east > least_lon)
    near &= (south < most_lat) & (north > least_lat)
    return near


def _to_wgs84(shapes: Shapes, crs: CRS | None, datum: Datum) -> Shapes:
    if crs is None:
        raise layer_error("no_crs")
    try:
        to_degrees = Transformer.from_crs(crs, WGS84, always_xy=True)
    except ProjError as error:  # a local grid, with an unknown location
        raise layer_error("no_crs") from error

    def moved(pairs: NDArray[np.float64]) -> NDArray[np.float64]:
        degrees = np.column_stack(to_degrees.transform(pairs[:, 0], pairs[:, 1]))
        # written this way so that NaN fails, too
        if not (np.abs(degrees) <= (180, 90)).all():
            raise layer_error("bad_coordinates")
        if datum in (Datum.WGS84, Datum.CGCS2000):
            return degrees
        return np.array([to_wgs84(lon, lat, datum) for lon, lat in degrees])

    turned: Shapes = shapely.transform(shapely.force_2d(shapes), moved)
    return turned


def _simplified(shapes: Shapes, most: int) -> tuple[Shapes, int]:
    """Shapes with at most so many vertices, and the tolerance that this took, in metres."""
    if shapely.get_num_coordinates(shapes).sum() <= most:
        return shapes, 0
    for metres in STEPS_M:
        degrees = metres / METRES_PER_DEGREE
        coarse = np.array([_coarse(shape, degrees) for shape in shapes], dtype=object)
        if shapely.get_num_coordinates(coarse).sum() <= most:
            return coarse, metres
    raise layer_error("too_fine", limit=most)


def _coarse(shape: BaseGeometry, degrees: float) -> BaseGeometry:
    """A shape by fewer vertices of its own; rings one by one, because GEOS repairs whole areas at
    the same time, which takes gigabytes for tangled ones.
    """
    if isinstance(shape, BaseMultipartGeometry):
        make = cast(Callable[[list[BaseGeometry]], BaseGeometry], type(shape))
        return make([_coarse(part, degrees) for part in shape.geoms])
    if isinstance(shape, shapely.Polygon):
        outer, *inner = (_coarse_ring(ring, degrees) for ring in shapely.get_rings(shape))
        small = list(shape.exterior.coords)
        corners = outer if len(outer) >= LEAST_RING else small[:: len(small) // LEAST_RING or 1]
        return shapely.Polygon(corners, [ring for ring in inner if len(ring) >= LEAST_RING])
    if isinstance(shape, shapely.LineString):
        return shape.simplify(degrees, preserve_topology=False)
    return shape


def _coarse_ring(ring: shapely.LinearRing, degrees: float) -> list[tuple[float, ...]]:
    return list(shapely.LineString(ring).simplify(degrees, preserve_topology=False).coords)
