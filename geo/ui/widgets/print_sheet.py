"""What a page has on paper only: a head, the map of a filter, and a foot (`assets/print.css`)."""

from __future__ import annotations

from datetime import date

import streamlit as st

from geo.query.filters import Filter
from geo.query.permalink import ViewState, encode
from geo.schema.place import PlaceRows
from geo.schema.rows import in_language
from geo.ui.escaping import escape_html
from geo.ui.state.session import Page
from geo.ui.widgets.boundary import boundary_note
from geo.ui.widgets.downloads import export_address
from geo.ui.widgets.place_table import printed_place_table
from geo.ui.widgets.prose import heading


def draw_printed_head(page: Page) -> None:
    """The name of the app, the date and the build above everything else."""
    database = page.catalog.database
    day = date.today()
    today = page.text("print.date", year=day.year, month=day.month, day=day.day)
    build = page.text("print.build", build=database.build_id)
    app = page.text("app.title")
    # Margin boxes take no HTML. The name of the app and the build hold no quote or backslash.
    running = f"{app} · {build} · {today}"
    st.html(
        f'<style>@page {{ @bottom-left {{ content: "{running}" }} }}</style>'
        f'<div class="shutu-print-only shutu-print-head"><b>{escape_html(app)}</b>'
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
    st.html(
        '<div class="shutu-print-only shutu-print-foot">'
        + "".join(f"<p>{escape_html(line)}</p>" for line in lines)
        + "</div>"
    )


def draw_printed_list(page: Page, rows: PlaceRows) -> None:
    """The whole list, where the screen has a grid."""
    head = heading(page.text("print.list", count=len(rows)))
    table = printed_place_table(page, rows)
    st.html(f'<div class="shutu-print-only">{head}{table}</div>')


def draw_printed_map(page: Page, chosen: Filter) -> None:
    """The sheet of a filter as a picture: the browser asks for it when it prints, and only then.

    Not with an uploaded area, which has no public address.
    """
    if chosen.area is not None:
        return
    address = export_address("svg", encode(ViewState(filter=chosen, lang=page.lang)))
    name = escape_html(page.catalog.descriptions.sentence(chosen, page.lang))
    st.html(
        f'<img class="shutu-print-only shutu-print-map" loading="lazy" alt="{name}" '
        f'src="{escape_html(address)}">'
    )
