"""Shared configuration of the charts on the coverage page: hue, font, style."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import altair as alt
import streamlit as st

from geo.json_document import Json
from geo.mapping.theme import FIGURES, THEMES, FigureColors, ThemeName

FONT = str(st.get_option("theme.font"))
FONT_SIZE = 12
# Each step is twice the one before: Chengdu leads by far.
STEPS = ("1", "2–3", "4–7", "8–15", "16+")
SCALE = ["0", *STEPS]
STRONG_FROM = 8  # from this number on, the text needs the opposite colour
Layered = alt.LayerChart | alt.FacetChart
alt.theme.enable("none")  # as Streamlit has it: Altair's own sets a size


@dataclass(frozen=True)
class ChartStyle(FigureColors):
    """The colours of the figures, and the ink of the page."""

    ink: str

    @property
    def fills(self) -> list[str]:
        """One fill for each step of `SCALE`."""
        return [self.empty, *self.blues]


CHART_STYLES: dict[ThemeName, ChartStyle] = {
    name: ChartStyle(**vars(colors), ink=THEMES[name].page["ink"])
    for name, colors in FIGURES.items()
}


def step(places: int) -> str:
    """The step of the scale that a number of places falls into."""
    return STEPS[min(places.bit_length(), len(STEPS)) - 1] if places else "0"


def drawn(figure: str, datasets: Mapping[str, object]) -> Json:
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
        # Readers of screens get the description and the table: the names that Vega gives its marks
        # are of the program and English.
        chart.configure(background="transparent", aria=False)
        .configure_mark(aria=False)
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
