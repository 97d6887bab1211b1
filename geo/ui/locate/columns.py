"""Which column holds the names, which the regions; then the run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.ingest import Table
from geo.ui import words
from geo.ui.fields import field
from geo.ui.locate import finding
from geo.ui.locate.intake import choose_sheet, leave
from geo.ui.locate.session import Brought
from geo.ui.reading import heading, note

FIRST_ROWS = 6
SHOWN = 40  # characters of a cell in the preview
NONE = ""
HEADER, NAME, REGION, FIXED, SHEET, POSITIONS = (
    f"locate_{name}" for name in ("header", "name", "region", "fixed", "sheet", "positions")
)


def draw_columns(explorer: Explorer, here: Brought, lang: str) -> None:
    """Draw the choice of columns over the first rows, and the button that starts."""
    table = here.table
    if table is None:
        return
    source = here.source or i18n.text(lang, "locate.pasted")
    with st.container(horizontal=True, vertical_alignment="center", key="locate_source"):
        st.html(heading(i18n.text(lang, "locate.source", name=source, rows=len(table.rows))))
        if here.earlier:
            st.button(
                i18n.text(lang, "locate.result_again"), key="locate_result_again",
                on_click=_result_again, args=(here,),
            )  # fmt: skip
        st.button(
            i18n.text(lang, "locate.leave"), key="locate_leave", type="tertiary", on_click=leave
        )
    if here.grid and here.grid.titles:
        st.html(note(i18n.text(lang, "locate.titles", titles=" / ".join(here.grid.titles))))
    _choices(explorer, here, table, lang)
    st.html(note(i18n.text(lang, "locate.first_rows")))
    first = [[words.visible(cell[:SHOWN]) for cell in row] for row in table.rows[:FIRST_ROWS]]
    headers = [words.visible(name) for name in table.columns]
    st.dataframe(pd.DataFrame(first, columns=headers), hide_index=True, height="content")
    if st.button(
        i18n.text(lang, "locate.start", rows=len(table.rows)), type="primary", key="locate_start"
    ):
        said = i18n.text(lang, "locate.running")
        bar = st.progress(0.0, said)

        def tell(share: float) -> None:
            bar.progress(share, said)

        finding.find(here, tell)
        st.rerun()


def _choices(explorer: Explorer, here: Brought, table: Table, lang: str) -> None:
    if here.sheets and len(here.sheets) > 1:
        st.selectbox(
            i18n.text(lang, "locate.sheet"),
            here.sheets,
            format_func=words.visible,
            **field(SHEET, here.sheet, partial(choose_sheet, here), here.sheets),
        )
    if not table.geometries:
        st.toggle(
            i18n.text(lang, "locate.header"),
            **field(HEADER, here.header, partial(_on_header, here)),
        )
    names, regions, fixed = st.columns(3)
    with names:
        _select(
            NAME,
            i18n.text(lang, "locate.name_column"),
            table.columns,
            here.name_column,
            partial(_on_name, here),
        )
    with regions:
        _select(
            REGION,
            i18n.text(lang, "locate.region_column"),
            [NONE, *(name for name in table.columns if name != here.name_column)],
            here.region_column or NONE,
            lambda column: setattr(here, "region_column", column or None),
            none=i18n.text(lang, "locate.no_column"),
        )
    with fixed:
        codes = region_codes(explorer)
        st.selectbox(
            i18n.text(lang, "locate.fixed_region"),
            codes,
            index=None,
            format_func=lambda code: region_label(explorer, code, lang),
            placeholder=i18n.text(lang, "locate.whole_province"),
            help=i18n.text(lang, "locate.fixed_help"),
            **field(FIXED, here.region, partial(setattr, here, "region"), codes),
        )
    if any(table.geometries):
        st.toggle(
            i18n.text(lang, "locate.file_positions"),
            **field(POSITIONS, here.file_positions, partial(setattr, here, "file_positions")),
        )


def region_codes(explorer: Explorer) -> list[str]:
    """Prefectures, each followed by its counties, in official order."""
    prefectures, counties = explorer.areas
    children: dict[str, list[str]] = {row["adcode"]: [] for row in prefectures}
    for row in counties:
        children[explorer.area_names[row["adcode"]]["prefecture"]].append(row["adcode"])
    return [code for parent, below in children.items() for code in (parent, *below)]


def region_label(explorer: Explorer, code: str, lang: str) -> str:
    """A prefecture's name, or a county's after that of its prefecture."""
    row = explorer.area_names[code]
    if "prefecture" not in row:
        return row[f"name_{lang}"]
    parent = explorer.area_names[row["prefecture"]]
    above = parent["short_zh"] if lang == "zh" else parent["name_en"].split(" ")[0]
    return f"{above} · {row[f'name_{lang}']}"


def _select(
    name: str,
    label: str,
    options: Sequence[str],
    value: str,
    on_change: Callable[[Any], None],
    none: str = "",
) -> None:
    st.selectbox(
        label,
        options,
        format_func=lambda option: words.visible(option) or none,
        **field(name, value, on_change, options),
    )


def _result_again(here: Brought) -> None:
    here.work, here.earlier = here.earlier, None


def _on_header(here: Brought, header: bool) -> None:
    here.header = header
    table = here.table
    if table:
        here.name_column, here.region_column = table.columns[0], None


def _on_name(here: Brought, column: str) -> None:
    here.name_column = column
    if here.region_column == column:
        here.region_column = None
