"""The legends of sheet and HTML page: a symbol, and words with a number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from geo import i18n
from geo.export.export_dataset import ExportDataset
from geo.export.layout import Point
from geo.export.numbered_markers import FILLED, draw_tag
from geo.export.svg_canvas import LEAD, SMALL, SvgCanvas
from geo.mapping.sector_styles import PLAIN_SECTOR
from geo.mapping.styles import SHEET, StyleKey, style_key
from geo.model import Precision

LegendEntry = tuple[str, str]  # the name of a symbol, and words


def sector_legend(dataset: ExportDataset) -> list[LegendEntry]:
    """An entry for every sector with the number of its places on the map, as the live map counts
    them: a place of two sectors counts in both.
    """
    drawn = [one for one in dataset.features if one.position and not one.style.station]
    counts = Counter(sector for one in drawn for sector in one.sectors)
    entries = [
        (style_key({"sectors": [sector], "precision": Precision.SITE}), name, counts[sector])
        for sector, name in dataset.sectors.items()
    ]
    station = StyleKey("", Precision.SITE, station=True)
    words = i18n.text(dataset.lang, "map.station")
    stations = sum(one.style.station for one in dataset.features)
    entries.append((station, words, stations))
    return [(style.symbol, f"{name} {count}") for style, name, count in entries if count]


def precision_legend(dataset: ExportDataset) -> list[LegendEntry]:
    """An entry for every precision of the dataset."""
    counts = Counter(feature.style.precision for feature in dataset.features)
    return [
        (
            StyleKey(PLAIN_SECTOR, precision).symbol,
            f"{i18n.text(dataset.lang, f'precision.{precision}')} {counts[precision]}",
        )
        for precision in Precision
        if counts[precision]
    ]


def draw_tag_legend(
    canvas: SvgCanvas, at: Point, room: float, title: str, dataset: ExportDataset
) -> float:
    """The same for the numbers of a list: filled for well-known places, outlined for others."""
    placed = [one for one in dataset.features if one.position]
    is_filled = [one.style.precision in FILLED for one in placed]
    x, y = at
    y += LEAD * canvas.factor
    canvas.text(canvas.root, x, y, title, LEAD, bold=True)
    y += 1.6 * canvas.factor
    size = SHEET.symbol * canvas.factor
    for key, wanted in (("filled", True), ("outlined", False)):
        few = [one for one, filled in zip(placed, is_filled, strict=True) if filled == wanted]
        if few:
            style = StyleKey(PLAIN_SECTOR, few[0].style.precision)
            sample = replace(few[0], style=style)
            draw_tag(canvas, canvas.root, sample, (x, y + size * 0.1, size * 1.2, size * 0.8), "1")
            words = i18n.text(dataset.lang, f"export.map.{key}", count=len(few))
            base = y + size / 2 + SMALL * canvas.factor * 0.36
            for line in canvas.lines(words, SMALL, room - size * 1.2 - 2)[:2]:
                canvas.text(canvas.root, x + size * 1.2 + 1.4, base, line, SMALL)
                base += SMALL * canvas.factor * 1.2
            y += max(size * 1.1, base - y - size * 0.5)
    return y + 2.4 * canvas.factor


def draw_legend(
    canvas: SvgCanvas, at: Point, room: float, title: str, entries: Sequence[LegendEntry]
) -> float:
    """Draw a heading and two columns of symbols with words, from `at` on and `room` wide; where it
    ends (millimetres from the top).
    """
    x, y = at
    if not entries:
        return y
    size = SHEET.symbol * canvas.factor
    y += LEAD * canvas.factor
    canvas.text(canvas.root, x, y, title, LEAD, bold=True)
    y += 1.6 * canvas.factor
    rows = (len(entries) + 1) // 2
    is_long = any(len(_entry_lines(canvas, room / 2, words)) > 1 for _, words in entries)
    step = size * (1.4 if is_long else 1.22)
    for index, entry in enumerate(entries):
        column, row = divmod(index, rows)
        _draw_entry(canvas, (x + column * room / 2, y + row * step), room / 2, entry)
    return y + rows * step + 2.4 * canvas.factor


def _entry_lines(canvas: SvgCanvas, room: float, words: str) -> list[str]:
    return canvas.lines(words, SMALL, room - SHEET.symbol * canvas.factor - 2)[:2]


def _draw_entry(canvas: SvgCanvas, at: Point, room: float, entry: LegendEntry) -> None:
    """One symbol with at most two lines of words beside it."""
    symbol, words = entry
    left, top = at
    size = SHEET.symbol * canvas.factor
    canvas.add(canvas.root, "use", href=f"#{symbol}", x=left, y=top, width=size, height=size)
    lines = _entry_lines(canvas, room, words)
    middle = top + size / 2 + SMALL * canvas.factor * 0.36
    for number, line in enumerate(lines):
        shift = (number - (len(lines) - 1) / 2) * SMALL * canvas.factor * 1.1
        canvas.text(canvas.root, left + size + 1.4, middle + shift, line, SMALL)
