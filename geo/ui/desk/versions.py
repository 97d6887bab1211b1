"""The saves of a list, each of which can be brought back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.errors import ShortlistError, StoreError
from geo.shortlist.compare import compare
from geo.shortlist.model import Shortlist
from geo.shortlist.store import Saved
from geo.ui import words
from geo.ui.desk import keeping
from geo.ui.desk.clock import local_time
from geo.ui.desk.rows import name_of
from geo.ui.foreign import error_text
from geo.ui.session import Page

SHOWN = "desk_version"


def draw_versions(page: Page, here: Shortlist) -> None:
    """Draw the saves, newest first, and what the chosen one has that the list has not."""
    if not here.version:
        st.info(page.text("desk.never_saved"))
        return
    try:
        saves = {one.number: one for one in keeping.store().versions(here.id)}
        number = _choice(page, saves)
        then = keeping.store().open(here.id, number)
    except (ShortlistError, StoreError) as error:
        st.warning(error_text(error, page.lang))
        return
    _differences(page, here, then)
    st.button(
        page.text("desk.bring_back", number=number),
        key="desk_bring_back",
        disabled=number == here.version and page.session.shortlists.is_kept(here),
        on_click=partial(keeping.bring_back, page.session, number),
    )
    st.caption(page.text("desk.bring_back_help"))
    kept = keeping.store().quota.versions
    st.caption(page.text("desk.versions_kept", count=kept))


def _choice(page: Page, saves: dict[int, Saved]) -> int:
    number: int = st.selectbox(
        page.text("desk.versions", count=len(saves)),
        list(saves),
        format_func=lambda number: page.text(
            "desk.version_item",
            number=number,
            when=local_time(saves[number].saved),
            count=saves[number].count,
            name=words.visible(saves[number].name),
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
        names = [name_of(page.catalogue, owner.item(place), page.lang) for place in ids]
        said = page.text("unit.comma").join(names) or page.text("coverage.none")
        text = page.text(f"desk.{key}", count=len(ids), names=said)
        st.html(f'<div class="shutu-small">{words.safe(text)}</div>')
