"""The sources page: the plan as a tree, the cited material, geometry origins, the build."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd
import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.ui import words
from geo.ui.frame import with_explorer


def draw() -> None:
    """Draw the page."""
    with_explorer(_page)


def _page(explorer: Explorer, lang: str) -> None:
    st.html(f'<div class="shutu-sentence">{i18n.text(lang, "sources.title")}</div>')
    document, tree = st.columns([2, 3])
    with document:
        _document(explorer, lang)
    with tree:
        _tree(explorer.plan_tree(), lang)
    _datasets(explorer, lang)
    _origins(explorer, lang)


def _document(explorer: Explorer, lang: str) -> None:
    manifest = explorer.database.manifest
    plan, parts = manifest["document"], explorer.document()
    facts = {
        "document": plan[f"title_{lang}"],
        "number": plan["document_number"],
        "date": plan["date"],
        "period": f"{plan['period_start']}–{plan['period_end']}",
    }
    lines = "".join(
        f"<div>{i18n.text(lang, f'sources.{name}')}: <b>{words.safe(value)}</b></div>"
        for name, value in facts.items()
    )
    departments = "".join(
        f'<span class="shutu-tag">{words.safe(row[f"name_{lang}"])}</span>'
        for row in parts["departments"]
    )
    targets = "".join(
        f"<div>{words.safe(row[f'title_{lang}'])}: <b>{row['value']:,} "
        f"{words.safe(row[f'unit_{lang}'])}</b></div>"
        for row in parts["targets"]
    )
    safeguards = "".join(
        f"<div>{row['number']}. <b>{words.safe(row[f'title_{lang}'])}</b> · "
        f"{words.safe(row[f'summary_{lang}'])}</div>"
        for row in parts["safeguards"]
    )
    count = len(parts["departments"])
    st.html(
        f'<div class="shutu-small">{lines}'
        f'<div class="shutu-h">{i18n.text(lang, "sources.targets")}</div>{targets}'
        f"<div>{i18n.text(lang, 'sources.honest')}</div>"
        f'<div class="shutu-h">{i18n.text(lang, "sources.safeguards")}</div>{safeguards}'
        f'<div class="shutu-h">{i18n.text(lang, "sources.departments", count=count)}</div>'
        f"{departments}</div>"
    )


def _tree(rows: list[dict[str, Any]], lang: str) -> None:
    """Theme → task → box entry → scenario, with the scenarios that have a place marked."""
    st.html(f'<div class="shutu-h">{i18n.text(lang, "sources.tree")}</div>')
    for _, in_theme in groupby(rows, itemgetter("theme")):
        tasks = [list(group) for _, group in groupby(in_theme, itemgetter("task"))]
        theme = tasks[0][0]
        st.html(
            '<div class="shutu-chain"><b>'
            + words.safe(i18n.text(lang, "detail.theme", number=theme["theme"],
                                   title=theme[f"theme_{lang}"]))
            + "</b></div>"
        )  # fmt: skip
        for task_rows in tasks:
            _task(task_rows, lang)


def _task(rows: list[dict[str, Any]], lang: str) -> None:
    first = rows[0]
    places = sum(row["place"] is not None for row in rows)
    title = i18n.text(lang, "detail.task", number=first["task"], title=first[f"task_{lang}"])
    if places:
        title += " · " + i18n.text(lang, "sources.sites", count=places)
    with st.expander(title):
        st.caption(first[f"summary_{lang}"])
        for entry, members in groupby(rows, itemgetter(f"entry_{lang}")):
            tags = "".join(_scenario(row, lang) for row in members if row["scenario"])
            name = words.safe(entry or i18n.text(lang, "detail.body"))
            st.html(f'<div class="shutu-small"><b>{name}</b></div><div>{tags}</div>')


def _scenario(row: dict[str, Any], lang: str) -> str:
    name = words.safe(row[f"scenario_{lang}"])
    if row["place"] is None:
        return f'<span class="shutu-tag">{name}</span>'
    precision = i18n.text(lang, f"precision.{row['precision']}")
    return f'<span class="shutu-tag"><b>{name}</b> · {words.safe(precision)}</span>'


def _datasets(explorer: Explorer, lang: str) -> None:
    cited = explorer.sources()
    st.html(f'<div class="shutu-h">{i18n.text(lang, "sources.datasets", count=len(cited))}</div>')
    columns = {"dataset": "title", "publisher": "publisher", "licence": "licence", "date": "date",
               "cited": "citations"}  # fmt: skip
    st.dataframe(
        pd.DataFrame(
            {
                i18n.text(lang, f"sources.{label}"): [row[field] for row in cited]
                for label, field in columns.items()
            }
        ),
        hide_index=True,
        height=320,
        key="datasets",
    )


def _origins(explorer: Explorer, lang: str) -> None:
    manifest = explorer.database.manifest
    st.html(f'<div class="shutu-h">{i18n.text(lang, "sources.geometry")}</div>')
    blocks = [
        '<div class="shutu-evidence">'
        + "<br>".join(
            f"{words.safe(key)}: {words.safe(value)}" for key, value in sorted(origin.items())
        )
        + "</div>"
        for origin in manifest["geometry_origins"]
    ]
    build = i18n.text(lang, "sources.build_id", build=explorer.database.build_id)
    boundary = i18n.text(lang, "map.boundary")
    st.html("".join(blocks) + f'<div class="shutu-foot">{build} · {words.safe(boundary)}</div>')
