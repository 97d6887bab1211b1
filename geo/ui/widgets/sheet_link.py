"""The link to the sheet of a filter as PDF, where people look for it."""

from __future__ import annotations

from geo.export.registry import DATUMS, FORMATS
from geo.query.filters import Filter
from geo.query.permalink import ViewState, encode, fits_link
from geo.ui.state.session import Page
from geo.ui.widgets.downloads import draw_download, export_address

FORMAT = "pdf"


def draw_sheet_link(page: Page, chosen: Filter) -> None:
    """Draw it; a filter that no link carries has no public address, and none is drawn."""
    if not fits_link(chosen):
        return
    datum = next(iter(DATUMS.values()))
    name = FORMATS[FORMAT].file_name(page.catalog.database.build_id, datum, page.lang)
    address = export_address(FORMAT, encode(ViewState(filter=chosen, lang=page.lang)))
    draw_download(page.text("print.sheet"), address, name)
