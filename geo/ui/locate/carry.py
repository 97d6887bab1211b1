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
from geo.ui.locate.listing import draw_listing
from geo.ui.locate.session import Brought
from geo.ui.reading import heading, note

FORMAT, DATUM = "locate_format", "locate_export_datum"


def draw_carry(explorer: Explorer, here: Brought, lang: str) -> None:
    """Draw the choice of format and datum, and the link; the file is made when asked for."""
    st.html(heading(i18n.text(lang, "locate.carry")))
    with st.container(horizontal=True, vertical_alignment="bottom", key="locate_carry"):
        name = st.selectbox(
            i18n.text(lang, "take_away.format"), list(OWN_FORMATS), key=FORMAT, width=240,
            format_func=lambda code: i18n.text(lang, f"take_away.{code}"),
        )  # fmt: skip
        form = OWN_FORMATS[name]
        datum = Datum.WGS84
        if not form.kind.always_wgs84:
            chosen = st.selectbox(
                i18n.text(lang, "take_away.datum"), list(DATUMS), key=DATUM, width=140,
                format_func=lambda code: str(DATUMS[code]),
            )  # fmt: skip
            datum = DATUMS[chosen]
        file_name = _file_name(here, datum, form.kind.extension)
        make = partial(_content, explorer, here, name, datum, lang)
        draw_download(
            i18n.text(lang, "take_away.download", format=name.upper()),
            offer("locate", file_name, form.kind.mime, make),
            file_name,
        )
        draw_listing(explorer, here, lang)
    st.html(note(i18n.text(lang, "locate.carry_help")))


def _content(explorer: Explorer, here: Brought, name: str, datum: Datum, lang: str) -> bytes:
    assert here.work is not None
    own = make_own_list(
        explorer,
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
