"""Read an uploaded polygon file: GeoJSON, KML, KMZ, zipped Shapefile or GeoPackage.

An upload is not trusted: every format has a reader of its own here, which has limits and checks the
structure before it builds anything. None of them calls GDAL, which chooses its driver by content,
and some of whose drivers read other files or addresses.
"""

from __future__ import annotations

import warnings
from contextlib import closing
from pathlib import PurePosixPath

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import AreaFileError
from geo.ingest.areas.geojson import read_geojson
from geo.ingest.areas.geopackage import read_geopackage
from geo.ingest.areas.kml import read_kml, read_kmz
from geo.ingest.areas.model import AREA_LIMITS, TYPED_LIMITS, AreaLimits, Budget, Reader, area_error
from geo.ingest.areas.polygons import unite
from geo.ingest.areas.shapefile import read_shapefile
from geo.ingest.areas.typed import area_text, read_typed
from geo.model import Datum
from geo.query.area_code import on_grid
from geo.query.spatial import AreaFilter

__all__ = [
    "AREA_LIMITS",
    "READERS",
    "TYPED_LIMITS",
    "AreaLimits",
    "area_error",
    "area_text",
    "read_area",
    "read_typed_area",
]


READERS: dict[str, Reader] = {
    ".geojson": read_geojson,
    ".json": read_geojson,
    ".kml": read_kml,
    ".kmz": read_kmz,
    ".zip": read_shapefile,
    ".gpkg": read_geopackage,
}


def read_area(
    name: str, data: bytes, limits: AreaLimits = AREA_LIMITS, datum: Datum = Datum.WGS84
) -> AreaFilter:
    """All polygons of an uploaded file in one area, which is named like the file.

    Coordinates of any reference system are taken to degrees, and those from `datum`, which no file
    states, to EPSG:4326. Lines and points beside the polygons are ignored, wrong rings are
    repaired, heights dropped.

    Raises:
        AreaFileError: the file is too large, cannot be read, or has no polygon in Sichuan.
    """
    path = PurePosixPath(name)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise area_error("unknown_format", name=name)
    if len(data) > limits.bytes:
        raise area_error("too_large", name=name, limit=limits.bytes // 1_000_000)
    area, links = _read(reader, data, limits, datum, area_error("not_readable", name=name))
    return AreaFilter(path.stem, shapely.to_wkb(area), datum=datum, unread_links=links)


def read_typed_area(
    name: str, data: bytes, limits: AreaLimits = TYPED_LIMITS, datum: Datum = Datum.WGS84
) -> AreaFilter:
    """The area of a typed text (UTF-8) in `datum`, with the decimals that a link keeps.

    Raises:
        AreaFileError: the text is too long, is no area, or has none in Sichuan.
    """
    if len(data) > limits.bytes:
        raise area_error("text_too_long", limit=limits.bytes // 1_000)
    area, _ = _read(read_typed, data, limits, datum, area_error("bad_text"))
    try:
        kept = on_grid(area)
    except shapely.GEOSException as error:
        raise area_error("bad_text") from error
    if shapely.is_empty(kept):
        raise area_error("bad_text")
    return AreaFilter(name, shapely.to_wkb(kept), datum=datum, is_typed=True)


def _read(
    reader: Reader, data: bytes, limits: AreaLimits, datum: Datum, unreadable: AreaFileError
) -> tuple[BaseGeometry, int]:
    """The area in degrees (WGS84), and how many links to other files stay unread."""
    budget = Budget(limits)
    try:
        with warnings.catch_warnings(action="ignore"), closing(reader(data, budget)) as found:
            area = unite(found, limits, datum)
    except AreaFileError:
        raise
    except MemoryError:  # the limit of the process, not of the format
        raise
    except Exception as error:  # parsers may raise anything on damaged or hostile input
        raise unreadable from error
    return area, budget.unread_links
