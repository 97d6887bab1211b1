"""What was found for a person's list, as layers: symbols by who decided, counties by their rows.

The colours show how a row stands and never a sector; the frames the precision, as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log10
from typing import Any

from geo.json_document import Json
from geo.mapping.layer import Layer, make_layer
from geo.mapping.layers import ring_layers, ring_look
from geo.mapping.sector_styles import MATCH_STYLES
from geo.mapping.styles import (
    BROWSER,
    COUNTY_BORDER,
    COUNTY_FILL,
    COUNTY_FILL_MOST,
    COUNTY_FILL_STEP,
    COUNTY_SELECTED,
    MATCH_DOT,
    MATCH_DOT_FILL,
    MATCH_DOT_RIM,
    PAPER,
)
from geo.mapping.symbols import ICON_BOX, data_uri, symbol_svg
from geo.mapping.theme import THEMES, ThemeName, line_color, rgb_color
from geo.model import Precision

MOST_SYMBOLS = 120  # more are drawn as plain dots: the browser compares symbols pair by pair


class MatchKind(StrEnum):
    """Who decided that the place is there."""

    FOUND = "found"  # the name alone
    CHOSEN = "chosen"  # a person
    OPTION = "option"  # nobody yet: a candidate of the row in hand


@dataclass(frozen=True)
class MatchPoint:
    """Rows at one point: degrees WGS84, `tip` for the pointer, `id` is what a click sends."""

    id: str
    lon: float
    lat: float
    precision: Precision
    uncertainty_m: int
    kind: MatchKind
    tip: str


@dataclass(frozen=True)
class CountyCount:
    """Rows of which only the county is known; `shape` is its GeoJSON geometry."""

    id: str
    shape: Mapping[str, Any]
    rows: int
    kind: MatchKind
    tip: str


def match_layers(
    points: Sequence[MatchPoint],
    counties: Sequence[CountyCount],
    selected: str | None,
    theme: ThemeName,
) -> list[Layer]:
    """Counties below dots below symbols; the selected one is ringed, with its uncertainty."""
    many = len(points) > MOST_SYMBOLS
    dots = [point for point in points if many and point.kind is not MatchKind.OPTION]
    symbols = [point for point in points if not many or point.kind is MatchKind.OPTION]
    ringed = next((point for point in points if point.id == selected), None)
    return [
        _counties(counties, selected, theme),
        _dots(dots, theme),
        _symbols(symbols),
        *(_ring(ringed, theme) if ringed else []),
    ]


def _ring(point: MatchPoint, theme: ThemeName) -> list[Layer]:
    position = {"position": [point.lon, point.lat]}
    circle, ring = {**position, "metres": point.uncertainty_m}, {**position, "id": point.id}
    return ring_layers([circle], [ring | ring_look(theme)], theme)


def _counties(counties: Sequence[CountyCount], selected: str | None, theme: ThemeName) -> Layer:
    features = [
        _county(county, theme, is_selected=county.id == selected)
        for county in sorted(counties, key=lambda county: county.id == selected)
    ]
    return make_layer(
        "GeoJsonLayer",
        "places-areas",
        features,
        pickable=True,
        filled=True,
        stroked=True,
        get_fill_color="properties.fill",
        get_line_color="properties.line",
        get_line_width="properties.width",
        line_width_units="pixels",
    )


def _county(county: CountyCount, theme: ThemeName, *, is_selected: bool) -> Json:
    color = line_color(MATCH_STYLES[county.kind].rgb, theme)
    strength = round(COUNTY_FILL + COUNTY_FILL_STEP * log10(county.rows))
    border = COUNTY_SELECTED if is_selected else COUNTY_BORDER
    line = THEMES[theme].map_colors["marked"] if is_selected else color
    return {
        "type": "Feature",
        "geometry": county.shape,
        "properties": {
            "id": county.id,
            "tip": county.tip,
            "fill": [*color, min(COUNTY_FILL_MOST, strength)],
            "line": [*line, border.opacity],
            "width": border.width,
        },
    }


def _dots(points: Sequence[MatchPoint], theme: ThemeName) -> Layer:
    data = [
        {
            "id": point.id,
            "tip": point.tip,
            "position": [point.lon, point.lat],
            "fill": [*line_color(MATCH_STYLES[point.kind].rgb, theme), MATCH_DOT_FILL],
        }
        for point in points
    ]
    return make_layer(
        "ScatterplotLayer",
        "places-dots",
        data,
        pickable=True,
        get_position="position",
        get_fill_color="fill",
        get_line_color=[*rgb_color(PAPER), MATCH_DOT_RIM.opacity],
        stroked=True,
        line_width_units="pixels",
        get_line_width=MATCH_DOT_RIM.width,
        radius_units="pixels",
        get_radius=MATCH_DOT / 2,
    )


def _symbols(points: Sequence[MatchPoint]) -> Layer:
    data = [
        {
            "id": point.id,
            "tip": point.tip,
            "position": [point.lon, point.lat],
            "colour": MATCH_STYLES[point.kind].colour,
            "icon": _icon(point),
        }
        for point in points
    ]
    return make_layer(
        "IconLayer",
        "places-icons",
        data,
        pickable=True,
        get_position="position",
        get_icon="icon",
        get_size=BROWSER.symbol,
        size_units="pixels",
        get_pixel_offset="offset",
    )


def _icon(point: MatchPoint) -> Json:
    name = f"{point.kind}-{point.precision}"
    return {"url": match_uri(point.kind, point.precision), "id": name, **ICON_BOX}


def match_uri(kind: MatchKind, precision: Precision) -> str:
    """The symbol as a `data:` address."""
    return data_uri(symbol_svg(MATCH_STYLES[kind], precision))
