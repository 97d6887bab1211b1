"""Mount the map: layers in; clicks, and what is in view, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from geo import i18n
from geo.mapping.view import SICHUAN
from geo.query.viewport import SURROUNDINGS
from geo.ui.boundary import boundary_note
from geo.ui.component import module_component
from geo.ui.static import bundle_name, url

KEY = "map"
_component = module_component(
    "shutu_map", "map/component.js", styles=["map/map.css"], markup="map/map.html"
)
TEXTS = ("legend", "home", "zoom_in", "zoom_out", "compass", "full_screen", "leave_full_screen",
         "png", "keys", "failed", "crowd", "close")  # fmt: skip


def draw_map(
    layers: Sequence[dict[str, Any]],
    labels: Sequence[dict[str, Any]],
    legend: Sequence[dict[str, Any]],
    target: dict[str, Any],
    selected: str | None,
    lang: str,
    height: str,
    on: dict[str, Callable[[], None]],
    key: str = KEY,
) -> None:
    """Draw the map; `target` is where to fly, and flies only when its `nonce` is new.

    `height` is a CSS length, `key` tells the maps of different pages apart. `on` has callbacks for
    what the map is to report: `picked` (a place), `pointed` (a point of the land), `cleared`
    (Escape) and `view` (the map has come to rest); see `heard`. Each report is a run of the page,
    so what nobody needs is not reported.
    """
    texts = {name: i18n.text(lang, f"map.{name}") for name in TEXTS}
    texts |= {"map": i18n.text(lang, "map.label"), "boundary": boundary_note(lang)}
    _component(
        key=key,
        height="content",
        data={
            "bundle": url(bundle_name()),
            "layers": layers,
            "labels": labels,
            "legend": legend,
            "target": target,
            "selected": selected,
            "home": list(SICHUAN),
            "surroundings": list(SURROUNDINGS),
            "height": height,
            "texts": texts,
            "reports": list(on),
        },
        on_picked_change=on.get("picked", _nothing),
        on_pointed_change=on.get("pointed", _nothing),
        on_cleared_change=on.get("cleared", _nothing),
        on_view_change=on.get("view", _nothing),
    )


def _nothing() -> None:
    """Streamlit wants a callback for everything that a component can report."""


def heard(name: str, key: str = KEY) -> Any:
    """What a map said last under a name: `picked` an id, `pointed` [lon, lat], `view` a dict."""
    return getattr(st.session_state.get(key), name, None)
