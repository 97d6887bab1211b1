"""Mount the map: data in, clicks out. The browser owns the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from geo import i18n
from geo.json_document import Json
from geo.mapping.theme import ThemeName
from geo.ui.component import module_component
from geo.ui.state.session import widget_value
from geo.ui.static import bundle_name, root_path, url
from geo.ui.widgets.background import background_data

KEY = "map"
_component = module_component(
    "shutu_map",
    "map/component.js",
    styles=["map/map.css", "map/sketch.css"],
    markup="map/map.html",
    ahead="map/ahead.js",
)


@dataclass(frozen=True)
class MapScene:
    """The content of one map, in addition to the files shared by all maps of a build.

    `shown` names places of the catalog: `places` and `stations` as bits (`live_map.shown_bits`),
    or `list` and `stations` (`shortlist/site_map.py`). `target` is where to fly; it is applied only
    when its `nonce` is new. `outlines` has `regions` (codes) and `shapes` (geo/mapping/paths.py).
    `extra` has `layers`, `labels` and `legend` of a map that does not show catalog places.
    `below` enables the line below the map: counts in view, and the link. `filter` is what is shown,
    in words, for the picture of the map. `sketch` lets areas be drawn (`map_sketch.py`).
    `own_layers` are a visitor's own (own_layer_data.py), `choropleth` an indicator of the regions
    below the places (`choropleth_scene.scene_of`).
    """

    target: Json
    shown: Json = field(default_factory=dict)
    selected: str | None = None
    outlines: Json = field(default_factory=dict)
    extra: Json | None = None
    below: Json | None = None
    filter: str = ""
    sketch: Json | None = None
    own_layers: Json | None = None
    choropleth: Json | None = None


def draw_map(
    scene: MapScene,
    folder: str,
    theme: ThemeName,
    lang: str,
    height: str,
    on: dict[str, Callable[[], None]],
    key: str = KEY,
) -> None:
    """Draw a scene over the files of `folder` (geo/ui/widgets/map_files.py).

    `height` is a CSS length, `key` distinguishes the maps of different pages. `on` has callbacks
    for the events to report: `picked` (a place), `pointed` (a point of the land), `cleared`
    (Escape) and `drawn` (an area, or the end of drawing); see `map_event`. Each event reruns the
    page, so unneeded events are not reported.
    """
    _component(
        key=key,
        height="content",
        data={
            "bundle": url(bundle_name()),
            "folder": folder,
            "root": root_path(),
            "theme": theme,
            "lang": lang,
            "height": height,
            "failed": i18n.text(lang, "map.failed"),
            "reports": list(on),
            "target": scene.target,
            "shown": scene.shown,
            "selected": scene.selected,
            "outlines": scene.outlines,
            "extra": scene.extra,
            "below": scene.below,
            "background": background_data(lang),
            "filter": scene.filter,
            "sketch": scene.sketch,
            "ownLayers": scene.own_layers,
            "choropleth": scene.choropleth,
        },
        on_picked_change=on.get("picked", _nothing),
        on_pointed_change=on.get("pointed", _nothing),
        on_cleared_change=on.get("cleared", _nothing),
        on_drawn_change=on.get("drawn", _nothing),
    )


def _nothing() -> None:
    """Streamlit requires a callback for every event of a component."""


def map_event(name: str, key: str = KEY) -> Any:
    """The last value that a map reported for an event: `picked` an id, `pointed` [lon, lat]."""
    return getattr(widget_value(key), name, None)
