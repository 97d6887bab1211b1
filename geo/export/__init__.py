"""Write a filter result: one registry, one writer per format.

`FORMATS` are the files that people take away; `WRITERS` the plain listings of `geo sites`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import geopandas as gpd

from geo.export.delimited import write_csv
from geo.export.dossier import Dossier
from geo.export.geojson import write_geojson
from geo.export.table import write_table

Writer = Callable[[gpd.GeoDataFrame], str]

WRITERS: dict[str, Writer] = {
    "table": write_table,
    "csv": write_csv,
    "geojson": write_geojson,
}


@dataclass(frozen=True)
class Format:
    """A kind of file; `module` in this package has the function `write(dossier) -> bytes`."""

    extension: str
    mime: str
    module: str

    def write(self, dossier: Dossier) -> bytes:
        """The content of the file.

        The libraries of a format are loaded when it is asked for: nobody waits for the others.

        Raises:
            FontError: the format is a picture and there is no font that can write its texts.
        """
        content: bytes = import_module(f"geo.export.{self.module}").write(dossier)
        return content

    def file_name(self, dossier: Dossier) -> str:
        """A name that says build, language and, unless WGS84, datum."""
        return f"{dossier.file_stem()}.{self.extension}"


FORMATS = {
    "xlsx": Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "spreadsheet"
    ),
    "csv": Format("csv", "text/csv", "delimited"),
    "geojson": Format("geojson", "application/geo+json", "geojson"),
    "kml": Format("kml", "application/vnd.google-earth.kml+xml", "kml"),
    "gpkg": Format("gpkg", "application/geopackage+sqlite3", "geopackage"),
    "shp": Format("zip", "application/zip", "shapefile"),
    "parquet": Format("parquet", "application/vnd.apache.parquet", "geoparquet"),
    "pdf": Format("pdf", "application/pdf", "brief"),
    "png": Format("png", "image/png", "picture_png"),
    "svg": Format("svg", "image/svg+xml", "picture_svg"),
    "html": Format("html", "text/html", "webpage"),
}
