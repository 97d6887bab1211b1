"""How own layers look: the picture of a layer in the legend, and the layer of the plain map."""

from __future__ import annotations

import json
from collections.abc import Collection

from geo.json_document import Json
from geo.mapping.layer import Layer, make_layer
from geo.mapping.symbols import data_uri
from geo.mapping.theme import OWN_LAYERS, THEMES, ThemeName, hex_color, rgb_color

DOT_PX, LINE_PX, FILL = 5, 2, 46  # radius and width in pixels, opacity of areas of 255
SHAPES = {
    "area": '<path d="M4 7 14 3 29 9 25 26 9 28z" fill="{colour}" fill-opacity=".25" '
    'stroke="{colour}" stroke-width="2.500"/>',
    "line": '<path d="M3 26 12 10 20 20 29 5" fill="none" stroke="{colour}" stroke-width="4"/>',
    "point": '<circle cx="16" cy="16" r="8" fill="{colour}" stroke="{edge}" stroke-width="2"/>',
    "tiles": '<path d="M4 4h11v11H4zM17 17h11v11H17z" fill="{colour}"/>'
    '<path d="M17 4h11v11H17zM4 17h11v11H4z" fill="{colour}" fill-opacity=".35"/>',
}


def own_icon(kinds: Collection[str], colour: str, theme: ThemeName) -> str:
    """The picture of a layer of these kinds (`area`, `line`, `point`, `tiles`), as an address."""
    edge = hex_color(THEMES[theme].map_colors["land"])
    code = OWN_LAYERS[theme][colour]
    shapes = "".join(
        shape.format(colour=code, edge=edge) for kind, shape in SHAPES.items() if kind in kinds
    )
    return data_uri(
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 32 32">'
        f"{shapes}</svg>"
    )


def own_style(colour: str, theme: ThemeName) -> Json:
    """Colours (RGB) and sizes for the browser."""
    return {
        "colour": rgb_color(OWN_LAYERS[theme][colour]),
        "edge": THEMES[theme].map_colors["land"],
        "dot": DOT_PX,
        "line": LINE_PX,
        "fill": FILL,
    }


def own_plain_layer(number: int, content: bytes, colour: str, theme: ThemeName) -> Layer:
    """The features of a layer (`OwnFeatures.content`) for the plain map."""
    document = json.loads(content)
    features = [
        {**one, "properties": {"tip": own_tip(document["columns"], one["properties"]["values"])}}
        for one in document["features"]
    ]
    rgb = rgb_color(OWN_LAYERS[theme][colour])
    return make_layer(
        "GeoJsonLayer",
        f"own-{number}",
        features,
        get_fill_color=[*rgb, FILL],
        get_line_color=rgb,
        get_line_width=LINE_PX,
        line_width_units="pixels",
        get_point_radius=DOT_PX,
        point_radius_units="pixels",
        pickable=True,
    )


def own_tip(columns: list[str], values: list[str]) -> str:
    """The attributes of a feature as lines of plain text."""
    pairs = zip(columns, values, strict=True)
    return "\n".join(f"{column}: {value}" for column, value in pairs if value)
