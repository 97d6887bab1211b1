"""The places on the page as a file, in the format that the next tool wants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from geo import i18n
from geo.errors import FontError
from geo.explorer import Explorer
from geo.export.dossier import Dossier, make_dossier
from geo.export.fonts import find_font
from geo.export.registry import DATUMS, FORMATS, PAPERS, Format
from geo.query.filters import Filter
from geo.shortlist import link
from geo.shortlist.model import Ranked, Shortlist
from geo.ui import state, words
from geo.ui.downloads import draw_download
from geo.ui.share import link_of

FORMAT, DATUM, PAPER = "take_away_format", "take_away_datum", "take_away_paper"
DRAWN = ("pdf", "png", "svg")  # these need a font and have a paper size


def draw_take_away(
    explorer: Explorer,
    chosen: Filter,
    lang: str,
    *,
    shortlist: Shortlist | None = None,
    ranking: Mapping[str, Ranked] | None = None,
) -> None:
    """Draw the choice of format and the button.

    With a `shortlist` its places, notes, tags and own columns, in its order, and with a `ranking`
    (by id) ranks, scores and reasons. The file is made when it is asked for.
    """
    st.session_state.setdefault(FORMAT, "csv")
    with st.container(horizontal=True, vertical_alignment="bottom", key="take_away"):
        name = st.selectbox(
            i18n.text(lang, "take_away.format"),
            list(FORMATS),
            format_func=lambda code: i18n.text(lang, f"take_away.{code}"),
            key=FORMAT,
            width=260,
        )
        form = FORMATS[name]
        datum, paper = "wgs84", PAPERS[0]
        if not form.always_wgs84:
            datum = st.selectbox(
                i18n.text(lang, "take_away.datum"),
                list(DATUMS),
                format_func=lambda code: str(DATUMS[code]),
                key=DATUM,
                width=140,
            )
        if name in DRAWN:
            paper = st.selectbox(
                i18n.text(lang, "take_away.paper"), PAPERS, format_func=str.upper, key=PAPER,
                width=100,
            )  # fmt: skip
        dossier = partial(
            make_dossier, explorer, chosen, date=date.today().isoformat(), lang=lang,
            datum=DATUMS[datum], paper=paper, link=_link(chosen, shortlist),
            shortlist=shortlist, ranking=ranking,
        )  # fmt: skip
        file_name = form.file_name(explorer.database.build_id, DATUMS[datum], lang)
        _button(name, dossier, file_name, lang)


def _button(name: str, dossier: partial[Dossier], file_name: str, lang: str) -> None:
    if name in DRAWN:
        try:
            find_font()
        except FontError as error:
            st.error(words.markdown_safe(error))
            return
    form = FORMATS[name]
    draw_download(
        i18n.text(lang, "take_away.download", format=name.upper()),
        partial(_content, form, dossier),
        file_name=file_name,
        mime=form.mime,
        key=f"download_{name}",
    )


def _link(chosen: Filter, shortlist: Shortlist | None) -> str | None:
    """The address that shows the same again; None for a list that is too long for one."""
    if shortlist is None:
        return link_of(state.link_parameters(chosen))
    content = link.encode(shortlist)
    return link_of({link.CONTENT: content}) if content else None


def _content(form: Format, dossier: partial[Dossier]) -> bytes:
    return form.write(dossier())
