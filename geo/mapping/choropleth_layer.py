"""The layer of an indicator of the regions: above the land, below all lines, names and places.

In the far view it is a layer of its own; in the near view the counties of the base map are filled.
The browser colours both (assets/map/choropleth.js); `filled_areas` is the first for Streamlit's own
chart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.json_document import Json
from geo.mapping.base import COUNTY_ZOOM
from geo.mapping.layer import Layer, make_layer
from geo.mapping.styles import BROWSER_GROUND
from geo.mapping.theme import THEMES, ThemeName, rgb_color

LAYER = "choropleth"
LAND = ("base-far-province", "base-approved")  # which of them there is, is below the indicator
COUNTIES, PREFECTURES = "base-near-counties-", ("base-near-prefecture-", "base-far-prefectures")


def with_choropleth(
    ground: Sequence[Layer], counties: Mapping[str, Sequence[str]], theme: ThemeName
) -> list[Layer]:
    """The layers of the ground with that of an indicator, which is empty: a reference.

    `counties` has their codes, in order, by prefecture: those of a piece of the near view are its
    `codes`. Borders have the colour in which they are seen on an indicator as `over`.
    """
    found: list[Layer] = []
    over = THEMES[theme].map_colors["province_line"]
    is_approved = any(layer["id"] == LAND[1] for layer in ground)
    for layer in ground:
        name = layer["id"]
        if name.startswith(COUNTIES):
            codes = list(counties[name.removeprefix(COUNTIES)])
            found.append(layer | {"codes": codes})
        elif name.startswith(PREFECTURES):
            found.append(layer | {"over": over})
        else:
            found.append(layer)
        if name in LAND:
            found.append(_layer(theme) | ({} if is_approved else {"zoomRange": [0, COUNTY_ZOOM]}))
    return found


def filled_areas(features: Sequence[Json], colors: Mapping[str, str | None]) -> list[Json]:
    """Features of regions (with `adcode`) with the fill of their class; without those of no
    class.
    """
    return [
        {**feature, "properties": {"fill": rgb_color(color), "tip": ""}}
        for feature in features
        if (color := colors.get(feature["properties"]["adcode"]))
    ]


def _layer(theme: ThemeName) -> Layer:
    return make_layer(
        "GeoJsonLayer",
        LAYER,
        {"from": LAYER},
        filled=True,
        stroked=True,
        get_fill_color="properties.fill",
        get_line_color=THEMES[theme].map_colors["prefecture_line"],
        line_width_units="pixels",
        get_line_width=BROWSER_GROUND["county"],
    )
