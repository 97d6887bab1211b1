"""The sites of the list on a map, numbered in the order of the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import shapely

from geo import settings
from geo.mapping import layers
from geo.mapping.view import SICHUAN, target, target_of_shape
from geo.shortlist.model import Shortlist
from geo.ui.desk.focus import focus_of, set_focus
from geo.ui.desk.rows import row_of
from geo.ui.live_map import base_layers_of, legend_of
from geo.ui.map_component import draw_map, heard
from geo.ui.plain_map import draw_plain_map
from geo.ui.plain_map import picked as plain_picked
from geo.ui.session import Page, Session
from geo.ui.shortlists import MapRequest
from geo.ui.theme import theme_name

KEY = "desk_map"
HEIGHT = "400px"
Rows = list[dict[str, Any]]


def draw_small_map(page: Page, here: Shortlist) -> None:
    """Draw the map; a click selects a site of the list."""
    rows = numbered(page, here)
    selected, theme = focus_of(page.session), theme_name()
    drawn = [
        *base_layers_of(page.catalogue, theme),
        *layers.place_layers(rows, page.lang, selected, theme),
    ]
    names = _names(layers.labels(rows, *page.catalogue.areas, page.lang, selected))
    legend, where = legend_of(page, rows), _target(page, here, rows)
    if settings.map_engine() == "pydeck":
        pick = partial(_on_pick, page.session, plain_picked)
        draw_plain_map(drawn, names, where, legend, page.lang, pick)
        return
    draw_map(
        layers=drawn,
        labels=names,
        legend=legend,
        target=where,
        selected=selected,
        lang=page.lang,
        height=HEIGHT,
        on={
            "picked": partial(_on_pick, page.session, partial(heard, "picked", KEY)),
            "cleared": partial(set_focus, page.session, None),
        },
        key=KEY,
    )


def numbered(page: Page, here: Shortlist) -> Rows:
    """The rows of a list with its numbers before their names."""
    name = f"name_{page.lang}"
    return [
        {**row, name: f"{number} {row[name]}"}
        for number, item in enumerate(here.items, start=1)
        for row in [row_of(page.catalogue, item)]
    ]


def _names(labels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sites' names come first here, at every zoom: the list is what the map is about."""
    ours = [{**label, "zoom": 0} for label in labels if label["kind"] == "place"]
    return [*ours, *(label for label in labels if label["kind"] != "place")]


def _target(page: Page, here: Shortlist, rows: Rows) -> dict[str, Any]:
    """All sites when the list has changed, or the one that was selected last."""
    placed = [shapely.Point(row["lon"], row["lat"]) for row in rows if row["lon"] is not None]
    shortlists = page.session.shortlists
    before, now = shortlists.map_request, focus_of(page.session)
    is_same = (before.list_id, before.ids) == (here.id, here.ids)
    if not is_same or before.site != now:
        shortlists.map_request = MapRequest(before.number + 1, here.id, here.ids, now)
    where: dict[str, Any] | None = None
    if now and is_same:
        row = row_of(page.catalogue, here.item(now))
        where = target({**row, "uncertainty_m": row["uncertainty_m"] or 0})
    if where is None and placed:
        # Around the box: circles around 5,000 points on one spot took more than 10 GB.
        where = target_of_shape(shapely.MultiPoint(placed).envelope.buffer(0.15))
    return {**(where or {"bounds": list(SICHUAN)}), "nonce": shortlists.map_request.number}


def _on_pick(session: Session, picked: Callable[[], Any]) -> None:
    place = picked()
    if place and place in session.shortlists.current.ids:
        set_focus(session, place)
