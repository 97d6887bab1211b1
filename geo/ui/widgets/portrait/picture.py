"""The small map of a portrait."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable

import streamlit as st
from shapely.geometry.base import BaseGeometry

from geo import describe
from geo.catalog import Catalog, Portrait
from geo.mapping.features import map_features
from geo.mapping.small_picture import SmallGround, shares_of, small_picture
from geo.mapping.theme import ThemeName
from geo.ui.escaping import escape_html
from geo.ui.state.session import Page
from geo.ui.widgets.boundary import approved_map, boundary_note
from geo.ui.widgets.portrait.blocks import rows_of
from geo.ui.widgets.theme import theme_name


def draw_picture(page: Page, here: Portrait, address: str, title: str) -> None:
    """Draw the places of a portrait; a click opens them on the explore page.

    Where an approved base map is configured our own borders are not shown, so there is no picture.
    """
    if approved_map()[0]:
        return
    theme = theme_name()
    content = page.session.remembered(
        "portrait_picture",
        (page.catalog.database.build_id, here.chosen, page.lang, theme),
        lambda: _picture(page.catalog, here, page.lang, theme, title),
    )
    note = escape_html(boundary_note(page.lang))
    st.html(
        f'<a class="shutu-go shutu-picture" target="_self" href="{escape_html(address)}">'
        f'{content}</a><div class="shutu-foot">{note}</div>'
    )


def _picture(catalog: Catalog, here: Portrait, lang: str, theme: ThemeName, title: str) -> str:
    """The picture as HTML, with the names of the prefectures above it."""
    regions = catalog.regions
    subject = regions.shape(here.chosen.regions)
    parts = [child for code in here.chosen.regions for child in regions.children(code)]
    whole = subject or regions.shape(regions.children(None))
    assert whole is not None  # a build has zones
    areas = _shapes(catalog, [row["adcode"] for row in regions.prefectures])
    ground = SmallGround(areas, whole.bounds, subject, _shapes(catalog, parts))
    places = rows_of(catalog, (*here.derived, *here.named, *here.applicable))
    svg = small_picture(ground, map_features(places), theme, title)
    image = b64encode(svg.encode()).decode()
    names = "".join(
        f'<span aria-hidden="true" style="left:{at[0]:.1%};top:{at[1]:.1%}">'
        f"{escape_html(describe.short_prefecture(row, lang))}</span>"
        for row in regions.prefectures
        if (at := shares_of(whole.bounds, (row["label_lon"], row["label_lat"])))
    )
    return f'<img src="data:image/svg+xml;base64,{image}" alt="{escape_html(title)}">{names}'


def _shapes(catalog: Catalog, codes: Iterable[str]) -> list[BaseGeometry]:
    return [shape for code in codes if (shape := catalog.regions.shape((code,)))]
