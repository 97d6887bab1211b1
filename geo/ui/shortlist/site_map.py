"""The sites of the list on a map, numbered in the order of the list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import shapely

from geo import settings
from geo.catalog import Catalog
from geo.json_document import Json
from geo.mapping.features import map_feature, map_features
from geo.mapping.map_data import place_values
from geo.mapping.resolve import ShownPlaces
from geo.mapping.view import SICHUAN, target, target_of_shape
from geo.query.filters import Filter
from geo.schema.place import PlaceRows, position_of
from geo.schema.rows import in_language
from geo.shortlist.model import Shortlist
from geo.ui.shortlist.site_rows import focus_of, row_of, set_focus
from geo.ui.state.session import Page, Session
from geo.ui.state.shortlists import MapRequest
from geo.ui.widgets.choropleth_panel import draw_choropleth_panel
from geo.ui.widgets.choropleth_scene import scene_of
from geo.ui.widgets.live_map import shown_bits
from geo.ui.widgets.map_component import MapScene, draw_map, map_event
from geo.ui.widgets.map_files import map_folder
from geo.ui.widgets.own_layer_data import own_layers_data
from geo.ui.widgets.plain_map import draw_plain_places
from geo.ui.widgets.plain_map import picked as plain_picked
from geo.ui.widgets.shown_indicator import shown_indicator
from geo.ui.widgets.theme import theme_name

KEY = "shortlist_map"
HEIGHT = "400px"


def draw_site_map(page: Page, here: Shortlist) -> None:
    """Draw the map and the choice of what is below it; a click selects a site of the list."""
    rows = [row_of(page.catalog, item) for item in here.items]
    selected, theme = focus_of(page.session), theme_name()
    own = page.session.own_layers
    where = own.target("shortlist", _target(page, here, rows))
    shown_below = shown_indicator(page, Filter())
    draw_choropleth_panel(page, shown_below)
    indicator = shown_below.choropleth
    if settings.map_engine() == "pydeck":
        shown = ShownPlaces(map_features(rows, numbered=True), page.lang, selected)
        pick = partial(_on_pick, page.session, plain_picked)
        draw_plain_places(page.catalog, theme, shown, where, pick, own=own, indicator=indicator)
        return
    scene = MapScene(
        target=where,
        shown=listed(page.catalog, rows, page.lang),
        selected=selected,
        filter=here.name,
        own_layers=own_layers_data(own, theme, page.lang),
        choropleth=scene_of(indicator, theme, page.lang),
    )
    on: dict[str, Callable[[], None]] = {
        "picked": partial(_on_pick, page.session, partial(map_event, "picked", KEY)),
        "cleared": partial(set_focus, page.session, None),
    }
    draw_map(scene, map_folder(page.catalog), theme, page.lang, HEIGHT, on, key=KEY)


def listed(catalog: Catalog, rows: PlaceRows, lang: str) -> Json:
    """The sites in the order of the list: places of the catalog by their position in it, others
    (own places, and those that are gone) with the catalog's columns.
    """
    position = {place: number for number, place in enumerate(catalog.spatial.points)}
    return {
        "list": [
            position[row["id"]]
            if row["id"] in position
            else {"name": in_language(row, "name", lang), **place_values(map_feature(row))}
            for row in rows
        ],
        "stations": shown_bits(catalog, rows)["stations"],
    }


def _target(page: Page, here: Shortlist, rows: PlaceRows) -> Json:
    """All sites when the list has changed, or the one that was selected last."""
    placed = [shapely.Point(at) for at in map(position_of, rows) if at]
    shortlists = page.session.shortlists
    before, now = shortlists.map_request, focus_of(page.session)
    is_same = (before.list_id, before.ids) == (here.id, here.ids)
    if not is_same or before.site != now:
        shortlists.map_request = MapRequest(before.number + 1, here.id, here.ids, now)
    where: Json | None = None
    if now and is_same:
        row = row_of(page.catalog, here.item(now))
        where = target(row)
    if where is None and placed:
        # Around the box: circles around 5,000 points on one spot took more than 10 GB.
        where = target_of_shape(shapely.MultiPoint(placed).envelope.buffer(0.15))
    return {**(where or {"bounds": list(SICHUAN)}), "nonce": shortlists.map_request.number}


def _on_pick(session: Session, picked: Callable[[], Any]) -> None:
    place = picked()
    if place and place in session.shortlists.current.ids:
        set_focus(session, place)
