"""From a figure of the coverage page to its places on the explore page."""

from __future__ import annotations

import streamlit as st

from geo.query.filters import Filter
from geo.ui.frame import PAGES_DIR
from geo.ui.session import Session


def to_explore(session: Session, chosen: Filter) -> None:
    """Choose a filter, and nothing else, and leave for the explore page in the next run."""
    session.choice.narrow_to(chosen)
    session.next_page = "explore"


def follow(session: Session) -> None:
    """Switch the page when a callback has asked for it: callbacks themselves cannot."""
    name, session.next_page = session.next_page, None
    if name:
        st.switch_page(PAGES_DIR / f"{name}.py")
