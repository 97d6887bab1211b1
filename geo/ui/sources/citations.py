"""The evidence of every place: one place as blocks, all places as a table to search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from geo import describe, i18n
from geo.i18n.dates import written_date
from geo.schema.rows import CitationRow, in_language
from geo.ui.state.session import Page
from geo.ui.widgets.detail import evidence
from geo.ui.widgets.fields import field
from geo.ui.widgets.print_sheet import draw_printed_frame
from geo.ui.widgets.prose import heading, note

PLACE = "sources_place"
SEARCH = "sources_search"
TEXTS = ("place", "role", "says", "title", "publisher", "date", "locator", "datum", "licence")
BEFORE_DEGREES = TEXTS[:7]
PRINTED = ("place", "role", "says", "title", "publisher", "date")  # what fits on paper
CitationRows = Sequence[CitationRow]
CitationCells = list[dict[str, object]]


def draw_citations(page: Page) -> None:
    """Draw the choice of a place, its evidence, and the table of all that is shown."""
    lang = page.lang
    st.html(heading(page.text("sources.evidence")))
    rows = page.catalog.citations()
    place_id, words_sought = _choice(page, rows)
    shown = [row for row in rows if place_id in (None, row["place"])]
    table = [row for row in _table(shown, lang) if _has(row, words_sought)]
    if not place_id:
        _draw_table(table, len(rows), lang)
        return
    blocks, beside = st.columns([2, 3], gap="medium")
    with blocks:
        place = page.catalog.place(place_id)
        st.html(evidence(place["evidence"] if place else [], lang))
    with beside:
        _draw_table(table, len(rows), lang)


def _choice(page: Page, rows: CitationRows) -> tuple[str | None, list[str]]:
    """The place, at first the selected one, and the words that a citation must have."""
    lang, choice = page.lang, page.choice
    names = {row["place"]: in_language(row, "place", lang) for row in rows}
    selected = choice.selected
    shown = selected if selected in names else None
    place, search = st.columns([2, 3], gap="medium")
    with place:
        place_id = st.selectbox(
            i18n.text(lang, "sources.place"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=i18n.text(lang, "sources.all_places", count=len(names)),
            **field(page.session, PLACE, shown, choice.select, names),
        )
    with search:
        sought = st.text_input(
            i18n.text(lang, "sources.search"),
            placeholder=i18n.text(lang, "sources.search_hint"),
            key=SEARCH,
        )
    return place_id, (sought or "").casefold().split()


def _table(rows: CitationRows, lang: str) -> CitationCells:
    """The cells as displayed, in the order of the columns."""
    return [
        {
            "place": in_language(row, "place", lang),
            "role": i18n.text(lang, f"role.{row['role']}"),
            "says": in_language(row, "says", lang),
            "title": row["title"],
            "publisher": describe.publisher(row["publisher"], lang),
            "date": describe.stated(written_date(lang, row["date"]), lang),
            "locator": row["locator"],
            **_degrees(row),
            "datum": describe.datum(row["datum"], lang),
            "licence": describe.licence(row["licence"], lang),
        }
        for row in rows
    ]


def _degrees(row: CitationRow) -> dict[str, float | None]:
    """The coordinates that a source states, in the digits that the place bears."""
    stated = {"lon": row["lon"], "lat": row["lat"]}
    return {
        name: None if value is None else describe.quoted(value, row["uncertainty_m"])
        for name, value in stated.items()
    }


def _has(row: Mapping[str, object], sought: list[str]) -> bool:
    """Whether all words occur in a citation."""
    text = " ".join(str(row[name]) for name in TEXTS).casefold()
    return all(word in text for word in sought)


def _draw_table(rows: CitationCells, total: int, lang: str) -> None:
    st.html(note(i18n.text(lang, "sources.shown", count=len(rows), total=total)))
    names = [*BEFORE_DEGREES, "lon", "lat", *TEXTS[len(BEFORE_DEGREES) :]]
    labels = {name: i18n.text(lang, f"sources.column.{name}") for name in names}
    frame = pd.DataFrame(rows, columns=names).rename(columns=labels)
    degrees = st.column_config.NumberColumn(format="plain", width="small")
    st.dataframe(
        frame,
        column_config={labels[name]: degrees for name in ("lon", "lat")},
        hide_index=True,
        key="citations",
    )
    draw_printed_frame(frame[[labels[name] for name in PRINTED]], "citations")
