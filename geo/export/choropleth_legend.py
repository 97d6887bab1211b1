"""A choropleth on the sheet: the colours of its regions, and its legend (in millimetres)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

import shapely
from shapely.geometry.base import BaseGeometry

from geo import i18n
from geo.choropleth.model import Choropleth, ChoroplethClass
from geo.export.layout import Point
from geo.export.projection import BaseMap
from geo.export.svg_canvas import COLORS, LEAD, LEADING, SMALL, SvgCanvas

SWATCH = (6.0, 3.6)  # width and height of a colour, at A4
ROW = 4.6
COLUMN = 32.0  # room for a colour with its figures, at A4
MOST_TITLE_LINES, MOST_NOTE_LINES = 2, 4


def colored_regions(choropleth: Choropleth, base: BaseMap) -> Mapping[str, list[BaseGeometry]]:
    """The regions of the base map by their colour (`#rrggbb`), in its projection."""
    shapes = base.counties if choropleth.level == "counties" else base.prefectures
    found: dict[str, list[BaseGeometry]] = {}
    for code, shape in zip(choropleth.regions, shapes, strict=True):
        color = choropleth.color(code)
        if color is not None:
            found.setdefault(color, []).append(shape)
    return found


def merged_regions(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Neighbours of one colour as one shape, without a seam between them."""
    return shapely.coverage_union_all(shapes)


def legend_text(entry: ChoroplethClass, lang: str) -> str:
    """The figures of a class and how many regions it has: `4–5 (13)`."""
    return i18n.aside(lang, entry.text, entry.regions)


def legend_height(canvas: SvgCanvas, choropleth: Choropleth, lang: str, room: float) -> float:
    """How high the legend is on a `room` of that width."""
    trial = SvgCanvas(canvas.font, room, room, canvas.factor)
    return draw_choropleth_legend(trial, choropleth, lang, (0.0, 0.0), room)


def draw_choropleth_legend(
    canvas: SvgCanvas, choropleth: Choropleth, lang: str, at: Point, room: float
) -> float:
    """Draw title, classes and note from `at` on, `room` wide; where it ends."""
    (x, y), factor = at, canvas.factor
    for line in canvas.lines(choropleth.heading(lang), LEAD * 1.08, room)[:MOST_TITLE_LINES]:
        y += LEAD * factor * 1.2
        canvas.text(canvas.root, x, y, line, LEAD, bold=True)
    y += 1.8 * factor
    entries = choropleth.legend(lang)
    columns = max(1, min(int(room / (COLUMN * factor)), len(entries)))
    rows = -(-len(entries) // columns)
    group = canvas.add(canvas.root, "g")
    for index, entry in enumerate(entries):
        column, row = divmod(index, rows)
        spot = (x + column * room / columns, y + row * ROW * factor)
        _draw_class(canvas, group, spot, entry, lang)
    y += rows * ROW * factor + 0.6 * factor
    lines = canvas.lines(choropleth.note(lang), SMALL, room)
    for line in lines[:MOST_NOTE_LINES]:
        y += SMALL * factor * LEADING * 0.9
        canvas.text(canvas.root, x, y, line, SMALL, fill=COLORS["quiet"])
    return y + 3.2 * factor


def _draw_class(
    canvas: SvgCanvas, group: Element, at: Point, entry: ChoroplethClass, lang: str
) -> None:
    (x, y), (wide, high) = at, SWATCH
    swatch = {"width": wide * canvas.factor, "height": high * canvas.factor}
    edge = {"stroke": COLORS["faint"], "stroke-width": 0.2}
    fill = entry.color or COLORS["paper"]
    canvas.add(group, "rect", x=x, y=y, **swatch, fill=fill, **edge)
    base = y + (high / 2 + SMALL * 0.36) * canvas.factor
    words = legend_text(entry, lang)
    canvas.text(canvas.root, x + (wide + 1.4) * canvas.factor, base, words, SMALL)
