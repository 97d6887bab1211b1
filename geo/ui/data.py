"""The data that pages and routes share. Registers no component: the server imports it early."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from geo import i18n, settings
from geo.catalog import Catalog
from geo.errors import ArtefactError
from geo.ingest.pool import page_pool
from geo.ui.escaping import escape_markdown
from geo.ui.session_end import freeze_shared
from geo.ui.state.session import Page, current_session
from geo.ui.static import publish
from geo.ui.widgets.boundary import approved_map
from geo.ui.widgets.map_files import map_folder
from geo.ui.widgets.print_sheet import draw_printed_foot, draw_printed_head


@st.cache_resource(show_spinner=False)
def open_catalog() -> Catalog:
    """One read-only connection for all sessions and requests, and its base map published for the
    browser.

    Raises:
        ArtefactError: the build is missing, half-written or damaged.
    """
    catalog = Catalog(settings.built_dir())
    if not settings.kiosk():  # a kiosk accepts no files
        page_pool()  # its processes start while the data is loaded
    catalog.warm_up()
    publish(settings.built_dir(), catalog.database.build_id, approved_map()[0])
    if not settings.kiosk():
        map_folder(catalog)  # written before the first visitor's map asks for it
    freeze_shared()
    return catalog


def with_page(draw: Callable[[Page], None]) -> None:
    """Run `draw(page)` between what its print begins and ends with; show a message when the data is
    missing or damaged.
    """
    session = current_session()
    try:
        page = Page(open_catalog(), session, session.lang)
        draw_printed_head(page)
        draw(page)
        draw_printed_foot(page)
    except ArtefactError as error:
        open_catalog.clear()  # the next run retries instead of using the cached failure
        st.error(f"**{i18n.text(session.lang, 'error.title')}** · {escape_markdown(error)}")
        st.info(i18n.text(session.lang, "error.hint", command=settings.COMMAND))
