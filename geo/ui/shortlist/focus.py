"""The displayed site of the current list."""

from __future__ import annotations

from geo.shortlist.model import OWN
from geo.ui.state.session import Session


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
