"""What is empty: prefectures and counties without a place, for all sectors or one of them."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import Any

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.query.filters import Filter
from geo.ui import words
from geo.ui.coverage.counting import relations, short
from geo.ui.coverage.matrix import Cells, Matrix, row_label
from geo.ui.reading import heading, items

SECTOR = "coverage_gaps_sector"
ALL = ""


def draw_gaps(explorer: Explorer, by: Matrix, cells: Cells, inferred: bool, lang: str) -> None:
    """The regions with nothing under the chosen sector, then the matrix row by row."""
    st.html(heading(i18n.text(lang, "coverage.nothing")))
    sector = st.selectbox(
        i18n.text(lang, "filter.sectors"),
        [ALL, *(term.code for term in explorer.vocabulary.terms("sectors"))],
        format_func=lambda code: (
            explorer.vocabulary.label("sectors", code, lang)
            if code
            else i18n.text(lang, "coverage.all_sectors")
        ),
        key=SECTOR,
        width=260,
    )
    chosen = Filter(sectors=(sector,) if sector else (), relations=relations(inferred))
    _regions(explorer, explorer.region_counts(chosen), lang)
    _rows(explorer, by, cells, lang)


def _regions(explorer: Explorer, counts: dict[str, int], lang: str) -> None:
    """The prefectures with nothing, then the counties with nothing under their prefectures."""
    prefectures, counties = explorer.areas
    bare = [short(row, lang) for row in prefectures if not counts[row["adcode"]]]
    empty = [row for row in counties if not counts[row["adcode"]]]
    said = _names(bare, len(prefectures), lang)
    blocks = [_line("bare_prefectures", len(bare), len(prefectures), said, lang)]
    if len(empty) == len(counties):
        said = i18n.text(lang, "coverage.all")
        blocks.append(_line("bare_counties", len(empty), len(counties), said, lang))
    else:
        said = i18n.text(lang, "coverage.by_prefecture")
        blocks.append(_line("bare_counties", len(empty), len(counties), said, lang))
        blocks.append(_by_prefecture(explorer, empty, lang))
    st.html("".join(blocks))


def _line(key: str, count: int, total: int, said: str, lang: str) -> str:
    title = i18n.text(lang, f"coverage.{key}", count=count, total=total)
    return f"<div>{_said(title, said)}</div>"


def _names(names: list[str], total: int, lang: str) -> str:
    """Names one after another; a word instead where it is all of them, or none."""
    if len(names) == total:
        return i18n.text(lang, "coverage.all")
    return i18n.text(lang, "unit.comma").join(names) or i18n.text(lang, "coverage.none")


def _by_prefecture(explorer: Explorer, empty: list[dict[str, Any]], lang: str) -> str:
    """One line per prefecture: how many of its counties have nothing, and which."""
    of = Counter(row["prefecture"] for row in explorer.areas[1])
    lines = []
    for code, rows in groupby(empty, itemgetter("prefecture")):
        names = [row[f"name_{lang}"] for row in rows]
        head = f"{short(explorer.area_names[code], lang)} {len(names)}/{of[code]}"
        said = _names(names, of[code], lang)
        lines.append(_said(head, said))
    return items(lines, "shutu-columns")


def _rows(explorer: Explorer, by: Matrix, cells: Cells, lang: str) -> None:
    """The prefectures with nothing, row by row of the matrix."""
    names = {row["adcode"]: short(row, lang) for row in explorer.areas[0]}
    lines, bare = [], []
    for code, group in groupby(cells, itemgetter("code")):
        label = row_label(explorer, by, code, lang)
        missing = [names[cell["adcode"]] for cell in group if not cell["places"]]
        if len(missing) == len(names):
            bare.append(label)
        elif missing:
            lines.append((f"{label} {len(missing)}/{len(names)}", missing))
    if bare:
        lines.append((i18n.text(lang, "coverage.everywhere", count=len(bare)), bare))
    comma = i18n.text(lang, "unit.comma")
    with st.expander(i18n.text(lang, f"coverage.gaps_{by}")):
        st.html(items([_said(head, comma.join(names)) for head, names in lines]))


def _said(head: str, said: str) -> str:
    return f"<b>{words.safe(head)}</b> · {words.safe(said)}"
