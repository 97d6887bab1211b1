"""How marks are drawn, the same in map, legend, list and detail.

Colour and symbol say the sector (geo/mapping/marks.py), the frame says how well a place is
located. All frames end in a white edge, so one drawing is seen on white land and on night blue.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache

from geo.mapping.marks import MARKS, OTHER, Mark
from geo.model import Precision

__all__ = [
    "DERIVED",
    "ICON_PX",
    "MARKS",
    "OTHER",
    "Mark",
    "data_uri",
    "mark",
    "ring_svg",
    "station_svg",
    "symbol_svg",
]

DERIVED = MARKS["energy"]  # the derived stations are hydropower
ICON_PX = 64
INK, PAPER = "#111827", "#ffffff"

# Per precision: the frame on a 32 × 32 grid, the scale of the symbol in it and, where the frame
# is filled with the colour, white as the symbol's colour.
_DISC = 'circle cx="16" cy="16"'
_SQUARE = 'rect x="4" y="4" width="24" height="24" rx="5"'
_SLANTED = 'rect x="6" y="6" width="20" height="20" rx="3" transform="rotate(45 16 16)"'
_EDGE = f'fill="{PAPER}" stroke="{PAPER}"'
FRAMES = {
    Precision.EXACT: (
        f'<{_DISC} r="15.6" fill="{PAPER}"/>'
        f'<{_DISC} r="13.6" fill="{PAPER}" stroke="{INK}" stroke-width="1.6"/>'
        f'<{_DISC} r="11.2" fill="%s"/>',
        0.75,
        True,
    ),
    Precision.SITE: (
        f'<{_DISC} r="14.8" fill="{PAPER}"/><{_DISC} r="13.2" fill="%s"/>',
        0.875,
        True,
    ),
    Precision.LOCALITY: (
        f'<{_DISC} r="15.4" fill="{PAPER}"/>'
        f'<{_DISC} r="12.6" fill="{PAPER}" stroke="%s" stroke-width="3"/>',
        0.75,
        False,
    ),
    Precision.AREA: (
        f'<{_SQUARE} {_EDGE} stroke-width="5"/>'
        f'<{_SQUARE} fill="none" stroke="%s" stroke-width="2.5" stroke-dasharray="4 2.5"/>',
        0.8,
        False,
    ),
    Precision.LINE: (
        f'<{_SLANTED} {_EDGE} stroke-width="2.6"/><{_SLANTED} fill="%s"/>',
        0.72,
        True,
    ),
    Precision.UNLOCATED: (
        f'<{_DISC} r="15" fill="{PAPER}"/>'
        f'<{_DISC} r="12.8" fill="none" stroke="%s" stroke-width="2" stroke-dasharray="1.5 3"/>',
        0.75,
        False,
    ),
}


def mark(sectors: Sequence[str]) -> Mark:
    """The mark of a place's first sector."""
    return MARKS.get(sectors[0], OTHER) if sectors else OTHER


@cache
def symbol_svg(sector: Mark, precision: Precision) -> str:
    """A sector's symbol in the frame that says how well the place is located.

    Filled disc: site, and with a dark ring around it exact; ring: locality; dashed square: area;
    slanted square: line; dotted circle: unlocated (in lists only).
    """
    frame, scale, filled = FRAMES[precision]
    ink = PAPER if filled else sector.colour
    corner = 16 - 12 * scale
    # The thin stroke rounds the corners off and keeps hairlines visible at 16 px.
    return _svg(
        (frame % sector.colour)
        + f'<path transform="translate({corner:g} {corner:g}) scale({scale})" d="{sector.path}" '
        f'fill="{ink}" stroke="{ink}" stroke-width=".3" stroke-linejoin="round" '
        'fill-rule="evenodd"/>'
    )


@cache
def station_svg(precision: Precision) -> str:
    """The small quiet mark of a derived station: a ring where only its reach is known."""
    ring = precision is Precision.LOCALITY
    fill, line = (PAPER, DERIVED.colour) if ring else (DERIVED.colour, PAPER)
    return _svg(
        f'<{_DISC} r="7" fill="{fill}" fill-opacity=".75" stroke="{line}" stroke-width="2.5"/>'
    )


@cache
def ring_svg(dark: bool = False) -> str:
    """The ring around the selected place: dark on the light base, light on the `dark` one."""
    line = PAPER if dark else INK
    return _svg(f'<{_DISC} r="13.5" fill="none" stroke="{line}" stroke-width="2.2"/>')


@cache
def data_uri(svg: str) -> str:
    """An SVG as a `data:` address, so that no file and no request is needed."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _svg(shapes: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ICON_PX}" height="{ICON_PX}" '
        f'viewBox="0 0 32 32">{shapes}</svg>'
    )
