"""What was found for a person's list, as layers: symbols by who says so, counties by how many rows.

The colours say how a row stands and never a sector; the frames say the precision, as everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log10
from typing import Any

from geo.json_document import Json
from geo.mapping.layer import Layer, make_layer
from geo.mapping.layers import ICON_SIZE, on_land, ring_layers, ring_look
from geo.mapping.marks import Mark
from geo.mapping.palette import data_uri, symbol_svg
from geo.mapping.symbols import ICON_BOX
from geo.mapping.theme import THEMES, ThemeName
from geo.model import Precision

MOST_SYMBOLS = 120  # more are drawn as plain dots: the browser compares symbols pair by pair
TINT, TINT_STEP = 46, 34  # how strongly a county is filled: for one row, and more per tenfold


class Look(StrEnum):
    """Who says that the place is there."""

    FOUND = "found"  # the name alone
    CHOSEN = "chosen"  # a person
    OPTION = "option"  # nobody yet: a candidate of the row in hand


LOOKS = {
    Look.FOUND: Mark("#1f5f99", "M9.6 18.6 3.4 12.4l2.3-2.3 3.9 3.9 8.7-8.7 2.3 2.3z"),  # a tick
    Look.CHOSEN: Mark(  # a pencil
        "#0f6b54", "M4 20l1.2-5L15.6 4.6a2 2 0 0 1 2.8 0l1 1a2 2 0 0 1 0 2.8L9 18.8z"
    ),
    Look.OPTION: Mark(  # a question mark
        "#a34a00",
        "M12 3.6c3.4 0 5.8 2 5.8 5 0 3.3-3.6 4-4.1 6.4h-3.2c.3-3.9 3.7-4.1 3.7-6.2 0-1.2-.9-1.9"
        "-2.3-1.9-1.4 0-2.4.7-2.8 2L6.2 8c.8-2.8 2.9-4.4 5.8-4.4zM12.100 16.600a2 2 0 1 1 0 4 2 2 0"
        " 0 1 0-4z",
    ),
}


@dataclass(frozen=True)
class Spot:
    """Rows at one point: degrees WGS84, `tip` for the pointer, `id` is what a click gives back."""

    id: str
    lon: float
    lat: float
    precision: Precision
    uncertainty_m: int
    look: Look
    tip: str


@dataclass(frozen=True)
class Tint:
    """Rows of which only the county is known; `shape` is its GeoJSON geometry."""

    id: str
    shape: Mapping[str, Any]
    rows: int
    look: Look
    tip: str


def result_layers(
    spots: Sequence[Spot], tints: Sequence[Tint], selected: str | None, theme: ThemeName
) -> list[Layer]:
    """Counties below dots below symbols; the selected one is ringed, with its uncertainty."""
    many = len(spots) > MOST_SYMBOLS
    dots = [spot for spot in spots if many and spot.look is not Look.OPTION]
    symbols = [spot for spot in spots if not many or spot.look is Look.OPTION]
    ringed = next((spot for spot in spots if spot.id == selected), None)
    return [
        _tints(tints, selected, theme),
        _dots(dots, theme),
        _symbols(symbols),
        *(_ring(ringed, theme) if ringed else []),
    ]


def _ring(spot: Spot, theme: ThemeName) -> list[Layer]:
    position = {"position": [spot.lon, spot.lat]}
    circle, ring = {**position, "metres": spot.uncertainty_m}, {**position, "id": spot.id}
    return ring_layers([circle], [ring | ring_look(theme)], theme)


def _tints(tints: Sequence[Tint], selected: str | None, theme: ThemeName) -> Layer:
    marked = THEMES[theme].land["marked"]

    def strength(rows: int) -> int:
        return min(150, round(TINT + TINT_STEP * log10(rows)))

    features = [
        {
            "type": "Feature",
            "geometry": tint.shape,
            "properties": {
                "id": tint.id,
                "tip": tint.tip,
                "fill": [*on_land(LOOKS[tint.look].rgb, theme), strength(tint.rows)],
                "line": [*marked, 235]
                if tint.id == selected
                else [*on_land(LOOKS[tint.look].rgb, theme), 200],
                "width": 2.4 if tint.id == selected else 1,
            },
        }
        for tint in sorted(tints, key=lambda tint: tint.id == selected)
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


def _dots(spots: Sequence[Spot], theme: ThemeName) -> Layer:
    data = [
        {
            "id": spot.id,
            "tip": spot.tip,
            "position": [spot.lon, spot.lat],
            "fill": [*on_land(LOOKS[spot.look].rgb, theme), 200],
        }
        for spot in spots
    ]
    return make_layer(
        "ScatterplotLayer",
        "places-dots",
        data,
        pickable=True,
        get_position="position",
        get_fill_color="fill",
        get_line_color=[255, 255, 255, 220],
        stroked=True,
        line_width_units="pixels",
        get_line_width=1,
        radius_units="pixels",
        get_radius=5,
    )


def _symbols(spots: Sequence[Spot]) -> Layer:
    data = [
        {
            "id": spot.id,
            "tip": spot.tip,
            "position": [spot.lon, spot.lat],
            "colour": LOOKS[spot.look].colour,
            "icon": _icon(spot),
        }
        for spot in spots
    ]
    return make_layer(
        "IconLayer",
        "places-icons",
        data,
        pickable=True,
        get_position="position",
        get_icon="icon",
        get_size=ICON_SIZE,
        size_units="pixels",
        get_pixel_offset="offset",
    )


def _icon(spot: Spot) -> Json:
    name = f"{spot.look}-{spot.precision}"
    return {"url": look_uri(spot.look, spot.precision), "id": name, **ICON_BOX}


def look_uri(look: Look, precision: Precision) -> str:
    """The symbol as a `data:` address."""
    return data_uri(symbol_svg(LOOKS[look], precision))
