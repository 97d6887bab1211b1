"""What the HTML export says of a ranking as a whole: ranks by named weights, and sensitivity."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from geo import i18n
from geo.export.export_dataset import ExportDataset
from geo.export.html_elements import add_element
from geo.export.ranking_tables import Cell, rank_table


def draw_ranking(foot: Element, dataset: ExportDataset) -> None:
    """Add a fold for each of the two that there is something for."""
    heads, rows = rank_table(dataset)
    if rows:
        _table(_fold(foot, dataset, "ranks"), heads, rows)
    words = dataset.report.sensitivity
    if words.rows:
        fold = _fold(foot, dataset, "sensitivity")
        for line in words.lines:
            add_element(fold, "p", line)
        _table(fold, words.heads, words.rows)
        add_element(fold, "p", words.help)


def _fold(foot: Element, dataset: ExportDataset, name: str) -> Element:
    fold = add_element(foot, "details")
    add_element(fold, "summary", i18n.text(dataset.lang, f"export.sheet.{name}"))
    return fold


def _table(parent: Element, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    table = add_element(add_element(parent, "div", **{"class": "wide"}), "table")
    line = add_element(add_element(table, "thead"), "tr")
    for text in heads:
        add_element(line, "th", text, scope="col")
    body = add_element(table, "tbody")
    for row in rows:
        line = add_element(body, "tr")
        for value in row:
            add_element(line, "td", "–" if value is None else str(value))
