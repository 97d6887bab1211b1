"""Add located rows to the shortlist: catalog places by id, others as own places."""

from __future__ import annotations

import streamlit as st

from geo.catalog import Catalog
from geo.cells.column_types import decode
from geo.errors import ShortlistError
from geo.geocode.model import UnitLevel
from geo.geocode.worklist import Worklist
from geo.model import Precision
from geo.shortlist.drift import pick
from geo.shortlist.model import Item, OwnPlace, own_item
from geo.shortlist.rules import MAX_CELL, MAX_ITEMS
from geo.ui.state.imported import ImportSession
from geo.ui.state.session import Page
from geo.ui.widgets.add_buttons import add_items

SITES = (UnitLevel.SITE, UnitLevel.STATION, UnitLevel.RIVER, UnitLevel.AIRPORT)


def draw_add_to_shortlist(page: Page, here: ImportSession) -> None:
    """Draw the button that adds the shown rows that have a place."""
    work = here.work
    assert work is not None
    rows = [row for row in here.rows if work.place(row)]
    st.button(
        page.text("locate.to_shortlist", count=len(rows)),
        key="locate_to_shortlist",
        disabled=not rows or len(rows) > MAX_ITEMS,
        help=page.text("locate.to_shortlist_help", limit=MAX_ITEMS),
        on_click=_add,
        args=(page, here, rows),
    )


def _add(page: Page, here: ImportSession, rows: list[int]) -> None:
    assert here.work is not None
    try:
        items = [item(page.catalog, here.work, row, here.source) for row in rows]
    except ShortlistError as error:
        page.session.notices.say_error(error)
        return
    add_items(page.session, page.catalog, items)
    _declare(page, here)


def _declare(page: Page, here: ImportSession) -> None:
    """Let the list know the types that were declared of its new columns."""
    shortlists = page.session.shortlists
    changed = shortlists.current
    for name, code in here.types.items():
        kind = decode(code)
        if kind and name in changed.column_types:
            changed = changed.declare(name, kind)
    if changed is not shortlists.current:
        shortlists.change(changed)


def item(catalog: Catalog, work: Worklist, row: int, source: str) -> Item:
    """One row as an item; `source` is the user's name of the list."""
    place = work.place(row)
    assert place is not None
    if place.kind in SITES and place.id in catalog.spatial.points:
        (found,) = pick(catalog, [place.id])
        return found
    located = place.lon is not None and place.precision is not Precision.UNLOCATED
    columns = zip(work.table.columns, work.table.rows[row], strict=True)
    own = OwnPlace(
        name=work.names[row].strip() or f"#{row + 1}",
        lon=place.lon if located else None,
        lat=place.lat if located else None,
        precision=str(place.precision) if located else str(Precision.UNLOCATED),
        uncertainty_m=place.uncertainty_m if located else None,
        adcodes=(place.adcode,) if place.adcode else (),
        status=str(work.status(row)),
        method=work.outcome(row).method,
        score=place.score,
        source=f"{source or '-'} · {row + 1}",
        columns=tuple((name, cell[:MAX_CELL]) for name, cell in columns),
    )
    return own_item(own)
