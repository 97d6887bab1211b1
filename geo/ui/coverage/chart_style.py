"""What the figures of the coverage page share: one hue, one font, one way to be configured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import streamlit as st

from geo.json_document import Json
from geo.mapping.theme import THEMES, ThemeName

FONT = str(st.get_option("theme.font"))
FONT_SIZE = 12
# Each step is twice the one before: Chengdu leads by far.
STEPS = ("1", "2–3", "4–7", "8–15", "16+")
SCALE = ["0", *STEPS]
STRONG_FROM = 8  # from this number on the fill needs ink of the opposite kind
Layered = alt.LayerChart | alt.FacetChart
alt.theme.enable("none")  # as Streamlit has it: Altair's own sets a size


@dataclass(frozen=True)
class ChartStyle:
    """The colours of the figures: nothing is neutral, the more the further from the page's ground.

    `opposite` is the ink on a strong fill.
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


def drawn(figure: str, datasets: Mapping[str, object]) -> Json:
    """A `finished` figure with its data sets: data frames, or features of GeoJSON."""
    return {**json.loads(figure), "datasets": datasets}


def finished(chart: Layered, theme: ThemeName) -> str:
    """A figure in Vega-Lite, as JSON: without frame and grid, in the page's font, on its ground.

    Altair needs up to a tenth of a second to write and check one, so that those who ask keep the
    answer for everybody. Data sets are only named in it, and added by `drawn`.
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
