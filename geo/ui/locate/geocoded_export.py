"""The located list as a file, with the user's own columns first and in their order."""

from __future__ import annotations

from functools import partial
from pathlib import PurePath

import streamlit as st

from geo import i18n
from geo.catalog import Catalog
from geo.export.geocoded_formats import GEOCODED_FORMATS
from geo.export.geocoded_table import make_geocoded_table, types_of
from geo.export.registry import DATUMS, datum_code
from geo.model import Datum
from geo.ui.locate.add_to_shortlist import draw_add_to_shortlist
from geo.ui.state.imported import ImportSession
from geo.ui.state.session import Page
from geo.ui.widgets.column_types import draw_column_types
from geo.ui.widgets.downloads import draw_download, offer
from geo.ui.widgets.local_time import local_day
from geo.ui.widgets.prose import heading, note

FORMAT, DATUM = "locate_format", "locate_export_datum"


def draw_geocoded_export(page: Page, here: ImportSession) -> None:
    """Draw the choice of format and datum, and the link; the file is made when asked for."""
    st.html(heading(page.text("locate.carry")))
    with st.container(horizontal=True, vertical_alignment="bottom", key="locate_carry"):
        name = st.selectbox(
            page.text("export_panel.format"),
            list(GEOCODED_FORMATS),
            key=FORMAT,
            width=240,
            format_func=lambda code: page.text(f"export_panel.{code}"),
        )
        form = GEOCODED_FORMATS[name]
        datum = Datum.WGS84
        if not form.kind.always_wgs84:
            chosen = st.selectbox(
                page.text("export_panel.datum"),
                list(DATUMS),
                key=DATUM,
                width=140,
                format_func=lambda code: str(DATUMS[code]),
            )
            datum = DATUMS[chosen]
        file_name = _file_name(here, datum, form.kind.extension)
        make = partial(content, page.catalog, here, name, datum, page.lang, local_day())
        draw_download(
            page.text("export_panel.download", format=name.upper()),
            offer(page.session, "locate", file_name, form.kind.mime, make),
            file_name,
        )
        draw_add_to_shortlist(page, here)
    st.html(note(page.text("locate.carry_help")))
    _types(page, here)


def _types(page: Page, here: ImportSession) -> None:
    """The types of the list's columns; the column of the names is text and stays so."""
    assert here.work is not None
    table = here.work.table
    declared = tuple(here.types.items())
    types = page.session.remembered(
        "locate_types",
        (table.columns, table.rows, here.name_column, declared),
        lambda: types_of(table, here.name_column, here.types),
    )
    types = {name: kind for name, kind in types.items() if name != here.name_column}
    columns = {name: table.column(name) for name in types}
    draw_column_types(page, "locate", columns, types, here.declare)


def content(
    catalog: Catalog, here: ImportSession, name: str, datum: Datum, lang: str, day: str
) -> bytes:
    """The located list in a format of `GEOCODED_FORMATS`; `day` (YYYY-MM-DD) is written into it."""
    assert here.work is not None
    own = make_geocoded_table(
        catalog,
        here.work,
        label=here.name_column,
        source=here.source or i18n.text(lang, "locate.pasted"),
        date=day,
        datum=datum,
        lang=lang,
        types=dict(here.types),
    )
    return GEOCODED_FORMATS[name].write(own)


def _file_name(here: ImportSession, datum: Datum, extension: str) -> str:
    stem = PurePath(here.source).stem or "list"
    safe = "".join(char for char in stem if char.isalnum() or char in "-_")[:40] or "list"
    offset = "" if datum is Datum.WGS84 else f"-{datum_code(datum)}"
    return f"{safe}-located{offset}.{extension}"
