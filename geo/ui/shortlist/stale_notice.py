"""Changes of the sites since they were picked, and of the build that the list came from."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo import i18n
from geo.export.shortlist_columns import describe_drift
from geo.query.filters import Filter
from geo.query.permalink import decode
from geo.rank.words import item_name
from geo.shortlist.drift import DriftKind, drift, with_todays_positions
from geo.shortlist.model import Shortlist
from geo.ui.escaping import escape_html, visible
from geo.ui.state.choice import AREA
from geo.ui.state.session import Page


def draw_stale_notice(page: Page, here: Shortlist) -> None:
    """Draw a notice when a site has moved or gone, with a button to accept the change."""
    found = drift(here, page.catalog)
    if not found:
        return
    gone = [place for place, what in found.items() if DriftKind.GONE in what.changes]
    lines = [
        i18n.pair(
            page.lang,
            item_name(page.catalog, here.item(place), page.lang),
            describe_drift(what, page.lang),
        )
        for place, what in found.items()
    ]
    with st.container(border=True, key="shortlist_drift"):
        items = "".join(f"<li>{escape_html(line)}</li>" for line in lines)
        title = page.text("shortlist.drifted", count=len(found), build=here.build)
        st.html(
            f'<h2 class="shutu-h">{escape_html(title)}</h2>'
            f'<ul class="shutu-small shutu-points">{items}</ul>'
        )
        with st.container(horizontal=True):
            st.button(
                page.text("shortlist.accept_drift"),
                key="shortlist_accept_drift",
                disabled=len(gone) == len(found),
                on_click=_accept,
                args=(page, tuple(found)),
            )
            if gone:
                st.button(
                    page.text("shortlist.remove_gone", count=len(gone)),
                    key="shortlist_remove_gone",
                    on_click=page.session.shortlists.take_out,
                    args=tuple(gone),
                )


def _accept(page: Page, places: tuple[str, ...]) -> None:
    shortlists = page.session.shortlists
    changed = with_todays_positions(shortlists.current, page.catalog, places)
    shortlists.change(replace(changed, build=page.catalog.database.build_id))


def draw_origin(page: Page, here: Shortlist) -> None:
    """Show the filter and build that the list came from, and whether the current build differs.

    A button opens the filter again, a typed area included, which is saved with the list.
    """
    if not here.build:
        return
    again: Filter | None = None
    text = page.text("shortlist.origin_build", build=here.build)
    if here.filter:
        chosen, _ = decode(dict(here.filter), page.catalog.codelists, page.catalog.spatial.points)
        again = chosen.filter
        sentence = page.catalog.descriptions.sentence(again, page.lang)
        text = page.text("shortlist.origin", filter=sentence, build=here.build)
        lost = dict(here.filter).get(AREA)
        if lost:
            text += page.text("shortlist.without_area", name=visible(lost))
    if here.build != page.catalog.database.build_id:
        text += page.text("shortlist.other_build", build=page.catalog.database.build_id)
    st.html(f'<div class="shutu-small">{escape_html(text)}</div>')
    if again and not again.is_empty:
        st.button(
            page.text("shortlist.reopen_filter"),
            key="shortlist_reopen_filter",
            type="tertiary",
            on_click=page.session.open_explore,
            args=(again,),
        )
