"""Two lists side by side: what they share, and what only one of them has."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.shortlist.compare import compare
from geo.shortlist.model import Shortlist
from geo.ui import words
from geo.ui.desk import basket
from geo.ui.desk.rows import name_of, row_of
from geo.ui.place_list import draw_icon

OTHER = "desk_other"


def draw_comparing(explorer: Explorer, here: Shortlist, lang: str) -> None:
    """Draw the choice of the other list, the three columns, and the ways to take over."""
    others = {one.id: one for one in basket.open_lists() if one.id != here.id}
    if not others:
        st.info(i18n.text(lang, "desk.compare_alone"))
        return
    chosen = st.selectbox(
        i18n.text(lang, "desk.compare_with"),
        list(others),
        format_func=lambda key: f"{words.visible(others[key].name)} ({len(others[key].items)})",
        key=OTHER,
    )
    there = others[chosen]
    sides = compare(here, there)
    columns = st.columns(3)
    parts = (
        (i18n.text(lang, "desk.only_in", name=here.name), here, sides.only_here),
        (i18n.text(lang, "desk.in_both"), here, sides.common),
        (i18n.text(lang, "desk.only_in", name=there.name), there, sides.only_there),
    )
    for column, (title, owner, ids) in zip(columns, parts, strict=True):
        with column:
            _side(explorer, title, owner, there, ids, lang)
    st.button(
        i18n.text(
            lang,
            "desk.take_over",
            count=len(sides.only_there),
            name=words.markdown_safe(there.name),
        ),
        key="desk_take_over",
        disabled=not sides.only_there,
        on_click=partial(_take_over, there, sides.only_there),
    )
    st.button(
        i18n.text(lang, "desk.keep_common", count=len(sides.common)),
        key="desk_keep_common",
        disabled=not sides.only_here,
        on_click=basket.take_out,
        args=sides.only_here,
    )


def _side(
    explorer: Explorer,
    title: str,
    owner: Shortlist,
    other: Shortlist,
    ids: tuple[str, ...],
    lang: str,
) -> None:
    """One column: its title with the number, and the sites with their places in their lists."""
    st.html(f'<h2 class="shutu-h">{words.safe(title)} · {len(ids)}</h2>')
    lines = []
    for place in ids:
        item = owner.item(place)
        number = str(owner.ids.index(place) + 1)
        if place in other.ids and owner.id != other.id:
            number += f" · {other.ids.index(place) + 1}"
        icon = draw_icon(row_of(explorer, item))
        name = words.safe(name_of(explorer, item, lang))
        lines.append(f'<li><img src="{icon}" alt=""> <span>{number}</span> {name}</li>')
    nothing = i18n.text(lang, "coverage.none")
    body = f'<ol class="shutu-side">{"".join(lines)}</ol>' if lines else words.safe(nothing)
    st.html(body)


def _take_over(there: Shortlist, ids: tuple[str, ...]) -> None:
    here = basket.current()
    basket.change(here.add(*(there.item(place) for place in ids)))
