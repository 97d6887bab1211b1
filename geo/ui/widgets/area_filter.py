"""The filter by an area: typed or from a file, and the rule of what counts as inside."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from geo.catalog.descriptions import area_rule
from geo.errors import LocalizedError
from geo.ingest.areas import AREA_LIMITS, area_text
from geo.ingest.user_files import page_files
from geo.model import AreaRule
from geo.query.area_code import MAX_NAME
from geo.query.area_input import AREA_DATUMS
from geo.ui.escaping import error_text, escape_markdown
from geo.ui.state.choice import Choice
from geo.ui.state.session import Page
from geo.ui.widgets.fields import field
from geo.ui.widgets.map_sketch import draw_sketch_buttons
from geo.ui.widgets.uploader import draw_uploader

TEXT, FILE, RULE, DATUM = "reach_area", "reach_file", "reach_rule", "reach_datum"
NAME = "reach_name"
FORMATS = ["geojson", "json", "kml", "kmz", "zip", "gpkg"]


def draw_area_filter(page: Page) -> None:
    """Draw it; the chip above the filters removes it."""
    choice = page.choice
    st.selectbox(
        page.text("distance.datum"),
        AREA_DATUMS,
        help=page.text("distance.datum_help"),
        **field(page.session, DATUM, choice.area_datum, choice.set_area_datum, AREA_DATUMS),
    )
    draw_sketch_buttons(page)
    _typed(page)
    limits = {
        "megabytes": AREA_LIMITS.bytes // 1_000_000,
        "features": AREA_LIMITS.features,
        "vertices": AREA_LIMITS.vertices,
    }
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
        st.text_input(
            page.text("distance.area_name"),
            max_chars=MAX_NAME,
            placeholder=page.text("distance.area_name_none"),
            help=page.text("distance.area_name_help"),
            **field(page.session, NAME, area.name, choice.name_area),
        )
        parts = page.catalog.descriptions.spatial_parts(choice.filter, page.lang)
        st.caption(escape_markdown(parts["area"]))
        if area.unread_links:
            st.caption(page.text("distance.unread_links", count=area.unread_links))


def _typed(page: Page) -> None:
    """The corners of the area in the chosen datum, to be changed."""
    choice, refused = page.choice, page.choice.refused_area
    choice.refused_area = None
    area = choice.filter.area
    shown = area_text(area, choice.area_datum) if area else ""
    on_text = partial(_on_text, choice, shown)
    st.text_area(
        page.text("distance.typed"),
        placeholder="103.4, 30.9, 104.0, 31.3",
        help=page.text("distance.typed_help"),
        # The input is kept for correction.
        **field(page.session, TEXT, refused[0] if refused else shown, on_text),
    )
    if refused:
        st.warning(error_text(refused[1], page.lang))


def _on_text(choice: Choice, shown: str, typed: str) -> None:
    """An area of which only the text was changed keeps its name; an empty text removes it."""
    area = choice.filter.area
    if not typed.strip():
        if area and shown:
            choice.set_area(None)
        return
    try:
        found = page_files().read_typed_area(area.name if area else "", typed, choice.area_datum)
    except LocalizedError as error:
        choice.refused_area = typed, error.with_traceback(None)
        return
    choice.set_area(replace(found, rule=choice.area_rule))


def _on_file(choice: Choice, name: str, content: bytes) -> None:
    area = page_files().read_area(name, content, choice.area_datum)
    choice.set_area(replace(area, rule=choice.area_rule))
