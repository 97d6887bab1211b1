"""From a figure of the coverage page to its places on the explore page."""

from __future__ import annotations

from geo.query.filters import Filter
from geo.ui.addresses import PAGES
from geo.ui.state.session import Session


def open_explore(session: Session, chosen: Filter) -> None:
    """Open the explore page with a filter in the browser; Back returns to this page."""
    session.open_address(PAGES["explore"], session.choice.address_of(chosen, session.lang))
