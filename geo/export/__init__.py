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
    """A kind of file; `writer` is `module.function` of this package, a dossier's bytes."""

    extension: str
    mime: str
    writer: str

    def write(self, dossier: Dossier) -> bytes:
        """The content of the file.

        The libraries of a format are loaded when it is asked for: nobody waits for the others.

        Raises:
            FontError: the format is a picture and there is no font that can write its texts.
        """
        module, function = self.writer.split(".")
        content: bytes = getattr(import_module(f"geo.export.{module}"), function)(dossier)
        return content

    def file_name(self, dossier: Dossier) -> str:
        """A name that says build, language and, unless WGS84, datum."""
        return f"{dossier.file_stem()}.{self.extension}"


FORMATS = {
    "xlsx": Format(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "spreadsheet.write"
    ),
    "csv": Format("csv", "text/csv", "delimited.write"),
    "geojson": Format("geojson", "application/geo+json", "geojson.write"),
    "kml": Format("kml", "application/vnd.google-earth.kml+xml", "kml.write"),
    "gpkg": Format("gpkg", "application/geopackage+sqlite3", "geopackage.write"),
    "shp": Format("zip", "application/zip", "shapefile.write"),
    "parquet": Format("parquet", "application/vnd.apache.parquet", "geoparquet.write"),
    "pdf": Format("pdf", "application/pdf", "brief.write"),
    "png": Format("png", "image/png", "picture.write_png"),
    "svg": Format("svg", "image/svg+xml", "picture.write_svg"),
    "html": Format("html", "text/html", "webpage.write"),
}
