"""The map of the explore page. View-dependent parts are computed in the browser, so panning needs
no run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial

import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from geo import settings
from geo.catalog import Catalog
from geo.json_document import Json
from geo.mapping.features import map_features
from geo.mapping.map_data import bits_of
from geo.mapping.paths import outline_of
from geo.mapping.resolve import ShownPlaces
from geo.mapping.view import SICHUAN, target, target_of_shape
from geo.model import Relation
from geo.query.buffers import buffer_outline
from geo.query.drawing import read_drawing
from geo.query.filters import Filter
from geo.query.permalink import fits_link
from geo.query.viewport import read_point
from geo.schema.place import PlaceRows
from geo.ui.state.choice import OF_TABLES, Camera, Choice
from geo.ui.state.session import Page
from geo.ui.widgets.choropleth_scene import scene_of
from geo.ui.widgets.map_component import MapScene, draw_map, map_event
from geo.ui.widgets.map_files import map_folder
from geo.ui.widgets.map_sketch import on_drawn, sketch_data
from geo.ui.widgets.own_layer_data import own_layers_data
from geo.ui.widgets.plain_map import draw_plain_places
from geo.ui.widgets.plain_map import picked as plain_picked
from geo.ui.widgets.shown_indicator import shown_indicator
from geo.ui.widgets.theme import theme_name

MAP_HEIGHT = "var(--shutu-map-height)"


def draw_live_map(
    page: Page, rows: PlaceRows, height: str = MAP_HEIGHT, *, alone: bool = False
) -> None:
    """Draw the map; below it the browser shows the counts in view and the share link.

    `alone`: without that line, and a click on the land does not filter.
    """
    catalog, choice = page.catalog, page.choice
    chosen, theme = choice.filter, theme_name()
    reach = _reach(catalog, chosen)
    own = page.session.own_layers
    where = own.target("explore", _target(catalog, choice.camera, reach))
    indicator = shown_indicator(page, chosen).choropleth
    if settings.map_engine() == "pydeck":
        region = catalog.regions.shape(chosen.regions)
        outlines = [outline_of(shape) for shape in (region, *reach) if shape]
        shown = ShownPlaces(map_features(rows), page.lang, choice.selected, outlines)
        pick = partial(_on_pick, choice, plain_picked)
        draw_plain_places(catalog, theme, shown, where, pick, own=own, indicator=indicator)
        return
    is_whole = not (alone or st.context.is_embedded)
    scene = MapScene(
        target=where,
        shown=shown_bits(catalog, rows),
        selected=choice.selected,
        outlines={
            "regions": list(chosen.regions),
            "shapes": [outline_of(shape) for shape in reach],
        },
        sketch=sketch_data(choice) if is_whole else None,
        below=_below(choice) if is_whole else None,
        filter=catalog.descriptions.sentence(chosen, page.lang),
        own_layers=own_layers_data(own, theme, page.lang),
        choropleth=scene_of(indicator, theme, page.lang),
    )
    on: dict[str, Callable[[], None]] = {
        "picked": partial(_on_pick, choice, partial(map_event, "picked")),
        "pointed": partial(_on_point, page),
        "cleared": partial(choice.select, None),
    }
    if is_whole:
        on["drawn"] = partial(_on_drawn, choice)
    if alone:
        del on["pointed"]
    draw_map(scene, map_folder(catalog), theme, page.lang, height, on)


def shown_bits(catalog: Catalog, rows: PlaceRows) -> dict[str, str]:
    """Which places of the catalog are drawn as symbols, and which as derived stations."""
    order = list(catalog.spatial.points)
    stations = {row["id"] for row in rows if row["relation"] == Relation.DERIVED}
    places = {row["id"] for row in rows} - stations
    return {"places": bits_of(order, places), "stations": bits_of(order, stations)}


def _below(choice: Choice) -> Json:
    """What the share panel has to say that a link does not carry."""
    return {"area": not fits_link(choice.filter), "table": choice.indicator in OF_TABLES}


def _reach(catalog: Catalog, chosen: Filter) -> list[BaseGeometry]:
    """The spatial bounds of a filter besides regions: a distance, an uploaded area."""
    near, shapes = chosen.near, []
    if near:
        origin = catalog.spatial.shape(near.site) if near.site else None
        shapes.append(buffer_outline(origin or shapely.Point(near.lon, near.lat), near.km))
    if chosen.area:
        shapes.append(shapely.from_wkb(chosen.area.wkb))
    return shapes


def _on_pick(choice: Choice, picked: Callable[[], str | None]) -> None:
    place = picked()
    if place:
        choice.select(place)


def _on_point(page: Page) -> None:
    """A click on the land selects its region, one level down."""
    point, choice = read_point(map_event("pointed")), page.choice
    code = page.catalog.regions.drill(choice.filter.regions, *point) if point else None
    if code:
        choice.put("regions", [code])


def _on_drawn(choice: Choice) -> None:
    on_drawn(choice, read_drawing(map_event("drawn")))


def _target(catalog: Catalog, camera: Camera, reach: list[BaseGeometry]) -> Json:
    """The last target of the map; the nonce tells the browser whether it is new."""
    kind, value = camera.where, camera.value
    where: Json | None = None
    if kind == "place":
        place = catalog.place(value)
        where = target(place) if place else None
    elif kind == "regions":
        shape = catalog.regions.shape(value)
        where = target_of_shape(shape) if shape else None
    elif kind == "reach":
        where = target_of_shape(shapely.union_all(reach)) if reach else None
    elif kind == "view":
        where = asdict(value)
    return {**(where or {"bounds": list(SICHUAN)}), "nonce": camera.number}
