"""An indicator of the prefectures or counties as a map: the places under any filter, or a table."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TypedDict

import altair as alt
import pandas as pd
import streamlit as st

from geo import describe, i18n
from geo.choropleth.model import Choropleth
from geo.mapping.theme import THEMES, ThemeName
from geo.model import RegionLevel
from geo.query.permalink import INDICATORS, LEVELS
from geo.schema.rows import in_language
from geo.ui.coverage.chart_style import CHART_STYLES, ChartStyle, drawn, finished
from geo.ui.coverage.counts import nowhere
from geo.ui.escaping import escape_html, visible
from geo.ui.links import region_link
from geo.ui.state.choice import TABLE
from geo.ui.state.session import Page, widget_value
from geo.ui.widgets.choropleth_panel import draw_choropleth_panel
from geo.ui.widgets.choropleth_scene import class_legend, figure_of, ground_of
from geo.ui.widgets.facets import draw_filters
from geo.ui.widgets.fields import field
from geo.ui.widgets.html_table import go
from geo.ui.widgets.print_sheet import draw_printed_frame
from geo.ui.widgets.prose import heading, note
from geo.ui.widgets.shown_indicator import ShownIndicator, shown_indicator
from geo.ui.widgets.theme import theme_name

LEVEL = "coverage_level"
CHART = "coverage_map"
REGION = "region"
AREAS, BORDERS, NAMES = "areas", "borders", "names"
HEIGHT = 640  # as wide as the column on an office screen; a phone has its own (prose.css)
MOST_RANKED = 21
USUAL = INDICATORS[0]


class RegionRow(TypedDict):
    """A region with its number, also as people read it, and its colour on the map."""

    adcode: str
    name: str
    prefecture: str
    value: float | None
    figure: str
    color: str


def draw_regions(page: Page) -> None:
    """Draw the filter in words, the map, and the same numbers as a table."""
    shown = shown_indicator(page, page.choice.filter, USUAL)
    _choice(page, shown)
    level, choropleth = page.choice.level, shown.choropleth
    rows = _rows(page, level, choropleth)
    _counted(page, level, rows, choropleth)
    figure, beside = st.columns([64, 36], gap="medium")
    with figure:
        with st.container(key="coverage_region_map", height=HEIGHT, border=False):
            _map(page, level, rows)
        if choropleth:
            st.html(class_legend(choropleth, theme_name(), page.lang))
    with beside:
        _ranking(page, level, rows, choropleth)
        _picker(page, level, rows)
    if choropleth:
        _table(page, rows, choropleth)


def _choice(page: Page, shown: ShownIndicator) -> None:
    """The filter, in words and to be changed, the level of regions and the indicator."""
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
        draw_choropleth_panel(page, shown, USUAL)


def _rows(page: Page, level: RegionLevel, choropleth: Choropleth | None) -> list[RegionRow]:
    """Every region of a level with its number, in the order of codes."""
    theme = theme_name()
    ground, land = ground_of(theme), THEMES[theme].map_color("land")
    return [
        {
            "adcode": row["adcode"],
            "name": in_language(row, "name", page.lang),
            "prefecture": describe.short_prefecture(
                page.catalog.regions.names[str(row.get("prefecture", row["adcode"]))], page.lang
            ),
            "value": choropleth.values.get(row["adcode"]) if choropleth else None,
            "figure": figure_of(choropleth, row["adcode"], page.lang) if choropleth else "",
            "color": (choropleth and choropleth.color(row["adcode"], ground)) or land,
        }
        for row in page.catalog.regions.levels[LEVELS.index(level)]
    ]


def _map(page: Page, level: RegionLevel, rows: list[RegionRow]) -> None:
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
            color=alt.Color("color:N", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("name:N", title=i18n.text(lang, "filter.regions")),
                alt.Tooltip("prefecture:N", title=i18n.text(lang, "coverage.prefecture")),
                alt.Tooltip("figure:N", title=i18n.text(lang, "indicator.number")),
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


def _counted(
    page: Page, level: RegionLevel, rows: list[RegionRow], choropleth: Choropleth | None
) -> None:
    """How many places the map shows, and how it counts them; of a table how many regions it has."""
    chosen = page.choice.filter
    if page.choice.indicator == TABLE or choropleth is None:
        text = escape_html(_of_table(page, choropleth))
        st.html(f'<div class="shutu-h" role="status">{text}</div>')
        return
    outside = nowhere(page.catalog, chosen)
    text = page.text(
        f"coverage.map_{level}",
        places=page.catalog.places(chosen).num_rows,
        covered=sum(bool(row["value"]) for row in rows),
        total=len(rows),
    )
    caption = page.text("coverage.map_counting")
    if outside:
        names = describe.listed([in_language(row, "name", page.lang) for row in outside], page.lang)
        caption += page.text("covered.nowhere", count=len(outside), names=names)
    st.html(f'<div class="shutu-h" role="status">{text}</div>{note(caption)}')


def _of_table(page: Page, choropleth: Choropleth | None) -> str:
    """What is shown of a table."""
    if choropleth is None:
        return page.text("indicator.none_shown")
    return page.text(
        "indicator.shown",
        heading=choropleth.heading(page.lang),
        known=len(choropleth.values),
        total=len(choropleth.regions),
    )


def _ranking(
    page: Page, level: RegionLevel, rows: list[RegionRow], choropleth: Choropleth | None
) -> None:
    """The regions with the largest numbers; every prefecture."""
    areas = page.catalog.regions.names
    ranked = sorted(rows, key=lambda row: (row["value"] is None, -(row["value"] or 0)))
    lines = "".join(
        f'<tr><th scope="row">{escape_html(describe.region(row["adcode"], areas, page.lang))}</th>'
        f"<td>{escape_html(row['figure']) or '–'}</td></tr>"
        for row in ranked[:MOST_RANKED]
        if row["value"] or level == "prefectures"
    )
    heading = choropleth.heading(page.lang) if choropleth else ""
    caption = escape_html(page.text(f"covered.ranking_{level}", heading=heading))
    st.html(
        f'<table class="shutu-small shutu-keys shutu-region-ranking"><caption>{caption}</caption>'
        f"<tbody>{lines}</tbody></table>"
    )


def _picker(page: Page, level: RegionLevel, rows: list[RegionRow]) -> None:
    """Access to a region without a pointer."""
    areas = page.catalog.regions.names
    labels = {
        row["adcode"]: " · ".join(
            filter(None, [describe.region(row["adcode"], areas, page.lang), visible(row["figure"])])
        )
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


def _table(page: Page, rows: list[RegionRow], choropleth: Choropleth) -> None:
    """The numbers of the map as an HTML table, for users who cannot see the colours."""
    names = [describe.region(row["adcode"], page.catalog.regions.names, page.lang) for row in rows]
    frame = pd.DataFrame(
        {choropleth.heading(page.lang): [row["figure"] for row in rows]},
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
