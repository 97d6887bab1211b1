"""How a place is drawn: its frame, and its sizes in every output.

A place has the same colour, symbol (geo/mapping/sector_styles.py) and frame everywhere. What
differs is the scale: pixels on screens, millimetres on paper. Colours of maps and pages are in
geo/mapping/theme.py. Style sheets and scripts repeat a few of these values;
tests/mapping/test_styles.py compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from geo.mapping.sector_styles import NO_SECTOR, SECTOR_STYLES
from geo.model import Precision, Relation

STATION = "station"  # stands for a sector in the names of symbols


class StyleKey(NamedTuple):
    """What decides how a place looks: first sector, precision, and whether it is derived."""

    sector: str
    precision: Precision
    station: bool = False

    @property
    def look(self) -> str:
        """The name of the symbol of its sector, `<sector>-<precision>`."""
        return f"{self.sector}-{self.precision}"

    @property
    def symbol(self) -> str:
        """The name of the symbol that shows it: `look`, or that of a derived station."""
        return f"{STATION}-{self.precision}" if self.station else self.look


def style_key(row: Mapping[str, Any]) -> StyleKey:
    """The style of a row with `sectors` and `precision`, and perhaps `relation`."""
    first = row["sectors"][0] if len(row["sectors"]) else NO_SECTOR
    return StyleKey(
        first if first in SECTOR_STYLES else NO_SECTOR,
        Precision(row["precision"]),
        row.get("relation") == Relation.DERIVED,
    )


# --- symbols ---------------------------------------------------------------------------------

INK, PAPER = "#111827", "#ffffff"  # of symbols, on every theme: they end in a white edge
ICON_PX = 64  # as icons are drawn; maps scale them


class Frame(NamedTuple):
    """Around a symbol: SVG on a 32 × 32 grid (`%s` is the colour), the scale of the symbol in it,
    and whether it is filled with the colour, which makes the symbol white.
    """

    svg: str
    scale: float
    filled: bool


_DISC = 'circle cx="16" cy="16"'
_SQUARE = 'rect x="4" y="4" width="24" height="24" rx="5"'
_SLANTED = 'rect x="6" y="6" width="20" height="20" rx="3" transform="rotate(45 16 16)"'
_EDGE = f'fill="{PAPER}" stroke="{PAPER}"'
FRAMES = {
    Precision.EXACT: Frame(
        f'<{_DISC} r="15.6" fill="{PAPER}"/>'
        f'<{_DISC} r="13.6" fill="{PAPER}" stroke="{INK}" stroke-width="1.6"/>'
        f'<{_DISC} r="11.2" fill="%s"/>',
        0.75,
        True,
    ),
    Precision.SITE: Frame(
        f'<{_DISC} r="14.8" fill="{PAPER}"/><{_DISC} r="13.2" fill="%s"/>',
        0.875,
        True,
    ),
    Precision.LOCALITY: Frame(
        f'<{_DISC} r="15.4" fill="{PAPER}"/>'
        f'<{_DISC} r="12.6" fill="{PAPER}" stroke="%s" stroke-width="3"/>',
        0.75,
        False,
    ),
    Precision.AREA: Frame(
        f'<{_SQUARE} {_EDGE} stroke-width="5"/>'
        f'<{_SQUARE} fill="none" stroke="%s" stroke-width="2.5" stroke-dasharray="4 2.5"/>',
        0.8,
        False,
    ),
    Precision.LINE: Frame(
        f'<{_SLANTED} {_EDGE} stroke-width="2.6"/><{_SLANTED} fill="%s"/>',
        0.72,
        True,
    ),
    Precision.UNLOCATED: Frame(
        f'<{_DISC} r="15" fill="{PAPER}"/>'
        f'<{_DISC} r="12.8" fill="none" stroke="%s" stroke-width="2" stroke-dasharray="1.5 3"/>',
        0.75,
        False,
    ),
}
STATION_DISC = f'<{_DISC} r="7" fill="%s" fill-opacity=".75" stroke="%s" stroke-width="2.5"/>'
SELECTION_RING = f'<{_DISC} r="13.5" fill="none" stroke="%s" stroke-width="2.2"/>'
# A station's disc is small in the 32 × 32 grid: drawings of it alone show only this part.
SYMBOL_BOX, STATION_BOX = "0 0 32 32", "7 7 18 18"


# --- sizes in each output --------------------------------------------------------------------


class Stroke(NamedTuple):
    """A line: its width, and its opacity (0 to 1, or 0 to 255 where deck.gl or KML draw it)."""

    width: float
    opacity: float


@dataclass(frozen=True)
class PlaceStyle:
    """Symbols, lines and areas of places in one output, in its own unit.

    `symbol` and `station` are widths, `fill` is the opacity of an area (as in `Stroke`).
    """

    symbol: float
    station: float
    line: Stroke
    border: Stroke
    fill: float


BROWSER = PlaceStyle(24, 8, Stroke(2.6, 230), Stroke(1.2, 230), 34)  # pixels
KIOSK = PlaceStyle(30, 5.2, Stroke(1.6, 225), Stroke(1.2, 150), 46)  # pixels of a small screen
SHEET = PlaceStyle(4.4, 1.7, Stroke(0.65, 0.85), Stroke(0.3, 0.8), 0.13)  # millimetres at A4
HTML_PAGE = PlaceStyle(22, 9, Stroke(2.6, 0.85), Stroke(1.2, 1), 0.13)  # pixels
KML = PlaceStyle(0, 0, Stroke(2.5, 255), Stroke(2.5, 255), 64)  # the reader has its own pins


class LabelStyle(NamedTuple):
    """A name on a map: its size in the unit of the output, and its weight."""

    size: float
    weight: int


# Browser and HTML page in pixels, the sheet in millimetres.
BROWSER_LABELS = {
    "prefecture": LabelStyle(14, 600),
    "place": LabelStyle(12.5, 600),
    "county": LabelStyle(12, 400),
}
HTML_LABELS = {"place": LabelStyle(12, 400), "town": LabelStyle(12, 600)}
SHEET_LABELS = {"place": LabelStyle(2.5, 400), "town": LabelStyle(2.5, 700)}
SHEET_HALO = 0.55
# From which zoom on the browser writes the name of a place; that of the selected one always.
LABEL_ZOOMS = {"place": 7.4, "station": 9.0}

# Widths of the lines of the ground: pixels, and millimetres on the sheet.
BROWSER_GROUND = {
    "neighbour": 0.8,
    "province": 2,
    "prefecture": 1,
    "prefecture_near": 1.4,
    "county": 0.7,
    "water": 1.2,
    "approved": 1.2,
}


class Dot(NamedTuple):
    """A dot with a rim, in pixels."""

    radius: float
    rim: float


SEAT = Dot(2.2, 1)  # of a county: no place of the plan is as small
SHEET_GROUND = {
    "neighbour": 0.15,
    "province": 0.45,
    "prefecture": 0.22,
    "county": 0.15,
    "water": 0.22,
}
HTML_GROUND = {"province": 1.6, "prefecture": 1, "county": 1, "water": 1.2}

# --- the browser map ------------------------------------------------------------------------

RING_PX = 40  # around the selected place
UNCERTAINTY_BORDER, UNCERTAINTY_FILL = Stroke(1.2, 150), 22  # the circle around it
OUTLINE = Stroke(2, 170)  # of what the filter asks for
STATION_RIM, STATION_FILL, WHITE_RIM = 1.4, 190, 235  # width in pixels, opacities

# What was found for a person's list.
MATCH_DOT, MATCH_DOT_FILL, MATCH_DOT_RIM = 10, 200, Stroke(1, 220)
COUNTY_FILL, COUNTY_FILL_STEP, COUNTY_FILL_MOST = 46, 34, 150  # for one row, per tenfold, at most
COUNTY_BORDER, COUNTY_SELECTED = Stroke(1, 200), Stroke(2.4, 235)

# --- the kiosk: light on a deep blue ----------------------------------------------------------

KIOSK_BRIGHTER = 0.5  # how far points and areas are moved towards white; lines: theme.LIGHTER
KIOSK_SHORE = [96, 172, 240]  # the outline of the province, and its glow
KIOSK_SHORE_LINE, KIOSK_SHORE_GLOW = Stroke(1.3, 165), Stroke(10, 24)
KIOSK_HALO, KIOSK_LINE_GLOW = Stroke(4.8, 52), Stroke(12, 20)  # around lines
KIOSK_FLOW, KIOSK_FLOW_WIDTH = [232, 246, 255, 235], 3.4  # the light that runs along lines
KIOSK_TRAIL = 0.45  # the part of a line that it covers
KIOSK_GLOW_PX = {"place": 74, "station": 30}
KIOSK_STATION = [255, 240, 228, 235]
KIOSK_RING, KIOSK_RING_WIDTH, KIOSK_RING_PX = [242, 247, 255, 220], 1.6, 48
KIOSK_SPARK_PX, KIOSK_SPARK_RIM = 7.2, 1  # stands for a symbol where many places are lit
KIOSK_DIM_PX, KIOSK_DIM = 3.4, 90  # all places, faint
KIOSK_GLOW = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128"><defs><radialGradient id="g">'
    '<stop offset="0" stop-color="#fff" stop-opacity=".95"/>'
    '<stop offset=".12" stop-color="#fff" stop-opacity=".62"/>'
    '<stop offset=".35" stop-color="#fff" stop-opacity=".2"/>'
    '<stop offset=".7" stop-color="#fff" stop-opacity=".05"/>'
    '<stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>'
    '<rect width="128" height="128" fill="url(#g)"/></svg>'
)
