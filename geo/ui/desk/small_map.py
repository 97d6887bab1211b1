"""The sites of the list on a map, numbered in the order of the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import shapely
import streamlit as st

from geo import settings
from geo.explorer import Explorer
from geo.mapping.resolve import Shown
from geo.mapping.symbols import look_of
from geo.mapping.view import SICHUAN, target, target_of_shape
from geo.shortlist.model import Shortlist
from geo.ui import state
from geo.ui.desk import basket
from geo.ui.desk.rows import row_of
from geo.ui.live_map import shown_bits
from geo.ui.map_component import Scene, draw_map, heard
from geo.ui.map_files import map_folder
from geo.ui.plain_map import draw_plain_places
from geo.ui.plain_map import picked as plain_picked
from geo.ui.theme import theme_name

KEY = "desk_map"
HEIGHT = "400px"
_SEEN = "_desk_map_seen"
Rows = list[dict[str, Any]]


def draw_small_map(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """Draw the map; a click selects a site of the list."""
    rows = [row_of(explorer, item) for item in here.items]
    selected, theme = basket.looked_at(), theme_name()
    where = _target(explorer, here, rows)
    if settings.map_engine() == "pydeck":
        shown = Shown(numbered(rows, lang), lang, selected)
        draw_plain_places(explorer, theme, shown, where, partial(_on_pick, plain_picked))
        return
    scene = Scene(target=where, shown=_shown(explorer, rows, lang), selected=selected)
    on: dict[str, Callable[[], None]] = {
        "picked": partial(_on_pick, partial(heard, "picked", KEY)),
        "cleared": _on_clear,
    }
    draw_map(scene, map_folder(explorer), theme, lang, HEIGHT, on, key=KEY)


def numbered(rows: Rows, lang: str) -> Rows:
    """The rows of a list with its numbers before their names."""
    name = f"name_{lang}"
    return [{**row, name: f"{number} {row[name]}"} for number, row in enumerate(rows, start=1)]


def _shown(explorer: Explorer, rows: Rows, lang: str) -> dict[str, Any]:
    """The sites in the order of the list: places of the catalogue by their position in it, others
    (own places, and those that are gone) with what the columns of the catalogue say of a place.
    """
    position = {place: number for number, place in enumerate(explorer.points)}
    return {
        "list": [
            position[row["id"]]
            if row["id"] in position
            else {
                "id": row["id"],
                "name": row[f"name_{lang}"],
                "lon": row["lon"],
                "lat": row["lat"],
                "precision": row["precision"],
                "uncertainty": row["uncertainty_m"],
                "look": look_of(row),
            }
            for row in rows
        ],
        "stations": shown_bits(explorer, rows)["stations"],
    }


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
