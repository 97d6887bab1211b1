"""A sheet of SVG: lines of text of known width, paths, elements; and texts as outlines.

Lengths are millimetres; sizes of text grow with the sheet (`SvgCanvas.factor`).
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from shapely.geometry.base import BaseGeometry

from geo.export.fonts import Font
from geo.export.layout import wrapped
from geo.export.svg_shapes import SVG, path_data
from geo.mapping.styles import SHEET_HALO
from geo.mapping.theme import THEMES

# Sizes of texts on an A4 sheet in millimetres, none below 7 points (2.47); those of names on the
# map are SHEET_LABELS.
TITLE, LEAD, SMALL = 5.4, 3.0, 2.5
LEADING = 1.42
COLORS = THEMES["print"].page


class SvgCanvas:
    """Writes and draws on one sheet; `root` is the result."""

    def __init__(self, font: Font, width: float, height: float, factor: float) -> None:
        """An empty sheet of `width` by `height` millimetres, its texts `factor` times as large."""
        self.font, self.factor = font, factor
        self.missing: set[str] = set()  # characters of the texts so far that stand as codes
        self.root = Element(
            "svg",
            xmlns=SVG,
            viewBox=f"0 0 {width:g} {height:g}",
            width=f"{width:g}mm",
            height=f"{height:g}mm",
        )

    def printable(self, text: str) -> str:
        """The printable text; missing characters are recorded."""
        self.missing.update(self.font.missing([text]))
        return self.font.printable(text)

    def lines(self, text: str, size: float, room: float) -> list[str]:
        """A text cut into lines no wider than `room`."""
        return wrapped(self.printable(text), room, lambda line: self.width(line, size))

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a line of text is."""
        return self.font.width(text, size * self.factor, bold=bold)

    def text(
        self,
        parent: Element,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        fill: str = COLORS["ink"],
        bold: bool = False,
        halo: bool = False,
    ) -> None:
        """A line of text, if there is any; `x`, `y` is where its baseline starts."""
        if not text:
            return
        printable = self.printable(text)
        families = self.font.families(printable, bold=bold)
        attributes: dict[str, Any] = {
            "font-family": ", ".join(f"'{name}'" for name in families),
            "font-size": size * self.factor,
        }
        if bold:
            attributes["font-weight"] = 700
        if halo:
            attributes |= {
                "stroke": COLORS["halo"],
                "stroke-width": SHEET_HALO * self.factor,
                "stroke-linejoin": "round",
                "paint-order": "stroke",
            }
        line = self.add(parent, "text", x=x, y=y, fill=fill, **attributes)
        line.text = printable

    def path(
        self,
        parent: Element,
        shape: BaseGeometry,
        *,
        fill: str = "none",
        stroke: str | None = None,
        width: float = 0.0,
        opacity: float = 1.0,
    ) -> None:
        """A shape in millimetres, filled or stroked; nothing for an empty one."""
        if shape.is_empty:
            return
        path = self.add(parent, "path", d=path_data(shape), fill=fill)
        if fill != "none":
            path.set("fill-rule", "evenodd")
        if stroke:
            path.set("stroke", stroke)
            path.set("stroke-width", f"{width:g}")
            path.set("stroke-linejoin", "round")
            path.set("stroke-linecap", "round")
        if opacity < 1:
            path.set("opacity", f"{opacity:g}")

    def add(self, parent: Element, tag: str, **attributes: Any) -> Element:
        """A new element; numbers are written to a micrometre."""
        plain = {
            name: f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
            for name, value in attributes.items()
        }
        return SubElement(parent, tag, plain)


def outlined(root: Element, font: Font) -> Element:
    """Every text of the sheet as shapes, with its words as a `<title>`; changes `root`."""
    for parent in list(root.iter()):
        for index, line in enumerate(list(parent)):
            if line.tag != "text" or not line.text:
                continue
            size, x, y = (float(line.get(name, "0")) for name in ("font-size", "x", "y"))
            group = Element("g", {"aria-label": line.text, "role": "img"})
            SubElement(group, "title").text = line.text
            shape = {"d": font.path_of(line.text, size, x, y, bold="font-weight" in line.attrib)}
            if line.get("stroke"):  # the halo below, for programs that do not know paint-order
                below = {
                    name: line.get(name, "")
                    for name in ("stroke", "stroke-width", "stroke-linejoin")
                }
                SubElement(group, "path", {**shape, **below, "fill": "none"})
            SubElement(group, "path", {**shape, "fill": line.get("fill", COLORS["ink"])})
            parent[index] = group
    return root
