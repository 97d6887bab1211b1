"""Layer styles for QGIS 3 (QML): a rule for each look, symbols as SVG inside, names as labels.

QGIS reads `<layer>.qml` beside a shapefile, and the table `layer_styles` of a GeoPackage, when it
opens the layer. Sizes are in millimetres. Properties are written as `prop`, which all versions of
QGIS 3 read.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from geo.export.layer_styles import LABEL_MM, LayerStyle, StyleRule
from geo.mapping.styles import INK, PAPER, SHEET, SHEET_HALO
from geo.mapping.theme import Rgb

VERSION = "3.16.0-Hannover"  # the oldest one whose form this is
DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
TYPES = {"points": ("marker", "0"), "lines": ("line", "1"), "areas": ("fill", "2")}
OPAQUE = 255


def write_qml(style: LayerStyle) -> str:
    """The style as a QML document."""
    symbol_type, geometry_type = TYPES[style.layer]
    root = Element("qgis", version=VERSION, styleCategories="Symbology|Labeling", labelsEnabled="1")
    renderer = SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0")
    renderer.set("forceraster", "0")
    renderer.set("enableorderby", "0")
    rules = SubElement(renderer, "rules", key="{shutu}")
    symbols = SubElement(renderer, "symbols")
    for number, rule in enumerate(style.rules):
        SubElement(
            rules,
            "rule",
            key=f"{{shutu-{number}}}",
            symbol=str(number),
            label=rule.label,
            filter=expression(style, rule),
        )
        _symbol(symbols, str(number), symbol_type, rule)
    _labels(root, style)
    SubElement(root, "blendMode").text = "0"
    SubElement(root, "layerGeometryType").text = geometry_type
    indent(root)
    return DOCTYPE + tostring(root, encoding="unicode") + "\n"


def expression(style: LayerStyle, rule: StyleRule) -> str:
    """The places of a rule, as an expression of QGIS. Codes hold no quotes and no wildcards."""
    names = style.columns
    sectors = f'"{names["sectors"]}"'
    derived = "=" if rule.key.station else "<>"
    return (
        f"({sectors} = '{rule.sector}' OR {sectors} LIKE '{style.like(rule, '%')}') "
        f"AND \"{names['precision']}\" = '{rule.key.precision}' "
        f"AND \"{names['relation']}\" {derived} 'derived'"
    )


def _symbol(parent: Element, name: str, kind: str, rule: StyleRule) -> None:
    """A line or area has its own look and, in its middle, the symbol of its sector."""
    symbol = SubElement(
        parent, "symbol", name=name, type=kind, alpha="1", clip_to_extent="1", force_rhr="0"
    )
    rgb = rule.style.rgb
    if kind == "marker":
        _svg(symbol, rule)
    elif kind == "line":
        _line(symbol, rgb)
        middle = {"placement": "centralpoint", "rotate": "0"}
        _marker(_layer(symbol, "MarkerLine", middle), f"@{name}@1", rule)
    else:
        _fill(symbol, rgb)
        middle = {"point_on_surface": "1", "point_on_all_parts": "0"}
        _marker(_layer(symbol, "CentroidFill", middle), f"@{name}@1", rule)


def _marker(parent: Element, name: str, rule: StyleRule) -> None:
    _symbol(parent, name, "marker", rule)


def _svg(symbol: Element, rule: StyleRule) -> None:
    content = b64encode(rule.svg.encode()).decode()
    properties = {"name": f"base64:{content}", "size": f"{rule.size:g}", "size_unit": "MM"}
    _layer(symbol, "SvgMarker", {**properties, "scale_method": "diameter", "angle": "0"})


def _line(symbol: Element, rgb: Rgb) -> None:
    width, opacity = SHEET.line
    properties = {
        "line_color": _color(rgb, opacity),
        "line_style": "solid",
        "line_width": f"{width:g}",
        "line_width_unit": "MM",
        "capstyle": "round",
        "joinstyle": "round",
    }
    _layer(symbol, "SimpleLine", properties)


def _fill(symbol: Element, rgb: Rgb) -> None:
    width, opacity = SHEET.border
    properties = {
        "color": _color(rgb, SHEET.fill),
        "style": "solid",
        "outline_color": _color(rgb, opacity),
        "outline_style": "solid",
        "outline_width": f"{width:g}",
        "outline_width_unit": "MM",
        "joinstyle": "round",
    }
    _layer(symbol, "SimpleFill", properties)


def _layer(symbol: Element, kind: str, properties: Mapping[str, str]) -> Element:
    attributes = {"class": kind, "enabled": "1", "locked": "0", "pass": "0"}
    layer = SubElement(symbol, "layer", attributes)
    for name, value in properties.items():
        SubElement(layer, "prop", k=name, v=value)
    return layer


def _color(rgb: Rgb, opacity: float) -> str:
    """`red,green,blue,alpha`, each 0 to 255; `opacity` is 0 to 1."""
    return ",".join(map(str, [*rgb, round(opacity * OPAQUE)]))


def _labels(root: Element, style: LayerStyle) -> None:
    """Names of places with a white edge, where they fit."""
    labeling = SubElement(root, "labeling", type="simple")
    settings = SubElement(labeling, "settings", calloutType="simple")
    text = {
        "fieldName": style.label_column,
        "isExpression": "0",
        "fontSize": f"{LABEL_MM:g}",
        "fontSizeUnit": "MM",
        "textColor": _color(_rgb(INK), 1),
    }
    buffer = {
        "bufferDraw": "1",
        "bufferSize": f"{SHEET_HALO:g}",
        "bufferSizeUnits": "MM",
        "bufferColor": _color(_rgb(PAPER), 1),
    }
    written = SubElement(settings, "text-style", text)
    SubElement(written, "text-buffer", buffer)
    placements = {"points": "6", "lines": "3", "areas": "0"}  # beside, along, around
    SubElement(settings, "placement", placement=placements[style.layer], dist="0.5")


def _rgb(color: str) -> Rgb:
    """`#rrggbb` as three numbers of 0 to 255."""
    return [int(color[at : at + 2], 16) for at in (1, 3, 5)]
