"""What became of the sites since they were picked, and of the data that the list came from."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.export.desk import said_drift
from geo.query.permalink import decode
from geo.shortlist.drift import Change, drift, renewed
from geo.shortlist.model import Shortlist
from geo.ui import words
from geo.ui.desk import basket
from geo.ui.desk.rows import name_of


def draw_drift(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """Draw a notice when a site has moved or gone, with the way to accept it."""
    found = drift(here, explorer)
    if not found:
        return
    gone = [place for place, what in found.items() if Change.GONE in what.changes]
    lines = [
        f"{name_of(explorer, here.item(place), lang)}: {said_drift(what, lang)}"
        for place, what in found.items()
    ]
    with st.container(border=True, key="desk_drift"):
        items = "".join(f"<li>{words.safe(line)}</li>" for line in lines)
        title = i18n.text(lang, "desk.drifted", count=len(found), build=here.build)
        st.html(
            f'<h2 class="shutu-h">{words.safe(title)}</h2>'
            f'<ul class="shutu-small shutu-points">{items}</ul>'
        )
        with st.container(horizontal=True):
            st.button(
                i18n.text(lang, "desk.accept_drift"),
                key="desk_accept_drift",
                disabled=len(gone) == len(found),
                on_click=_accept,
                args=(explorer, tuple(found)),
            )
            if gone:
                st.button(
                    i18n.text(lang, "desk.remove_gone", count=len(gone)),
                    key="desk_remove_gone",
                    on_click=basket.take_out,
                    args=tuple(gone),
                )


def _accept(explorer: Explorer, places: tuple[str, ...]) -> None:
    changed = renewed(basket.current(), explorer, places)
    basket.change(replace(changed, build=explorer.database.build_id))


def draw_origin(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """Say which filter and build the list came from, and whether today's build is another."""
    if not here.build:
        return
    text = i18n.text(lang, "desk.origin_build", build=here.build)
    if here.filter:
        chosen, _ = decode(dict(here.filter), explorer.vocabulary, explorer.points)
        said = explorer.sentence(chosen.filter, lang)
        text = i18n.text(lang, "desk.origin", filter=said, build=here.build)
    if here.build != explorer.database.build_id:
        text += i18n.text(lang, "desk.other_build", build=explorer.database.build_id)
    st.html(f'<div class="shutu-small">{words.safe(text)}</div>')
