"""Own layers: files that are shown beside the places for orientation.

GeoJSON, KML, KMZ, GeoPackage, zipped Shapefile (features with attributes) and PMTiles (tiles). What
is common with uploaded areas is read by their modules (`geo.ingest.areas`); here all kinds of
geometry count, and attributes.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TypeVar

from geo.errors import AreaFileError, LayerFileError, ListFileError
from geo.ingest.areas.model import Budget
from geo.ingest.layers.geojson_layer import read_geojson_layer
from geo.ingest.layers.geopackage_layer import geopackage_layers, read_geopackage_layer
from geo.ingest.layers.kml_layer import read_kml_layer, read_kmz_layer
from geo.ingest.layers.layer_file import READ_LIMITS, FileLayer, layer_error
from geo.ingest.layers.shapefile_layer import read_shapefile_layer

READERS: dict[str, Callable[[bytes, Budget], FileLayer]] = {
    ".geojson": read_geojson_layer,
    ".json": read_geojson_layer,
    ".kml": read_kml_layer,
    ".kmz": read_kmz_layer,
    ".zip": read_shapefile_layer,
    ".gpkg": read_geopackage_layer,
}
TILES = ".pmtiles"
SEVERAL = ".gpkg"  # the format of which a file may hold several layers
FORMATS = (*READERS, TILES)
T = TypeVar("T")


def ending_of(name: str) -> str:
    """The ending of a file's name, which decides its reader.

    Raises:
        LayerFileError: there is no reader for it.
    """
    ending = PurePosixPath(name).suffix.lower()
    if ending not in FORMATS:
        raise layer_error("unknown_format", name=name)
    return ending


def layer_names(name: str, data: bytes) -> list[str]:
    """The layers to choose from; none where the format has one layer only.

    Raises:
        LayerFileError: the file cannot be read.
    """
    if ending_of(name) != SEVERAL:
        return []
    return guarded(name, lambda: geopackage_layers(data, Budget(READ_LIMITS)))


def read_features(name: str, data: bytes, layer: str = "") -> tuple[FileLayer, int]:
    """The layer of a file (of a GeoPackage that of a name, or its first), and how many links to
    other files stayed unread.

    Raises:
        LayerFileError: the file cannot be read, or holds more than `READ_LIMITS`.
    """
    ending, budget = ending_of(name), Budget(READ_LIMITS)
    if ending == SEVERAL:
        return guarded(name, lambda: read_geopackage_layer(data, budget, layer)), 0
    return guarded(name, lambda: READERS[ending](data, budget)), budget.unread_links


def guarded(name: str, read: Callable[[], T]) -> T:
    """What `read` gives, with any fault of the file as an error of a layer.

    Raises:
        LayerFileError: see `read_features`.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            return read()
    except LayerFileError:
        raise
    except (AreaFileError, ListFileError) as error:  # of a reader that areas and lists share
        raise layer_error(error.key, **(error.values | {"name": name})) from error
    except MemoryError:  # the limit of the process, not of the format
        raise
    except Exception as error:  # parsers may raise anything on damaged or hostile input
        raise layer_error("not_readable", name=name) from error
