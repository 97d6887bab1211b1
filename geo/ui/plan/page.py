"""The page of the plan, from top to bottom: its facts, then its text beside the map."""

from __future__ import annotations

from geo.ui.data import with_page
from geo.ui.escaping import warn_ignored_parameters
from geo.ui.plan.facts import draw_facts
from geo.ui.plan.reading_panel import draw_reading
from geo.ui.state.session import Page
from geo.ui.widgets.boundary import warn_refused
from geo.ui.widgets.prose import draw_prose_style
from geo.ui.widgets.skip_links import draw_skip_links


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    warn_ignored_parameters(page.session.read_address(page.catalog), page.lang)
    draw_prose_style()
    warn_refused(page.lang)
    draw_skip_links(page, ["text", "map"])
    draw_facts(page)
    draw_reading(page)
