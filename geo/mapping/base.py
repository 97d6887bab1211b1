"""The layers below the places: land, borders, waters, seats, and the outlines of the filter."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from geo.json_document import Json
from geo.mapping.layer import Layer, line_layer, make_layer
from geo.mapping.styles import BROWSER_GROUND, OUTLINE, SEAT
from geo.mapping.theme import THEMES, ThemeName, rgb_color
from geo.schema.rows import AreaRow

COUNTY_ZOOM = 7.6  # minimum zoom of county borders, names and seats
LAKE_ZOOM = 9.5  # maximum zoom of lakes: their outlines have a vertex about every kilometre
# Where the neighbours fade into the background: between two rounded frames around the middle of the
# province (half their width and height in degrees). The outer one lies inside the box to which
# the neighbours are cut (data/sources/boundaries/neighbours.geojson: 94-112 E, 24-37 N).
MIDDLE = (102.95, 30.2)
FADE_FROM, FADE_TO = (6.1, 4.5), (8.9, 6.1)
FADE_STEPS = 9
ROUND = 4  # exponent of the frames: 2 is an ellipse, more is squarer
CORNERS = 32  # of a frame
FADED = (60.0, 10.0, 150.0, 50.0)  # beyond is background only: as far as a map can be moved


def base_layers(
    asset_url: str,
    prefectures: Sequence[AreaRow],
    theme: ThemeName,
    *,
    approved: bool = False,
    seats: bool = True,
) -> list[Layer]:
    """Land, borders, waters and county seats, loaded by the browser from `asset_url` once per
    build.

    `zoomRange` and `box` (west, south, east, north) define when the browser shows a layer. With
    `approved`, the approved base map (geo/mapping/approved.py) replaces the default borders.
    """
    colour, width = THEMES[theme].map_colors, BROWSER_GROUND
    fill = {"filled": True, "line_width_units": "pixels"}
    line = {"filled": False, "stroked": True, "line_width_units": "pixels"}
    far, near = [0, COUNTY_ZOOM], [COUNTY_ZOOM, 24]

    def base(name: str, **properties: Any) -> Layer:
        data = f"{asset_url}/base-{name}.json"
        return make_layer("GeoJsonLayer", f"base-{name}", data, **properties)

    def segments(name: str, color: object, line: str) -> Layer:
        data = f"{asset_url}/base-{name}.json"
        return line_layer(f"base-{name}", data, get_color=color, get_width=width[line])

    waters = [
        base("lakes", filled=True, stroked=False, get_fill_color=colour["water"])
        | {"zoomRange": [0, LAKE_ZOOM]},
        segments("far-rivers", colour["water"], "water") | {"zoomRange": far},
        base("near-rivers", **line, get_line_color=colour["water"], get_line_width=width["water"])
        | {"zoomRange": near},
    ]
    over = [*waters, *([_seats(asset_url, theme) | {"zoomRange": near}] if seats else [])]
    if approved:
        land = base(
            "approved",
            **fill,
            get_fill_color=colour["land"],
            get_line_color=colour["province_line"],
            get_line_width=width["approved"],
        )
        return [land, *over]
    layers = [
        base("neighbours", filled=True, stroked=False, get_fill_color=colour["neighbour"]),
        segments("neighbour-borders", colour["neighbour_line"], "neighbour"),
        base("far-province", filled=True, stroked=False, get_fill_color=colour["land"])
        | {"zoomRange": far},
        segments("far-prefectures", colour["prefecture_line"], "prefecture") | {"zoomRange": far},
        segments("far-province-border", colour["province_line"], "province") | {"zoomRange": far},
    ]
    layers.insert(2, fade_layer(theme))
    for row in prefectures:
        piece = {"zoomRange": near, "box": row["bbox"]}
        layers += [
            base(
                f"near-counties-{row['adcode']}",
                **fill,
                get_fill_color=colour["land"],
                get_line_color=colour["county_line"],
                get_line_width=width["county"],
            )
            | piece,
            base(
                f"near-prefecture-{row['adcode']}",
                **line,
                get_line_width=width["prefecture_near"],
                get_line_color=colour["prefecture_line"],
            )
            | piece,
        ]
    return [*layers, *over]


def _seats(asset_url: str, theme: ThemeName) -> Layer:
    """A dot for each county seat, quieter than any place."""
    colour = THEMES[theme].map_colors
    return make_layer(
        "ScatterplotLayer",
        "base-seats",
        f"{asset_url}/base-seats.json",
        get_position="position",
        get_fill_color=colour["land"],
        get_line_color=colour["province_line"],
        stroked=True,
        line_width_units="pixels",
        get_line_width=SEAT.rim,
        radius_units="pixels",
        get_radius=SEAT.radius,
    )


def fade_layer(theme: ThemeName) -> Layer:
    """Rings in the colour of the background over the neighbours, denser from step to step."""
    frames = [_frame(step / FADE_STEPS) for step in range(FADE_STEPS + 1)]
    background = rgb_color(THEMES[theme].page["ground"])

    def ring(outer: list[list[float]], inner: list[list[float]], step: int) -> Json:
        fill = [*background, round(255 * step / FADE_STEPS)]
        geometry = {"type": "Polygon", "coordinates": [outer, inner[::-1]]}
        return {"type": "Feature", "properties": {"fill": fill}, "geometry": geometry}

    rings = [ring(outer, inner, step) for step, (inner, outer) in enumerate(pairwise(frames))]
    west, south, east, north = FADED
    whole = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return make_layer(
        "GeoJsonLayer",
        "base-fade",
        [*rings[1:], ring(whole, frames[-1], FADE_STEPS)],
        filled=True,
        stroked=False,
        get_fill_color="properties.fill",
    )


def _frame(part: float) -> list[list[float]]:
    """A closed rounded frame between `FADE_FROM` (0) and `FADE_TO` (1), in degrees."""
    wide, high = (
        start + (end - start) * part for start, end in zip(FADE_FROM, FADE_TO, strict=True)
    )
    turns = [2 * math.pi * corner / CORNERS for corner in range(CORNERS)]
    points = [
        [
            round(MIDDLE[0] + wide * _rounded(math.cos(turn)), 2),
            round(MIDDLE[1] + high * _rounded(math.sin(turn)), 2),
        ]
        for turn in turns
    ]
    return [*points, points[0]]


def _rounded(value: float) -> float:
    return math.copysign(abs(value) ** (2 / ROUND), value)


def outline_layer(theme: ThemeName) -> Layer:
    """Outlines of what the filter asks for: chosen regions, a circle, an uploaded area.

    A reference: the browser has the regions' outlines, and is sent the others.
    """
    colour = THEMES[theme].map_colors["marked"]
    return make_layer(
        "GeoJsonLayer",
        "outlines",
        {"from": "outlines"},
        filled=False,
        stroked=True,
        get_line_color=[*colour, OUTLINE.opacity],
        line_width_units="pixels",
        get_line_width=OUTLINE.width,
    )
