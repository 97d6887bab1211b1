"""Legend, notes and foot of a sheet: what a reader must know about its map."""

from __future__ import annotations

from collections.abc import Sequence

from geo import i18n
from geo.export.export_dataset import ExportDataset
from geo.export.map_furniture import scale_number
from geo.export.map_legend import draw_legend, draw_tag_legend, precision_legend, sector_legend
from geo.export.map_panel import MapPanel
from geo.export.sheet_frames import SheetFrames, SheetRect
from geo.export.svg_canvas import COLORS, LEADING, SMALL, SvgCanvas
from geo.mapping.features import MapFeature
from geo.model import Datum

MOST_LINK = 200  # characters; nobody types a longer one, and it is in the description
MOST_FOOT = 70  # characters of the title in the foot
MOST_LINE = 70  # characters of a line of notes
MOST_OFF = 12  # numbers of places outside the map


def draw_column(
    canvas: SvgCanvas, frames: SheetFrames, dataset: ExportDataset, notes: Sequence[str], key: str
) -> None:
    """Draw the legend and the `notes`, the most important first, and what fits of the `key`.

    The last notes are left out where there is no room: they are in the description of the picture
    and on the pages of the PDF.
    """
    x, y, room, high = frames.legend
    bottom = y + high
    lang = dataset.lang
    sectors = sector_legend(dataset)
    y = draw_legend(canvas, (x, y), room, i18n.text(lang, "export.map.sectors"), sectors)
    title = i18n.text(lang, "export.map.precision")
    if dataset.is_list:
        y = draw_tag_legend(canvas, (x, y), room, title, dataset)
    else:
        y = draw_legend(canvas, (x, y), room, title, precision_legend(dataset))
    step = SMALL * canvas.factor * LEADING
    is_apart = frames.notes != frames.legend
    least = _lines(canvas, notes[:1], room)
    low = frames.notes[1] if is_apart else y
    lines = _fitting(canvas, notes, frames.notes[2], frames.notes[1] + frames.notes[3] - low)
    if not is_apart:
        bottom -= _height(lines or least, step) + step / 2
    _draw_lines(canvas, _cut(canvas, key, room, bottom - y), (x, y))
    _draw_lines(canvas, lines, (frames.notes[0], low if is_apart else bottom + step / 2))


def _lines(canvas: SvgCanvas, texts: Sequence[str], room: float) -> list[str]:
    return [line for text in texts for line in [*canvas.lines(text, SMALL, room), ""]][:-1]


def _height(lines: Sequence[str], step: float) -> float:
    return sum(step if line else step / 2 for line in lines)


def _fitting(canvas: SvgCanvas, notes: Sequence[str], room: float, high: float) -> list[str]:
    """The lines of as many of the first notes as fit."""
    step = SMALL * canvas.factor * LEADING
    for count in range(len(notes), 0, -1):
        lines = _lines(canvas, notes[:count], room)
        if _height(lines, step) <= high:
            return lines
    return []


def _cut(canvas: SvgCanvas, text: str, room: float, high: float) -> list[str]:
    """As many lines of a text as fit; dots where some do not."""
    most = int(high / (SMALL * canvas.factor * LEADING))
    few = text[: most * MOST_LINE] if most > 0 else ""  # the rest of a long list is not measured
    lines = canvas.lines(few, SMALL, room) if few else []
    if len(lines) <= most and len(few) == len(text):
        return lines
    return [*lines[: most - 1], lines[most - 1][:-1] + "…"] if len(lines) >= most > 4 else []


def _draw_lines(canvas: SvgCanvas, lines: Sequence[str], at: tuple[float, float]) -> None:
    step, y = SMALL * canvas.factor * LEADING, at[1]
    for line in lines:
        y += step if line else step / 2
        canvas.text(canvas.root, at[0], y - step * 0.3, line, SMALL, fill=COLORS["quiet"])


def map_notes(
    dataset: ExportDataset, panels: Sequence[MapPanel], cut: Sequence[str], *, has_inset: bool
) -> list[str]:
    """What a reader must know about the map, the most important first.

    `cut` are texts of the head that had no room there.
    """
    lang, main = dataset.lang, panels[0]
    facts = {fact.key: fact for fact in dataset.facts()}
    pairs = {key: i18n.pair(lang, fact.label, fact.text) for key, fact in facts.items()}
    about_map = {
        "export.map.numbers" if dataset.is_list else "export.map.apart": True,
        "export.map.inset": has_inset,
        "export.map.discs": any(panel.has_discs for panel in panels),
    }
    unnamed = sum(len(panel.unnamed) for panel in panels)
    link = facts["link"].text if "link" in facts else ""
    last = [f"{facts[key].label} {facts[key].text}" for key in ("document", "build", "date")]
    off_map = len(main.off_map)
    notes = [
        *([pairs["boundary"]] if dataset.approved is not None else []),
        _about_scale(dataset, panels),
        *(i18n.text(lang, key) for key, applies in about_map.items() if applies),
        i18n.text(lang, "export.map.left_out", count=unnamed)
        if unnamed and not dataset.is_list
        else "",
        i18n.text(lang, "export.map.off_map", count=off_map) + _numbers_of(main.off_map, lang)
        if off_map
        else "",
        *cut,
        facts["unprinted"].text if "unprinted" in facts else "",
        "" if dataset.approved is not None else pairs["boundary"],
        " · ".join([*last, Datum.WGS84]),
        pairs.get("licences", ""),
        pairs["link"] if link and len(link) <= MOST_LINK else "",
    ]
    return [note for note in notes if note]


def _about_scale(dataset: ExportDataset, panels: Sequence[MapPanel]) -> str:
    scales = [scale_number(panel.view.metres_per_mm * 1000) for panel in panels]
    main, inset = scales[0], scales[1] if len(scales) > 1 else ""
    key = "export.map.scales" if inset else "export.map.scale"
    paper = dataset.page.paper.upper()
    return i18n.text(dataset.lang, key, scale=main, inset=inset, paper=paper)


def _numbers_of(features: Sequence[MapFeature], lang: str) -> str:
    """The numbers of some places of a list, as an aside; nothing where there are none."""
    numbers = [feature.number for feature in features if feature.number]
    if not numbers or len(numbers) > MOST_OFF:
        return ""
    return i18n.text(lang, "export.map.which", numbers=i18n.comma(lang, numbers))


def unnamed_key(dataset: ExportDataset, panels: Sequence[MapPanel]) -> str:
    """The places of a list that have their number alone on the map, by number."""
    if not dataset.is_list:
        return ""
    places = [feature for panel in panels for feature in panel.unnamed]
    if not places:
        return ""
    places.sort(key=lambda feature: int(feature.number))
    names = [feature.label(dataset.lang) for feature in places]
    return i18n.text(dataset.lang, "export.map.key", places=i18n.semicolon(dataset.lang, names))


def draw_foot(canvas: SvgCanvas, dataset: ExportDataset, frame: SheetRect) -> None:
    """Draw the line at the foot of the sheet: what this is, of which data, of which day."""
    x, y, room, _ = frame
    for text in _feet(dataset):
        printable = canvas.printable(text)
        if canvas.width(printable, SMALL) <= room:
            canvas.text(canvas.root, x, y, printable, SMALL, fill=COLORS["quiet"])
            return


def _feet(dataset: ExportDataset) -> list[str]:
    title = dataset.heading
    short = title if len(title) <= MOST_FOOT else title[:MOST_FOOT] + "…"
    return [f"{short} · {dataset.origin}", dataset.origin]
