"""Drawing an area on the map: the buttons that begin it, and the bar above the map meanwhile.

A click on the map is reported to the server, which adds the point and sends the outline back.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians

import shapely
import streamlit as st

from geo import settings
from geo.errors import LocalizedError
from geo.ingest.user_files import page_files
from geo.mapping.paths import Paths, paths_of
from geo.query.permalink import MAX_KM
from geo.query.spatial import ELLIPSOID, DistanceFilter
from geo.query.viewport import DrawnPoint
from geo.ui.state.choice import Choice
from geo.ui.state.session import Page
from geo.ui.state.sketch import FORMS, Form

MARK_PX = 5
TILE_PX = 512  # the width of the world at zoom 0
LEAST_KM = 1.0


def can_draw() -> bool:
    """Whether the map reports clicks on any point."""
    return settings.map_engine() != "pydeck"


def draw_sketch_buttons(page: Page) -> None:
    """Draw the buttons that begin an area on the map."""
    if not can_draw():
        return
    st.caption(page.text("sketch.title"))
    with st.container(horizontal=True, gap="small", key="sketch_forms"):
        for form in FORMS:
            st.button(
                page.text(f"sketch.{form}"),
                key=f"sketch_{form}",
                type="primary" if page.choice.sketch.form == form else "secondary",
                on_click=_begin,
                args=(page.choice, form),
            )


def draw_sketch_bar(page: Page) -> None:
    """While an area is drawn: what to click next, and buttons to finish, take back and stop."""
    sketch = page.choice.sketch
    if sketch.form is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sketch_bar"):
        # Static text before the buttons, so that they do not move from click to click.
        st.markdown(page.text(f"sketch.{sketch.form}_help"), width="stretch")
        if sketch.form == "polygon":
            st.button(
                page.text("sketch.finish", count=len(sketch.points)),
                key="sketch_finish",
                type="primary",
                disabled=not sketch.is_complete,
                on_click=_finish,
                args=(page,),
            )
        st.button(
            page.text("sketch.undo"),
            key="sketch_undo",
            disabled=not sketch.points,
            on_click=sketch.undo,
        )
        st.button(page.text("sketch.stop"), key="sketch_stop", on_click=sketch.stop)


def on_drawn(page: Page, point: DrawnPoint | None) -> None:
    """A click on the map; the second point finishes a rectangle or a circle."""
    sketch = page.choice.sketch
    if point is None or sketch.form is None:
        return
    sketch.add(point)
    if sketch.form != "polygon" and sketch.is_complete:
        _finish(page)


def sketch_outlines(choice: Choice) -> list[Paths]:
    """What is drawn so far: a mark at each point, and the line through them."""
    points = choice.sketch.points
    paths = [paths_of(_mark(point)) for point in points]
    if len(points) > 1:
        paths.append(paths_of(shapely.LineString([point.place for point in points])))
    return paths


def _mark(point: DrawnPoint) -> shapely.Polygon:
    """A diamond whose corners are `MARK_PX` away in the view in which the person clicked."""
    east = MARK_PX * 360 / TILE_PX / 2**point.zoom  # degrees
    north = east * cos(radians(point.lat))
    lon, lat = point.place
    return shapely.Polygon(
        [(lon - east, lat), (lon, lat + north), (lon + east, lat), (lon, lat - north)]
    )


def _begin(choice: Choice, form: Form) -> None:
    choice.show_list_first(False)
    choice.sketch.begin(form)


def _finish(page: Page) -> None:
    choice, sketch = page.choice, page.choice.sketch
    if sketch.form == "circle":
        choice.set_near(_circle(*sketch.points[:2]))
    else:
        _take(choice, page.text("distance.typed_name"), sketch.text)
    sketch.stop()


def _circle(centre: DrawnPoint, rim: DrawnPoint) -> DistanceFilter:
    metres = ELLIPSOID.inv(*centre.place, *rim.place)[2]
    km = min(max(float(round(metres / 1000)), LEAST_KM), MAX_KM)
    return DistanceFilter(round(centre.lon, 5), round(centre.lat, 5), km)


def _take(choice: Choice, name: str, text: str) -> None:
    try:
        area = page_files().read_typed_area(name, text)
    except LocalizedError as error:
        choice.refused_area = text, error.with_traceback(None)
        return
    choice.set_area(replace(area, rule=choice.area_rule))
