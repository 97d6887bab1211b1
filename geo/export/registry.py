"""The export formats of a filter result, and their options.

Light on purpose: the libraries of a format are loaded when it is written.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING

from geo.model import Datum

if TYPE_CHECKING:
    from geo.export.export_dataset import ExportDataset


@dataclass(frozen=True)
class Format:
    """A kind of file; `writer` is `module.function` of this package: a dataset in, bytes out.

    `always_wgs84` formats ignore the requested datum: by specification, or as pictures.
    """

    extension: str
    mime: str
    writer: str
    always_wgs84: bool = False
    also: tuple[str, ...] = ()  # further common extensions
    colored: bool = False  # whether it shows a choropleth, as a picture or as data

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of its files, without dot, the usual one first."""
        return (self.extension, *self.also)

    @property
    def is_text(self) -> bool:
        """Whether a terminal can show it."""
        return self.mime.startswith("text/") or self.mime.endswith(("+json", "+xml"))

    def write(self, dataset: ExportDataset) -> bytes:
        """The content of the file.

        Raises:
            FontError: the format is a picture or a brief and its font file cannot be read.
            TypesettingError: the pages of a PDF or PNG could not be drawn.
        """
        if not self.colored and dataset.choropleth is not None:
            dataset = replace(dataset, choropleth=None)  # nor does it say that it has one
        module, function = self.writer.split(".")
        content: bytes = getattr(import_module(f"geo.export.{module}"), function)(dataset)
        return content

    def file_name(self, build: str, datum: Datum, lang: str) -> str:
        """A name that says build, language and, unless WGS84, datum."""
        plain = self.always_wgs84 or datum is Datum.WGS84
        offset = "" if plain else f"-{datum_code(datum)}"
        return f"shutu-{build}{offset}-{lang}.{self.extension}"


FORMATS = {
    "xlsx": Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "spreadsheet.write",
        colored=True,
    ),
    "csv": Format("csv", "text/csv", "csv_file.write"),
    "geojson": Format(
        "geojson", "application/geo+json", "geojson.write", always_wgs84=True, also=("json",)
    ),
    "kml": Format("kml", "application/vnd.google-earth.kml+xml", "kml.write", always_wgs84=True),
    "gpkg": Format("gpkg", "application/geopackage+sqlite3", "geopackage.write", colored=True),
    "shp": Format("zip", "application/zip", "shapefile.write"),
    "parquet": Format(
        "parquet", "application/vnd.apache.parquet", "geoparquet.write", also=("geoparquet",)
    ),
    "pdf": Format("pdf", "application/pdf", "brief.write", colored=True),
    "png": Format("png", "image/png", "picture.write_png", always_wgs84=True, colored=True),
    "svg": Format("svg", "image/svg+xml", "picture.write_svg", always_wgs84=True, colored=True),
    "html": Format("html", "text/html", "webpage.write", also=("htm",), colored=True),
}
DRAWN = ("pdf", "png", "svg")  # these need a font and have a paper
COLORED = tuple(name for name, form in FORMATS.items() if form.colored)
TITLED = (*DRAWN, "html")  # these have the texts of a `PageSetup`


def datum_code(datum: Datum) -> str:
    """The datum as options and file names write it: `gcj02`."""
    return datum.lower().replace("-", "")


DATUMS = {
    datum_code(datum): datum for datum in (Datum.WGS84, Datum.CGCS2000, Datum.GCJ02, Datum.BD09)
}
