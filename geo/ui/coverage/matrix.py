"""A matrix of places: sector or task by prefecture, each cell a way to its places."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import altair as alt
import pandas as pd
import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.query.filters import Filter
from geo.ui import state
from geo.ui.coverage.counting import is_inferred, nowhere, relations, short
from geo.ui.coverage.jump import to_explore
from geo.ui.coverage.style import SCALE, STRONG_FROM, configured, look, step
from geo.ui.reading import note

Matrix = Literal["sectors", "tasks"]
Cells = list[dict[str, Any]]
CHART = "coverage_chart"
CELL = "cell"
ROW_HEIGHT = 22


def draw_matrix(explorer: Explorer, by: Matrix, cells: Cells, inferred: bool, lang: str) -> None:
    """Draw the matrix, what it leaves out, and the way to a cell without a pointer."""
    frame = _frame(explorer, by, cells, lang)
    with st.container(key="coverage_matrix"):
        _heat_map(frame, by, lang)
    _counting(explorer, inferred, lang)
    _picker(explorer, by, lang)
    _table(frame, by, lang)


def row_label(explorer: Explorer, by: Matrix, code: str, lang: str) -> str:
    """The name of a sector, or number and title of a task."""
    label = explorer.vocabulary.label(by, code, lang)
    if by == "tasks":
        return i18n.text(lang, "filter.task_item", number=code, title=label)
    return label


def _heat_map(frame: pd.DataFrame, by: Matrix, lang: str) -> None:
    rows = frame["row"].nunique()
    base = _base(frame, lang)
    boxes = (
        base.mark_rect(cursor="pointer", cornerRadius=2)
        .encode(
            color=alt.Color(
                "step:N", scale=alt.Scale(domain=SCALE, range=look().fills), legend=None
            ),
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
            f"datum.places >= {STRONG_FROM}", alt.value(look().opposite), alt.value(look().ink)
        ),
    )
    chart = (boxes + numbers).properties(
        height=ROW_HEIGHT * rows, description=i18n.text(lang, "coverage.chart")
    )
    key = f"{CHART}_{by}"
    st.altair_chart(
        configured(chart),
        width="stretch",
        theme=None,
        on_select=lambda: _on_cell(key, by),  # type: ignore[arg-type,unused-ignore]
        selection_mode=CELL,
        key=key,
    )


def _frame(explorer: Explorer, by: Matrix, cells: Cells, lang: str) -> pd.DataFrame:
    """The cells with the words and the step that the figure shows."""
    names = {row["adcode"]: short(row, lang) for row in explorer.areas[0]}
    return pd.DataFrame(
        {
            **cell,
            "row": row_label(explorer, by, cell["code"], lang),
            "prefecture": names[cell["adcode"]],
            "number": str(cell["places"] or ""),
            "step": step(cell["places"]),
        }
        for cell in cells
    )


def _base(frame: pd.DataFrame, lang: str) -> alt.Chart:
    """The two axes: prefectures in the order of codes, rows in that of the plan."""
    slanted = lang == "en"
    return alt.Chart(frame).encode(
        x=alt.X(
            "prefecture:N",
            sort=list(frame["prefecture"].unique()),
            scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
            axis=alt.Axis(
                orient="top",
                labelAngle=-35 if slanted else 0,
                labelAlign="left" if slanted else "center",
            ),
        ),
        y=alt.Y(
            "row:N",
            sort=list(frame["row"].unique()),
            scale=alt.Scale(paddingInner=0.08, paddingOuter=0),
            axis=alt.Axis(labelLimit=220, labelPadding=6),
        ),
    )


def _on_cell(key: str, by: Matrix) -> None:
    """A click on a cell: show its places on the explore page."""
    points = st.session_state[key]["selection"].get(CELL) or []
    if points:
        _explore(by, points[0]["code"], points[0]["adcode"])


def _picker(explorer: Explorer, by: Matrix, lang: str) -> None:
    """The way to a cell without a pointer."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        code = st.selectbox(
            i18n.text(lang, f"filter.{by}"),
            [term.code for term in explorer.vocabulary.terms(by)],
            format_func=lambda code: row_label(explorer, by, code, lang),
            key=f"coverage_code_{by}",
            width=260,
        )
        adcode = st.selectbox(
            i18n.text(lang, "coverage.prefecture"),
            [row["adcode"] for row in explorer.areas[0]],
            format_func=lambda code: explorer.vocabulary.label("regions", code, lang),
            key="coverage_adcode",
            width=260,
        )
        st.button(
            i18n.text(lang, "coverage.show"),
            key="coverage_show",
            on_click=_explore,
            args=(by, code, adcode),
        )


def _explore(by: Matrix, code: str, adcode: str) -> None:
    """Filter by one cell, and by nothing else, so that explore lists what the cell counts."""
    stations = is_inferred() or state.chosen_filter().stations
    cell = Filter(regions=(adcode,), relations=relations(is_inferred()), stations=stations)
    to_explore(
        replace(cell, sectors=(code,)) if by == "sectors" else replace(cell, tasks=(int(code),))
    )


def _counting(explorer: Explorer, inferred: bool, lang: str) -> None:
    """What the matrix counts, and what it cannot show."""
    outside = nowhere(explorer, Filter(relations=relations(inferred)))
    text = i18n.text(lang, "coverage.counting")
    if outside:
        names = i18n.text(lang, "unit.comma").join(row[f"name_{lang}"] for row in outside)
        text += i18n.text(lang, "coverage.nowhere", count=len(outside), names=names)
    st.html(note(text))


def _table(frame: pd.DataFrame, by: Matrix, lang: str) -> None:
    """The numbers as a real table, for whoever cannot see the figure."""
    numbers = frame.pivot_table("places", "row", "prefecture", sort=False, aggfunc="sum")
    numbers = numbers.rename_axis(index=i18n.text(lang, f"filter.{by}"), columns=None)
    with (
        st.expander(i18n.text(lang, "coverage.map_table")),
        st.container(key="coverage_matrix_table"),
    ):
        st.table(numbers, border="horizontal")
