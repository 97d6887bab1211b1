"""The sources page: the plan as a tree, evidence of every place, cited material, the build."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from geo import describe, i18n
from geo.schema.rows import in_language
from geo.ui.data import with_page
from geo.ui.escaping import escape_html, warn_ignored_parameters
from geo.ui.sources.citations import draw_citations
from geo.ui.sources.plan_tree import draw_tree
from geo.ui.state.session import Page
from geo.ui.widgets.boundary import boundary_note
from geo.ui.widgets.print_sheet import draw_printed_frame
from geo.ui.widgets.prose import draw_prose_style, heading, items, note, title

ORIGIN = ("licence", "retrieved", "datum", "path", "processing")


def draw() -> None:
    """Draw the page."""
    with_page(_page)


def _page(page: Page) -> None:
    warn_ignored_parameters(page.session.read_address(page.catalog), page.lang)
    draw_prose_style()
    st.html(title(page.text("sources.title")))
    document, tree = st.columns([2, 3], gap="medium")
    with document:
        _document(page)
    with tree:
        draw_tree(page.catalog.plan.tree(), page.lang)
    st.divider()
    draw_citations(page)
    st.divider()
    _datasets(page)
    _origins(page)


def _document(page: Page) -> None:
    lang = page.lang
    plan, parts = page.catalog.database.manifest["document"], page.catalog.plan.document()
    facts = {
        "document": in_language(plan, "title", lang),
        "number": plan["document_number"],
        "date": plan["date"],
        "period": f"{plan['period_start']}–{plan['period_end']}",
    }
    targets = [
        f"{escape_html(in_language(row, 'title', lang))}: <b>{i18n.integer(lang, row['value'])} "
        f"{escape_html(in_language(row, 'unit', lang))}</b>"
        for row in parts["targets"]
    ]
    safeguards = [
        f"{row['number']}. <b>{escape_html(in_language(row, 'title', lang))}</b> · "
        f"{escape_html(in_language(row, 'summary', lang))}"
        for row in parts["safeguards"]
    ]
    departments = "".join(
        f'<span class="shutu-tag">{escape_html(in_language(row, "name", lang))}</span>'
        for row in parts["departments"]
    )
    count = len(parts["departments"])
    st.html(
        items([_fact(f"sources.{name}", value, lang) for name, value in facts.items()])
        + heading(i18n.text(lang, "sources.targets"))
        + items([*targets, escape_html(i18n.text(lang, "sources.honest"))])
        + heading(i18n.text(lang, "sources.safeguards"))
        + items(safeguards)
        + heading(i18n.text(lang, "sources.departments", count=count))
        + departments
    )


def _fact(key: str, value: str, lang: str) -> str:
    return f"{i18n.text(lang, key)}: <b>{escape_html(value)}</b>"


def _datasets(page: Page) -> None:
    """All cited material with publisher, date and licence, as far as they are stated."""
    lang = page.lang
    cited = [
        {
            **row,
            "publisher": describe.publisher(row["publisher"], lang),
            "licence": describe.licence(row["licence"], lang),
            "date": describe.stated(describe.day(row["date"], lang), lang),
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
