"""Shared by the readers of areas: a layer of polygons, its limits, and the errors."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass

import shapely
from pyproj import CRS

from geo import i18n
from geo.errors import AreaFileError


@dataclass(frozen=True)
class AreaLimits:
    """How much an uploaded area may hold.

    `bytes` of the file, `unzipped` bytes of all parts of an archive together; `features` of all
    layers together, whatever their geometry; `vertices` of all polygons together; `crossings` of
    their edges; `layers` of a GeoPackage.
    """

    bytes: int = 5_000_000
    unzipped: int = 50_000_000
    features: int = 1_000
    vertices: int = 200_000
    # Repairing takes 15 µs for each crossing of edges, and n random vertices make n²/6 of them: a
    # small file could keep a processor busy for hours.
    crossings: int = 10_000
    layers: int = 100


AREA_LIMITS = AreaLimits()
TYPED_LIMITS = AreaLimits(bytes=200_000, vertices=5_000, crossings=1_000)


@dataclass(frozen=True)
class AreaLayer:
    """Polygons in one reference system; `crs` is None when the file names none that we know."""

    crs: CRS | None
    polygons: list[shapely.Polygon]


class Budget:
    """The remaining limits; a reader checks them before it builds anything."""

    def __init__(self, limits: AreaLimits) -> None:
        """Begin with all of it."""
        self.limits = limits
        self.unread_links = 0  # of a KML, to other files that stay unread
        self._features = self._vertices = 0

    def feature(self) -> None:
        """Count one feature.

        Raises:
            AreaFileError: it is one too many.
        """
        self._features += 1
        if self._features > self.limits.features:
            raise area_error("too_many_features", limit=self.limits.features)

    @property
    def vertices_left(self) -> int:
        """How many vertices may still be built."""
        return self.limits.vertices - self._vertices

    def vertices(self, count: int) -> None:
        """Count the vertices of a ring that is about to be built.

        Raises:
            AreaFileError: they are too many.
        """
        self._vertices += count
        if self._vertices > self.limits.vertices:
            raise area_error("too_many_vertices", limit=self.limits.vertices)


Reader = Callable[[bytes, Budget], Generator[AreaLayer, None, None]]


def area_error(key: str, **values: object) -> AreaFileError:
    """The error whose texts are `area_file.<key>`."""
    return AreaFileError(key, values, i18n.text("en", f"area_file.{key}", **values))
