"""Filters by distance and by an uploaded area."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from geo.catalog import Catalog
from geo.catalog.descriptions import area_rule
from geo.ingest.areas import AREA_LIMITS
from geo.ingest.user_files import page_files
from geo.model import AreaRule
from geo.query.area_input import AREA_DATUMS
from geo.query.permalink import MAX_KM, decode_distance
from geo.query.spatial import DistanceFilter
from geo.schema.rows import in_language
from geo.ui.escaping import escape_markdown
from geo.ui.state.choice import Choice
from geo.ui.state.session import Page
from geo.ui.widgets.fields import field
from geo.ui.widgets.uploader import draw_uploader

SITE, POINT, KM, FILE = "reach_site", "reach_point", "reach_km", "reach_file"
RULE, DATUM = "reach_rule", "reach_datum"
FORMATS = ["geojson", "json", "kml", "kmz", "zip", "gpkg"]


def draw_distance_filter(page: Page) -> None:
    """Draw both; the chips above the filters remove them."""
    _near(page)
    _area(page)


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
    near = _read(choice, catalog, origin)
    if origin and not near:
        choice.refused_point = typed
    else:
        choice.set_near(near)


def _read(choice: Choice, catalog: Catalog, origin: str) -> DistanceFilter | None:
    return decode_distance(f"{origin},{choice.km}", catalog.spatial.points) if origin else None


def _area(page: Page) -> None:
    """Inside a polygon from a file, which stays in this session."""
    limits = {
        "megabytes": AREA_LIMITS.bytes // 1_000_000,
        "features": AREA_LIMITS.features,
        "vertices": AREA_LIMITS.vertices,
    }
    choice = page.choice
    st.selectbox(
        page.text("distance.datum"),
        AREA_DATUMS,
        help=page.text("distance.datum_help"),
        **field(page.session, DATUM, choice.area_datum, choice.set_area_datum, AREA_DATUMS),
    )
    draw_uploader(
        page,
        FILE,
        page.text("distance.file"),
        FORMATS,
        partial(_on_file, choice),
        help=page.text("distance.file_help", **limits),
    )
    rules = list(AreaRule)
    st.selectbox(
        page.text("distance.rule"),
        rules,
        format_func=lambda rule: area_rule(rule, page.lang),
        help=page.text("distance.rule_help"),
        **field(page.session, RULE, choice.area_rule, choice.set_area_rule, rules),
    )
    area = choice.filter.area
    if area:
        parts = page.catalog.descriptions.spatial_parts(choice.filter, page.lang)
        st.caption(escape_markdown(parts["area"]))
        if area.unread_links:
            st.caption(page.text("distance.unread_links", count=area.unread_links))


def _on_file(choice: Choice, name: str, content: bytes) -> None:
    area = page_files().read_area(name, content, choice.area_datum)
    choice.set_area(replace(area, rule=choice.area_rule))
