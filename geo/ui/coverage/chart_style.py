"""Shared configuration of the charts on the coverage page: hue, font, style."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import altair as alt
import streamlit as st

from geo.mapping.theme import THEMES, ThemeName

FONT = str(st.get_option("theme.font"))
FONT_SIZE = 12
# Each step is twice the one before: Chengdu leads by far.
STEPS = ("1", "2–3", "4–7", "8–15", "16+")
SCALE = ["0", *STEPS]
STRONG_FROM = 8  # from this number on, the text needs the opposite colour
Layered = alt.LayerChart | alt.FacetChart
alt.theme.enable("none")  # as Streamlit has it: Altair's own sets a size


@dataclass(frozen=True)
class ChartStyle:
    """The colours of the figures: zero is neutral, larger values contrast more with the page.

    `opposite` is the text colour on a strong fill.
    """

    empty: str
    blues: tuple[str, str, str, str, str]
    border: str
    opposite: str
    ink: str

    @property
    def fills(self) -> list[str]:
        """One fill for each step of `SCALE`."""
        return [self.empty, *self.blues]


CHART_STYLES: dict[ThemeName, ChartStyle] = {
    "light": ChartStyle(
        empty="#eceef1",
        blues=("#c3d9ec", "#93b9db", "#5f93c2", "#346ca0", "#1f4e79"),
        border="#8f9aa7",
        opposite="#ffffff",
        ink=THEMES["light"].page["ink"],
    ),
    "dark": ChartStyle(
        empty="#1b2a40",
        blues=("#234d78", "#2f6ca5", "#4a90cc", "#86bfec", "#cfe6fb"),
        border="#5c7391",
        opposite="#0b1526",
        ink=THEMES["dark"].page["ink"],
    ),
}


def step(places: int) -> str:
    """The step of the scale that a number of places falls into."""
    return STEPS[min(places.bit_length(), len(STEPS)) - 1] if places else "0"


def drawn(figure: str, datasets: dict[str, Any]) -> dict[str, Any]:
    """A `finished` figure with its data sets: data frames, or features of GeoJSON."""
    return {**json.loads(figure), "datasets": datasets}


def finished(chart: Layered, theme: ThemeName) -> str:
    """A figure in Vega-Lite, as JSON: without frame and grid, in the page's font, on its ground.

    Altair needs up to 0.1 s to build and validate one, so callers cache the result. Data sets are
    only referenced, and added by `drawn`.
    """
    return json.dumps(_configured(chart, CHART_STYLES[theme].ink).to_dict())


def _configured(chart: Layered, ink: str) -> Layered:
    quiet: Layered = (
        chart.configure(background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            title=None,
            ticks=False,
            domain=False,
            grid=False,
            labelFont=FONT,
            labelFontSize=FONT_SIZE,
            labelColor=ink,
            labelOverlap=False,
        )
        .configure_legend(
            titleFont=FONT,
            titleFontSize=FONT_SIZE,
            titleColor=ink,
            labelFont=FONT,
            labelFontSize=FONT_SIZE,
            labelColor=ink,
        )
        .configure_text(font=FONT, fontSize=FONT_SIZE)
    )
    return quiet
