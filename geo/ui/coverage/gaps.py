"""Gaps: prefectures and counties without a place, for all sectors or one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

import streamlit as st

from geo import describe, i18n
from geo.schema.rows import AreaRow, in_language
from geo.ui.coverage.matrix import MatrixCells, MatrixKind, row_label
from geo.ui.escaping import escape_html
from geo.ui.links import region_link
from geo.ui.state.session import Page
from geo.ui.widgets.html_table import go
from geo.ui.widgets.prose import heading, items

SECTOR = "coverage_gaps_sector"
ALL = ""


def draw_gaps(page: Page, by: MatrixKind, cells: MatrixCells) -> None:
    """The regions with nothing under the chosen sector, then the matrix row by row."""
    st.html(heading(page.text("coverage.nothing")))
    sector = st.selectbox(
        page.text("filter.sectors"),
        [ALL, *(term.code for term in page.catalog.codelists.terms("sectors"))],
        format_func=lambda code: (
            page.catalog.codelists.label("sectors", code, page.lang)
            if code
            else page.text("coverage.all_sectors")
        ),
        key=SECTOR,
        width=260,
    )
    chosen = replace(page.choice.filter.counting, sectors=(sector,) if sector else ())
    _regions(page, page.catalog.counts.by_region(chosen))
    _rows(page, by, cells)


def _regions(page: Page, counts: dict[str, int]) -> None:
    """The prefectures with nothing, then the counties with nothing under their prefectures."""
    prefectures, counties = page.catalog.regions.levels
    bare = [
        go(region_link(row["adcode"], page.lang), describe.short_prefecture(row, page.lang))
        for row in prefectures
        if not counts[row["adcode"]]
    ]
    empty = [row for row in counties if not counts[row["adcode"]]]
    names = _names(bare, len(prefectures), page.lang)
    blocks = [_line("bare_prefectures", len(bare), len(prefectures), names, page.lang)]
    if len(empty) == len(counties):
        names = page.text("coverage.all")
        blocks.append(_line("bare_counties", len(empty), len(counties), names, page.lang))
    else:
        names = page.text("coverage.by_prefecture")
        blocks.append(_line("bare_counties", len(empty), len(counties), names, page.lang))
        blocks.append(_by_prefecture(page, empty))
    st.html("".join(blocks))


def _line(key: str, count: int, total: int, names: str, lang: str) -> str:
    title = i18n.text(lang, f"coverage.{key}", count=count, total=total)
    return f"<div>{_entry(escape_html(title), names)}</div>"


def _names(names: list[str], total: int, lang: str) -> str:
    """Names (HTML) one after another; a word instead where it is all of them, or none."""
    if len(names) == total:
        return i18n.text(lang, "coverage.all")
    return describe.listed(names, lang) or i18n.text(lang, "coverage.none")


def _by_prefecture(page: Page, empty: list[AreaRow]) -> str:
    """One line per prefecture: how many of its counties have nothing, and which."""
    of = Counter(row["prefecture"] for row in page.catalog.regions.counties)
    lines = []
    for code, rows in groupby(empty, itemgetter("prefecture")):
        names = [
            go(region_link(row["adcode"], page.lang), in_language(row, "name", page.lang))
            for row in rows
        ]
        prefecture = describe.short_prefecture(page.catalog.regions.names[code], page.lang)
        head = f"{go(region_link(code, page.lang), prefecture)} {len(names)}/{of[code]}"
        shown = _names(names, of[code], page.lang)
        lines.append(_entry(head, shown))
    return items(lines, "shutu-columns")


def _rows(page: Page, by: MatrixKind, cells: MatrixCells) -> None:
    """The prefectures with nothing, row by row of the matrix."""
    names = {
        row["adcode"]: go(
            region_link(row["adcode"], page.lang), describe.short_prefecture(row, page.lang)
        )
        for row in page.catalog.regions.prefectures
    }
    lines, bare = [], []
    for code, group in groupby(cells, itemgetter("code")):
        label = escape_html(row_label(page, by, code))
        missing = [names[cell["adcode"]] for cell in group if not cell["places"]]
        if len(missing) == len(names):
            bare.append(label)
        elif missing:
            lines.append((f"{label} {len(missing)}/{len(names)}", missing))
    if bare:
        lines.append((page.text("coverage.everywhere", count=len(bare)), bare))
    with st.expander(page.text(f"coverage.gaps_{by}")):
        st.html(items([_entry(head, describe.listed(names, page.lang)) for head, names in lines]))


def _entry(head: str, names: str) -> str:
    """An entry from two pieces of HTML."""
    return f"<b>{head}</b> · {names}"
