"""The list as a table: the rows of one status, in the order of the file."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from geo import describe, i18n
from geo.geocode.model import MatchStatus
from geo.geocode.worklist import DecidedBy, Worklist
from geo.mapping.match_layers import MatchKind
from geo.ui.escaping import visible
from geo.ui.state.imported import ImportSession
from geo.ui.state.session import Page, widget_value
from geo.ui.widgets import table_cells
from geo.ui.widgets.print_sheet import draw_printed_frame
from geo.ui.widgets.prose import note

HEIGHT = 300
MOST_PRINTED = 200  # rows on paper: they are sent with every run; a longer list is exported
SIGNS = {
    MatchStatus.RESOLVED: "✓",
    MatchStatus.AMBIGUOUS: "?",
    MatchStatus.UNRESOLVED: "–",
    MatchStatus.OUTSIDE: "↗",
    MatchStatus.FAILED: "!",
}
MATCH_KINDS = {DecidedBy.NAME: MatchKind.FOUND, DecidedBy.FILE: MatchKind.FOUND}


def draw_result_table(page: Page, here: ImportSession) -> None:
    """Draw the table; selecting a row opens it.

    The widget key changes with the rows, so that a selection never refers to another row.
    """
    work = here.work
    assert work is not None
    rows = here.rows
    if not rows:
        st.html(f'<div class="shutu-small">{page.text("locate.none_left")}</div>')
        return
    key = f"locate_rows_{here.shown}_{len(rows)}_{hash(tuple(rows))}"
    table = _table(page, work, rows)
    st.dataframe(
        table,
        key=key,
        height=HEIGHT,
        hide_index=True,
        selection_mode="single-row",
        on_select=partial(_on_select, here, key, rows),
        placeholder="",
        column_config={
            "": st.column_config.TextColumn(width=30),
            _column("uncertainty", page.lang): table_cells.uncertainty_column(page.lang),
        },
    )
    _draw_printed(page, table)


def _draw_printed(page: Page, table: pd.DataFrame) -> None:
    """The rows on paper, and that there are more of them."""
    draw_printed_frame(table.head(MOST_PRINTED), "located")
    if len(table) > MOST_PRINTED:
        more = page.text("locate.printed", count=MOST_PRINTED, rows=len(table))
        with st.container(key="print_located_more"):
            st.html(note(more))


def _table(page: Page, work: Worklist, rows: list[int]) -> pd.DataFrame:
    columns: dict[str, list[object]] = {
        "": [_sign(work, row) for row in rows],
        "number": [row + 1 for row in rows],
        "name": [visible(work.names[row]) for row in rows],
        "region": [visible(work.regions[row]) for row in rows],
        "status": [page.text(f"locate.status_{work.status(row)}") for row in rows],
        "where": [where(work, row, page.lang) for row in rows],
        "precision": [_precision(work, row, page.lang) for row in rows],
        "uncertainty": [_uncertainty(work, row) for row in rows],
        "by": [decided_by(work, row, page.lang) for row in rows],
    }
    if not any(work.regions):
        del columns["region"]
    return pd.DataFrame({_column(key, page.lang): data for key, data in columns.items()})


def _column(key: str, lang: str) -> str:
    if key == "uncertainty":
        return i18n.text(lang, "column.uncertainty")
    return i18n.text(lang, f"locate.column_{key}") if key else ""


def _sign(work: Worklist, row: int) -> str:
    """One character for the row's status: images would take megabytes in a long list."""
    by = work.by(row)
    if by is None:
        return SIGNS[work.status(row)]
    return "✓" if MATCH_KINDS.get(by) is MatchKind.FOUND else "✎"


def where(work: Worklist, row: int, lang: str) -> str:
    """The place in words; for an open row the number of candidates."""
    place = work.place(row)
    if place:
        return place.label or f"{place.lon}, {place.lat}"
    outcome = work.outcomes[row]
    number = len(outcome.candidates)
    return i18n.text(lang, "locate.candidates", count=number) if number else ""


def precision(work: Worklist, row: int, lang: str) -> str:
    """The precision class with its radius."""
    place = work.place(row)
    if place is None:
        return ""
    return describe.precision_with_radius(place.precision, place.uncertainty_m, lang)


def _precision(work: Worklist, row: int, lang: str) -> str:
    place = work.place(row)
    return table_cells.precision(place.precision, lang) if place else ""


def _uncertainty(work: Worklist, row: int) -> float | None:
    place = work.place(row)
    return table_cells.uncertainty(place.precision, place.uncertainty_m) if place else None


def decided_by(work: Worklist, row: int, lang: str) -> str:
    """Who or what decided the row, in words."""
    by = work.by(row)
    if by is DecidedBy.NAME and work.outcomes[row].method != "offline":
        return work.outcomes[row].method
    return i18n.text(lang, f"locate.by_{by}") if by else ""


def _on_select(here: ImportSession, key: str, rows: list[int]) -> None:
    chosen = widget_value(key)["selection"]["rows"]
    if chosen:
        here.take_in_hand(rows[chosen[0]])
