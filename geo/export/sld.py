"""Layer styles as OGC Styled Layer Descriptor 1.0.0, for GeoServer, uDig, gvSIG and others.

Symbols are SVG inside the file, as a `data:` address; a program that does not show it takes the
disc in the sector's colour that follows. Sizes are pixels of 0.28 mm, as the standard has them.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from geo.export.layer_styles import LayerStyle, StyleRule
from geo.mapping.styles import PAPER, SHEET
from geo.mapping.symbols import data_uri

SLD = "http://www.opengis.net/sld"
OGC = "http://www.opengis.net/ogc"
XLINK = "http://www.w3.org/1999/xlink"
PIXEL_MM = 0.28


def write_sld(style: LayerStyle, layer: str) -> str:
    """The style of the layer that is called `layer`."""
    root = Element(
        "StyledLayerDescriptor",
        {"version": "1.0.0", "xmlns": SLD, "xmlns:ogc": OGC, "xmlns:xlink": XLINK},
    )
    named = SubElement(root, "NamedLayer")
    SubElement(named, "Name").text = layer
    user = SubElement(named, "UserStyle")
    SubElement(user, "Name").text = layer
    drawn = SubElement(user, "FeatureTypeStyle")
    for number, rule in enumerate(style.rules):
        part = SubElement(drawn, "Rule")
        SubElement(part, "Name").text = f"rule-{number}"
        SubElement(part, "Title").text = rule.label
        _filter(part, style, rule)
        if style.layer == "lines":
            _line(part, rule)
        elif style.layer == "areas":
            _area(part, rule)
        _point(part, rule)
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _filter(part: Element, style: LayerStyle, rule: StyleRule) -> None:
    together = SubElement(SubElement(part, "ogc:Filter"), "ogc:And")
    either = SubElement(together, "ogc:Or")
    _compare(either, "PropertyIsEqualTo", style.columns["sectors"], rule.sector)
    like = _compare(either, "PropertyIsLike", style.columns["sectors"], style.like(rule, "*"))
    like.attrib.update({"wildCard": "*", "singleChar": "?", "escape": "!"})
    _compare(together, "PropertyIsEqualTo", style.columns["precision"], rule.key.precision)
    derived = "PropertyIsEqualTo" if rule.key.station else "PropertyIsNotEqualTo"
    _compare(together, derived, style.columns["relation"], "derived")


def _compare(parent: Element, how: str, column: str, value: str) -> Element:
    comparison = SubElement(parent, f"ogc:{how}")
    SubElement(comparison, "ogc:PropertyName").text = column
    SubElement(comparison, "ogc:Literal").text = value
    return comparison


def _point(part: Element, rule: StyleRule) -> None:
    graphic = SubElement(SubElement(part, "PointSymbolizer"), "Graphic")
    external = SubElement(graphic, "ExternalGraphic")
    address = {"xlink:type": "simple", "xlink:href": data_uri(rule.svg)}
    SubElement(external, "OnlineResource", address)
    SubElement(external, "Format").text = "image/svg+xml"
    mark = SubElement(graphic, "Mark")
    SubElement(mark, "WellKnownName").text = "circle"
    _parameters(SubElement(mark, "Fill"), fill=rule.style.colour)
    _parameters(SubElement(mark, "Stroke"), stroke=PAPER)
    SubElement(graphic, "Size").text = _pixels(rule.size)


def _line(part: Element, rule: StyleRule) -> None:
    stroke = SubElement(SubElement(part, "LineSymbolizer"), "Stroke")
    width, opacity = SHEET.line
    _stroke(stroke, rule, width, opacity)


def _area(part: Element, rule: StyleRule) -> None:
    polygon = SubElement(part, "PolygonSymbolizer")
    fill = {"fill": rule.style.colour, "fill-opacity": f"{SHEET.fill:g}"}
    _parameters(SubElement(polygon, "Fill"), **fill)
    width, opacity = SHEET.border
    _stroke(SubElement(polygon, "Stroke"), rule, width, opacity)


def _stroke(stroke: Element, rule: StyleRule, width: float, opacity: float) -> None:
    drawn = {
        "stroke": rule.style.colour,
        "stroke-width": _pixels(width),
        "stroke-opacity": f"{opacity:g}",
    }
    _parameters(stroke, **drawn)


def _parameters(parent: Element, **values: str) -> None:
    for name, value in values.items():
        SubElement(parent, "CssParameter", name=name).text = value


def _pixels(millimetres: float) -> str:
    return f"{millimetres / PIXEL_MM:.2f}"
