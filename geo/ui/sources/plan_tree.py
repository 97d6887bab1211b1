"""The plan as a tree: theme → task → box → entry → scenario → place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

import streamlit as st

from geo import describe, i18n
from geo.model import Precision
from geo.schema.rows import TreeRow, in_language
from geo.ui.escaping import escape_html
from geo.ui.links import task_link
from geo.ui.widgets.html_table import go
from geo.ui.widgets.prose import heading, items, note

TreeRows = Sequence[TreeRow]


def draw_tree(rows: TreeRows, lang: str) -> None:
    """Draw all themes, each task folded; `rows` are those of `PlanOutline.tree`."""
    st.html(heading(i18n.text(lang, "sources.tree")))
    for _, in_theme in groupby(rows, itemgetter("theme")):
        tasks = [list(group) for _, group in groupby(in_theme, itemgetter("task"))]
        first = tasks[0][0]
        theme = describe.plan_level("theme", first, lang)
        st.html(f'<h3 class="shutu-chain shutu-theme"><b>{escape_html(theme)}</b></h3>')
        for task in tasks:
            _task(task, lang)


def _task(rows: TreeRows, lang: str) -> None:
    first = rows[0]
    title = name = describe.plan_level("task", first, lang)
    places = sum(row["place"] is not None for row in rows)
    if places:
        title += " · " + i18n.text(lang, "sources.sites", count=places)
    with st.expander(title):
        boxes = [_box(list(group), lang) for _, group in groupby(rows, itemgetter("box"))]
        page = go(task_link(first["task"], lang), i18n.text(lang, "portrait.link", name=name))
        about = note(in_language(first, "summary", lang))
        st.html(f'{about}<div class="shutu-small shutu-hands">{page}</div>{"".join(boxes)}')


def _box(rows: TreeRows, lang: str) -> str:
    """A box with its entries; entries outside boxes belong to the task's own text."""
    first = rows[0]
    if first["box"] is None:
        if not any(row["scenario"] for row in rows):
            return ""
        head = i18n.text(lang, "detail.body")
    else:
        head = describe.plan_level("box", first, lang)
    entries = "".join(_entry(list(group), lang) for _, group in groupby(rows, itemgetter("entry")))
    return f'<div class="shutu-box"><div><b>{escape_html(head)}</b></div>{entries}</div>'


def _entry(rows: TreeRows, lang: str) -> str:
    """An entry with its scenarios: those with a place one per line, the others side by side."""
    name = in_language(rows[0], "entry", lang)
    head = f"<div>{escape_html(name)}</div>" if name else ""
    placed = [_placed(row, lang) for row in rows if row["place"]]
    others = [
        f'<span class="shutu-tag">{escape_html(in_language(row, "scenario", lang))}</span>'
        for row in rows
        if row["scenario"] and not row["place"]
    ]
    listed = items(placed) if placed else ""
    return f'<div class="shutu-entry">{head}{listed}<div>{"".join(others)}</div></div>'


def _placed(row: TreeRow, lang: str) -> str:
    """A scenario › the place that it names, with the precision of its location."""
    scenario = in_language(row, "scenario", lang)
    site = row["site_full_zh"] if lang == "zh" else row["site_en"]
    chain = scenario if scenario == site else f"{scenario} › {site}"
    precision = describe.precision_meaning(row["precision"] or Precision.UNLOCATED, lang)
    return f"<b>◆ {escape_html(chain)}</b> · {escape_html(precision)}"
