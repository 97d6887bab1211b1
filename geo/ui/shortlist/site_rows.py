"""Items of a list → the rows that map, table and ranking know, own places included."""

from __future__ import annotations

from typing import cast

from geo.catalog import Catalog
from geo.export.user_places import user_place_row
from geo.model import Precision
from geo.schema.place import PlaceRow
from geo.shortlist.model import Item, OwnPlace
from geo.shortlist.rules import OWN
from geo.ui.state.session import Session


def row_of(catalog: Catalog, item: Item) -> PlaceRow:
    """One item as a row of the catalog; a place that is gone keeps its id and last position."""
    if item.own:
        return _own_row(catalog, item.id, item.own)
    if item.id in catalog.spatial.points:
        return cast(PlaceRow, dict(catalog.summary_row(item.id)))
    then = item.snapshot
    gone = OwnPlace(
        item.id,
        then.lon if then else None,
        then.lat if then else None,
        then.precision if then and then.lon is not None else Precision.UNLOCATED,
        then.uncertainty_m if then else None,
    )
    return _own_row(catalog, item.id, gone)


def _own_row(catalog: Catalog, place_id: str, own: OwnPlace) -> PlaceRow:
    row = user_place_row(place_id, own, catalog)
    known = catalog.regions.names
    counties = [code for code in own.adcodes if "prefecture" in known.get(code, {})]
    return {**row, "adcodes": counties}


def set_focus(session: Session, place_id: str | None) -> None:
    """Display a site of the list, or none; a place of the plan is then selected on all pages."""
    session.shortlists.shown = place_id or ""
    if place_id is None or not place_id.startswith(OWN):
        session.choice.select(place_id, move=True)


def focus_of(session: Session) -> str | None:
    """The displayed site of the current list."""
    ids, shown = session.shortlists.current.ids, session.shortlists.shown
    place = shown if shown.startswith(OWN) else session.choice.selected
    return place if place in ids else None
