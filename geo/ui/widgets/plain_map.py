"""The map by Streamlit's own `st.pydeck_chart`, for browsers where our component does not load.

The same layers and the same clicks by id; no flights, names of prefectures only, and what is in
view is not counted (`SHUTU_MAP=pydeck`). Python does here what our scripts do otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from geo.catalog import Catalog
from geo.choropleth.model import Choropleth
from geo.json_document import Json
from geo.mapping.layer import Layer
from geo.mapping.layers import area_labels
from geo.mapping.map_data import legend
from geo.mapping.plain import plain_deck
from geo.mapping.resolve import ShownPlaces, counted, resolved
from geo.mapping.theme import ThemeName
from geo.ui.escaping import escape_html
from geo.ui.state.own_layers import OwnLayers
from geo.ui.state.session import widget_value
from geo.ui.widgets.boundary import map_note
from geo.ui.widgets.choropleth_scene import class_legend, plain_areas
from geo.ui.widgets.map_files import sector_names, theme_layers
from geo.ui.widgets.own_layer_data import plain_own_layers, plain_own_legend

GROUND = "base-"  # how the ids of the ground begin
KEY = "plain_map"
HEIGHT = 440


def draw_plain_places(
    catalog: Catalog,
    theme: ThemeName,
    shown: ShownPlaces,
    target: Json,
    on_pick: Callable[[], None],
    *,
    own: OwnLayers,
    indicator: Choropleth | None = None,
) -> None:
    """Draw places above the visitor's own layers, and these above an indicator of the regions."""
    areas = plain_areas(catalog, indicator, theme)
    drawn = resolved(theme_layers(catalog, theme), replace(shown, areas=areas))
    places = next(at for at, layer in enumerate(drawn) if not layer["id"].startswith(GROUND))
    drawn[places:places] = plain_own_layers(own, theme)
    items = [
        *counted(legend(sector_names(catalog)), shown),
        *plain_own_legend(own, theme, shown.lang),
    ]
    draw_plain_map(catalog, drawn, target, items, shown.lang, on_pick)
    if indicator:
        st.html(class_legend(indicator, theme, shown.lang))


def draw_plain_map(
    catalog: Catalog,
    layers: Sequence[Layer],
    target: Json,
    legend: Sequence[Json],
    lang: str,
    on_pick: Callable[[], None],
) -> None:
    """Draw the layers, the legend and the note on borders below them.

    Items of the legend have `icon`, `text` and perhaps a `count`. A click on a place calls
    `on_pick` (see `picked`).
    """
    deck = plain_deck(layers, area_labels(*catalog.regions.levels, lang), target)
    st.pydeck_chart(deck, height=HEIGHT, key=KEY, on_select=on_pick, selection_mode="single-object")
    items = "".join(
        f'<span class="shutu-tag"><img src="{item["icon"]}" alt="" width="15"> '
        f"{escape_html(item['text'])} {item.get('count', '')}</span>"
        for item in legend
    )
    st.html(f'<div>{items}</div><div class="shutu-foot">{escape_html(map_note(lang))}</div>')


def picked() -> str | None:
    """The id of the clicked place."""
    chosen = widget_value(KEY)
    for found in (chosen["selection"]["objects"] if chosen else {}).values():
        place = found[0].get("id") or found[0].get("properties", {}).get("id")
        return str(place) if place else None
    return None
