"""The located list as a file, with the person's own columns first and in their order."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import PurePath

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.export.own_formats import OWN_FORMATS
from geo.export.own_list import make_own_list
from geo.export.registry import DATUMS, datum_code
from geo.model import Datum
from geo.ui.downloads import draw_download, offer
from geo.ui.imported import Brought
from geo.ui.locate.listing import draw_listing
from geo.ui.reading import heading, note
from geo.ui.session import Page

FORMAT, DATUM = "locate_format", "locate_export_datum"


def draw_carry(page: Page, here: Brought) -> None:
    """Draw the choice of format and datum, and the link; the file is made when asked for."""
    st.html(heading(page.text("locate.carry")))
    with st.container(horizontal=True, vertical_alignment="bottom", key="locate_carry"):
        name = st.selectbox(
            page.text("take_away.format"),
            list(OWN_FORMATS),
            key=FORMAT,
            width=240,
            format_func=lambda code: page.text(f"take_away.{code}"),
        )
        form = OWN_FORMATS[name]
        datum = Datum.WGS84
        if not form.kind.always_wgs84:
            chosen = st.selectbox(
                page.text("take_away.datum"),
                list(DATUMS),
                key=DATUM,
                width=140,
                format_func=lambda code: str(DATUMS[code]),
            )
            datum = DATUMS[chosen]
        file_name = _file_name(here, datum, form.kind.extension)
        make = partial(content, page.catalogue, here, name, datum, page.lang)
        draw_download(
            page.text("take_away.download", format=name.upper()),
            offer(page.session, "locate", file_name, form.kind.mime, make),
            file_name,
        )
        draw_listing(page, here)
    st.html(note(page.text("locate.carry_help")))


def content(catalogue: Explorer, here: Brought, name: str, datum: Datum, lang: str) -> bytes:
    """The located list in a format of `OWN_FORMATS`."""
    assert here.work is not None
    own = make_own_list(
        catalogue,
        here.work,
        label=here.name_column,
        source=here.source or i18n.text(lang, "locate.pasted"),
        date=date.today().isoformat(),
        datum=datum,
        lang=lang,
    )
    return OWN_FORMATS[name].write(own)


def _file_name(here: Brought, datum: Datum, extension: str) -> str:
    stem = PurePath(here.source).stem or "list"
    safe = "".join(char for char in stem if char.isalnum() or char in "-_")[:40] or "list"
    offset = "" if datum is Datum.WGS84 else f"-{datum_code(datum)}"
    return f"{safe}-located{offset}.{extension}"
