"""What lies under the places: land, borders, rivers, and the outlines of what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo.mapping.layer import Layer, line_layer, make_layer
from geo.mapping.theme import THEMES, ThemeName
from geo.schema.rows import Area

COUNTY_ZOOM = 7.6  # from here on county borders and names are drawn


def base_layers(
    asset_url: str, prefectures: Sequence[Area], theme: ThemeName, *, approved: bool = False
) -> list[Layer]:
    """Land, borders and rivers, loaded by the browser from `asset_url` once per build.

    `zoomRange` and `box` (west, south, east, north) tell the browser when a layer is wanted. With
    `approved`, the approved base map (geo/mapping/approved.py) takes the place of our borders.
    """
    colour = THEMES[theme].land
    fill = {"filled": True, "line_width_units": "pixels"}
    line = {"filled": False, "stroked": True, "line_width_units": "pixels"}
    far, near = [0, COUNTY_ZOOM], [COUNTY_ZOOM, 24]

    def base(name: str, **properties: Any) -> Layer:
        data = f"{asset_url}/base-{name}.json"
        return make_layer("GeoJsonLayer", f"base-{name}", data, **properties)

    def segments(name: str, color: object, width: float) -> Layer:
        data = f"{asset_url}/base-{name}.json"
        return line_layer(f"base-{name}", data, get_color=color, get_width=width)

    waters = [
        segments("far-rivers", colour["water"], 1.2) | {"zoomRange": far},
        base("near-rivers", **line, get_line_color=colour["water"], get_line_width=1.2)
        | {"zoomRange": near},
    ]
    if approved:
        land = base(
            "approved",
            **fill,
            get_fill_color=colour["land"],
            get_line_color=colour["province_line"],
            get_line_width=1.2,
        )
        return [land, *waters]
    layers = [
        base("neighbours", filled=True, stroked=False, get_fill_color=colour["neighbour"]),
        segments("neighbour-borders", colour["neighbour_line"], 0.8),
        base("far-province", filled=True, stroked=False, get_fill_color=colour["land"])
        | {"zoomRange": far},
        segments("far-prefectures", colour["prefecture_line"], 1) | {"zoomRange": far},
        segments("far-province-border", colour["province_line"], 2) | {"zoomRange": far},
    ]
    for row in prefectures:
        piece = {"zoomRange": near, "box": row["bbox"]}
        layers += [
            base(
                f"near-counties-{row['adcode']}",
                **fill,
                get_fill_color=colour["land"],
                get_line_color=colour["county_line"],
                get_line_width=0.7,
            )
            | piece,
            base(
                f"near-prefecture-{row['adcode']}",
                **line,
                get_line_width=1.4,
                get_line_color=colour["prefecture_line"],
            )
            | piece,
        ]
    return [*layers, *waters]


def outline_layer(theme: ThemeName) -> Layer:
    """Outlines of what the filter asks for: chosen regions, a circle, an uploaded area.

    A reference: the browser has the regions' outlines, and is sent the others.
    """
    colour = THEMES[theme].land["marked"]
    return make_layer(
        "GeoJsonLayer",
        "outlines",
        {"from": "outlines"},
        filled=False,
        stroked=True,
        get_line_color=[*colour, 170],
        line_width_units="pixels",
        get_line_width=2,
    )
