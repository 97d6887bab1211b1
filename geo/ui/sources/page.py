"""The sources page: evidence of every place, cited material, the build."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo import describe, i18n
from geo.i18n.dates import written_date
from geo.ui.data import with_page
from geo.ui.escaping import escape_html, warn_ignored_parameters
from geo.ui.sources.citations import draw_citations
from geo.ui.state.session import Page
from geo.ui.widgets.boundary import boundary_note
from geo.ui.widgets.print_sheet import draw_printed_frame
from geo.ui.widgets.prose import draw_prose_style, heading, note, title

ORIGIN = ("licence", "retrieved", "datum", "path", "processing")


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    warn_ignored_parameters(page.session.read_address(page.catalog), page.lang)
    draw_prose_style()
    st.html(title(page.text("sources.title")))
    _document(page)
    draw_citations(page)
    st.divider()
    _datasets(page)
    _origins(page)


def _document(page: Page) -> None:
    """Where the document itself is."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="to_plan"):
        st.html(note(page.text("plan.sources")))
        st.button(
            page.text("plan.open"),
            type="tertiary",
            key="open_plan",
            on_click=page.session.open_plan,
        )


def _datasets(page: Page) -> None:
    """All cited material with publisher, date and licence, as far as they are stated."""
    lang = page.lang
    cited = [
        {
            **row,
            "publisher": describe.publisher(row["publisher"], lang),
            "licence": describe.licence(row["licence"], lang),
            "date": describe.stated(written_date(lang, row["date"]), lang),
        }
        for row in page.catalog.sources()
    ]
    columns = {
        "dataset": "title",
        "publisher": "publisher",
        "date": "date",
        "address": "address",
        "licence": "licence",
        "cited": "citations",
    }
    st.html(
        heading(i18n.text(lang, "sources.datasets", count=len(cited)))
        + note(i18n.text(lang, "sources.datasets_help"))
    )
    frame = pd.DataFrame(
        {
            i18n.text(lang, f"sources.{label}"): [row[field] for row in cited]
            for label, field in columns.items()
        }
    )
    st.dataframe(frame, hide_index=True, key="datasets")
    draw_printed_frame(frame, "datasets")


def _origins(page: Page) -> None:
    lang = page.lang
    st.html(heading(i18n.text(lang, "sources.geometry")))
    manifest = page.catalog.database.manifest
    origins = manifest["geometry_origins"] + manifest["name_origins"]
    build = i18n.text(lang, "sources.build_id", build=page.catalog.database.build_id)
    boundary = boundary_note(lang)
    st.html(
        "".join(_origin(origin, lang) for origin in origins)
        + f'<div class="shutu-foot">{build} · {escape_html(boundary)}</div>'
    )


def _origin(origin: Mapping[str, str], lang: str) -> str:
    """One list or geometry: its content, source package and processing."""
    what = i18n.text(lang, f"sources.origin.{origin['folder']}")
    package = f"{origin['package']} {origin['version']} ({origin['registry']})"
    lines = [f"<b>{escape_html(what)} · {escape_html(package)}</b>"]
    lines += [
        f"{i18n.text(lang, f'sources.origin.{key}')}: {escape_html(origin[key])}" for key in ORIGIN
    ]
    return f'<div class="shutu-evidence">{"<br>".join(lines)}</div>'
