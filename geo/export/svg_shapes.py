"""SVG that sheet, brief and HTML page have in common: symbols of places, and shapes as paths."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, fromstring

import shapely
from shapely.geometry.base import BaseGeometry

from geo.mapping.styles import STATION, STATION_BOX, SYMBOL_BOX
from geo.mapping.symbols import named_svg

SVG = "http://www.w3.org/2000/svg"


def symbol_elements(names: Iterable[str]) -> list[Element]:
    """SVG `<symbol>`s of those names (`StyleKey.symbol`), without namespace."""
    return [_symbol(name) for name in sorted(set(names))]


def _symbol(name: str) -> Element:
    box = STATION_BOX if name.startswith(f"{STATION}-") else SYMBOL_BOX
    symbol = Element("symbol", id=name, viewBox=box)
    for part in fromstring(named_svg(name)):
        part.tag = part.tag.removeprefix(f"{{{SVG}}}")
        symbol.append(part)
    return symbol


def path_data(shape: BaseGeometry) -> str:
    """SVG path data of lines and polygons, to 0.01 of the shape's unit."""
    pieces = []
    for part in _simple(shape):
        if isinstance(part, shapely.Polygon):
            pieces += [f"M{'L'.join(_points(r)[:-1])}Z" for r in (part.exterior, *part.interiors)]
        else:
            pieces.append("M" + "L".join(_points(part)))
    return "".join(pieces)


def _points(line: BaseGeometry) -> list[str]:
    return [f"{x:.2f} {y:.2f}" for x, y in shapely.get_coordinates(line)]


def borders(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """The borders between and around areas, each once although two areas share it."""
    return shapely.line_merge(shapely.union_all(shapely.boundary(list(shapes))))


def _simple(shape: BaseGeometry) -> list[BaseGeometry]:
    """Its lines and polygons, however deep they are nested."""
    parts = list(shapely.get_parts(shape))
    if len(parts) == 1 and parts[0].geom_type == shape.geom_type:
        return parts
    return [simple for part in parts for simple in _simple(part)]
