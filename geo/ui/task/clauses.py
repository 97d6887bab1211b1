"""The boxes of a task with their scenario groups: scenarios with a place, and without."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from geo import describe
from geo.schema.rows import TreeRow, in_language
from geo.ui.escaping import escape_html
from geo.ui.links import place_link
from geo.ui.state.session import Page
from geo.ui.widgets.html_table import go, html_table
from geo.ui.widgets.prose import heading, note


def clause_table(page: Page, rows: Sequence[TreeRow]) -> str:
    """One table for each box of the task, and for its own text where that names something."""
    tables = []
    for _, box in groupby(rows, lambda row: row["box"]):
        members = list(box)
        if any(row["scenario"] for row in members):
            tables.append(_box(page, members))
    title = heading(page.text("portrait.clauses"))
    return title + ("".join(tables) or note(page.text("portrait.no_clauses")))


def _box(page: Page, rows: Sequence[TreeRow]) -> str:
    first = rows[0]
    name = page.text("detail.body")
    if first["box"] is not None:
        name = describe.plan_level("box", first, page.lang)
    cells = [
        [
            escape_html(in_language(group[0], "entry", page.lang)),
            page.text("unit.comma").join(_placed(page, row) for row in group if row["place"]),
            escape_html(_others(page, group)),
        ]
        for group in (list(rows) for _, rows in groupby(rows, lambda row: row["entry"]))
    ]
    heads = [page.text(f"portrait.{key}") for key in ("group", "with_place", "without_place")]
    return html_table(heads, cells, caption=name)


def _placed(page: Page, row: TreeRow) -> str:
    """The place that a scenario names."""
    return go(place_link(str(row["place"]), page.lang), in_language(row, "site", page.lang))


def _others(page: Page, rows: Sequence[TreeRow]) -> str:
    names = [
        in_language(row, "scenario", page.lang)
        for row in rows
        if row["scenario"] and not row["place"]
    ]
    return describe.listed(names, page.lang)
