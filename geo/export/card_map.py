"""The small map of a phone card: the province, and where in it a place is.

SVG without colours of its own: its classes are coloured by the page, which knows the theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

import shapely

from geo.export.projection import PageView, ProjectedFeature, load_base
from geo.export.svg_shapes import SVG, borders, path_data
from geo.mapping.sector_styles import sector_style
from geo.mapping.symbols import data_uri, feature_svg

WIDTH, MARGIN = 360.0, 6.0  # pixels on a phone
DETAIL_PX = 0.7
SYMBOL, RING = 22.0, 17.0


@dataclass(frozen=True)
class _Ground:
    """The base map as path data in a view; `prefectures` in the order of their codes."""

    view: PageView
    land: str
    lines: str
    water: str
    prefectures: tuple[str, ...]


def card_map(
    folder: Path, build: str, place: ProjectedFeature, tinted: set[int], title: str
) -> str:
    """The SVG element of the map with one place, its line or area, and a ring around it.

    `tinted` are the positions of prefectures, in the order of their codes, that the place lies in;
    a place without a point is not drawn. `title` is what a screen reader says.
    """
    ground = _ground(folder, build)
    view = ground.view
    height = view.height + 2 * MARGIN
    box = f"0 0 {WIDTH:g} {height:g}"
    root = Element("svg", {"xmlns": SVG, "viewBox": box, "role": "img", "class": "map"})
    SubElement(root, "title").text = title
    SubElement(root, "path", {"class": "land", "d": ground.land})
    for number in sorted(tinted):
        SubElement(root, "path", {"class": "mine", "d": ground.prefectures[number]})
    for name, path in (("water", ground.water), ("lines", ground.lines), ("edge", ground.land)):
        SubElement(root, "path", {"class": name, "d": path})
    at = view.point(place.point) if place.point is not None else None
    if at is not None:
        _draw(root, view, place, at)
    return tostring(root, encoding="unicode")


def _draw(root: Element, view: PageView, place: ProjectedFeature, at: tuple[float, float]) -> None:
    """The shape of a place, its symbol and the ring."""
    if place.shape is not None:
        shape = view.on_paper(place.shape.simplify(view.metres_per_mm * DETAIL_PX))
        kind = "area" if shapely.get_dimensions(shape) == 2 else "line"
        color = sector_style(place.feature.style.sector).colour
        SubElement(root, "path", {"class": kind, "d": path_data(shape), "style": f"--c:{color}"})
    x, y = at
    frame = {"x": f"{x - SYMBOL / 2:.1f}", "y": f"{y - SYMBOL / 2:.1f}"}
    size = {"width": f"{SYMBOL:g}", "height": f"{SYMBOL:g}"}
    icon = {"href": data_uri(feature_svg(place.feature.style))}
    SubElement(root, "image", frame | size | icon)
    ring = {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{RING:g}", "class": "ring"}
    SubElement(root, "circle", ring)


@lru_cache(maxsize=2)
def _ground(folder: Path, build: str) -> _Ground:
    """The base map of a build, as light as a phone can show."""
    base = load_base(folder, build)
    west, south, east, north = base.bounds
    width = WIDTH - 2 * MARGIN
    height = width * (north - south) / (east - west)
    view = PageView(base.bounds, MARGIN, MARGIN, width, height)
    light = base.lighter(view.metres_per_mm * DETAIL_PX)
    paper = [view.on_paper(shape) for shape in light.prefectures]
    land = view.on_paper(shapely.coverage_union_all(light.prefectures))
    waters = shapely.GeometryCollection([view.on_paper(river) for river in light.rivers])
    return _Ground(
        view,
        path_data(land),
        path_data(borders(paper)),
        path_data(waters),
        tuple(map(path_data, paper)),
    )
