"""The link to the sheet of a filter as PDF, where people look for it."""

from __future__ import annotations

from geo.choropleth.model import Choropleth
from geo.export.registry import DATUMS, FORMATS
from geo.query.filters import Filter
from geo.ui.state.session import Page
from geo.ui.widgets.downloads import draw_download
from geo.ui.widgets.filter_address import filter_address

FORMAT = "pdf"


def draw_sheet_link(page: Page, chosen: Filter, choropleth: Choropleth | None = None) -> None:
    """Draw it; a filter or an indicator that no link carries has no public address, and none is
    drawn: the panel for files below has the sheet, too.
    """
    address = filter_address(page, FORMAT, chosen, choropleth=choropleth)
    if address is None:
        return
    datum = next(iter(DATUMS.values()))
    name = FORMATS[FORMAT].file_name(page.catalog.database.build_id, datum, page.lang)
    draw_download(page.text("print.sheet"), address, name)
