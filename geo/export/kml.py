"""KML 2.2: named placemarks in a folder per sector, in the sector's colour; always WGS84."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import shapely
from shapely.geometry.base import BaseGeometry

from geo import i18n
from geo.export.export_dataset import ExportDataset
from geo.export.fields import (
    DECIMALS,
    Record,
    ascii_names,
    clean,
    header,
    is_blank,
    joined,
    own_names,
    records,
)
from geo.export.own_columns import KML_TYPES, plain_cells
from geo.mapping import styles
from geo.mapping.sector_styles import sector_style
from geo.mapping.theme import Rgb
from geo.model import Datum
from geo.schema.column import Type, placed
from geo.schema.exported import EXPORTED

NAMESPACE = "http://www.opengis.net/kml/2.2"
SCHEMA = "columns"
TYPES = {
    field.name: {Type.INTEGER: "int", Type.NUMBER: "double"}.get(field.type, "string")
    for field in EXPORTED
}
# What people want to read in the balloon; all columns are in the extended data.
BALLOON = [field.name for field in placed(EXPORTED, "balloon")]
ALIKE = {"uncertainty_m"}  # which are figures, in either language


def write(dataset: ExportDataset) -> bytes:
    """One placemark per place; those that could not be placed have no geometry."""
    root = Element("kml", xmlns=NAMESPACE)
    document = SubElement(root, "Document")
    facts = dataset.facts(Datum.WGS84)
    _text(document, "name", facts[0].text)
    _text(document, "description", _html((fact.label, fact.text) for fact in facts))
    for sector in dataset.sectors:
        _style(document, sector)
    _data(document, [(fact.key, fact.label, fact.text) for fact in facts])
    _schema(document, dataset)
    rows = records(joined(dataset.places.drop(columns="geometry")))
    first = [codes[0] for codes in dataset.places["sectors"]]
    for sector, name in dataset.sectors.items():
        inside = [index for index, code in enumerate(first) if code == sector]
        if inside:
            folder = SubElement(document, "Folder")
            _text(folder, "name", name)
            for index in inside:
                shape = dataset.places.geometry.iloc[index]
                _placemark(folder, dataset, rows[index], sector, shape)
    indent(root)
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))


def _placemark(
    folder: Element,
    dataset: ExportDataset,
    row: Record,
    sector: str,
    shape: BaseGeometry | None,
) -> None:
    placemark = SubElement(folder, "Placemark", id=row["id"])
    _text(placemark, "name", row[f"name_{dataset.lang}"])
    _text(placemark, "description", _balloon(dataset, row))
    _text(placemark, "styleUrl", f"#{sector}")
    _schema_data(placemark, row)
    if shape is not None:
        _geometry(placemark, shape)


def _balloon(dataset: ExportDataset, row: Record) -> str:
    """What a reader shows of a place, in both languages, that of the file first.

    What a person wrote themselves stands there once.
    """
    translated = dataset.translated.get(row["id"], {})
    both = [name for name in BALLOON if name in translated or name in ALIKE]
    own = [
        (
            dataset.header(name, Datum.WGS84),
            dataset.own_text(name, row[name]) if name in dataset.own_types else str(row[name]),
        )
        for name in own_names(row)
        if not is_blank(row[name])
    ]
    parts = [
        _lines(row, dataset.lang, BALLOON, own),
        _lines({**row, **translated}, i18n.other(dataset.lang), both),
    ]
    return "<hr>".join(parts)


def _lines(
    row: Record, lang: str, names: Iterable[str], own: Sequence[tuple[str, str]] = ()
) -> str:
    """The name of the place, the columns that say something, and a person's own ones."""
    lines = [
        *(
            (header(name, lang, Datum.WGS84), str(row[name]))
            for name in names
            if not is_blank(row.get(name))
        ),
        *own,
    ]
    name = row[f"name_{lang}"]
    title = "" if is_blank(name) else f"<b>{escape(str(name))}</b><br>"
    return f'<div lang="{lang}">{title}{_html(lines)}</div>'


def _style(document: Element, sector: str) -> None:
    """The sector's colour; without an icon address the reader takes its own pin and tints it."""
    rgb, line = sector_style(sector).rgb, styles.KML.line
    style = SubElement(document, "Style", id=sector)
    _text(SubElement(style, "IconStyle"), "color", _color(rgb, line.opacity))
    drawn = SubElement(style, "LineStyle")
    _text(drawn, "color", _color(rgb, line.opacity))
    _text(drawn, "width", str(line.width))
    _text(SubElement(style, "PolyStyle"), "color", _color(rgb, styles.KML.fill))


def _color(rgb: Rgb, opacity: float) -> str:
    """A colour as KML writes it: `aabbggrr`; `opacity` is 0 to 255."""
    red, green, blue = rgb
    return f"{round(opacity):02x}{blue:02x}{green:02x}{red:02x}"


def _schema(document: Element, dataset: ExportDataset) -> None:
    """The types of the columns. ASCII names: GDAL turns all else into `_`, so that columns become
    one.
    """
    schema = SubElement(document, "Schema", name=SCHEMA, id=SCHEMA)
    columns = [str(name) for name in dataset.places.columns.drop("geometry")]
    for column, name in ascii_names(columns).items():
        own = dataset.own_types.get(column)
        kind = KML_TYPES.get(own.kind, "string") if own else TYPES.get(column, "string")
        field = SubElement(schema, "SimpleField", type=kind, name=name)
        _text(field, "displayName", dataset.header(column, Datum.WGS84))


def _schema_data(placemark: Element, row: Record) -> None:
    extended = SubElement(placemark, "ExtendedData")
    data = SubElement(extended, "SchemaData", schemaUrl=f"#{SCHEMA}")
    cells = plain_cells(list(row.values()))
    for name, value in zip(ascii_names(row).values(), cells, strict=True):
        if not is_blank(value):
            SubElement(data, "SimpleData", name=name).text = clean(str(value))


def _data(parent: Element, values: Iterable[tuple[str, str, Any]]) -> None:
    """Names, labels, values."""
    extended = SubElement(parent, "ExtendedData")
    for name, label, value in values:
        if not is_blank(value):
            data = SubElement(extended, "Data", name=name)
            _text(data, "displayName", label)
            _text(data, "value", str(value))


def _geometry(parent: Element, shape: BaseGeometry) -> None:
    match shape:
        case shapely.Point():
            _coordinates(SubElement(parent, "Point"), shape)
        case shapely.LineString():
            line = SubElement(parent, "LineString")
            _text(line, "tessellate", "1")
            _coordinates(line, shape)
        case shapely.Polygon():
            polygon = SubElement(parent, "Polygon")
            oriented = shapely.orient_polygons(shape, exterior_cw=False)
            for place, ring in [
                ("outerBoundaryIs", oriented.exterior),
                *(("innerBoundaryIs", ring) for ring in oriented.interiors),
            ]:
                _coordinates(SubElement(SubElement(polygon, place), "LinearRing"), ring)
        case _:
            several = SubElement(parent, "MultiGeometry")
            for part in shapely.get_parts(shape):
                _geometry(several, part)


def _coordinates(parent: Element, shape: BaseGeometry) -> None:
    points = shapely.get_coordinates(shape)
    _text(parent, "coordinates", " ".join(f"{x:.{DECIMALS}f},{y:.{DECIMALS}f}" for x, y in points))


def _html(lines: Iterable[tuple[str, str]]) -> str:
    """Google Earth reads a description as HTML: everything is escaped before XML escapes it."""
    return "<br>".join(f"<b>{escape(label)}</b>: {escape(text)}" for label, text in lines)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = clean(text)
