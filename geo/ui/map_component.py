"""Mount the map: layers in, the id of the clicked place out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from geo import i18n
from geo.mapping.view import SICHUAN
from geo.ui.assets import asset
from geo.ui.static import bundle_name, url

_component = st.components.v2.component(
    "shutu_map", html=asset("map.html"), css=asset("map.css"), js=asset("map.js")
)
TEXTS = ("legend", "home", "zoom_in", "zoom_out", "full_screen", "leave_full_screen", "png", "keys",
         "failed", "boundary")  # fmt: skip


def draw_map(
    layers: Sequence[dict[str, Any]],
    labels: Sequence[dict[str, Any]],
    legend: Sequence[dict[str, str]],
    target: dict[str, Any],
    lang: str,
    height: int,
    on_pick: Callable[[], None],
    on_clear: Callable[[], None],
) -> None:
    """Draw the map; `target` is where to fly, and flies only when its `nonce` is new.

    A click on a place calls `on_pick` (see `picked`), Escape on the map `on_clear`.
    """
    texts = {name: i18n.text(lang, f"map.{name}") for name in TEXTS}
    _component(
        key="map",
        height=height,
        data={
            "bundle": url(bundle_name()),
            "layers": layers,
            "labels": labels,
            "legend": legend,
            "target": target,
            "home": list(SICHUAN),
            "height": height,
            "texts": {**texts, "map": i18n.text(lang, "map.label")},
        },
        on_picked_change=on_pick,
        on_cleared_change=on_clear,
    )


def picked() -> str | None:
    """The id that the last click on the map named."""
    return getattr(st.session_state.get("map"), "picked", None)
