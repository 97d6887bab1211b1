"""A small map as one SVG: the areas around a subject, and places in the symbols of all other maps.

For pages that show where places lie without a map to move, and for print. Lengths are pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.mapping.features import LonLat, MapFeature
from geo.mapping.sector_styles import STATION_STYLE, sector_style
from geo.mapping.styles import BROWSER_GROUND, HTML_PAGE
from geo.mapping.symbols import feature_svg
from geo.mapping.theme import THEMES, Theme, ThemeName
from geo.model import Bounds

WIDTH, HEIGHT = 560.0, 400.0
MARGIN = 12.0
SYMBOL, STATION = 17.0, 6.0
FINEST = 1.0  # of lines


@dataclass(frozen=True)
class SmallGround:
    """What lies below the places (EPSG:4326): all `areas`, and the `subject` with its `parts` where
    the picture is about one of them.
    """

    areas: Sequence[BaseGeometry]
    bounds: Bounds
    subject: BaseGeometry | None = None
    parts: Sequence[BaseGeometry] = ()


def small_picture(
    ground: SmallGround, features: Iterable[MapFeature], theme: ThemeName, title: str
) -> str:
    """The picture of places on their ground, as SVG with a title."""
    look, view = THEMES[theme], _View(ground.bounds)
    every = sorted(features, key=lambda one: one.order)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        f'width="{WIDTH:g}" height="{HEIGHT:g}"><title>{escape(title)}</title>',
        f'<rect width="100%" height="100%" fill="{look.page["ground"]}"/>',
        *_land(ground, view, look),
        *(_shape(one, view) for one in every),
        *(_symbol(one, view) for one in every if one.position),
        "</svg>",
    ]
    return "".join(parts)


def shares_of(bounds: Bounds, point: LonLat) -> tuple[float, float] | None:
    """Where a point lies in the picture of `bounds`, as shares of its width and height: for names,
    which a page writes in its own font. None near or beyond an edge.
    """
    x, y = _View(bounds).at(point)
    inside = MARGIN < x < WIDTH - MARGIN and MARGIN < y < HEIGHT - MARGIN
    return (x / WIDTH, y / HEIGHT) if inside else None


class _View:
    """Web Mercator, fitted into the picture."""

    def __init__(self, bounds: Bounds) -> None:
        west, south, east, north = bounds
        left, top, right, bottom = *_mercator(west, north), *_mercator(east, south)
        self.scale = min(
            (WIDTH - 2 * MARGIN) / (right - left), (HEIGHT - 2 * MARGIN) / (bottom - top)
        )
        self.left = WIDTH / 2 - self.scale * (left + right) / 2
        self.top = HEIGHT / 2 - self.scale * (top + bottom) / 2

    def at(self, point: LonLat) -> tuple[float, float]:
        """Where a point lies in the picture."""
        x, y = _mercator(*point)
        return x * self.scale + self.left, y * self.scale + self.top

    def drawn(self, shape: BaseGeometry) -> BaseGeometry:
        """A geometry in the picture, as light as can be seen, and cut at the edges."""
        moved = shapely.transform(shape, self._all)
        return shapely.clip_by_rect(moved.simplify(FINEST), -9, -9, WIDTH + 9, HEIGHT + 9)

    def _all(self, points: np.ndarray) -> np.ndarray:
        lat = np.radians(points[:, 1])
        x, y = np.radians(points[:, 0]), -np.log(np.tan(math.pi / 4 + lat / 2))
        return np.column_stack([x * self.scale + self.left, y * self.scale + self.top])


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    return math.radians(lon), -math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _land(ground: SmallGround, view: _View, look: Theme) -> list[str]:
    """All areas; where there is a subject it is bright, and the others step back."""
    line, width = look.map_color("prefecture_line"), BROWSER_GROUND
    faded = "land" if ground.subject is None else "neighbour"
    drawn = [
        _path(view.drawn(area), look.map_color(faded), line, width["prefecture"])
        for area in ground.areas
    ]
    if ground.subject is not None:
        subject = view.drawn(ground.subject)
        drawn.append(_path(subject, look.map_color("land"), "none", 0))
        county = look.map_color("county_line")
        drawn += [_path(view.drawn(part), "none", county, width["county"]) for part in ground.parts]
        drawn.append(_path(subject, "none", look.map_color("marked"), width["prefecture_near"]))
    return drawn


def _shape(feature: MapFeature, view: _View) -> str:
    """The line or area of a place."""
    if not feature.shape or not feature.is_spread_out:
        return ""
    shape = view.drawn(shapely.from_geojson(feature.shape))
    colour = sector_style(feature.style.sector).colour
    if shapely.get_dimensions(shape) == 1:
        return _path(shape, "none", colour, HTML_PAGE.line.width, HTML_PAGE.line.opacity)
    return _path(shape, colour, colour, HTML_PAGE.border.width, fill_opacity=HTML_PAGE.fill)


def _symbol(feature: MapFeature, view: _View) -> str:
    x, y = view.at(feature.position or (0, 0))
    if feature.style.station:
        colour = STATION_STYLE.colour
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{STATION / 2}" fill="{colour}"/>'
    place = f'x="{x - SYMBOL / 2:.1f}" y="{y - SYMBOL / 2:.1f}" width="{SYMBOL}" height="{SYMBOL}"'
    _, _, content = feature_svg(feature.style).partition(">")
    return f'<svg {place} viewBox="0 0 32 32">{content}'


def _path(
    shape: BaseGeometry,
    fill: str,
    stroke: str,
    width: float,
    opacity: float = 1,
    fill_opacity: float = 1,
) -> str:
    if shape.is_empty:
        return ""
    lines = [
        "M" + " ".join(f"{x:.1f},{y:.1f}" for x, y in shapely.get_coordinates(line))
        for part in shapely.get_parts(shape)
        for line in (shapely.get_rings(part) if part.geom_type == "Polygon" else [part])
    ]
    return (
        f'<path d="{"".join(lines)}" fill="{fill}" fill-opacity="{fill_opacity}" stroke="{stroke}" '
        f'stroke-width="{width}" stroke-opacity="{opacity}" fill-rule="evenodd" '
        'stroke-linejoin="round"/>'
    )
