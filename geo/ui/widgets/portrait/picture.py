"""The small map of a portrait."""

from __future__ import annotations

from base64 import b64encode

import streamlit as st

from geo import describe
from geo.catalog import Catalog, Portrait
from geo.mapping.features import map_features
from geo.mapping.small_picture import Ground, small_picture
from geo.mapping.theme import ThemeName
from geo.ui.escaping import escape_html
from geo.ui.state.session import Page
from geo.ui.widgets.boundary import approved_map, boundary_note
from geo.ui.widgets.portrait.blocks import rows_of
from geo.ui.widgets.theme import theme_name


def draw_picture(page: Page, here: Portrait, address: str, title: str) -> None:
    """Draw the named and derived places of a portrait; a click opens them on the explore page.

    Where an approved base map is configured our own borders are not shown, so there is no picture.
    """
    if approved_map()[0]:
        return
    theme = theme_name()
    uri = page.session.remembered(
        "portrait_picture",
        (page.catalog.database.build_id, here.chosen, page.lang, theme),
        lambda: _uri(_picture(page.catalog, here, page.lang, theme, title)),
    )
    href, name = escape_html(address), escape_html(title)
    note = escape_html(boundary_note(page.lang))
    st.html(
        f'<a class="shutu-go shutu-picture" target="_self" href="{href}">'
        f'<img src="{uri}" alt="{name}"></a><div class="shutu-foot">{note}</div>'
    )


def _uri(svg: str) -> str:
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _picture(catalog: Catalog, here: Portrait, lang: str, theme: ThemeName, title: str) -> str:
    regions = catalog.regions
    prefectures = [
        (describe.short_prefecture(row, lang), (row["label_lon"], row["label_lat"]))
        for row in regions.prefectures
    ]
    areas = [shape for row in regions.prefectures if (shape := regions.shape((row["adcode"],)))]
    subject = regions.shape(here.chosen.regions)
    parts = [
        shape
        for code in here.chosen.regions
        for child in regions.children(code)
        if (shape := regions.shape((child,)))
    ]
    whole = subject or regions.shape(regions.children(None))
    assert whole is not None  # a build has zones
    ground = Ground(areas, prefectures, whole.bounds, subject, parts)
    places = rows_of(catalog, (*here.derived, *here.named, *here.applicable))
    return small_picture(ground, map_features(places), theme, title)
