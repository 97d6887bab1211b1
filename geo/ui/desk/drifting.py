"""What became of the sites since they were picked, and of the data that the list came from."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo.export.desk import said_drift
from geo.query.permalink import decode
from geo.shortlist.drift import Change, drift, renewed
from geo.shortlist.model import Shortlist
from geo.ui import words
from geo.ui.desk.rows import name_of
from geo.ui.session import Page


def draw_drift(page: Page, here: Shortlist) -> None:
    """Draw a notice when a site has moved or gone, with the way to accept it."""
    found = drift(here, page.catalogue)
    if not found:
        return
    gone = [place for place, what in found.items() if Change.GONE in what.changes]
    lines = [
        f"{name_of(page.catalogue, here.item(place), page.lang)}: {said_drift(what, page.lang)}"
        for place, what in found.items()
    ]
    with st.container(border=True, key="desk_drift"):
        items = "".join(f"<li>{words.safe(line)}</li>" for line in lines)
        title = page.text("desk.drifted", count=len(found), build=here.build)
        st.html(
            f'<h2 class="shutu-h">{words.safe(title)}</h2>'
            f'<ul class="shutu-small shutu-points">{items}</ul>'
        )
        with st.container(horizontal=True):
            st.button(
                page.text("desk.accept_drift"),
                key="desk_accept_drift",
                disabled=len(gone) == len(found),
                on_click=_accept,
                args=(page, tuple(found)),
            )
            if gone:
                st.button(
                    page.text("desk.remove_gone", count=len(gone)),
                    key="desk_remove_gone",
                    on_click=page.session.shortlists.take_out,
                    args=tuple(gone),
                )


def _accept(page: Page, places: tuple[str, ...]) -> None:
    shortlists = page.session.shortlists
    changed = renewed(shortlists.current, page.catalogue, places)
    shortlists.change(replace(changed, build=page.catalogue.database.build_id))


def draw_origin(page: Page, here: Shortlist) -> None:
    """Say which filter and build the list came from, and whether today's build is another."""
    if not here.build:
        return
    text = page.text("desk.origin_build", build=here.build)
    if here.filter:
        chosen, _ = decode(dict(here.filter), page.catalogue.vocabulary, page.catalogue.points)
        said = page.catalogue.sentence(chosen.filter, page.lang)
        text = page.text("desk.origin", filter=said, build=here.build)
    if here.build != page.catalogue.database.build_id:
        text += page.text("desk.other_build", build=page.catalogue.database.build_id)
    st.html(f'<div class="shutu-small">{words.safe(text)}</div>')
