"""Another user saved the list in the meantime: both sides next to each other, and the choice."""

from __future__ import annotations

from functools import partial

import streamlit as st

from geo import describe, i18n
from geo.cells.column_types import TEXT, cell_in_words
from geo.errors import ShortlistError
from geo.rank.words import item_name
from geo.shortlist.compare import Difference, differences, merge, on_top_of
from geo.shortlist.errors import ConflictError
from geo.shortlist.model import Item, Shortlist
from geo.shortlist.rules import MAX_NAME
from geo.ui.escaping import escape_html, escape_markdown
from geo.ui.shortlist import persistence
from geo.ui.state.session import Page
from geo.ui.widgets.local_time import local_time


def draw_conflict(page: Page) -> None:
    """Draw the dialog when a conflict waits for an answer."""
    found = persistence.conflict(page.session)
    if found is None:
        return
    dialog = st.dialog(
        page.text("conflict.title"),
        width="large",
        on_dismiss=partial(persistence.settle, page.session, None),
    )
    dialog(_body)(page, found)


def _body(page: Page, found: ConflictError) -> None:
    mine, theirs = found.mine, found.theirs
    st.write(
        escape_markdown(
            page.text(
                "conflict.lead",
                name=theirs.name,
                mine=mine.version,
                theirs=theirs.version,
                when=local_time(theirs.updated, page.lang, names_zone=True),
            )
        )
    )
    _table(page, mine, theirs)
    st.caption(page.text("conflict.merge_help"))
    merged = _merged(page, mine, theirs)
    with st.container(horizontal=True):
        answers: tuple[tuple[str, Shortlist | None], ...] = (
            ("merge", merged),
            ("mine", on_top_of(mine, theirs)),
            ("theirs", theirs),
        )
        for name, decided in answers:
            # Resolved in a callback, which no other run can interrupt.
            if st.button(
                page.text(f"conflict.{name}"),
                key=f"conflict_{name}",
                type="primary" if name == "merge" else "secondary",
                disabled=decided is None,
                on_click=persistence.settle,
                args=(page.session, decided),
            ):
                st.rerun()
        copy_name = page.text("shortlist.copy_of", name=mine.name)[:MAX_NAME]
        if st.button(
            page.text("conflict.copy"),
            key="conflict_copy",
            on_click=persistence.save_copy,
            args=(page.session, copy_name),
        ):
            st.rerun()


def _merged(page: Page, mine: Shortlist, theirs: Shortlist) -> Shortlist | None:
    """Both sides in one list; None, with the reason, when a list has no room for both."""
    try:
        return merge(mine, theirs)
    except ShortlistError as error:
        reason = page.text(f"shortlist_error.{error.key}", **error.values)
        st.warning(escape_markdown(page.text("conflict.no_room", reason=reason)))
        return None


def _table(page: Page, mine: Shortlist, theirs: Shortlist) -> None:
    """The sites that differ, as they are on both sides."""
    found = differences(mine, theirs)
    if not found:
        st.write(page.text("conflict.same"))
        return
    head = "".join(
        f"<th>{escape_html(page.text(f'conflict.{name}'))}</th>"
        for name in ("site", "my_side", "their_side")
    )
    lines = []
    for place, how in found.items():
        item = (mine if place in mine.ids else theirs).item(place)
        cells = [
            _side(one, place, how, page.lang) if place in one.ids else page.text("conflict.absent")
            for one in (mine, theirs)
        ]
        row = [item_name(page.catalog, item, page.lang), *cells]
        lines.append("<tr>" + "".join(f"<td>{escape_html(cell)}</td>" for cell in row) + "</tr>")
    st.html(
        f'<div class="shutu-scroll"><table class="shutu-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _side(one: Shortlist, place: str, how: tuple[Difference, ...], lang: str) -> str:
    """The values of one side for a site, only those that differ."""
    item: Item = one.item(place)
    nothing, types = i18n.text(lang, "coverage.none"), one.column_types
    cells = {
        Difference.NOTE: item.note or nothing,
        Difference.TAGS: describe.listed(item.tags, lang) or nothing,
        Difference.COLUMNS: i18n.semicolon(
            lang, (f"{k} = {cell_in_words(v, types.get(k, TEXT))}" for k, v in item.columns)
        )
        or nothing,
        Difference.POSITION: str(one.ids.index(place) + 1),
    }
    parts = [
        i18n.text(lang, f"conflict.{kind}", value=cells[kind]) for kind in how if kind in cells
    ]
    return " · ".join(parts) or i18n.text(lang, "conflict.present")
