"""The one switch of what counts, the same on every page: named places, or inferred ones, too."""

from __future__ import annotations

import streamlit as st

from geo.query.permalink import INFERRED
from geo.ui.state.session import Page
from geo.ui.widgets.fields import field


def draw_inferred_switch(page: Page) -> None:
    """Draw the switch; its value is `page.choice.filter.inferred`.

    Chosen relations say themselves what counts: then it says so and cannot be turned.
    """
    chosen = page.choice.filter
    st.toggle(
        page.text("counting.by_relation" if chosen.relations else "counting.inferred"),
        disabled=bool(chosen.relations),
        **field(page.session, INFERRED, chosen.inferred, page.choice.count_inferred),
    )
