"""The places under any filter, counted per prefecture or county, as a map."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TypedDict

import altair as alt
import pandas as pd
import streamlit as st

from geo import describe, i18n
from geo.mapping.theme import ThemeName
from geo.model import RegionLevel
from geo.schema.rows import in_language
from geo.ui.coverage.chart_style import CHART_STYLES, SCALE, ChartStyle, drawn, finished, step
from geo.ui.coverage.counts import nowhere
from geo.ui.escaping import escape_html
from geo.ui.links import region_link
from geo.ui.state.session import Page, widget_value
from geo.ui.widgets.facets import draw_filters
from geo.ui.widgets.fields import field
from geo.ui.widgets.html_table import go
from geo.ui.widgets.print_sheet import draw_printed_frame
from geo.ui.widgets.prose import heading, note
from geo.ui.widgets.theme import theme_name

LEVELS: tuple[RegionLevel, ...] = ("prefectures", "counties")
LEVEL = "coverage_level"
CHART = "coverage_map"
REGION = "region"
AREAS, BORDERS, NAMES = "areas", "borders", "names"
HEIGHT = 640  # as wide as the column on an office screen; a phone has its own (prose.css)
MOST_RANKED = 21


class Counted(TypedDict):
    """A region with its number of places; `step` is its colour on the map."""

    adcode: str
    name: str
    prefecture: str
    places: int
    step: str


def draw_regions(page: Page) -> None:
    """Draw the filter in words, the map, and the same numbers as a table."""
    _choice(page)
    level = page.choice.level
    counts = page.catalog.counts.by_region(page.choice.filter)
    rows = _rows(page, level, counts)
    _counted(page, level, rows)
    figure, beside = st.columns([64, 36], gap="medium")
    with figure, st.container(key="coverage_region_map", height=HEIGHT, border=False):
        _map(page, level, rows)
    with beside:
        _ranking(page, level, rows)
        _picker(page, level, rows)
    _table(page, rows)


def _choice(page: Page) -> None:
    """The filter, in words and to be changed, and the level of regions."""
    sentence = page.catalog.descriptions.sentence(page.choice.filter, page.lang)
    st.html(
        heading(page.text("coverage.map_title"))
        + f'<div class="shutu-lead">{escape_html(sentence)}</div>'
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        with st.popover(page.text("filter.title")):
            draw_filters(page)
        st.segmented_control(
            page.text("coverage.level"),
            LEVELS,
            format_func=lambda name: page.text(f"coverage.{name}"),
            label_visibility="collapsed",
            required=True,
            **field(page.session, LEVEL, page.choice.level, page.choice.show_level, LEVELS),
        )


def _rows(page: Page, level: RegionLevel, counts: dict[str, int]) -> list[Counted]:
    """Code, name, prefecture and number of every region of a level, in the order of codes."""
    return [
        {
            "adcode": row["adcode"],
            "name": in_language(row, "name", page.lang),
            "prefecture": describe.short_prefecture(
                page.catalog.regions.names[str(row.get("prefecture", row["adcode"]))], page.lang
            ),
            "places": counts[row["adcode"]],
            "step": step(counts[row["adcode"]]),
        }
        for row in page.catalog.regions.levels[LEVELS.index(level)]
    ]


def _map(page: Page, level: RegionLevel, rows: list[Counted]) -> None:
    prefectures, counties = page.catalog.regions.small_shapes
    shapes = counties if level == "counties" else prefectures
    data: dict[str, object] = {
        AREAS: [{**shape, **row} for shape, row in zip(shapes, rows, strict=True)]
    }
    if level == "counties":
        data[BORDERS] = prefectures
    else:
        data[NAMES] = _names(page)
    key = f"{CHART}_{level}"
    st.vega_lite_chart(
        spec=drawn(_spec(level, page.lang, theme_name()), data),
        width="stretch",
        height="stretch",
        theme=None,
        on_select=lambda: _on_region(page, key),  # type: ignore[arg-type,unused-ignore]
        selection_mode=REGION,
        key=key,
    )


@cache
def _spec(level: RegionLevel, lang: str, theme: ThemeName) -> str:
    """The map of the data sets `AREAS` and, by level, `BORDERS` or `NAMES`."""
    look = CHART_STYLES[theme]
    if level == "counties":
        layers = [_areas(lang, look, 0.5), _borders(look)]
    else:
        layers = [_areas(lang, look, 1), *_labels(look)]
    chart = alt.layer(*layers).project(type="mercator")
    described = chart.properties(description=i18n.text(lang, "coverage.map_chart"))
    return finished(described, theme)


def _areas(lang: str, look: ChartStyle, border: float) -> alt.Chart:
    """The regions in the colour of their number."""
    areas: alt.Chart = (
        alt.Chart(alt.NamedData(AREAS))
        .mark_geoshape(stroke=look.border, strokeWidth=border, cursor="pointer")
        .encode(
            color=alt.Color(
                "step:N",
                scale=alt.Scale(domain=SCALE, range=look.fills),
                legend=alt.Legend(
                    title=i18n.text(lang, "coverage.places"),
                    orient="bottom",
                    symbolType="square",
                    symbolStrokeWidth=0.5,
                    symbolStrokeColor=look.border,
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


def _borders(look: ChartStyle) -> alt.Chart:
    """The borders of the prefectures over their counties; without a fill they take no click."""
    borders: alt.Chart = alt.Chart(alt.NamedData(BORDERS)).mark_geoshape(
        fill=None, stroke=look.ink, strokeWidth=0.9
    )
    return borders


def _names(page: Page) -> pd.DataFrame:
    """The names of the prefectures and their positions."""
    return pd.DataFrame(
        {
            "name": describe.short_prefecture(area, page.lang),
            "lon": area["label_lon"],
            "lat": area["label_lat"],
        }
        for area in page.catalog.regions.prefectures
    )


def _labels(look: ChartStyle) -> list[alt.Chart]:
    """The names of the prefectures, with a rim that keeps them legible on any fill."""
    names = alt.Chart(alt.NamedData(NAMES)).encode(
        longitude="lon:Q", latitude="lat:Q", text="name:N"
    )
    # On a phone the names of twenty-one prefectures fit only when they are small.
    size = alt.ExprRef("width < 500 ? 9 : 12")
    return [
        names.mark_text(
            fontSize=size,
            stroke=look.opposite,
            strokeWidth=3,
            strokeOpacity=0.8,
            strokeJoin="round",
        ),
        names.mark_text(fontSize=size, color=look.ink),
    ]


def _counted(page: Page, level: RegionLevel, rows: list[Counted]) -> None:
    """How many places the map shows, and how it counts them."""
    chosen = page.choice.filter
    outside = nowhere(page.catalog, chosen)
    text = page.text(
        f"coverage.map_{level}",
        places=page.catalog.places(chosen).num_rows,
        covered=sum(row["places"] > 0 for row in rows),
        total=len(rows),
    )
    caption = page.text("coverage.map_counting")
    if outside:
        names = describe.listed([in_language(row, "name", page.lang) for row in outside], page.lang)
        caption += page.text("covered.nowhere", count=len(outside), names=names)
    st.html(f'<div class="shutu-h" role="status">{text}</div>{note(caption)}')


def _ranking(page: Page, level: RegionLevel, rows: list[Counted]) -> None:
    """The regions with the most places, each with its number; every prefecture."""
    areas = page.catalog.regions.names
    ranked = sorted(rows, key=lambda row: -row["places"])[:MOST_RANKED]
    lines = "".join(
        f'<tr><th scope="row">{escape_html(describe.region(row["adcode"], areas, page.lang))}</th>'
        f"<td>{row['places']}</td></tr>"
        for row in ranked
        if row["places"] or level == "prefectures"
    )
    caption = escape_html(page.text(f"covered.ranking_{level}"))
    st.html(
        f'<table class="shutu-small shutu-keys shutu-ranking"><caption>{caption}</caption>'
        f"<tbody>{lines}</tbody></table>"
    )


def _picker(page: Page, level: RegionLevel, rows: list[Counted]) -> None:
    """Access to a region without a pointer."""
    areas = page.catalog.regions.names
    labels = {
        row["adcode"]: f"{describe.region(row['adcode'], areas, page.lang)} · {row['places']}"
        for row in rows
    }
    adcode = st.selectbox(
        page.text(f"coverage.pick_{level}"),
        list(labels),
        format_func=labels.__getitem__,
        key=f"coverage_region_{level}",
    )
    st.button(
        page.text("coverage.show"),
        key="coverage_region_show",
        on_click=_explore,
        args=(page, adcode),
    )
    name = describe.region(adcode, areas, page.lang)
    link = go(region_link(adcode, page.lang), page.text("portrait.link", name=name))
    st.html(f'<div class="shutu-hands">{link}</div>')


def _table(page: Page, rows: list[Counted]) -> None:
    """The numbers of the map as an HTML table, for users who cannot see the colours."""
    names = [describe.region(row["adcode"], page.catalog.regions.names, page.lang) for row in rows]
    frame = pd.DataFrame(
        {page.text("coverage.places"): [row["places"] for row in rows]},
        index=pd.Index(names, name=page.text("filter.regions")),
    )
    with st.expander(page.text("coverage.map_table")):
        st.table(frame, border="horizontal")
    draw_printed_frame(frame.reset_index(), "regions")


def _on_region(page: Page, key: str) -> None:
    """A click on a region: show its places on the explore page."""
    points = widget_value(key)["selection"].get(REGION) or []
    if points:
        _explore(page, points[0]["adcode"])


def _explore(page: Page, adcode: str) -> None:
    """The chosen filter within a region; a region outside them replaces them."""
    chosen = page.choice.filter
    within = page.catalog.regions.restrict_to(chosen, adcode) or replace(chosen, regions=(adcode,))
    page.session.open_explore(within)
