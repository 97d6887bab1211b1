"""KML and KMZ as an own layer: points, lines and polygons of all placemarks, with their data.

Nothing that a file refers to is ever fetched; how much it refers to is counted, to be told.
"""

from __future__ import annotations

import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo.ingest.areas.kml import main_document, read_document
from geo.ingest.areas.model import Budget
from geo.ingest.layers.layer_file import (
    MOST_COLUMNS,
    MOST_VALUE,
    FileFeature,
    FileLayer,
    layer_error,
    plain_text,
)
from geo.ingest.xml_stream import Stream
from geo.query.spatial import WGS84

LINKS = ("NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Model")
TEXTS = ("name", "description")  # of a placemark, the columns that all files have
SHAPES = ("Point", "LineString", "LinearRing", "Polygon")
TRACK, FIX = "Track", "coord"
INNER = "innerBoundaryIs"
Positions = list[tuple[float, float]]


def read_kml_layer(data: bytes, budget: Budget) -> FileLayer:
    """All placemarks that have a geometry; `name`, `description` and the extended data as texts.

    Raises:
        LayerFileError: it has no placemark, but links to other files.
    """
    found = _Placemarks(budget)
    read_document(data, found)
    if found.links and not found.features:
        raise layer_error("only_links", count=found.links)
    budget.unread_links += found.links
    columns = [name for name in found.columns if found.columns[name]]
    kept = tuple(columns[:MOST_COLUMNS])
    features = [
        FileFeature(geometry, tuple(values.get(name, "") for name in kept))
        for geometry, values in found.features
    ]
    names = tuple(plain_text(name, MOST_VALUE) for name in kept)
    return FileLayer(found.title, CRS(WGS84), names, features, len(columns) - len(kept))


def read_kmz_layer(data: bytes, budget: Budget) -> FileLayer:
    """The same of the main document in an archive; its pictures and other files stay packed."""
    return read_kml_layer(main_document(data, budget.limits.unzipped), budget)


class _Placemarks(Stream):
    """Builds the geometry of each placemark when it ends."""

    def __init__(self, budget: Budget) -> None:
        self.features: list[tuple[BaseGeometry, dict[str, str]]] = []
        self.columns: dict[str, bool] = dict.fromkeys(TEXTS, False)  # whether one is used
        self.links = 0
        self.title = ""
        self._budget = budget
        self._path: list[str] = []
        self._in_placemark = False
        self._values: dict[str, str] = {}
        self._field = ""  # the extended datum that goes by
        self._parts: list[BaseGeometry] = []
        self._outer: Positions = []
        self._inner: list[Positions] = []
        self._track: Positions = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._path and name != "kml":
            raise ValueError(f"a KML file does not begin with {name[:40]}")
        self._path.append(name)
        if name == "Placemark":
            self._budget.feature()
            self._in_placemark, self._values, self._parts = True, {}, []
        elif name in LINKS:
            self.links += 1
        elif name in ("Data", "SimpleData"):
            self._field = plain_text(attributes.get("name"), MOST_VALUE)
        elif name == "Polygon":
            self._outer, self._inner = [], []
        elif name == TRACK:
            self._track = []
        if self._wants(name):
            self._text, self.wants_text = [], True

    def text(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        if self._wants(name) and self.wants_text:
            self.wants_text = False
            self._take(name, "".join(self._text))
        self._path.pop()
        if name == "Placemark":
            self._finish()
        elif name == "Polygon" and self._outer:
            self._parts.append(shapely.Polygon(self._outer, [ring for ring in self._inner if ring]))
        elif name == TRACK and len(self._track) > 1:
            self._parts.append(shapely.LineString(self._track))

    def _wants(self, name: str) -> bool:
        above = self._path[-2] if len(self._path) > 1 else ""
        if name in TEXTS:
            return above in ("Placemark", "Document")
        is_datum = (name == "value" and above == "Data") or name == "SimpleData"
        return self._in_placemark and (is_datum or name in ("coordinates", FIX))

    def _take(self, name: str, text: str) -> None:
        if name == "coordinates":
            self._shape(self._positions(text))
        elif name == FIX:
            self._budget.vertices(1)
            lon, lat = text.split()[:2]
            self._track.append((float(lon), float(lat)))
        elif name not in TEXTS:
            self._put(self._field, text)
        elif self._in_placemark:
            self._put(name, text)
        elif name == "name":
            self.title = self.title or plain_text(text)

    def _put(self, column: str, text: str) -> None:
        value = plain_text(text)
        if column and value:
            self._values[column] = value
            self.columns[column] = True

    def _positions(self, text: str) -> Positions:
        """Longitudes and latitudes; what is written is `lon,lat` or `lon,lat,height`."""
        # no more than one too many: the document of a KMZ may be much larger than a KML
        points = text.split(maxsplit=self._budget.vertices_left + 1)
        self._budget.vertices(len(points))
        return [(float(lon), float(lat)) for lon, lat in (one.split(",", 2)[:2] for one in points)]

    def _shape(self, points: Positions) -> None:
        kind = self._path[-2]
        if kind not in SHAPES or not points:
            return
        if "Polygon" in self._path:
            if INNER in self._path:
                self._inner.append(points)
            else:
                self._outer = points
        elif kind == "Point":
            self._parts.append(shapely.Point(points[0]))
        elif len(points) > 1:
            self._parts.append(shapely.LineString(points))

    def _finish(self) -> None:
        self._in_placemark = False
        if self._parts:
            whole = self._parts[0] if len(self._parts) == 1 else _together(self._parts)
            self.features.append((whole, self._values))


def _together(parts: list[BaseGeometry]) -> BaseGeometry:
    """One geometry of several: of one kind, or a collection."""
    if all(isinstance(part, shapely.Point) for part in parts):
        return shapely.MultiPoint([part.coords[0] for part in parts])
    if all(isinstance(part, shapely.LineString) for part in parts):
        return shapely.MultiLineString([part.coords for part in parts])
    if all(isinstance(part, shapely.Polygon) for part in parts):
        return shapely.MultiPolygon([part for part in parts if isinstance(part, shapely.Polygon)])
    return shapely.GeometryCollection(parts)
