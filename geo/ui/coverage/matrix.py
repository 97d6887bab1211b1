"""A matrix of places: sector or task by prefecture, each cell links to its places."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Literal

import altair as alt
import pandas as pd
import streamlit as st

from geo import describe, i18n
from geo.mapping.theme import ThemeName
from geo.schema.rows import CoverageCell
from geo.ui.coverage.chart_style import CHART_STYLES, SCALE, STRONG_FROM, drawn, finished, step
from geo.ui.links import region_link, task_link
from geo.ui.state.session import Page, widget_value
from geo.ui.widgets.html_table import go
from geo.ui.widgets.print_sheet import draw_printed_frame
from geo.ui.widgets.prose import note
from geo.ui.widgets.theme import theme_name

MatrixKind = Literal["sectors", "tasks"]
MatrixCells = list[CoverageCell]
CHART = "coverage_chart"
CELL, CELLS = "cell", "cells"
ROW_HEIGHT = 22


def draw_matrix(page: Page, by: MatrixKind, cells: MatrixCells) -> None:
    """Draw the matrix, what it leaves out, and the way to a cell without a pointer."""
    frame = _frame(page, by, cells)
    with st.container(key="coverage_matrix"):
        _heat_map(page, frame, by)
    st.html(note(page.text("coverage.counting")))
    _picker(page, by)
    _table(page, frame, by)


def row_label(page: Page, by: MatrixKind, code: str) -> str:
    """The name of a sector, or number and title of a task."""
    label = page.catalog.codelists.label(by, code, page.lang)
    if by == "tasks":
        return page.text("filter.task_item", number=code, title=label)
    return label


def _heat_map(page: Page, frame: pd.DataFrame, by: MatrixKind) -> None:
    rows, prefectures = (tuple(frame[name].unique()) for name in ("row", "prefecture"))
    key = f"{CHART}_{by}"
    st.vega_lite_chart(
        spec=drawn(_spec(by, page.lang, theme_name(), rows, prefectures), {CELLS: frame}),
        width="stretch",
        theme=None,
        on_select=lambda: _on_cell(page, key, by),  # type: ignore[arg-type,unused-ignore]
        selection_mode=CELL,
        key=key,
    )


@cache
def _spec(
    by: MatrixKind, lang: str, theme: ThemeName, rows: tuple[str, ...], prefectures: tuple[str, ...]
) -> str:
    """The figure of the data set `CELLS`, with these rows and columns."""
    base, look = _base(lang, rows, prefectures), CHART_STYLES[theme]
    boxes = (
        base.mark_rect(cursor="pointer", cornerRadius=2)
        .encode(
            color=alt.Color("step:N", scale=alt.Scale(domain=SCALE, range=look.fills), legend=None),
            tooltip=[
                alt.Tooltip("prefecture:N", title=i18n.text(lang, "coverage.prefecture")),
                alt.Tooltip("row:N", title=i18n.text(lang, f"filter.{by}")),
                alt.Tooltip("places:Q", title=i18n.text(lang, "coverage.places")),
            ],
        )
        .add_params(alt.selection_point(name=CELL, fields=["code", "adcode"]))
    )
    numbers = base.mark_text().encode(
        text="number:N",
        color=alt.condition(
            f"datum.places >= {STRONG_FROM}", alt.value(look.opposite), alt.value(look.ink)
        ),
    )
    chart = (boxes + numbers).properties(
        height=ROW_HEIGHT * len(rows), description=i18n.text(lang, "coverage.chart")
    )
    return finished(chart, theme)


def _frame(page: Page, by: MatrixKind, cells: MatrixCells) -> pd.DataFrame:
    """The cells with the words and the step that the figure shows."""
    names = {
        row["adcode"]: describe.short_prefecture(row, page.lang)
        for row in page.catalog.regions.prefectures
    }
    return pd.DataFrame(
        {
            **cell,
            "row": row_label(page, by, cell["code"]),
            "prefecture": names[cell["adcode"]],
            "number": str(cell["places"] or ""),
            "step": step(cell["places"]),
        }
        for cell in cells
    )


def _base(lang: str, rows: tuple[str, ...], prefectures: tuple[str, ...]) -> alt.Chart:
    """The two axes: prefectures in the order of codes, rows in that of the plan."""
    slanted = lang == "en"
    return alt.Chart(alt.NamedData(CELLS)).encode(
        x=alt.X(
            "prefecture:N",
            sort=list(prefectures),
            scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
            axis=alt.Axis(
                orient="top",
                labelAngle=-35 if slanted else 0,
                labelAlign="left" if slanted else "center",
            ),
        ),
        y=alt.Y(
            "row:N",
            sort=list(rows),
            scale=alt.Scale(paddingInner=0.08, paddingOuter=0),
            axis=alt.Axis(labelLimit=220, labelPadding=6),
        ),
    )


def _on_cell(page: Page, key: str, by: MatrixKind) -> None:
    """A click on a cell: show its places on the explore page."""
    points = widget_value(key)["selection"].get(CELL) or []
    if points:
        _explore(page, by, points[0]["code"], points[0]["adcode"])


def _picker(page: Page, by: MatrixKind) -> None:
    """Access to a cell without a pointer."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        code = st.selectbox(
            page.text(f"filter.{by}"),
            [term.code for term in page.catalog.codelists.terms(by)],
            format_func=lambda code: row_label(page, by, code),
            key=f"coverage_code_{by}",
            width=260,
        )
        adcode = st.selectbox(
            page.text("coverage.prefecture"),
            [row["adcode"] for row in page.catalog.regions.prefectures],
            format_func=lambda code: page.catalog.codelists.label("regions", code, page.lang),
            key="coverage_adcode",
            width=260,
        )
        st.button(
            page.text("coverage.show"),
            key="coverage_show",
            on_click=_explore,
            args=(page, by, code, adcode),
        )
        st.html(_pages_about(page, by, code, adcode), width="content")


def _pages_about(page: Page, by: MatrixKind, code: str, adcode: str) -> str:
    """Links to the pages about the prefecture, and about the task if the rows are tasks."""
    name = page.catalog.codelists.label("regions", adcode, page.lang)
    links = [go(region_link(adcode, page.lang), page.text("portrait.link", name=name))]
    if by == "tasks":
        title = row_label(page, by, code)
        links.append(go(task_link(code, page.lang), page.text("portrait.link", name=title)))
    return f'<div class="shutu-hands">{" · ".join(links)}</div>'


def _explore(page: Page, by: MatrixKind, code: str, adcode: str) -> None:
    """Filter by one cell, and by nothing else, so that explore lists what the cell counts."""
    cell = replace(page.choice.filter.counting, regions=(adcode,))
    cell = replace(cell, sectors=(code,)) if by == "sectors" else replace(cell, tasks=(int(code),))
    page.session.open_explore(cell)


def _table(page: Page, frame: pd.DataFrame, by: MatrixKind) -> None:
    """The numbers as an HTML table, for users who cannot see the chart."""
    numbers = frame.pivot_table("places", "row", "prefecture", sort=False, aggfunc="sum")
    numbers = numbers.rename_axis(index=page.text(f"filter.{by}"), columns=None)
    with (
        st.expander(page.text("coverage.map_table")),
        st.container(key="coverage_matrix_table"),
    ):
        st.table(numbers, border="horizontal")
    draw_printed_frame(numbers.reset_index(), "matrix")
