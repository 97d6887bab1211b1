"""Export the places of the page in a chosen format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from geo.choropleth.model import Choropleth
from geo.errors import FontError
from geo.export.export_dataset import ExportDataset
from geo.export.fonts import find_font
from geo.export.make_dataset import make_dataset
from geo.export.page_setup import TEXTS, PageSetup
from geo.export.registry import DATUMS, DRAWN, FORMATS, TITLED, Format
from geo.query.filters import Filter
from geo.shortlist import link
from geo.shortlist.model import Shortlist
from geo.shortlist.ranked import Ranked
from geo.shortlist.ranking_report import RankingReport
from geo.ui.escaping import escape_markdown
from geo.ui.links import link_of
from geo.ui.state.session import Page
from geo.ui.widgets.downloads import draw_download, offer
from geo.ui.widgets.filter_address import filter_address
from geo.ui.widgets.local_time import local_day
from geo.ui.widgets.page_setup_panel import current_setup, draw_page_setup, draw_preview

FORMAT, DATUM = "export_panel_format", "export_panel_datum"
DEFAULT = "csv"


def draw_export_panel(
    page: Page,
    chosen: Filter,
    *,
    shortlist: Shortlist | None = None,
    ranking: Mapping[str, Ranked] | None = None,
    about_ranking: str = "",
    report: Callable[[], RankingReport | None] = lambda: None,
    choropleth: Choropleth | None = None,
) -> None:
    """Draw the choice of format and the link to the file of a filter.

    With a `shortlist` its places, notes, tags and own columns, in its order, and with a `ranking`
    (by id) ranks, scores and reasons; `about_ranking` says how it was made, and
    `report`, which takes a while, makes what the file adds to it. Formats that show one
    carry the `choropleth` of the page. The file is created on
    request: at a public address, or, with user data, at an address of the session.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key="take_away"):
        name = st.selectbox(
            page.text("export_panel.format"),
            list(FORMATS),
            index=list(FORMATS).index(DEFAULT),
            format_func=lambda code: page.text(f"export_panel.{code}"),
            key=FORMAT,
            width=260,
        )
        form = FORMATS[name]
        datum = _datum(page, form)
        if name in DRAWN and not _has_font():
            return
        setup = current_setup(page, shortlist) if name in TITLED else PageSetup()
        dataset = partial(
            make_dataset,
            page.catalog,
            chosen,
            date=local_day(),
            lang=page.lang,
            datum=DATUMS[datum],
            page=setup,
            link=_link(page, shortlist),
            shortlist=shortlist,
            ranking=ranking,
            about_ranking=about_ranking,
            choropleth=choropleth if form.colored else None,
        )
        file_name = form.file_name(page.catalog.database.build_id, DATUMS[datum], page.lang)
        options = {"datum": datum} if datum != next(iter(DATUMS)) else {}
        layout = setup.parameters if name in TITLED else {}
        options |= {key: value for key, value in layout.items() if key in TEXTS or name in DRAWN}
        address: str | None = None
        if shortlist is None:
            address = filter_address(page, name, chosen, options, choropleth)
        if address is None:
            make = partial(_content, form, dataset, report)
            address = offer(page.session, "take_away", file_name, form.mime, make)
        draw_download(page.text("export_panel.download", format=name.upper()), address, file_name)
    if name in TITLED:
        with st.expander(page.text("page_setup.title_of_panel"), key="page_setup"):
            draw_page_setup(page, shortlist, is_drawn=name in DRAWN)
            if name in DRAWN:
                draw_preview(page, (dataset.args[1:], dataset.keywords), dataset)


def _datum(page: Page, form: Format) -> str:
    """The selected datum, where the format allows a choice."""
    if form.always_wgs84:
        return next(iter(DATUMS))
    return st.selectbox(
        page.text("export_panel.datum"),
        list(DATUMS),
        format_func=lambda code: str(DATUMS[code]),
        key=DATUM,
        width=140,
    )


def _has_font() -> bool:
    """Whether maps and briefs can be rendered; shows a message if not."""
    try:
        find_font()
    except FontError as error:
        st.error(escape_markdown(error))
        return False
    return True


def _link(page: Page, shortlist: Shortlist | None) -> str | None:
    """The address that shows the same again; None for a list that is too long for one."""
    if shortlist is None:
        return link_of(page.choice.parameters(page.lang))
    content = link.encode(shortlist)
    return link_of({link.CONTENT: content}) if content else None


def _content(
    form: Format, dataset: partial[ExportDataset], report: Callable[[], RankingReport | None]
) -> bytes:
    return form.write(dataset(report=report()))
