"""The saves of a list, each of which can be brought back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo import i18n
from geo.errors import StoreError
from geo.explorer import Explorer
from geo.shortlist.compare import compare
from geo.shortlist.model import Shortlist
from geo.ui import words
from geo.ui.desk import basket, keeping
from geo.ui.desk.clock import local_time
from geo.ui.desk.rows import name_of

SHOWN = "desk_version"


def draw_versions(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """Draw the saves, newest first, and what the chosen one has that the list has not."""
    if not here.version:
        st.info(i18n.text(lang, "desk.never_saved"))
        return
    try:
        saves = {one.number: one for one in keeping.store().versions(here.id)}
    except StoreError as error:
        said = i18n.text(lang, f"desk_store.{error.key}", **error.values)
        st.warning(words.markdown_safe(said))
        return
    number = st.selectbox(
        i18n.text(lang, "desk.versions", count=len(saves)),
        list(saves),
        format_func=lambda number: i18n.text(
            lang,
            "desk.version_item",
            number=number,
            when=local_time(saves[number].saved),
            count=saves[number].count,
            name=words.visible(saves[number].name),
        ),
        key=SHOWN,
    )
    then = keeping.guarded(lambda: keeping.store().open(here.id, number))
    if then is None:
        basket.tell_fault()
        return
    sides = compare(here, then)
    for key, owner, ids in (
        ("version_lacks", here, sides.only_here),
        ("version_has", then, sides.only_there),
    ):
        names = [name_of(explorer, owner.item(place), lang) for place in ids]
        said = i18n.text(lang, "unit.comma").join(names) or i18n.text(lang, "coverage.none")
        text = i18n.text(lang, f"desk.{key}", count=len(ids), names=said)
        st.html(f'<div class="shutu-small">{words.safe(text)}</div>')
    st.button(
        i18n.text(lang, "desk.bring_back", number=number),
        key="desk_bring_back",
        disabled=number == here.version and basket.is_kept(here),
        on_click=partial(keeping.bring_back, number),
    )
    st.caption(i18n.text(lang, "desk.bring_back_help"))
    kept = keeping.store().quota.versions
    st.caption(i18n.text(lang, "desk.versions_kept", count=kept))
