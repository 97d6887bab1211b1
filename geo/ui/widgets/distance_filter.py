"""Where places must lie: the filter by distance, and below it the one by an area."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from geo.catalog import Catalog
from geo.query.area_code import MAX_NAME
from geo.query.permalink import MAX_KM, decode_distance
from geo.query.spatial import DistanceFilter
from geo.schema.rows import in_language
from geo.ui.state.choice import Choice
from geo.ui.state.session import Page
from geo.ui.widgets.area_filter import draw_area_filter
from geo.ui.widgets.fields import field

SITE, POINT, KM, NAME = "reach_site", "reach_point", "reach_km", "reach_point_name"


def draw_distance_filter(page: Page) -> None:
    """Draw both; the chips above the filters remove them."""
    _near(page)
    draw_area_filter(page)


def _near(page: Page) -> None:
    """Around a place or typed coordinates."""
    choice, catalog = page.choice, page.catalog
    near, refused = choice.filter.near, choice.refused_point
    choice.refused_point = ""
    point = f"{near.lon}, {near.lat}" if near and not near.site else ""
    placed = [place_id for place_id, position in catalog.spatial.points.items() if position]
    st.selectbox(
        page.text("distance.site"),
        placed,
        format_func=lambda place_id: in_language(catalog.summary_row(place_id), "name", page.lang),
        placeholder=page.text("distance.pick"),
        **field(
            page.session,
            SITE,
            near.site if near else None,
            partial(_on_site, choice, catalog),
            placed,
        ),
    )
    st.text_input(
        page.text("distance.point"),
        placeholder="104.06, 30.66",
        # The input is kept for correction.
        **field(page.session, POINT, refused or point, partial(_on_point, choice, catalog)),
    )
    if refused:
        st.warning(page.text("distance.refused"))
    if point:
        st.text_input(
            page.text("distance.point_name"),
            max_chars=MAX_NAME,
            **field(page.session, NAME, near.name if near else "", choice.name_circle),
        )
    st.number_input(
        page.text("distance.km"),
        min_value=1.0,
        max_value=MAX_KM,
        step=10.0,
        format="%.0f",
        **field(page.session, KM, choice.km, choice.set_km),
    )


def _on_site(choice: Choice, catalog: Catalog, site: str | None) -> None:
    choice.set_near(_read(choice, catalog, site or ""))


def _on_point(choice: Choice, catalog: Catalog, typed: str) -> None:
    """Longitude and latitude, apart by a comma or a space, the full-width ones too."""
    text = typed.replace("\N{FULLWIDTH COMMA}", ",").replace(",", " ")
    origin = ",".join(text.split())
    near, former = _read(choice, catalog, origin), choice.filter.near
    if origin and not near:
        choice.refused_point = typed
        return
    if near and former and not former.site:
        near = replace(near, name=former.name)  # the same circle, elsewhere
    choice.set_near(near)


def _read(choice: Choice, catalog: Catalog, origin: str) -> DistanceFilter | None:
    return decode_distance(f"{origin},{choice.km}", catalog.spatial.points) if origin else None
