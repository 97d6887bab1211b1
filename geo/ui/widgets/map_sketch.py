"""Areas that are drawn on the map: the buttons that ask for one, what may be edited, and what the
browser reports in the end (`geo/ui/assets/map/sketch.js`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import shapely
import streamlit as st

from geo import settings
from geo.errors import LocalizedError
from geo.ingest.areas import area_error
from geo.ingest.user_files import page_files
from geo.json_document import Json
from geo.query.drawing import MOST, Drawing, DrawnName
from geo.query.filters import Filter
from geo.query.spatial import AreaFilter, DistanceFilter
from geo.ui.escaping import error_text
from geo.ui.state.choice import Choice
from geo.ui.state.session import Page

FORMS: tuple[DrawnName, ...] = ("polygon", "rectangle", "circle")
DECIMALS = 5
EditableShape = tuple[DrawnName, str, list[float]]  # name, form, and its numbers


def can_draw() -> bool:
    """Whether the map can be drawn on."""
    return settings.map_engine() != "pydeck"


def draw_sketch_buttons(page: Page) -> None:
    """Draw the buttons that begin an area on the map, or edit the one that the filter has."""
    if not can_draw():
        st.caption(page.text("sketch.not_here"))
        return
    st.caption(page.text("sketch.title"))
    with st.container(horizontal=True, gap="small", key="sketch_forms"):
        for name in (*FORMS, *(shape[0] for shape in editable_shapes(page.choice.filter))):
            st.button(
                page.text(f"sketch.{name}"),
                key=f"sketch_{name}",
                on_click=_begin,
                args=(page.choice, name),
            )


def draw_refused_sketch(page: Page) -> None:
    """Say once, above the map, why what was drawn is not the filter."""
    sketch = page.choice.sketch
    if sketch.refused:
        st.warning(error_text(sketch.refused, page.lang))
        sketch.refused = None


def sketch_data(choice: Choice) -> Json:
    """What the map's component takes: `SketchData` of `geo/ui/assets/map/sketches.js`."""
    sketch = choice.sketch
    return {
        "number": sketch.number,
        "wanted": sketch.wanted,
        "shapes": [list(shape) for shape in editable_shapes(choice.filter)],
    }


def editable_shapes(chosen: Filter) -> Iterator[EditableShape]:
    """The areas of a filter whose corners can be moved by hand: one polygon without holes and with
    few corners, and a circle around a point.
    """
    if chosen.area:
        shape = shapely.from_wkb(chosen.area.wkb)
        if isinstance(shape, shapely.Polygon) and not shape.interiors:
            corners = shapely.get_coordinates(shape)[:-1].round(DECIMALS)
            if len(corners) <= MOST:
                form = "rectangle" if shape.equals(shapely.box(*shape.bounds)) else "polygon"
                yield "edit_area", form, corners.ravel().tolist()
    if chosen.near and not chosen.near.site:
        yield "edit_circle", "circle", [chosen.near.lon, chosen.near.lat, chosen.near.km]


def on_drawn(choice: Choice, drawing: Drawing | None) -> None:
    """Make what was drawn the filter; the map stays where it was drawn."""
    choice.sketch.stop()
    if drawing is None:
        return
    if drawing.km is not None:
        (centre,) = drawing.corners
        former = choice.filter.near if drawing.name == "edit_circle" else None
        name = former.name if former else ""
        choice.set_near(DistanceFilter(*centre, drawing.km, name=name), move=False)
        return
    former_area = choice.filter.area if drawing.name == "edit_area" else None
    try:
        area = _read(drawing, former_area)
    except LocalizedError as error:
        choice.sketch.refused = error.with_traceback(None)
        return
    choice.set_area(replace(area, rule=choice.area_rule), move=False)


def _read(drawing: Drawing, former: AreaFilter | None) -> AreaFilter:
    """The drawn area, with the name of the one that was edited.

    Raises:
        AreaFileError: its border crosses itself, or it does not touch Sichuan.
    """
    if drawing.crosses_itself:
        raise area_error("crossing")
    return page_files().read_typed_area(former.name if former else "", drawing.text)


def _begin(choice: Choice, wanted: DrawnName) -> None:
    choice.show_list_first(False)
    choice.sketch.begin(wanted)
