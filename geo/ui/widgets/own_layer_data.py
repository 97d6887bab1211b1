"""The visible own layers of a visitor as JSON for the maps: addresses, styles and legends."""

from __future__ import annotations

from typing import Literal

from geo import i18n
from geo.ingest.layers.answer import OwnFeatures
from geo.json_document import Json
from geo.mapping.layer import Layer
from geo.mapping.own_layers import own_icon, own_plain_layer, own_style
from geo.mapping.theme import ThemeName
from geo.ui.state.own_layers import OwnLayer, OwnLayers
from geo.ui.static import root_path
from geo.web.own_layers import VECTOR


def own_layers_data(own: OwnLayers, theme: ThemeName, lang: str) -> Json | None:
    """For `MapScene.own_layers`, the uppermost layer first; None where nothing is shown.

    Geometry is not part of it: the browser asks for it once, at `address`.
    """
    shown = [_layer_data(layer, theme, lang) for layer in own.layers if layer.is_visible]
    return {"layers": shown, "texts": _texts(lang)} if shown else None


def plain_own_layers(own: OwnLayers, theme: ThemeName) -> list[Layer]:
    """The visible layers of features for the plain map, the lowest first; tiles are not drawn."""
    return [
        own_plain_layer(layer.number, layer.content.content, layer.colour, theme)
        for layer in reversed(own.layers)
        if layer.is_visible and isinstance(layer.content, OwnFeatures)
    ]


def plain_own_legend(own: OwnLayers, theme: ThemeName, lang: str) -> list[Json]:
    """The legend of these layers."""
    return [
        _legend(layer, theme, lang)
        for layer in own.layers
        if layer.is_visible and isinstance(layer.content, OwnFeatures)
    ]


def kinds_in_words(layer: OwnLayer, lang: str) -> str:
    """What a layer holds: numbers of points, lines and areas, or its zooms."""
    content = layer.content
    if isinstance(content, OwnFeatures):
        return i18n.comma(
            lang,
            [
                i18n.text(lang, f"own_layers.kind_{kind}", count=count)
                for kind, count in content.counts.items()
                if count
            ],
        )
    key = "own_layers.kind_vector" if content.media == VECTOR else "own_layers.kind_tiles"
    return i18n.text(lang, key, least=content.zooms[0], most=content.zooms[1])


def _layer_data(layer: OwnLayer, theme: ThemeName, lang: str) -> Json:
    content = layer.content
    data: Json = {
        "id": layer.number,
        "address": f"{root_path()}{layer.offer.path}",
        "kind": _kind(layer),
        "style": own_style(layer.colour, theme),
        "label": layer.label,
        "legend": _legend(layer, theme, lang),
    }
    if not isinstance(content, OwnFeatures):
        data |= {"zooms": list(content.zooms), "bounds": list(content.bounds)}
    return data


def _kind(layer: OwnLayer) -> Literal["features", "vector", "pictures"]:
    if isinstance(layer.content, OwnFeatures):
        return "features"
    return "vector" if layer.content.media == VECTOR else "pictures"


def _legend(layer: OwnLayer, theme: ThemeName, lang: str) -> Json:
    content = layer.content
    counts = content.counts if isinstance(content, OwnFeatures) else {}
    kinds = [kind for kind, count in counts.items() if count] or ["tiles"]
    return {
        "icon": own_icon(kinds, layer.colour, theme),
        "text": layer.name,
        "count": sum(counts.values()) or None,
        "printed": i18n.text(lang, "own_layers.provided"),
    }


def _texts(lang: str) -> Json:
    return {"gone": i18n.text(lang, "own_layers.gone")}
