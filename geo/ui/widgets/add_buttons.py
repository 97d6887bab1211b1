"""The buttons that add places to the list, for the pages that show places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import streamlit as st

from geo.catalog import Catalog
from geo.errors import ShortlistError
from geo.query.permalink import ViewState, encode, fits_link
from geo.shortlist.drift import pick
from geo.shortlist.model import Item
from geo.ui.escaping import escape_markdown
from geo.ui.state.choice import AREA
from geo.ui.state.session import Page, Session


def draw_add_place(page: Page, place_id: str) -> None:
    """Draw the button that adds the place of the detail to the list, or removes it."""
    shortlists = page.session.shortlists
    on_list = place_id in shortlists.current.ids
    name = escape_markdown(shortlists.current.name)
    st.button(
        page.text("shortlist.take_out" if on_list else "shortlist.add"),
        key="shortlist_add",
        type="secondary" if on_list else "primary",
        help=page.text("shortlist.on_list", name=name) if on_list else None,
        on_click=(
            partial(shortlists.take_out, place_id)
            if on_list
            else partial(_add_places, page, [place_id])
        ),
    )


def draw_add_filtered(page: Page, ids: Sequence[str] | None = None) -> None:
    """Draw the button that adds all places of the filter; `ids`, if given, are all there are."""
    if ids is None:
        ids = page.catalog.places(page.choice.filter)["id"].to_pylist()
    missing = _missing(page.session, ids)
    key = "shortlist.add_all" if missing or not ids else "shortlist.all_there"
    st.button(
        page.text(key, count=len(missing)),
        key="shortlist_add_all",
        disabled=not missing,
        on_click=_add_places,
        args=(page, missing),
    )


def draw_add_rows(page: Page, ids: Sequence[str]) -> None:
    """Draw the button that adds the chosen rows of a list."""
    missing = _missing(page.session, ids)
    if missing:
        st.button(
            page.text("shortlist.add_rows", count=len(missing)),
            key="shortlist_add_rows",
            on_click=_add_places,
            args=(page, missing),
        )


def _missing(session: Session, ids: Sequence[str]) -> list[str]:
    there = set(session.shortlists.current.ids)
    return [place for place in ids if place not in there]


def _add_places(page: Page, place_ids: Iterable[str]) -> None:
    """Add places of the catalog, with where they are today and the filter that found them."""
    chosen = page.choice.filter
    origin = encode(ViewState(filter=chosen))
    if chosen.area and not fits_link(chosen):
        # All that a list may keep of it.
        origin[AREA] = chosen.area.name or page.text("distance.area_name_none")
    add_items(page.session, page.catalog, pick(page.catalog, place_ids), origin)


def add_items(
    session: Session,
    catalog: Catalog,
    items: Iterable[Item],
    origin: Mapping[str, str] | None = None,
) -> None:
    """Add items to the current list, and show how many they were, or why they were not added.

    `origin` are the address parameters of the filter that they come from.
    """
    build, shortlists = catalog.database.build_id, session.shortlists
    try:
        count = shortlists.add(items, session.lang, build=build, origin=origin)
    except ShortlistError as error:
        session.notices.say_error(error)
        return
    here = shortlists.current
    session.notices.say("shortlist.added", count=count, name=here.name, total=len(here.items))
