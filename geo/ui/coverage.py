"""The coverage page: a matrix of places, what has none, and the plan's targets."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

import altair as alt
import pandas as pd
import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.model import Relation
from geo.query.filters import Filter
from geo.query.permalink import STATIONS
from geo.ui import state, words
from geo.ui.frame import PAGES_DIR, with_explorer

Matrix = Literal["sectors", "tasks"]
MATRICES: tuple[Matrix, ...] = ("sectors", "tasks")
BY = "coverage_by"
INFERRED = "coverage_inferred"
CHART = "coverage_chart"
CELL = "cell"
ROW_HEIGHT = 22
EMPTY = "#eef0f2"
BLUES = ["#d3e3f1", "#1f4e79"]
DARK_INK, LIGHT_INK = "#1f2937", "#ffffff"
FONT = "Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, Segoe UI, sans-serif"
_GO = "_coverage_go"


def draw() -> None:
    """Draw the page."""
    with_explorer(_page)


def _page(explorer: Explorer, lang: str) -> None:
    # The address belongs to the explore page; read now, it cannot overwrite a chosen cell later.
    known = set(explorer.places(Filter())["id"].to_pylist())
    state.read_address(explorer.vocabulary, known)
    if st.session_state.pop(_GO, False):
        st.switch_page(PAGES_DIR / "explore.py")
    for key in (BY, INFERRED):  # kept over a change of page and language
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]
    headline = st.empty()
    by, inferred = _choice(lang)
    cells = explorer.coverage(by, inferred=inferred)
    _headline(headline, explorer, cells, inferred, lang)
    _heat_map(explorer, by, cells, lang)
    _without_prefecture(explorer, inferred, lang)
    _picker(explorer, by, lang)
    gaps, targets = st.columns([1, 1], gap="large")
    with gaps:
        _gaps(explorer, by, cells, lang)
    with targets:
        _targets(explorer, lang)


def _choice(lang: str) -> tuple[Matrix, bool]:
    """Which matrix, and whether with inferred places."""
    st.session_state.setdefault(BY, MATRICES[0])
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        by = st.segmented_control(
            i18n.text(lang, "coverage.by"),
            MATRICES,
            format_func=lambda name: i18n.text(lang, f"coverage.{name}"),
            label_visibility="collapsed",
            required=True,
            key=BY,
        )
        inferred = st.toggle(i18n.text(lang, "coverage.inferred"), key=INFERRED)
    return by or MATRICES[0], inferred


def _relations(inferred: bool) -> tuple[str, ...]:
    """The relations that count; none means all."""
    return () if inferred else (Relation.NAMED.value,)


def _counted(explorer: Explorer, inferred: bool) -> tuple[list[Any], list[Any]]:
    """The places that count, and those of them that lie in no known prefecture."""
    prefectures = {row["adcode"] for row in explorer.areas[0]}
    rows = explorer.places(Filter(relations=_relations(inferred))).to_pylist()
    return rows, [row for row in rows if not prefectures & set(row["regions"])]


def _headline(
    slot: Any, explorer: Explorer, cells: list[dict[str, Any]], inferred: bool, lang: str
) -> None:
    covered = {cell["adcode"] for cell in cells if cell["places"]}
    rows, outside = _counted(explorer, inferred)
    text = i18n.text(
        lang,
        "coverage.headline",
        places=len(rows),
        tied=len(rows) - len(outside),
        covered=len(covered),
        prefectures=len(explorer.areas[0]),
    )
    slot.html(f'<div class="shutu-sentence">{text}</div>')


def _row_label(explorer: Explorer, by: str, code: str, lang: str) -> str:
    label = explorer.vocabulary.label(by, code, lang)
    if by == "tasks":
        return i18n.text(lang, "filter.task_item", number=code, title=label)
    return label


def _short(prefecture: dict[str, Any], lang: str) -> str:
    """The name without what kind of prefecture it is."""
    return str(prefecture["short_zh"] if lang == "zh" else prefecture["name_en"].split(" ")[0])


def _heat_map(explorer: Explorer, by: str, cells: list[dict[str, Any]], lang: str) -> None:
    names = {row["adcode"]: _short(row, lang) for row in explorer.areas[0]}
    codes = list(dict.fromkeys(cell["code"] for cell in cells))
    labels = {code: _row_label(explorer, by, code, lang) for code in codes}
    frame = pd.DataFrame(
        {
            **cell,
            "row": labels[cell["code"]],
            "prefecture": names[cell["adcode"]],
            "number": str(cell["places"]) if cell["places"] else "",
        }
        for cell in cells
    )
    most = max(int(frame["places"].max()), 1)
    english = lang == "en"
    base = alt.Chart(frame).encode(
        x=alt.X(
            "prefecture:N",
            sort=list(names.values()),
            scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
            axis=alt.Axis(
                orient="top",
                labelAngle=-35 if english else 0,
                labelAlign="left" if english else "center",
            ),
        ),
        y=alt.Y(
            "row:N",
            sort=list(labels.values()),
            scale=alt.Scale(paddingInner=0.08, paddingOuter=0),
            axis=alt.Axis(labelLimit=220, labelPadding=6),
        ),
    )
    boxes = (
        base.mark_rect(cursor="pointer", cornerRadius=2)
        .encode(
            color=alt.condition(
                "datum.places == 0",
                alt.value(EMPTY),
                alt.Color(
                    "places:Q", scale=alt.Scale(domain=[1, max(most, 2)], range=BLUES), legend=None
                ),
            ),
            tooltip=[
                alt.Tooltip("prefecture:N", title=i18n.text(lang, "coverage.prefecture")),
                alt.Tooltip("row:N", title=i18n.text(lang, f"filter.{by}")),
                alt.Tooltip("places:Q", title=i18n.text(lang, "coverage.places")),
            ],
        )
        .add_params(alt.selection_point(name=CELL, fields=["code", "adcode"]))
    )
    numbers = base.mark_text(font=FONT, fontSize=12).encode(
        text="number:N",
        color=alt.condition(
            f"datum.places > {(1 + most) / 2}", alt.value(LIGHT_INK), alt.value(DARK_INK)
        ),
    )
    chart = (
        (boxes + numbers)
        .properties(height=ROW_HEIGHT * len(codes), description=i18n.text(lang, "coverage.chart"))
        .configure_view(stroke=None)
        .configure_axis(
            title=None,
            ticks=False,
            domain=False,
            grid=False,
            labelFont=FONT,
            labelFontSize=12,
            labelColor=DARK_INK,
            labelOverlap=False,
        )
    )
    key = f"{CHART}_{by}"
    st.altair_chart(
        chart,
        width="stretch",
        theme=None,
        on_select=lambda: _on_cell(key, by),  # type: ignore[arg-type,unused-ignore]
        selection_mode=CELL,
        key=key,
    )


def _on_cell(key: str, by: str) -> None:
    """A click on a cell: show its places on the explore page."""
    points = st.session_state[key]["selection"].get(CELL) or []
    if points:
        _explore(by, points[0]["code"], points[0]["adcode"])


def _picker(explorer: Explorer, by: str, lang: str) -> None:
    """The way to a cell without a pointer."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        code = st.selectbox(
            i18n.text(lang, f"filter.{by}"),
            [term.code for term in explorer.vocabulary.terms(by)],
            format_func=lambda code: _row_label(explorer, by, code, lang),
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


def _explore(by: str, code: str, adcode: str) -> None:
    """Filter by one cell, and by nothing else, so that explore lists what the cell counts."""
    inferred = bool(st.session_state.get(INFERRED))
    state.clear_filter()
    st.session_state[state.widget_key(by)] = [code]
    st.session_state[state.widget_key("regions")] = [adcode]
    st.session_state[state.widget_key("relations")] = list(_relations(inferred))
    if inferred:
        st.session_state[STATIONS] = True
    state.select(None)
    st.session_state[_GO] = True


def _without_prefecture(explorer: Explorer, inferred: bool, lang: str) -> None:
    """What the matrix counts, and what it cannot show."""
    outside = [row[f"name_{lang}"] for row in _counted(explorer, inferred)[1]]
    names = i18n.text(lang, "unit.comma").join(outside)
    text = i18n.text(lang, "coverage.counting")
    if outside:
        text += i18n.text(lang, "coverage.nowhere", count=len(outside), names=names)
    st.caption(text)


def _gaps(explorer: Explorer, by: str, cells: list[dict[str, Any]], lang: str) -> None:
    """Prefectures with nothing at all, then row by row."""
    names = {row["adcode"]: _short(row, lang) for row in explorer.areas[0]}
    comma = i18n.text(lang, "unit.comma")
    covered = {cell["adcode"] for cell in cells if cell["places"]}
    nothing = comma.join(name for adcode, name in names.items() if adcode not in covered)
    title = i18n.text(lang, "coverage.nothing")
    nothing = nothing or i18n.text(lang, "coverage.none")
    st.html(f'<div class="shutu-h">{title}</div><div>{words.safe(nothing)}</div>')
    lines, bare = [], []
    for code, group in groupby(cells, itemgetter("code")):
        label = words.safe(_row_label(explorer, by, code, lang))
        missing = [names[cell["adcode"]] for cell in group if not cell["places"]]
        if len(missing) == len(names):
            bare.append(label)
        elif missing:
            lines.append(f"<div><b>{label}</b> · {len(missing)}: {comma.join(missing)}</div>")
    if bare:
        everywhere = i18n.text(lang, "coverage.everywhere")
        lines.append(f"<div><b>{everywhere}</b> · {len(bare)}: {comma.join(bare)}</div>")
    with st.expander(i18n.text(lang, f"coverage.gaps_{by}")):
        st.html(f'<div class="shutu-small">{"".join(lines)}</div>')


def _targets(explorer: Explorer, lang: str) -> None:
    """The quantified targets, and what the text itself names toward them."""
    scenarios = explorer.coverage_scenarios()
    lines = []
    for row in explorer.document()["targets"]:
        toward = (
            i18n.text(lang, "coverage.toward", **scenarios)
            if row["id"] == "scenarios"
            else i18n.text(lang, "coverage.uncountable")
        )
        lines.append(
            f"<div>{words.safe(row[f'title_{lang}'])}: <b>{row['value']:,} "
            f"{words.safe(row[f'unit_{lang}'])}</b> · {words.safe(toward)}</div>"
        )
    st.html(
        f'<div class="shutu-h">{i18n.text(lang, "sources.targets")}</div>'
        f'<div class="shutu-small">{"".join(lines)}'
        f"<div>{i18n.text(lang, 'sources.honest')}</div></div>"
    )
