"""The plan's quantified targets, and the items that its text names toward each."""

from __future__ import annotations

from functools import cache

import altair as alt
import pandas as pd
import streamlit as st

from geo import describe, i18n
from geo.mapping.theme import ThemeName
from geo.schema.rows import ScenarioCounts
from geo.ui.coverage.chart_style import CHART_STYLES, drawn, finished
from geo.ui.escaping import escape_html
from geo.ui.state.session import Page
from geo.ui.widgets.prose import heading, items, note
from geo.ui.widgets.theme import theme_name

BAR_HEIGHT = 30
PARTS, GOAL = "parts", "goal"
COUNTED = "scenarios"  # the only target with items named in the text


def draw_targets(page: Page) -> None:
    """Draw the named items next to the target, then all targets in words."""
    targets = page.catalog.plan.document()["targets"]
    scenarios = page.catalog.counts.scenarios()
    st.html(heading(page.text("sources.targets")))
    words_side, figure = st.columns([1, 1], gap="medium")
    with figure:
        (target,) = [row["value"] for row in targets if row["id"] == COUNTED]
        _bar(page, scenarios, target)
    lines = []
    for row in targets:
        toward = (
            page.text("coverage.toward", **scenarios)
            if row["id"] == COUNTED
            else page.text("coverage.uncountable")
        )
        named = escape_html(describe.target(row, page.lang))
        lines.append(f"<b>{named}</b> · {escape_html(toward)}")
    with words_side:
        st.html(items(lines) + note(page.text("sources.honest")))


def _bar(page: Page, scenarios: ScenarioCounts, target: int) -> None:
    """The named scenarios with and without a place, against the target."""
    with_place, total = scenarios["with_place"], scenarios["total"]
    look = CHART_STYLES[theme_name()]
    parts = pd.DataFrame(
        {
            "start": [0, with_place],
            "end": [with_place, total],
            "middle": [with_place / 2, (with_place + total) / 2],
            "text": [
                page.text("coverage.bar_with", count=with_place),
                page.text("coverage.bar_without", count=scenarios["without_place"]),
            ],
            "fill": [look.blues[-1], look.blues[0]],
            "ink": [look.opposite, look.ink],
        }
    )
    goal = pd.DataFrame({"at": [target], "text": [page.text("coverage.bar_target", count=target)]})
    st.vega_lite_chart(
        spec=drawn(_spec(page.lang, theme_name(), max(target, total)), {PARTS: parts, GOAL: goal}),
        width="stretch",
        theme=None,
        key="coverage_targets",
    )


@cache
def _spec(lang: str, theme: ThemeName, end: int) -> str:
    """The bar of the data sets `PARTS` and `GOAL`, from 0 to `end`."""
    ink = CHART_STYLES[theme].ink
    scale = alt.Scale(domain=[0, end], nice=False)
    band = {"y": alt.value(BAR_HEIGHT), "y2": alt.value(2 * BAR_HEIGHT)}
    bars = alt.Chart(alt.NamedData(PARTS)).encode(
        x=alt.X("start:Q", scale=scale, axis=None), x2="end:Q", **band
    )
    texts = alt.Chart(alt.NamedData(PARTS)).encode(
        x="middle:Q", y=alt.value(1.5 * BAR_HEIGHT), text="text:N"
    )
    marks = alt.Chart(alt.NamedData(GOAL)).encode(x="at:Q")
    whole = {"y": alt.value(0), "y2": alt.value(2 * BAR_HEIGHT)}
    chart = alt.layer(
        bars.mark_bar().encode(color=alt.Color("fill:N", scale=None)),
        texts.mark_text().encode(color=alt.Color("ink:N", scale=None)),
        marks.mark_rule(color=ink, strokeWidth=2, strokeDash=[5, 3]).encode(**whole),
        marks.mark_text(align="right", dx=-6, color=ink, fontWeight="bold").encode(
            text="text:N", y=alt.value(BAR_HEIGHT / 2)
        ),
    ).properties(height=2 * BAR_HEIGHT, description=i18n.text(lang, "coverage.bar_chart"))
    return finished(chart, theme)
