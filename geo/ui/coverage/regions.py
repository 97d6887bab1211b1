"""The places under any filter, counted per prefecture or county, as a map."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import altair as alt
import pandas as pd
import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.query.filters import Filter
from geo.ui import state, words
from geo.ui.coverage.counting import nowhere, short
from geo.ui.coverage.jump import to_explore
from geo.ui.coverage.style import SCALE, configured, look, step
from geo.ui.facets import draw_filters
from geo.ui.reading import heading, note

Level = Literal["prefectures", "counties"]
LEVELS: tuple[Level, ...] = ("prefectures", "counties")
LEVEL = "coverage_level"
CHART = "coverage_map"
REGION = "region"
AREAS, BORDERS = "areas", "borders"
HEIGHT = 500


def draw_regions(explorer: Explorer, chosen: Filter, lang: str) -> None:
    """Draw the filter in words, the map, and the same numbers as a table."""
    level = _choice(explorer, chosen, lang)
    counts = explorer.region_counts(chosen)
    rows = _rows(explorer, level, counts, lang)
    figure, beside = st.columns([5, 3], gap="medium")
    with figure:
        _map(explorer, level, rows, lang)
    with beside:
        _counted(explorer, chosen, level, rows, lang)
        _picker(explorer, level, rows, lang)
        _table(level, rows, lang)


def _choice(explorer: Explorer, chosen: Filter, lang: str) -> Level:
    """The filter, in words and to be changed, and the level of regions."""
    st.session_state.setdefault(LEVEL, LEVELS[0])
    st.html(
        heading(i18n.text(lang, "coverage.map_title"))
        + f'<div class="shutu-lead">{words.safe(explorer.sentence(chosen, lang))}</div>'
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        with st.popover(i18n.text(lang, "filter.title")):
            draw_filters(explorer, chosen, lang)
        level = st.segmented_control(
            i18n.text(lang, "coverage.level"),
            LEVELS,
            format_func=lambda name: i18n.text(lang, f"coverage.{name}"),
            label_visibility="collapsed",
            required=True,
            key=LEVEL,
        )
    return level or LEVELS[0]


def _rows(
    explorer: Explorer, level: Level, counts: dict[str, int], lang: str
) -> list[dict[str, Any]]:
    """Code, name, prefecture and number of every region of a level, in the order of codes."""
    return [
        {
            "adcode": row["adcode"],
            "name": row[f"name_{lang}"],
            "prefecture": short(explorer.area_names[row.get("prefecture", row["adcode"])], lang),
            "places": counts[row["adcode"]],
            "step": step(counts[row["adcode"]]),
        }
        for row in explorer.areas[LEVELS.index(level)]
    ]


def _map(explorer: Explorer, level: Level, rows: list[dict[str, Any]], lang: str) -> None:
    prefectures, counties = explorer.area_shapes
    shapes = counties if level == "counties" else prefectures
    data = {AREAS: [{**shape, **row} for shape, row in zip(shapes, rows, strict=True)]}
    if level == "counties":
        data[BORDERS] = prefectures
        layers = [_areas(lang, 0.5), _borders()]
    else:
        layers = [_areas(lang, 1), *_names(explorer, lang)]
    chart = alt.layer(*layers).project(type="mercator")
    chart = configured(
        chart.properties(height=HEIGHT, description=i18n.text(lang, "coverage.map_chart"))
    )
    chart.datasets = data  # last: Altair copies its data with every call, half a second in all
    key = f"{CHART}_{level}"
    st.altair_chart(
        chart,
        width="stretch",
        theme=None,
        on_select=lambda: _on_region(explorer, key),  # type: ignore[arg-type,unused-ignore]
        selection_mode=REGION,
        key=key,
    )


def _areas(lang: str, border: float) -> alt.Chart:
    """The regions in the colour of their number."""
    areas: alt.Chart = (
        alt.Chart(alt.NamedData(AREAS))
        .mark_geoshape(stroke=look().border, strokeWidth=border, cursor="pointer")
        .encode(
            color=alt.Color(
                "step:N",
                scale=alt.Scale(domain=SCALE, range=look().fills),
                legend=alt.Legend(
                    title=i18n.text(lang, "coverage.places"),
                    orient="bottom",
                    symbolType="square",
                    symbolStrokeWidth=0.5,
                    symbolStrokeColor=look().border,
                ),
            ),
            tooltip=[
                alt.Tooltip("name:N", title=i18n.text(lang, "filter.regions")),
                alt.Tooltip("prefecture:N", title=i18n.text(lang, "coverage.prefecture")),
                alt.Tooltip("places:Q", title=i18n.text(lang, "coverage.places")),
            ],
        )
        .add_params(alt.selection_point(name=REGION, fields=["adcode"]))
    )
    return areas


def _borders() -> alt.Chart:
    """The borders of the prefectures over their counties; without a fill they take no click."""
    borders: alt.Chart = alt.Chart(alt.NamedData(BORDERS)).mark_geoshape(
        fill=None, stroke=look().ink, strokeWidth=0.9
    )
    return borders


def _names(explorer: Explorer, lang: str) -> list[alt.Chart]:
    """The names of the prefectures, with a rim that keeps them legible on any fill."""
    frame = pd.DataFrame(
        {
            "name": short(area, lang),
            "lon": area["label_lon"],
            "lat": area["label_lat"],
        }
        for area in explorer.areas[0]
    )
    names = alt.Chart(frame).encode(longitude="lon:Q", latitude="lat:Q", text="name:N")
    # On a phone the names of twenty-one prefectures fit only when they are small.
    size = alt.ExprRef("width < 500 ? 9 : 12")
    return [
        names.mark_text(
            fontSize=size,
            stroke=look().opposite,
            strokeWidth=3,
            strokeOpacity=0.8,
            strokeJoin="round",
        ),
        names.mark_text(fontSize=size, color=look().ink),
    ]


def _counted(
    explorer: Explorer, chosen: Filter, level: Level, rows: list[dict[str, Any]], lang: str
) -> None:
    """How many places the map shows, and how it counts them."""
    outside = nowhere(explorer, chosen)
    text = i18n.text(
        lang,
        f"coverage.map_{level}",
        places=explorer.places(chosen).num_rows,
        covered=sum(row["places"] > 0 for row in rows),
        total=len(rows),
    )
    caption = i18n.text(lang, "coverage.map_counting")
    if outside:
        caption += i18n.text(lang, "coverage.map_nowhere", count=len(outside))
    st.html(f'<div class="shutu-h" role="status">{text}</div>{note(caption)}')


def _picker(explorer: Explorer, level: Level, rows: list[dict[str, Any]], lang: str) -> None:
    """The way to a region without a pointer."""
    labels = {row["adcode"]: f"{_full_name(level, row)} · {row['places']}" for row in rows}
    adcode = st.selectbox(
        i18n.text(lang, f"coverage.pick_{level}"),
        list(labels),
        format_func=labels.__getitem__,
        key=f"coverage_region_{level}",
    )
    st.button(
        i18n.text(lang, "coverage.show"),
        key="coverage_region_show",
        on_click=_explore,
        args=(explorer, adcode),
    )


def _full_name(level: Level, row: dict[str, Any]) -> str:
    """A county with its prefecture: several counties share a name."""
    return f"{row['prefecture']} / {row['name']}" if level == "counties" else str(row["name"])


def _table(level: Level, rows: list[dict[str, Any]], lang: str) -> None:
    """The numbers of the map as a real table, for whoever cannot see the colours."""
    names = [_full_name(level, row) for row in rows]
    frame = pd.DataFrame(
        {i18n.text(lang, "coverage.places"): [row["places"] for row in rows]},
        index=pd.Index(names, name=i18n.text(lang, "filter.regions")),
    )
    with st.expander(i18n.text(lang, "coverage.map_table")):
        st.table(frame, border="horizontal")


def _on_region(explorer: Explorer, key: str) -> None:
    """A click on a region: show its places on the explore page."""
    points = st.session_state[key]["selection"].get(REGION) or []
    if points:
        _explore(explorer, points[0]["adcode"])


def _explore(explorer: Explorer, adcode: str) -> None:
    """The chosen filter within a region; one that its regions leave out takes their place."""
    chosen = state.chosen_filter()
    to_explore(explorer.narrowed(chosen, adcode) or replace(chosen, regions=(adcode,)))
