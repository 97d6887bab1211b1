"""The formats of a user's own list (geo/export/geocoded_table.py)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format as CellFormat

from geo import i18n
from geo.cells.units import names_unit
from geo.export.csv_file import csv_of, typed_cells
from geo.export.fields import clean
from geo.export.geocoded_table import GeocodedTable
from geo.export.geojson import write_geojson
from geo.export.geopackage import write_layer
from geo.export.registry import FORMATS as KINDS
from geo.export.registry import Format
from geo.export.spreadsheet import (
    HEAD_COLOR,
    OPTIONS,
    type_format,
    write_cell,
    write_header,
)
from geo.export.spreadsheet_print import print_on_a4, set_row_heights
from geo.ingest.left_out import left_out_table

WIDTH, ABOUT_WIDTH = 18, 80
LAYER = "list"


def write_geocoded_csv(own: GeocodedTable) -> bytes:
    """CSV with a BOM; cells that a spreadsheet would evaluate get an apostrophe prefix."""
    return csv_of(_headers(own), typed_cells(own.table, own.types)).encode()


def _headers(own: GeocodedTable) -> list[str]:
    """The names of the columns, those of numbers with their unit unless they have it."""
    return [
        i18n.aside(own.lang, name, own.types[name].unit)
        if name in own.types and own.types[name].unit and not names_unit(name, own.types[name].unit)
        else name
        for name in map(str, own.table.columns)
    ]


def write_geocoded_xlsx(own: GeocodedTable) -> bytes:
    """The list, what was left out of it if anything was, and what it is.

    Texts stay texts, also codes with leading zeros.
    """
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        head = book.add_format({"bold": True, "bg_color": HEAD_COLOR, "bottom": 1})
        body = book.add_format({"valign": "top"})
        wrapped = book.add_format({"valign": "top", "text_wrap": True})
        table = own.table
        sheet = book.add_worksheet(i18n.text(own.lang, "located.sheet"))
        write_header(sheet, _headers(own), head)
        formats = {name: type_format(book, kind) for name, kind in own.types.items()}
        sheet.set_column(0, len(table.columns) - 1, WIDTH)
        for column, name in enumerate(table.columns):
            for row, value in enumerate(table[name], start=1):
                write_cell(sheet, row, column, value, formats.get(str(name), body))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
        print_on_a4(sheet, [WIDTH] * len(table.columns), 1 + len(table), own.lang)
        _left_out(book, own, head, wrapped)
        about = book.add_worksheet(i18n.text(own.lang, "export.sheet.about"))
        about.set_column(0, 0, WIDTH)
        about.set_column(1, 1, ABOUT_WIDTH)
        for row, (name, text) in enumerate(own.facts.items()):
            about.write_string(row, 0, name, head)
            about.write_string(row, 1, text, wrapped)
        set_row_heights(about, (WIDTH, ABOUT_WIDTH), list(own.facts.items()))
        print_on_a4(about, (WIDTH, ABOUT_WIDTH), len(own.facts), own.lang)
    return buffer.getvalue()


def _left_out(
    book: xlsxwriter.Workbook, own: GeocodedTable, head: CellFormat, body: CellFormat
) -> None:
    """A sheet with the rows of the file that are not in the list, in full, and why."""
    if not own.left_out:
        return
    heads, rows = left_out_table(own.left_out, own.lang)
    sheet = book.add_worksheet(i18n.text(own.lang, "export.sheet.left_out"))
    widths = (WIDTH, WIDTH, ABOUT_WIDTH)
    for column, wide in enumerate(widths):
        sheet.set_column(column, column, wide)
    write_header(sheet, heads, head)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            write_cell(sheet, number, column, value, body)
    sheet.freeze_panes(1, 0)
    set_row_heights(sheet, widths, [heads, *rows])
    print_on_a4(sheet, widths, 1 + len(rows), own.lang)


def write_geocoded_geojson(own: GeocodedTable) -> bytes:
    """A FeatureCollection; WGS84, as its rules say. Rows without a place have no geometry."""
    return write_geojson(own.frame, about=dict(own.facts)).encode()


def write_geocoded_kml(own: GeocodedTable) -> bytes:
    """KML by GDAL: placemarks with the names of the rows, all columns as extended data."""
    named = _without_dates(_plain_columns(own))
    named.insert(0, "Name", list(map(clean, own.table[own.label].map(str))))
    return _by_gdal(named[named.geometry.notna()], "list.kml", driver="KML")


def write_geocoded_gpkg(own: GeocodedTable) -> bytes:
    """A GeoPackage with the layer `list` and a table that says what it is."""
    facts = pd.DataFrame({"key": list(own.facts), "text": list(own.facts.values())})
    return _by_gdal(_plain_columns(own), "list.gpkg", facts, layer=LAYER, geometry_type="Unknown")


@dataclass(frozen=True)
class GeocodedFormat:
    """A kind of file; what it shares with the exports of the catalog is in `kind`."""

    kind: Format
    write: Callable[[GeocodedTable], bytes]


_WRITERS: dict[str, Callable[[GeocodedTable], bytes]] = {
    "xlsx": write_geocoded_xlsx,
    "csv": write_geocoded_csv,
    "geojson": write_geocoded_geojson,
    "kml": write_geocoded_kml,
    "gpkg": write_geocoded_gpkg,
}
GEOCODED_FORMATS = {name: GeocodedFormat(KINDS[name], write) for name, write in _WRITERS.items()}


def _by_gdal(
    frame: pd.DataFrame, name: str, about: pd.DataFrame | None = None, **options: Any
) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_layer(frame, path, **options)
        if about is not None:
            write_layer(about, path, layer="about", append=True)
        return path.read_bytes()


def _without_dates(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dates as 2023-09-12 and integers of 32 bits: KML has no others."""
    for name in frame.columns.drop(frame.geometry.name):
        if frame[name].dtype == "Int64" and frame[name].abs().max() < 2**31:
            frame[name] = frame[name].astype("Int32")
        elif frame[name].dtype == object:
            frame[name] = [
                cell.isoformat() if isinstance(cell, date) else cell for cell in frame[name]
            ]
    return frame


def _plain_columns(own: GeocodedTable) -> gpd.GeoDataFrame:
    """Columns that GDAL takes: names that differ in any case and are not its own ones."""
    taken = {"fid", "ogc_fid", "geom", "geometry", "name", "description"}
    names = {}
    for number, column in enumerate(own.table.columns, start=1):
        plain = " ".join(clean(str(column)).split())[:60] or str(number)
        names[column] = plain if plain.lower() not in taken else f"{plain}_{number}"
        taken.add(names[column].lower())
    frame = own.frame.rename(columns=names)
    for column in frame.columns.drop(frame.geometry.name):
        if frame[column].dtype == object:
            frame[column] = [
                clean(cell) if isinstance(cell, str) else cell for cell in frame[column]
            ]
    return frame
