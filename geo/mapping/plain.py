"""The map as one pydeck deck, for Streamlit's own chart (the fallback of our component)."""

from __future__ import annotations

from collections.abc import Sequence

import pydeck as pdk

from geo.json_document import Json
from geo.mapping.base import COUNTY_ZOOM
from geo.mapping.layer import Layer, make_layer
from geo.mapping.styles import BROWSER_LABELS
from geo.mapping.theme import THEMES, rgb_color
from geo.mapping.view import plain_view


def plain_deck(layers: Sequence[Layer], labels: Sequence[Json], target: Json) -> pdk.Deck:
    """The layers of the far zoom view and the names of the prefectures, seen from `target`."""
    far = [layer for layer in layers if layer.get("zoomRange", [0])[0] < COUNTY_ZOOM]
    names = [label for label in labels if label["kind"] == "prefecture"]
    return pdk.Deck(
        layers=[*far, _names(names)],
        initial_view_state=pdk.ViewState(**plain_view(target)),
        map_provider=None,
        tooltip={"text": "{tip}"},
    )


def _names(labels: Sequence[Json]) -> Layer:
    data = [{"text": row["text"], "position": [row["lon"], row["lat"]]} for row in labels]
    return make_layer(
        "TextLayer",
        "names",
        data,
        get_text="text",
        get_position="position",
        get_size=BROWSER_LABELS["prefecture"].size,
        get_color=rgb_color(THEMES["light"].page["quiet"]),
        character_set=pdk.types.String("auto"),
    )
