"""One colour and one symbol per sector, the same in map, legend, list and detail.

The ten colours stay apart for the common kinds of colour blindness (tests/mapping/test_palette.py
simulates them); the symbols, drawn here on a 24 × 24 grid, tell them apart without any colour.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from geo.model import Precision


@dataclass(frozen=True)
class Mark:
    """A sector's colour as `#rrggbb` and its symbol as an SVG path on a 24 × 24 grid."""

    colour: str
    path: str

    @property
    def rgb(self) -> list[int]:
        """The colour as three numbers of 0 to 255."""
        return [int(self.colour[i : i + 2], 16) for i in (1, 3, 5)]


MARKS = {
    "energy": Mark(
        "#d83309",
        "M13.5 4 7 13.5h4.2L10 20l7-9.8h-4.4z",
    ),
    "agriculture": Mark(
        "#42a54a",
        "M12 20v-7M12 13c-5 0-6.5-3-6.5-7 4.5 0 6.5 2.5 6.5 7zm0-1c0-4 1.8-6 6-6 0 3.8-1.5 6-6 6z",
    ),
    "tourism": Mark(
        "#b73f8d",
        "M4 18.5 9.5 8l3.3 6 2.2-3.5 5 8z",
    ),
    "transport": Mark(
        "#124da8",
        "M7.5 4.500h9a1.5 1.5 0 0 1 1.5 1.500v9a2 2 0 0 1-2 2l1.5 2.500h-2L14 17h-4"
        "l-1.5 2.500h-2L8 17a2 2 0 0 1-2-2V6a1.5 1.5 0 0 1 1.5-1.500zM8 7v4h8V7z",
    ),
    "logistics": Mark(
        "#5c2709",
        "M12 4l7.5 3.800v8.400L12 20l-7.5-3.800V7.800zm0 2.200L8 8.200l4 2 4-2z"
        "M6.5 9.800v5.200l4.5 2.300v-5.200z",
    ),
    "water": Mark(
        "#21afd9",
        "M12 4c3.2 4.2 5.2 6.8 5.2 9.800a5.2 5.2 0 0 1-10.4 0C6.8 10.8 8.8 8.2 12 4z",
    ),
    "city": Mark(
        "#6b2feb",
        "M5 19.500V10l5-2.500v12zm6.5 0v-15l7.5 3v12zm2-11v2h3.500v-2zm0 4v2h3.500v-2z",
    ),
    "rural": Mark(
        "#da9d00",
        "M12 4.5 3.8 11.500h2.200v7.500h4.500v-4.500h3v4.500H18v-7.500h2.200z",
    ),
    "platform": Mark(
        "#1b7a58",
        "M9.5 4h5v1.500H14v4l4.8 8.200a1.5 1.5 0 0 1-1.3 2.300h-11"
        "a1.5 1.5 0 0 1-1.3-2.300L10 9.500v-4h-.5z",
    ),
    "infrastructure": Mark(
        "#363a40",
        "M12 4a2.5 2.5 0 0 1 1 4.800v2.700l3.9 2.800a2.5 2.5 0 1 1-1 1.500L12 13"
        "l-3.9 2.800a2.5 2.5 0 1 1-1-1.500l3.9-2.800V8.800A2.5 2.5 0 0 1 12 4z",
    ),
}
OTHER = Mark("#6b7280", "M12 7a5 5 0 1 1 0 10 5 5 0 0 1 0-10z")
DERIVED = MARKS["energy"]  # the derived stations are hydropower
ICON_PX = 64


def mark(sectors: list[str]) -> Mark:
    """The mark of a place's first sector."""
    return MARKS.get(sectors[0], OTHER) if sectors else OTHER


def symbol_svg(sector: Mark, precision: Precision) -> str:
    """A sector's symbol in the frame that says how well the place is located.

    Filled disc: exact (with a dark rim) or site; ring: locality; dashed square: area; slanted
    square: line; dotted circle: unlocated (in lists only).
    """
    colour = sector.colour
    ink = colour
    match precision:
        case Precision.EXACT | Precision.SITE:
            rim = "#111827" if precision is Precision.EXACT else "#ffffff"
            shape, fill, stroke, ink = 'circle cx="16" cy="16" r="13"', colour, rim, "#ffffff"
            width, dashes = 2.0, "none"
        case Precision.LOCALITY:
            shape, fill, stroke = 'circle cx="16" cy="16" r="12.5"', "#ffffff", colour
            width, dashes = 3.5, "none"
        case Precision.AREA:
            shape = 'rect x="4" y="4" width="24" height="24" rx="5"'
            fill, stroke, width, dashes = "#ffffff", colour, 2.5, "4 2.5"
        case Precision.LINE:
            shape = (
                'rect x="6.5" y="6.5" width="19" height="19" rx="3" transform="rotate(45 16 16)"'
            )
            fill, stroke, ink, width, dashes = colour, "#ffffff", "#ffffff", 2.0, ""
        case _:
            shape, fill, stroke = 'circle cx="16" cy="16" r="12.5"', "#ffffff", colour
            width, dashes = 2.0, "1.5 3"
    frame = (
        f'<{shape} fill="{fill}" stroke="{stroke}" stroke-width="{width}" '
        f'stroke-dasharray="{dashes}"/>'
    )
    # The thin stroke makes open lines visible, such as the stem of agriculture's sprout.
    glyph = (
        f'<path transform="translate(7 7) scale(.75)" d="{sector.path}" fill="{ink}" '
        f'stroke="{ink}" stroke-width=".6" stroke-linejoin="round" fill-rule="evenodd"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ICON_PX}" height="{ICON_PX}" '
        f'viewBox="0 0 32 32">{frame}{glyph}</svg>'
    )


def station_svg(precision: Precision) -> str:
    """The small quiet mark of a derived station: a ring where only its reach is known."""
    ring = precision is Precision.LOCALITY
    fill, line = ("#ffffff", DERIVED.colour) if ring else (DERIVED.colour, "#ffffff")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ICON_PX}" height="{ICON_PX}" '
        f'viewBox="0 0 32 32"><circle cx="16" cy="16" r="7" fill="{fill}" '
        f'fill-opacity=".75" stroke="{line}" stroke-width="2.5"/></svg>'
    )


def ring_svg() -> str:
    """The dark ring around the selected place."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ICON_PX}" height="{ICON_PX}" '
        'viewBox="0 0 32 32"><circle cx="16" cy="16" r="13.5" fill="none" stroke="#111827" '
        'stroke-width="2.2"/></svg>'
    )


def data_uri(svg: str) -> str:
    """An SVG as a `data:` address, so that no file and no request is needed."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
