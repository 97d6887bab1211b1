"""The buttons by which places come onto the list, for the pages that show places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.query.filters import Filter
from geo.shortlist.drift import pick
from geo.ui import state, words
from geo.ui.desk import basket


def draw_add_place(explorer: Explorer, place_id: str, lang: str) -> None:
    """Draw the button that puts the place of the detail onto the list, or takes it off."""
    here = basket.current()
    on_list = place_id in here.ids
    name = words.markdown_safe(here.name) if basket.has_list() else ""
    st.button(
        i18n.text(lang, "desk.take_out" if on_list else "desk.add"),
        key="desk_add",
        type="secondary" if on_list else "primary",
        help=i18n.text(lang, "desk.on_list", name=name) if on_list else None,
        on_click=(
            partial(basket.take_out, place_id)
            if on_list
            else partial(add_places, explorer, [place_id])
        ),
    )


def draw_add_filtered(
    explorer: Explorer, chosen: Filter, ids: Sequence[str] | None, lang: str
) -> None:
    """Draw the button that adds all places of a filter; `ids`, if given, are all there are."""
    found = list(ids) if ids is not None else explorer.places(chosen)["id"].to_pylist()
    missing = [place for place in found if place not in basket.current().ids]
    key = "desk.add_all" if missing or not found else "desk.all_there"
    st.button(
        i18n.text(lang, key, count=len(missing)),
        key="desk_add_all",
        disabled=not missing,
        on_click=add_places,
        args=(explorer, missing),
    )


def draw_add_rows(explorer: Explorer, ids: Sequence[str], lang: str) -> None:
    """Draw the button that adds the chosen rows of a list."""
    missing = [place for place in ids if place not in basket.current().ids]
    if missing:
        st.button(
            i18n.text(lang, "desk.add_rows", count=len(missing)),
            key="desk_add_rows",
            on_click=add_places,
            args=(explorer, missing),
        )


def add_places(explorer: Explorer, place_ids: Iterable[str]) -> None:
    """Add places of the catalogue, with where they are today and the filter that found them."""
    found = state.link_parameters(state.chosen_filter())
    origin = {name: found[name] for name in found if name not in state.VIEW_ONLY}
    basket.add(pick(explorer, place_ids), build=explorer.database.build_id, origin=origin)
