"""Read the polygon file that a person uploads: GeoJSON, KML, zipped Shapefile or GeoPackage.

An upload is not trusted. GDAL chooses its driver by content, and some of its drivers read other
files or addresses, so it gets only a Shapefile, after a check; the standard library reads the
rest. Of a GeoPackage only tables are read: a view is a program, and may run for ever.
"""

from __future__ import annotations

import json
import re
import sqlite3
import struct
import warnings
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from geo import i18n
from geo.errors import AreaFileError
from geo.query.space import WGS84, Area

MAX_BYTES = 5_000_000  # of the file
MAX_UNZIPPED = 50_000_000  # bytes of all files in an archive together
MAX_FEATURES = 1_000  # of all layers together, whatever their geometry
MAX_VERTICES = 200_000  # of all polygons together
# Repairing takes 15 µs for each crossing of edges, and n random vertices make n²/6 of them: a small
# file could keep the server busy for hours. Ordinary edges do meet others, namely themselves, two
# neighbours, and a few of the polygon at the other side of a border.
MAX_CROSSINGS = 10_000
MEETINGS_PER_EDGE = 8
EDGES_AT_ONCE = 10  # a tangle is then seen within seconds, however large
SICHUAN = (97.0, 25.5, 109.5, 35.0)  # west, south, east, north in degrees, generous

SHAPEFILE_MAGIC = struct.pack(">i", 9994)
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj")  # .dbf says which records are deleted
# zipfile unpacks the other methods whole, however little is asked for.
ZIP_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
SQLITE_MAGIC = b"SQLite format 3\0"
GPKG_LAYERS = """
    SELECT layer.table_name, layer.column_name,
           crs.organization, crs.organization_coordsys_id, crs.definition
    FROM gpkg_geometry_columns AS layer
    JOIN sqlite_master AS kept ON kept.name = layer.table_name AND kept.type = 'table'
    LEFT JOIN gpkg_spatial_ref_sys AS crs ON crs.srs_id = layer.srs_id
"""
GPKG_HEADER = 8  # bytes before the envelope of a geometry
GPKG_ENVELOPES = (0, 32, 48, 48, 64)  # bytes, by the code in the header's flags


@dataclass(frozen=True)
class _Layer:
    """The geometry of each feature; `crs` is None when the file names none that we know."""

    crs: CRS | None
    shapes: list[BaseGeometry | None]


Layers = Generator[_Layer, None, None]


def read_area(name: str, data: bytes) -> Area:
    """All polygons of an uploaded file in one area, which is named like the file.

    Coordinates of any reference system are taken to EPSG:4326. Lines and points beside the polygons
    are ignored, wrong rings are repaired, heights dropped.

    Raises:
        AreaFileError: the file is too large, cannot be read, or has no polygon in Sichuan.
    """
    path = PurePosixPath(name)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise _error("unknown_format", name=name)
    if len(data) > MAX_BYTES:
        raise _error("too_large", name=name, limit=MAX_BYTES // 1_000_000)
    try:
        with warnings.catch_warnings(action="ignore"), closing(reader(data)) as layers:
            area = _unite(layers)
    except AreaFileError:
        raise
    except Exception as error:  # no parser promises what it raises on damaged or hostile bytes
        raise _error("not_readable", name=name) from error
    return Area(path.stem, shapely.to_wkb(area))


def _error(key: str, **values: object) -> AreaFileError:
    return AreaFileError(key, values, i18n.text("en", f"area_file.{key}", **values))


def _geojson(data: bytes) -> Layers:
    document = json.loads(data)
    features = document["features"] if document["type"] == "FeatureCollection" else [document]
    parts = [item["geometry"] if item["type"] == "Feature" else item for item in features]
    shapes = [None if part is None else shapely.geometry.shape(part) for part in parts]
    yield _Layer(_geojson_crs(document.get("crs")), shapes)


def _geojson_crs(member: Any) -> CRS | None:
    """What the `crs` member of GeoJSON before 2016 names by an EPSG code, else WGS84."""
    name = str(member["properties"].get("name")) if member else ""
    code = re.search(r"EPSG.*?(\d+)$", name)
    return _crs("EPSG", int(code[1])) if code else CRS(WGS84)


class _NoDoctype(ElementTree.TreeBuilder):
    """Refuses the declaration in which entities, and with them bombs, are defined."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError("KML needs no DOCTYPE")


def _kml(data: bytes) -> Layers:
    root = ElementTree.fromstring(data, ElementTree.XMLParser(target=_NoDoctype()))
    if root.tag.rpartition("}")[2] != "kml":
        raise ValueError(f"a KML file does not begin with {root.tag}")
    wgs84 = CRS(WGS84)
    # one at a time: placemarks may lie in each other, and all limits are looked at in between
    for placemark in root.iterfind(".//{*}Placemark"):
        yield _Layer(wgs84, [_kml_polygons(placemark)])


def _kml_polygons(placemark: ElementTree.Element) -> BaseGeometry:
    polygons = [
        shapely.Polygon(_kml_rings(element, "outer")[0], _kml_rings(element, "inner"))
        for element in placemark.iterfind(".//{*}Polygon")
    ]
    return shapely.MultiPolygon(polygons)


def _kml_rings(polygon: ElementTree.Element, side: str) -> list[list[tuple[float, ...]]]:
    """Longitudes and latitudes; what is written is `lon,lat` or `lon,lat,height`."""
    rings = polygon.iterfind(f"{{*}}{side}BoundaryIs/{{*}}LinearRing/{{*}}coordinates")
    return [
        [tuple(map(float, point.split(",")[:2])) for point in (ring.text or "").split()]
        for ring in rings
    ]


def _shapefile(data: bytes) -> Layers:
    parts = _unzip(data)
    if not parts[".shp"].startswith(SHAPEFILE_MAGIC):
        raise ValueError("the .shp is not a Shapefile")
    with TemporaryDirectory() as folder:
        for suffix, content in parts.items():
            Path(folder, f"area{suffix}").write_bytes(content)
        frame = gpd.read_file(Path(folder, "area.shp"), columns=[], rows=MAX_FEATURES + 1)
    yield _Layer(frame.crs, list(frame.geometry))


def _unzip(data: bytes) -> dict[str, bytes]:
    """Suffix → content of the one Shapefile in an archive."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = _members(archive)
        parts = {}
        left = MAX_UNZIPPED
        for suffix, member in members.items():
            with archive.open(member) as stream:
                parts[suffix] = stream.read(left + 1)
            left -= len(parts[suffix])
            if left < 0:
                raise _error("unzipped_too_large", limit=MAX_UNZIPPED // 1_000_000)
    return parts


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Suffix → member for the parts of the one Shapefile, in whatever folder it lies."""
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNZIPPED:
        raise _error("unzipped_too_large", limit=MAX_UNZIPPED // 1_000_000)
    paths = [(PurePosixPath(entry.filename), entry) for entry in entries]
    # macOS adds a companion ._name for each file
    paths = [(path, entry) for path, entry in paths if not path.name.startswith("._")]
    bases = [path.with_suffix("") for path, _ in paths if path.suffix.lower() == ".shp"]
    members = {
        path.suffix.lower(): entry
        for path, entry in paths
        if path.suffix.lower() in SHAPEFILE_PARTS and path.with_suffix("") in bases
    }
    usual = all(entry.compress_type in ZIP_METHODS for entry in members.values())
    if len(bases) != 1 or ".shx" not in members or not usual:
        raise _error("bad_archive")
    return members


def _geopackage(data: bytes) -> Layers:
    if not data.startswith(SQLITE_MAGIC):
        raise ValueError("a GeoPackage is an SQLite database")
    with TemporaryDirectory() as folder:
        path = Path(folder, "area.gpkg")
        path.write_bytes(data)
        # immutable: SQLite else wants to write beside a database in WAL mode, as QGIS leaves it
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as database:
            database.set_authorizer(_only_tables)
            for table, column, *crs in database.execute(GPKG_LAYERS):
                yield _Layer(_crs(*crs), _gpkg_shapes(database, table, column))


def _only_tables(
    action: int, _first: str | None, _second: str | None, _database: str | None, view: str | None
) -> int:
    """Lets SQLite read tables, and neither look into views nor call functions."""
    reads = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    return sqlite3.SQLITE_OK if reads and view is None else sqlite3.SQLITE_DENY


def _gpkg_shapes(
    database: sqlite3.Connection, table: str, column: str
) -> list[BaseGeometry | None]:
    names = [f'"{name.replace(chr(34), chr(34) * 2)}"' for name in (column, table)]
    query = "SELECT {} FROM {} LIMIT {}".format(*names, MAX_FEATURES + 1)
    return [None if blob is None else _gpkg_shape(blob) for (blob,) in database.execute(query)]


def _gpkg_shape(blob: bytes) -> BaseGeometry:
    """The geometry after the header, whose flags say how long the envelope in between is."""
    if not blob.startswith(b"GP"):
        raise ValueError("not a GeoPackage geometry")
    envelope = GPKG_ENVELOPES[blob[3] >> 1 & 0b111]
    return shapely.from_wkb(blob[GPKG_HEADER + envelope :])


READERS: dict[str, Callable[[bytes], Layers]] = {
    ".geojson": _geojson,
    ".json": _geojson,
    ".kml": _kml,
    ".zip": _shapefile,
    ".gpkg": _geopackage,
}


def _crs(organization: str | None, code: int, definition: str = "") -> CRS | None:
    """A reference system by its EPSG code, else by its definition (WKT); None if not known."""
    try:
        if organization and organization.upper() == "EPSG":
            return CRS.from_epsg(code)
        return CRS.from_wkt(definition or "")
    except CRSError:
        return None


def _unite(layers: Iterable[_Layer]) -> BaseGeometry:
    """One valid polygon or multipolygon in degrees out of all layers."""
    features = vertices = 0
    polygons: list[shapely.Polygon] = []
    for layer in layers:
        found = list(_polygons(layer.shapes))
        features += len(layer.shapes)
        vertices += int(shapely.get_num_coordinates(found).sum())
        if features > MAX_FEATURES:
            raise _error("too_many_features", limit=MAX_FEATURES)
        if vertices > MAX_VERTICES:
            raise _error("too_many_vertices", limit=MAX_VERTICES)
        if found:
            polygons += _to_degrees(found, layer.crs)
    _check_crossings(polygons)
    valid = shapely.make_valid(polygons, method="structure", keep_collapsed=False)
    area = shapely.union_all(list(_polygons(valid)))
    _check_place(area)
    return area


def _polygons(shapes: Iterable[BaseGeometry | None]) -> Iterator[shapely.Polygon]:
    for shape in shapes:
        if isinstance(shape, BaseMultipartGeometry):
            yield from _polygons(shape.geoms)
        elif isinstance(shape, shapely.Polygon) and not shape.is_empty:
            yield shape


def _to_degrees(polygons: list[shapely.Polygon], crs: CRS | None) -> list[shapely.Polygon]:
    """Polygons in EPSG:4326, without heights."""
    if crs is None:
        raise _error("no_crs")
    try:
        to_wgs84 = Transformer.from_crs(crs, WGS84, always_xy=True)
    except ProjError as error:  # a local grid, of which nobody knows where it lies
        raise _error("no_crs") from error
    turned = shapely.transform(
        polygons, lambda pairs: np.column_stack(to_wgs84.transform(pairs[:, 0], pairs[:, 1]))
    )
    # said so that NaN fails too
    if not (np.abs(shapely.get_coordinates(turned)) <= (180, 90)).all():
        raise _error("bad_coordinates")
    return list(turned)


def _check_crossings(polygons: list[shapely.Polygon]) -> None:
    """Refuse what would take minutes and gigabytes to repair and unite."""
    points, ring = shapely.get_coordinates(shapely.get_rings(polygons), return_index=True)
    edges = shapely.linestrings(np.stack([points[:-1], points[1:]], axis=1)[ring[:-1] == ring[1:]])
    tree = shapely.STRtree(edges)
    left = 2 * MAX_CROSSINGS + MEETINGS_PER_EDGE * len(edges)
    for start in range(0, len(edges), EDGES_AT_ONCE):
        some = edges[start : start + EDGES_AT_ONCE]
        left -= tree.query(some, predicate="intersects").shape[1]
        if left < 0:
            raise _error("too_tangled", limit=MAX_CROSSINGS)


def _check_place(area: BaseGeometry) -> None:
    if area.is_empty:
        raise _error("no_polygon")
    if not area.intersects(shapely.box(*SICHUAN)):
        west, south, east, north = area.bounds
        raise _error("outside", west=west, south=south, east=east, north=north)
