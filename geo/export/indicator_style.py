"""The style of the layer `indicator` for QGIS (QML) and others (SLD): a fill for each class."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from geo.choropleth.model import Choropleth
from geo.export.qml import DOCTYPE, VERSION
from geo.export.sld import OGC, SLD
from geo.mapping.styles import SHEET_GROUND
from geo.mapping.theme import THEMES, rgb_color

LINE = THEMES["print"].map_colors["prefecture_line"]
EDGE = {
    "outline_color": ",".join(map(str, [*LINE, 255])),
    "outline_style": "solid",
    "outline_width": f"{SHEET_GROUND['county']:g}",
    "outline_width_unit": "MM",
}


def indicator_qml(choropleth: Choropleth, lang: str) -> str:
    """Categories by the column `class`, in the order of the legend; QGIS 3."""
    root = Element("qgis", version=VERSION, styleCategories="Symbology")
    kind = {"type": "categorizedSymbol", "attr": "class", "symbollevels": "0"}
    renderer = SubElement(root, "renderer-v2", kind)
    categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    for number, entry in enumerate(_classes(choropleth, lang)):
        about = {"symbol": str(number), "value": str(number + 1), "label": entry[1]}
        SubElement(categories, "category", {**about, "render": "true"})
        symbol = SubElement(symbols, "symbol", name=str(number), type="fill", alpha="1")
        layer = SubElement(symbol, "layer", {"class": "SimpleFill", "enabled": "1", "pass": "0"})
        color = ",".join(map(str, [*rgb_color(entry[0]), 255]))
        for name, value in {"color": color, "style": "solid", **EDGE}.items():
            SubElement(layer, "prop", k=name, v=value)
    SubElement(root, "layerGeometryType").text = "2"
    indent(root)
    return DOCTYPE + tostring(root, encoding="unicode") + "\n"


def indicator_sld(choropleth: Choropleth, lang: str, layer: str) -> str:
    """The same as a Styled Layer Descriptor 1.0.0."""
    root = Element("StyledLayerDescriptor", {"version": "1.0.0", "xmlns": SLD, "xmlns:ogc": OGC})
    named = SubElement(root, "NamedLayer")
    SubElement(named, "Name").text = layer
    drawn = SubElement(SubElement(named, "UserStyle"), "FeatureTypeStyle")
    for number, (color, words) in enumerate(_classes(choropleth, lang)):
        rule = SubElement(drawn, "Rule")
        SubElement(rule, "Title").text = words
        equal = SubElement(SubElement(rule, "ogc:Filter"), "ogc:PropertyIsEqualTo")
        SubElement(equal, "ogc:PropertyName").text = "class"
        SubElement(equal, "ogc:Literal").text = str(number + 1)
        fill = SubElement(SubElement(rule, "PolygonSymbolizer"), "Fill")
        SubElement(fill, "CssParameter", name="fill").text = color
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _classes(choropleth: Choropleth, lang: str) -> list[tuple[str, str]]:
    """The colour of each class and its figures."""
    return [(entry.color, entry.text) for entry in choropleth.legend(lang) if entry.color]
