"""The versions of a list, each of which can be restored."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo import describe
from geo.errors import ShortlistError, StoreError
from geo.rank.words import item_name
from geo.shortlist.compare import compare
from geo.shortlist.model import Shortlist
from geo.shortlist.store import SavedVersion
from geo.ui.escaping import error_text, escape_html, visible
from geo.ui.shortlist import persistence
from geo.ui.state.session import Page
from geo.ui.widgets.local_time import local_time, zone_words

SHOWN = "shortlist_version"


def draw_versions(page: Page, here: Shortlist) -> None:
    """Draw the versions, newest first, and the differences of the selected one."""
    if not here.version:
        st.info(page.text("shortlist.never_saved"))
        return
    try:
        saves = {one.number: one for one in persistence.store().versions(here.id)}
        number = _choice(page, saves)
        then = persistence.store().open(here.id, number)
    except (ShortlistError, StoreError) as error:
        st.warning(error_text(error, page.lang))
        return
    _differences(page, here, then)
    st.button(
        page.text("shortlist.restore_version", number=number),
        key="shortlist_bring_back",
        disabled=number == here.version and page.session.shortlists.is_kept(here),
        on_click=partial(persistence.restore_version, page.session, number),
    )
    st.caption(page.text("shortlist.restore_version_help"))
    kept = persistence.store().quota.versions
    st.caption(page.text("shortlist.versions_kept", count=kept))
    st.caption(page.text("shortlist.zone", zone=zone_words()))


def _choice(page: Page, saves: dict[int, SavedVersion]) -> int:
    number: int = st.selectbox(
        page.text("shortlist.versions", count=len(saves)),
        list(saves),
        format_func=lambda number: page.text(
            "shortlist.version_item",
            number=number,
            when=local_time(saves[number].saved, page.lang),
            count=saves[number].count,
            name=visible(saves[number].name),
        ),
        key=SHOWN,
    )
    return number


def _differences(page: Page, here: Shortlist, then: Shortlist) -> None:
    """What only the list, and what only the save has."""
    sides = compare(here, then)
    for key, owner, ids in (
        ("version_lacks", here, sides.only_here),
        ("version_has", then, sides.only_there),
    ):
        names = [item_name(page.catalog, owner.item(place), page.lang) for place in ids]
        differing = describe.listed(names, page.lang) or page.text("coverage.none")
        text = page.text(f"shortlist.{key}", count=len(ids), names=differing)
        st.html(f'<div class="shutu-small">{escape_html(text)}</div>')
