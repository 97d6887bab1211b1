"""All prefectures, or the counties of one, with their numbers of places."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo import describe
from geo.query.filters import Filter
from geo.schema.rows import in_language
from geo.ui.escaping import escape_html
from geo.ui.links import region_link
from geo.ui.state.session import Page
from geo.ui.widgets.html_table import go, html_table
from geo.ui.widgets.prose import heading, note, title

NUMBERS = ("named", "pinned", "sectors", "tasks", "derived")


def draw_index(page: Page) -> None:
    """Draw the prefectures by their zones, each with a link to its page."""
    catalog = page.catalog
    whole = catalog.portrait(Filter())
    st.html(
        title(page.text("portrait.regions", count=len(catalog.regions.prefectures)))
        + note(page.text("portrait.regions_help"))
    )
    for zone in catalog.regions.children(None):
        name = catalog.codelists.label("regions", zone, page.lang)
        link = go(region_link(zone, page.lang), name)
        table = _table(page, catalog.regions.children(zone))
        st.html(f'<h2 class="shutu-h">{link}</h2>{table}')
    if whole.elsewhere:
        names = [
            in_language(catalog.summary_row(place_id), "name", page.lang)
            for place_id in whole.elsewhere
        ]
        listed = describe.listed(names, page.lang)
        st.html(note(page.text("portrait.nowhere", count=len(names), names=listed)))


def draw_counties(page: Page, code: str) -> None:
    """Draw what lies in a zone or prefecture; nothing for a county."""
    children = page.catalog.regions.children(code)
    if not children:
        return
    named = {one: len(page.catalog.portrait(Filter(regions=(one,))).named) for one in children}
    by_number = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    links = [f"{_link(page, one)} {count}" for one, count in by_number]
    listed = page.text("unit.comma").join(links)
    title_text = heading(page.text("portrait.inside"))
    st.html(f'{title_text}<div class="shutu-small">{listed}</div>')


def _table(page: Page, codes: Sequence[str]) -> str:
    rows = []
    for code in codes:
        here = page.catalog.portrait(Filter(regions=(code,)))
        counts = (here.named, here.pinned, here.sectors_here, here.tasks_here, here.derived)
        rows.append([_link(page, code), *(str(len(one)) for one in counts)])
    heads = [
        page.text("coverage.prefecture"),
        *(page.text(f"portrait.column.{name}") for name in NUMBERS),
    ]
    return html_table(heads, rows, numbers=range(1, 6))


def _link(page: Page, code: str) -> str:
    names = page.catalog.regions.names
    if code not in names:
        return escape_html(code)
    return go(region_link(code, page.lang), in_language(names[code], "name", page.lang))
