"""One map layer as plain JSON values, made by pydeck."""

from __future__ import annotations

import json
from typing import Any

import pydeck as pdk

from geo.json_document import Json

Layer = Json


def make_layer(kind: str, layer_id: str, data: object, **properties: Any) -> Layer:
    """A pydeck layer as plain JSON values.

    pydeck reads a plain string as an expression over the data; a unit must be marked as a string.
    """
    for name, value in properties.items():
        if name.endswith("_units"):
            properties[name] = pdk.types.String(value)
    layer = pdk.Layer(kind, data=[], id=layer_id, **properties)
    plain: Layer = json.loads(layer.to_json())
    plain["data"] = data  # bypasses pydeck, which would indent every coordinate
    return plain


def line_layer(layer_id: str, data: object, **properties: Any) -> Layer:
    """A layer of straight parts: items with `from` and `to`, each [longitude, latitude]; widths in
    pixels.
    """
    return make_layer(
        "LineLayer",
        layer_id,
        data,
        get_source_position="from",
        get_target_position="to",
        width_units="pixels",
        **properties,
    )
