"""KML: the polygons of all placemarks, in whatever folders they lie."""

from __future__ import annotations

from collections.abc import Generator
from io import BytesIO

import shapely
from pyproj import CRS

from geo.ingest.areas.model import AreaLayer, Budget
from geo.ingest.xml_stream import Stream, read_xml
from geo.query.spatial import WGS84

MAX_DEPTH = 100  # elements in each other; folders of folders of a large project take 30
MAX_ELEMENTS = 500_000
SIDES = {"outerBoundaryIs": "outer", "innerBoundaryIs": "inner"}
KmlRing = list[tuple[float, float]]


def read_kml(data: bytes, budget: Budget) -> Generator[AreaLayer, None, None]:
    """The polygons that lie in placemarks, each once."""
    found = _Placemarks(budget)
    read_xml(BytesIO(data), found, depth=MAX_DEPTH, elements=MAX_ELEMENTS)
    yield AreaLayer(CRS(WGS84), found.polygons)


class _Placemarks(Stream):
    """Collects the rings of the polygon that goes by, and builds it when it ends."""

    def __init__(self, budget: Budget) -> None:
        self.polygons: list[shapely.Polygon] = []
        self._budget = budget
        self._root = True
        self._placemarks = self._in_polygon = 0
        self._side = ""
        self._rings: dict[str, list[KmlRing]] = {}
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._root and name != "kml":
            raise ValueError(f"a KML file does not begin with {name[:40]}")
        self._root = False
        if name == "Placemark":
            self._placemarks += 1
            self._budget.feature()
        elif name == "Polygon" and self._placemarks:
            self._in_polygon += 1
            self._rings = {"outer": [], "inner": []}
        elif self._in_polygon and name in SIDES:
            self._side = SIDES[name]
        elif self._side and name == "coordinates":
            self._text, self.wants_text = [], True

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        if name == "Placemark":
            self._placemarks -= 1
        elif name == "Polygon" and self._in_polygon:
            self._in_polygon -= 1
            self._build()
        elif name in SIDES:
            self._side = ""
        elif name == "coordinates" and self.wants_text:
            self.wants_text = False
            self._rings[self._side].append(self._ring("".join(self._text)))

    def _ring(self, text: str) -> KmlRing:
        """Longitudes and latitudes; what is written is `lon,lat` or `lon,lat,height`."""
        points = text.split()
        self._budget.vertices(len(points))
        ring = []
        for point in points:
            lon, lat = point.split(",", 2)[:2]
            ring.append((float(lon), float(lat)))
        return ring

    def _build(self) -> None:
        outer, inner = self._rings.get("outer"), self._rings.get("inner")
        self._rings = {}
        if outer and outer[0]:
            self.polygons.append(shapely.Polygon(outer[0], [ring for ring in inner or () if ring]))
