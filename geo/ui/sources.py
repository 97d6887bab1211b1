"""The sources page: the plan as a tree, evidence of every place, cited material, the build."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.ui import state, words
from geo.ui.boundary import boundary_note
from geo.ui.citations import draw_citations
from geo.ui.frame import with_explorer
from geo.ui.plan_tree import draw_tree
from geo.ui.reading import draw_reading_style, heading, items, note, title

ORIGIN = ("licence", "retrieved", "datum", "path", "processing")


def draw() -> None:
    """Draw the page."""
    with_explorer(_page)


def _page(explorer: Explorer, lang: str) -> None:
    words.tell_dropped(state.read_address(explorer), lang)
    draw_reading_style()
    st.html(title(i18n.text(lang, "sources.title")))
    document, tree = st.columns([2, 3], gap="medium")
    with document:
        _document(explorer, lang)
    with tree:
        draw_tree(explorer.plan_tree(), lang)
    st.divider()
    draw_citations(explorer, lang)
    st.divider()
    _datasets(explorer, lang)
    _origins(explorer, lang)
    state.write_address(state.chosen_filter())


def _document(explorer: Explorer, lang: str) -> None:
    plan, parts = explorer.database.manifest["document"], explorer.document()
    facts = {
        "document": plan[f"title_{lang}"],
        "number": plan["document_number"],
        "date": plan["date"],
        "period": f"{plan['period_start']}–{plan['period_end']}",
    }
    targets = [
        f"{words.safe(row[f'title_{lang}'])}: <b>{row['value']:,} "
        f"{words.safe(row[f'unit_{lang}'])}</b>"
        for row in parts["targets"]
    ]
    safeguards = [
        f"{row['number']}. <b>{words.safe(row[f'title_{lang}'])}</b> · "
        f"{words.safe(row[f'summary_{lang}'])}"
        for row in parts["safeguards"]
    ]
    departments = "".join(
        f'<span class="shutu-tag">{words.safe(row[f"name_{lang}"])}</span>'
        for row in parts["departments"]
    )
    count = len(parts["departments"])
    st.html(
        items([_fact(f"sources.{name}", value, lang) for name, value in facts.items()])
        + heading(i18n.text(lang, "sources.targets"))
        + items([*targets, words.safe(i18n.text(lang, "sources.honest"))])
        + heading(i18n.text(lang, "sources.safeguards"))
        + items(safeguards)
        + heading(i18n.text(lang, "sources.departments", count=count))
        + departments
    )


def _fact(key: str, value: str, lang: str) -> str:
    return f"{i18n.text(lang, key)}: <b>{words.safe(value)}</b>"


def _datasets(explorer: Explorer, lang: str) -> None:
    """Everything that was cited, with licence and date as far as it states them."""
    unstated = i18n.text(lang, "sources.unstated")
    cited = [{**row, "date": row["date"] or unstated} for row in explorer.sources()]
    columns = {"dataset": "title", "publisher": "publisher", "licence": "licence", "date": "date",
               "cited": "citations"}  # fmt: skip
    st.html(
        heading(i18n.text(lang, "sources.datasets", count=len(cited)))
        + note(i18n.text(lang, "sources.datasets_help"))
    )
    st.dataframe(
        pd.DataFrame(
            {
                i18n.text(lang, f"sources.{label}"): [row[field] for row in cited]
                for label, field in columns.items()
            }
        ),
        hide_index=True,
        key="datasets",
    )


def _origins(explorer: Explorer, lang: str) -> None:
    st.html(heading(i18n.text(lang, "sources.geometry")))
    manifest = explorer.database.manifest
    origins = manifest["geometry_origins"] + manifest["name_origins"]
    build = i18n.text(lang, "sources.build_id", build=explorer.database.build_id)
    boundary = boundary_note(lang)
    st.html(
        "".join(_origin(origin, lang) for origin in origins)
        + f'<div class="shutu-foot">{build} · {words.safe(boundary)}</div>'
    )


def _origin(origin: dict[str, Any], lang: str) -> str:
    """One list or geometry: what it is, the package that it comes from, and what was done to it."""
    what = i18n.text(lang, f"sources.origin.{origin['folder']}")
    package = f"{origin['package']} {origin['version']} ({origin['registry']})"
    lines = [f"<b>{words.safe(what)} · {words.safe(package)}</b>"]
    lines += [
        f"{i18n.text(lang, f'sources.origin.{key}')}: {words.safe(origin[key])}" for key in ORIGIN
    ]
    return f'<div class="shutu-evidence">{"<br>".join(lines)}</div>'
