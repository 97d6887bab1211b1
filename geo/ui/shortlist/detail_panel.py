"""The displayed site, below the map of the list."""

from __future__ import annotations

import streamlit as st

from geo import describe, i18n
from geo.cells.column_types import TEXT, cell_in_words
from geo.rank.score import Ranking
from geo.rank.shortlist_ranking import criteria_of
from geo.rank.words import why
from geo.schema.rows import in_language
from geo.shortlist.model import Item, Shortlist
from geo.ui.escaping import escape_html
from geo.ui.shortlist.site_rows import focus_of, row_of
from geo.ui.state.session import Page
from geo.ui.widgets.detail import draw_detail
from geo.ui.widgets.place_list import draw_icon


def draw_detail_panel(page: Page, here: Shortlist, ranking: Ranking | None) -> None:
    """Draw its ranking reasons and its details; or a hint how to select one."""
    place = focus_of(page.session)
    if place is None:
        st.html(f'<div class="shutu-small">{page.text("shortlist.pick_site")}</div>')
        return
    item = here.item(place)
    standings = {one.id: one for one in ranking.sites} if ranking else {}
    standing = standings.get(place)
    with st.container(border=True, key="shortlist_site"):
        if standing:
            text = why(page.catalog, here, criteria_of(here), standing, page.lang)
            if standing.rank is not None:
                score = f"{100 * (standing.score or 0.0):.1f}"
                text = page.text("rank.standing", rank=standing.rank, score=score, why=text)
            st.html(f'<div class="shutu-small">{escape_html(text)}</div>')
        if item.own or place not in page.catalog.spatial.points:
            _own(page, item)
        else:
            draw_detail(page, place, {place})


def _own(page: Page, item: Item) -> None:
    """The details of a place that is not, or no longer, in the catalog."""
    row = row_of(page.catalog, item)
    lines = [
        describe.precision_with_radius(row["precision"], row["uncertainty_m"], page.lang),
        describe.regions(row["adcodes"], page.catalog.regions.names, page.lang),
    ]
    if row["lon"] is not None and row["lat"] is not None:
        lines.append(describe.coordinates(row["lon"], row["lat"], row["uncertainty_m"], page.lang))
    if item.own:
        lines += [item.own.source, item.own.status, item.own.method]
    types = page.session.shortlists.current.column_types
    lines += [
        i18n.pair(page.lang, name, cell_in_words(cell, types.get(name, TEXT)))
        for name, cell in item.custom_values.items()
    ]
    body = "".join(f"<div>{escape_html(line)}</div>" for line in lines if line)
    st.html(
        f'<h2 class="shutu-title"><img src="{draw_icon(row)}" alt="">'
        f"{escape_html(in_language(row, 'name', page.lang))}</h2>"
        f'<div class="shutu-small">{body}</div>'
    )
