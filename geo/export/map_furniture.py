"""Map furniture: the scale bar, and the north arrow."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from geo import i18n
from geo.export.layout import LabelBox, Point
from geo.export.projection import PageView
from geo.export.svg_canvas import COLORS, LEAD, SMALL, SvgCanvas
from geo.mapping.styles import SHEET

BAR_MM = 42
NORTH = 7.0


def scale_bar(
    canvas: SvgCanvas, view: PageView, symbols: Sequence[Point], lang: str, *, with_number: bool
) -> LabelBox:
    """Draw the scale bar of a map, `with_number` also `1:2 500 000`; where it stands.

    That is the lower corner with fewer symbols, the left one if it does not matter.
    """
    length_m = _round_length(BAR_MM * view.metres_per_mm * min(1.0, view.width / 120))
    length = length_m / view.metres_per_mm
    y = view.y + view.height - 4
    size = SMALL * canvas.factor
    ratio = scale_number(view.metres_per_mm * 1000) if with_number else ""
    wide = max(length, canvas.width(ratio, SMALL, bold=True))
    high = size * (2.24 if with_number else 1.0)
    near = SHEET.symbol * canvas.factor
    corners = (view.x + 4, view.x + view.width - wide - 14)

    def hidden(left: float) -> int:
        return sum(
            left - near < at[0] < left + wide + 12 + near and at[1] > y - high - 3 - near
            for at in symbols
        )

    x = min(corners, key=hidden)
    back = canvas.add(
        canvas.root,
        "rect",
        x=x - 2,
        y=y - high - 3.2,
        width=wide + 14,
        height=high + 5.4,
        fill=COLORS["paper"],
    )
    back.set("fill-opacity", "0.82")
    canvas.text(canvas.root, x, y - 2.2 - size * 1.12, ratio, SMALL, bold=True)
    for half, colour in ((0, COLORS["ink"]), (1, COLORS["paper"])):
        canvas.add(
            canvas.root,
            "rect",
            x=x + half * length / 2,
            y=y - 1,
            width=length / 2,
            height=1.1,
            fill=colour,
            stroke=COLORS["ink"],
            **{"stroke-width": 0.2},
        )
    for share in (0.0, 0.5, 1.0):
        value = f"{length_m * share / 1000:g}"
        text = i18n.text(lang, "export.map.km", value=value) if share == 1 else value
        width = canvas.width(value, SMALL)
        canvas.text(canvas.root, x + share * length - width / 2, y - 1.9, text, SMALL)
    return (x - 2, y - high - 3.2, x + wide + 12, y + 2.2)


def scale_number(denominator: float) -> str:
    """`1:2 500 000`, with blanks that do not break."""
    return "1:" + f"{round(denominator):,}".replace(",", "\N{NO-BREAK SPACE}")


def north_arrow(canvas: SvgCanvas, view: PageView, lang: str) -> LabelBox:
    """Draw the arrow in the upper right corner of a map; where it stands."""
    size = NORTH * canvas.factor
    x, y = view.x + view.width - 4 - size / 2, view.y + 4
    canvas.add(
        canvas.root,
        "path",
        d=f"M{x:.2f} {y:.2f}l{-size * 0.28:.2f} {size:.2f}l{size * 0.28:.2f} {-size * 0.24:.2f}z",
        fill=COLORS["ink"],
    )
    canvas.add(
        canvas.root,
        "path",
        d=f"M{x:.2f} {y:.2f}l{size * 0.28:.2f} {size:.2f}l{-size * 0.28:.2f} {-size * 0.24:.2f}z",
        fill=COLORS["paper"],
        stroke=COLORS["ink"],
        **{"stroke-width": 0.2, "stroke-linejoin": "round"},
    )
    letter = i18n.text(lang, "export.map.north")
    width = canvas.width(letter, LEAD, bold=True)
    canvas.text(canvas.root, x - width / 2, y + size + 3.2 * canvas.factor, letter, LEAD, bold=True)
    return (x - size / 2, y, x + size / 2, y + size + 4 * canvas.factor)


def _round_length(longest_m: float) -> float:
    """The longest length of 1, 2 or 5 times a power of ten that is no longer than `longest_m`."""
    power = 10.0 ** floor(log10(longest_m))
    return max(step * power for step in (1, 2, 5) if step * power <= longest_m)
