"""The sites of the list on a map, numbered in the order of the list."""

from __future__ import annotations

from functools import partial
from typing import Any

import shapely
import streamlit as st

from geo import settings
from geo.explorer import Explorer
from geo.mapping import layers
from geo.mapping.view import SICHUAN, target, target_of_shape
from geo.shortlist.model import Shortlist
from geo.ui import state
from geo.ui.desk import basket
from geo.ui.desk.rows import row_of
from geo.ui.live_map import base_layers_of, legend_of
from geo.ui.map_component import draw_map, heard
from geo.ui.plain_map import draw_plain_map
from geo.ui.plain_map import picked as plain_picked
from geo.ui.theme import theme_name

KEY = "desk_map"
HEIGHT = "400px"
_SEEN = "_desk_map_seen"
Rows = list[dict[str, Any]]


def draw_small_map(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """Draw the map; a click selects a site of the list."""
    rows = numbered(explorer, here, lang)
    selected, theme = basket.looked_at(), theme_name()
    drawn = [
        *base_layers_of(explorer, theme),
        *layers.place_layers(rows, lang, selected, theme),
    ]
    names = _names(layers.labels(rows, *explorer.areas, lang, selected))
    legend, where = legend_of(explorer, rows, lang), _target(explorer, here, rows)
    if settings.map_engine() == "pydeck":
        draw_plain_map(drawn, names, where, legend, lang, partial(_on_pick, plain_picked))
        return
    draw_map(
        layers=drawn,
        labels=names,
        legend=legend,
        target=where,
        selected=selected,
        lang=lang,
        height=HEIGHT,
        on={
            "picked": partial(_on_pick, partial(heard, "picked", KEY)),
            "cleared": _on_clear,
        },
        key=KEY,
    )


def numbered(explorer: Explorer, here: Shortlist, lang: str) -> Rows:
    """The rows of a list with its numbers before their names."""
    name = f"name_{lang}"
    return [
        {**row, name: f"{number} {row[name]}"}
        for number, item in enumerate(here.items, start=1)
        for row in [row_of(explorer, item)]
    ]


def _names(labels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sites' names come first here, at every zoom: the list is what the map is about."""
    ours = [{**label, "zoom": 0} for label in labels if label["kind"] == "place"]
    return [*ours, *(label for label in labels if label["kind"] != "place")]


def _target(explorer: Explorer, here: Shortlist, rows: Rows) -> dict[str, Any]:
    """All sites when the list has changed, or the one that was selected last."""
    placed = [shapely.Point(row["lon"], row["lat"]) for row in rows if row["lon"] is not None]
    question = (here.id, here.ids)
    count, seen, selected = st.session_state.get(_SEEN, (0, None, None))
    now = basket.looked_at()
    if (seen, selected) != (question, now):
        count += 1
        st.session_state[_SEEN] = (count, question, now)
    where: dict[str, Any] | None = None
    if now and seen == question:
        row = row_of(explorer, here.item(now))
        where = target({**row, "uncertainty_m": row["uncertainty_m"] or 0})
    if where is None and placed:
        # Around the box: circles around 5,000 points on one spot took more than 10 GB.
        where = target_of_shape(shapely.MultiPoint(placed).envelope.buffer(0.15))
    return {**(where or {"bounds": list(SICHUAN)}), "nonce": count}


def _on_pick(picked: Any) -> None:
    place = picked()
    if place and place in basket.current().ids:
        basket.look_at(place)


def _on_clear() -> None:
    basket.desk().shown = ""
    state.select(None)
