"""The sites of the list as a table whose notes, tags and order are edited in place."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo.rank.score import Ranking
from geo.schema.rows import in_language
from geo.shortlist.drift import pick
from geo.shortlist.model import Shortlist
from geo.ui.shortlist.edit_table import draw_edit_table, printed
from geo.ui.shortlist.site_columns import site_columns
from geo.ui.shortlist.sort_box import draw_sort_box
from geo.ui.state.session import Page
from geo.ui.state.shortlists import Shortlists
from geo.ui.widgets.add_buttons import add_items
from geo.ui.widgets.fields import emptied
from geo.ui.widgets.print_sheet import draw_printed_frame

HEIGHT_ROWS = 14
KEY = "shortlist_table"
ADD = "shortlist_add_place"


def draw_site_table(page: Page, here: Shortlist, ranking: Ranking | None) -> None:
    """Draw the tools for ticked sites, the table, and the box to add a place by name."""
    if here.items:
        _tools(page, here)
        columns = site_columns(page, here, ranking)
        label = page.text("nav.shortlist")
        draw_edit_table(page, here, columns, key=KEY, label=label, rows=HEIGHT_ROWS)
        draw_printed_frame(printed(columns), "shortlist")
    with st.container(horizontal=True, key="shortlist_below_table"):
        _add(page, here)
        if here.items:
            draw_sort_box(page)


def _picked(page: Page, here: Shortlist) -> list[str]:
    """The ticked sites, in the order of the list."""
    picked = set(page.session.shortlists.picked)
    return [place for place in here.ids if place in picked]


def _tools(page: Page, here: Shortlist) -> None:
    """What can be done with the ticked sites."""
    shortlists = page.session.shortlists
    picked = _picked(page, here)
    with st.container(horizontal=True, vertical_alignment="center", key="shortlist_tools"):
        count = page.text("shortlist.picked", count=len(picked))
        st.html(f'<div class="shutu-small" role="status">{count}</div>')
        for name in ("top", "up", "down", "bottom"):
            st.button(
                page.text(f"shortlist.move.{name}"),
                key=f"shortlist_move_{name}",
                disabled=not picked,
                on_click=_move,
                args=(shortlists, name),
            )
        st.button(
            page.text("shortlist.remove"),
            key="shortlist_remove",
            disabled=not picked,
            on_click=shortlists.take_out,
            args=tuple(picked),
        )


def _move(shortlists: Shortlists, where: str) -> None:
    here = shortlists.current
    shortlists.change(here.reorder(moved(here.ids, shortlists.picked, where)))


def moved(ids: tuple[str, ...], picked: tuple[str, ...], where: str) -> list[str]:
    """The ids with the picked ones moved `up` or `down` by one, to the `top` or the `bottom`.

    Picked ones keep their order among themselves; those at an end stay there.
    """
    chosen = set(picked)
    if where in ("top", "bottom"):
        ours = [place for place in ids if place in chosen]
        rest = [place for place in ids if place not in chosen]
        return ours + rest if where == "top" else rest + ours
    order = list(ids if where == "up" else reversed(ids))
    for index in range(1, len(order)):
        if order[index] in chosen and order[index - 1] not in chosen:
            order[index - 1], order[index] = order[index], order[index - 1]
    return order if where == "up" else order[::-1]


def _add(page: Page, here: Shortlist) -> None:
    """Add a place by its name, without leaving the page."""
    missing = [place for place in page.catalog.spatial.points if place not in here.ids]
    st.selectbox(
        page.text("shortlist.add_place"),
        missing,
        format_func=lambda place: in_language(page.catalog.summary_row(place), "name", page.lang),
        placeholder=page.text("shortlist.add_place"),
        label_visibility="collapsed",
        **emptied(ADD, partial(_add_place, page), missing),
    )


def _add_place(page: Page, place: str) -> None:
    add_items(page.session, page.catalog, pick(page.catalog, [place]))
