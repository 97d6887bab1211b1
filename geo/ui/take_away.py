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
from geo.export.registry import DATUMS, DRAWN, FORMATS, PAPERS, Format
from geo.query.filters import Filter
from geo.shortlist import link
from geo.shortlist.model import Ranked, Shortlist
from geo.ui import state, words
from geo.ui.downloads import draw_download, export_address, offer
from geo.ui.share import link_of

FORMAT, DATUM, PAPER = "take_away_format", "take_away_datum", "take_away_paper"


def draw_take_away(
    explorer: Explorer,
    chosen: Filter,
    ids: list[str] | None,
    lang: str,
    *,
    shortlist: Shortlist | None = None,
    ranking: Mapping[str, Ranked] | None = None,
) -> None:
    """Draw the choice of format and the link; `ids`, if given, are the only places to write.

    With a `shortlist` its places, notes, tags and own columns, in its order, and with a `ranking`
    (by id) ranks, scores and reasons. The file is made when it is asked for: by an address that is
    the same for everybody, or, with what belongs to a person, by one of their session.
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
        file_name = form.file_name(explorer.database.build_id, DATUMS[datum], lang)
        if name in DRAWN and not _has_font():
            return
        if shortlist is None and chosen.area is None:
            options = {"datum": datum} if datum != next(iter(DATUMS)) else {}
            options |= {"paper": paper} if paper != PAPERS[0] else {}
            address = export_address(name, {**state.export_parameters(chosen), **options})
        else:
            dossier = partial(
                make_dossier, explorer, chosen, date=date.today().isoformat(), lang=lang,
                datum=DATUMS[datum], paper=paper, link=_link(chosen, shortlist),
                ids=ids, shortlist=shortlist, ranking=ranking,
            )  # fmt: skip
            address = offer("take_away", file_name, form.mime, partial(_content, form, dossier))
        draw_download(
            i18n.text(lang, "take_away.download", format=name.upper()), address, file_name
        )


def _has_font() -> bool:
    """Whether maps and briefs can be drawn; says so if not."""
    try:
        find_font()
    except FontError as error:
        st.error(words.markdown_safe(error))
        return False
    return True


def _link(chosen: Filter, shortlist: Shortlist | None) -> str | None:
    """The address that shows the same again; None for a list that is too long for one."""
    if shortlist is None:
        return link_of(state.link_parameters(chosen))
    content = link.encode(shortlist)
    return link_of({link.CONTENT: content}) if content else None


def _content(form: Format, dossier: partial[Dossier]) -> bytes:
    return form.write(dossier())
