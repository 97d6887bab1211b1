"""What a page has on paper only: a head, the map of a filter, and a foot (`assets/print.css`)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from geo.choropleth.model import Choropleth
from geo.i18n.dates import written_date
from geo.query.filters import Filter
from geo.schema.place import PlaceRows
from geo.schema.rows import in_language
from geo.ui.escaping import escape_html
from geo.ui.state.session import Page
from geo.ui.widgets.boundary import boundary_note
from geo.ui.widgets.filter_address import filter_address
from geo.ui.widgets.html_table import html_table
from geo.ui.widgets.local_time import local_day
from geo.ui.widgets.place_table import printed_place_table
from geo.ui.widgets.prose import heading


def draw_printed_head(page: Page) -> None:
    """The name of the app, the date and the build above everything else."""
    database, day = page.catalog.database, local_day()
    today = page.text("print.date", date=written_date(page.lang, day))
    build = page.text("print.build", build=database.build_id)
    app = page.text("app.title")
    # Margin boxes know no fonts of a page, so they stay in ASCII.
    box = f'@page {{ @bottom-left {{ content: "Shutu - {database.build_id} - {day}" }} }}'
    with st.container(key="print_head"):
        st.html(
            f"<style>{box}</style>"
            f'<div class="shutu-print-head"><b>{escape_html(app)}</b>'
            f"<span>{escape_html(build)} · {escape_html(today)}</span></div>"
        )


def draw_printed_foot(page: Page) -> None:
    """The document that everything comes from, and the note on borders."""
    plan = page.catalog.database.manifest["document"]
    source = page.text(
        "print.source",
        title=in_language(plan, "title", page.lang),
        number=plan["document_number"],
    )
    lines = (source, page.text("print.progress"), boundary_note(page.lang))
    foot = "".join(f"<p>{escape_html(line)}</p>" for line in lines)
    with st.container(key="print_foot"):
        st.html(f'<div class="shutu-print-foot">{foot}</div>')


def draw_printed_list(page: Page, rows: PlaceRows) -> None:
    """The whole list, where the screen has a grid."""
    with st.container(key="print_list"):
        st.html(heading(page.text("print.list", count=len(rows))) + printed_place_table(page, rows))


def draw_printed_frame(frame: pd.DataFrame, key: str) -> None:
    """A frame whose columns have their labels, where the screen has a grid of it."""
    rows = [[escape_html(_cell(value)) for value in row] for row in frame.itertuples(index=False)]
    with st.container(key=f"print_{key}"):
        st.html(html_table([str(name) for name in frame.columns], rows))


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if pd.isna(value):
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def draw_printed_map(page: Page, chosen: Filter, choropleth: Choropleth | None = None) -> None:
    """The sheet of a filter as a picture, which the browser asks for when it prints
    (`assets/print.js`).

    Not with an uploaded area or table, which has no public address: then the map itself prints.
    """
    address = filter_address(page, "svg", chosen, choropleth=choropleth)
    if address is None:
        return
    name = escape_html(page.catalog.descriptions.sentence(chosen, page.lang))
    with st.container(key="print_map"):
        st.html(f'<img class="shutu-print-map" alt="{name}" data-print="{escape_html(address)}">')
