"""Two lists side by side: what they share, and what only one of them has."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo import i18n
from geo.rank.words import item_name
from geo.shortlist.compare import compare
from geo.shortlist.model import Shortlist
from geo.ui.escaping import escape_html, escape_markdown, visible
from geo.ui.shortlist.site_rows import row_of
from geo.ui.state.session import Page
from geo.ui.state.shortlists import Shortlists
from geo.ui.widgets.place_list import draw_icon

OTHER = "shortlist_other"


def draw_compare_panel(page: Page, here: Shortlist) -> None:
    """Draw the choice of the other list, the three columns, and the buttons to copy sites."""
    shortlists = page.session.shortlists
    others = {one.id: one for one in shortlists.opened if one.id != here.id}
    if not others:
        st.info(page.text("shortlist.compare_alone"))
        return
    chosen = st.selectbox(
        page.text("shortlist.compare_with"),
        list(others),
        format_func=lambda key: i18n.aside(
            page.lang, visible(others[key].name), len(others[key].items)
        ),
        key=OTHER,
    )
    there = others[chosen]
    sides = compare(here, there)
    columns = st.columns(3)
    parts = (
        (page.text("shortlist.only_in", name=here.name), here, sides.only_here),
        (page.text("shortlist.in_both"), here, sides.common),
        (page.text("shortlist.only_in", name=there.name), there, sides.only_there),
    )
    for column, (title, owner, ids) in zip(columns, parts, strict=True):
        with column:
            _side(page, title, owner, there, ids)
    st.button(
        page.text(
            "shortlist.take_over",
            count=len(sides.only_there),
            name=escape_markdown(there.name),
        ),
        key="shortlist_take_over",
        disabled=not sides.only_there,
        on_click=partial(_take_over, shortlists, there, sides.only_there),
    )
    st.button(
        page.text("shortlist.keep_common", count=len(sides.common)),
        key="shortlist_keep_common",
        disabled=not sides.only_here,
        on_click=shortlists.take_out,
        args=sides.only_here,
    )


def _side(
    page: Page,
    title: str,
    owner: Shortlist,
    other: Shortlist,
    ids: tuple[str, ...],
) -> None:
    """One column: its title with the number, and the sites with their places in their lists."""
    st.html(f'<h2 class="shutu-h">{escape_html(title)} · {len(ids)}</h2>')
    lines = []
    for place in ids:
        item = owner.item(place)
        number = str(owner.ids.index(place) + 1)
        if place in other.ids and owner.id != other.id:
            number += f" · {other.ids.index(place) + 1}"
        icon = draw_icon(row_of(page.catalog, item))
        name = escape_html(item_name(page.catalog, item, page.lang))
        lines.append(f'<li><img src="{icon}" alt=""> <span>{number}</span> {name}</li>')
    nothing = page.text("coverage.none")
    body = f'<ol class="shutu-side">{"".join(lines)}</ol>' if lines else escape_html(nothing)
    st.html(body)


def _take_over(shortlists: Shortlists, there: Shortlist, ids: tuple[str, ...]) -> None:
    here = shortlists.current
    shortlists.change(here.add(*(there.item(place) for place in ids)))
