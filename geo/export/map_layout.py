"""The map sheet as SVG: title, map, inset, legend, notes.

Lengths are millimetres. Texts are `<text>` elements of known font and width;
`svg_canvas.outlined` turns them into shapes that look the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import shapely
from shapely.geometry.base import BaseGeometry

from geo import i18n
from geo.export.choropleth_legend import draw_choropleth_legend, legend_height
from geo.export.export_dataset import ExportDataset
from geo.export.fields import clean
from geo.export.fonts import Font
from geo.export.map_legend import precision_legend, sector_legend
from geo.export.map_panel import ELLIPSIS, MapPanel
from geo.export.page_setup import PAPER_MM
from geo.export.projection import (
    BaseMap,
    PageView,
    around,
    at_round_scale,
    fitting,
    load_base,
    projected_features,
    window,
)
from geo.export.sheet_frames import (
    MARGIN,
    SheetFrames,
    SheetRect,
    frames_across,
    frames_upright,
    legend_room,
)
from geo.export.sheet_notes import draw_column, draw_foot, map_notes, unnamed_key
from geo.export.svg_canvas import COLORS, LEAD, LEADING, TITLE, SvgCanvas
from geo.export.svg_shapes import symbol_elements
from geo.model import Datum

FOOT_BASE, PAGE_NUMBER = 7.0, 30.0  # of the foot: its height, and what pages of a PDF write in it
MOST_TITLE_LINES = 2
INSET_M, INSET_LEAST, INSET_GAIN = 80_000, 8, 2.0
LIST_INSETS_M = (240_000, 180_000, 120_000, 80_000)  # of a list, the first that helps
CROWDED, CROWDED_UNNAMED = 3.5, 0.5  # numbers moved farther (in heights), names missing: an inset
MOST_ROOMY = 120  # places of a list; of more the sheet is crowded, which needs no trial
MM2_EACH = 48.0  # of an inset, for every number in it


class MapSheet:
    """Draws one dataset; `canvas.root` is the result."""

    def __init__(self, dataset: ExportDataset, font: Font) -> None:
        """Draw everything."""
        self.dataset, self.lang = dataset, dataset.lang
        self.width, self.height = dataset.page.size_mm
        factor: float = (max(dataset.page.size_mm) / PAPER_MM["a4"][0]) ** 0.5
        self.canvas = SvgCanvas(font, self.width, self.height, factor)
        self.panels: list[MapPanel] = []
        self.cut: list[str] = []  # texts of the head that are longer than its lines
        root, paper = self.canvas.root, COLORS["paper"]
        self.canvas.add(root, "title").text = clean(dataset.heading)
        self.canvas.add(root, "desc").text = clean(described(dataset))
        self.canvas.add(root, "rect", width=self.width, height=self.height, fill=paper)
        self.places = projected_features(dataset.features)
        self._symbols()
        self._draw()

    def _t(self, key: str, **values: object) -> str:
        return i18n.text(self.lang, key, **values)

    def _frames(self, top: float, *, has_beside: bool) -> SheetFrames:
        upright, size = self.dataset.page.upright, (self.width, self.height)
        make = frames_upright if upright else frames_across
        high = 0.0
        if self.dataset.choropleth is not None:
            room = legend_room(size, self.canvas.factor, upright=upright)
            high = legend_height(self.canvas, self.dataset.choropleth, self.lang, room)
        return make(size, self.canvas.factor, top, high, has_beside=has_beside)

    def _draw(self) -> None:
        top = self._head(self._frames(0.0, has_beside=True).head)
        base = load_base(self.dataset.base, self.dataset.build)
        frames = self._frames(top, has_beside=True)
        view = self._view(base, frames.map)
        inset = self._inset(base, view, frames.beside)
        wide = view.ground[2] - view.ground[0]
        has_beside = inset is not None or wide < base.bounds[2] - base.bounds[0]
        if not has_beside:
            frames = self._frames(top, has_beside=False)
        if inset is None and has_beside:
            self._locator(base, frames.beside, view)
        self._map(base, view, inset, main=True)
        if inset is not None:
            self._map(base, inset, None, main=False)
        if self.dataset.choropleth is not None:
            left, above, room, _ = frames.choropleth
            draw_choropleth_legend(
                self.canvas, self.dataset.choropleth, self.lang, (left, above), room
            )
        self._column(frames, has_inset=inset is not None)
        self._foot()

    def _view(self, base: BaseMap, frame: SheetRect) -> PageView:
        page, aspect = self.dataset.page, frame[2] / frame[3]
        if page.bounds is not None:
            ground = around(page.bounds, aspect)
        else:
            ground = fitting(self._extent(), base.bounds, aspect, page.extent)
        return PageView(at_round_scale(ground, frame[2]), *frame)

    def _head(self, room: float) -> float:
        """Title and texts in lines of a width; where they end."""
        canvas, dataset = self.canvas, self.dataset
        y = MARGIN + TITLE * canvas.factor * 0.8
        size, lines = self._title(room)
        for number, line in enumerate(lines):
            y += size * canvas.factor * 1.25 if number else 0.0
            canvas.text(canvas.root, MARGIN, y, line, size, bold=True)
        y += LEAD * canvas.factor * LEADING * 1.25
        texts = [
            dataset.subtitle,
            "" if dataset.is_list else dataset.sentence,
            dataset.summary,
            dataset.signature,
        ]
        for text in filter(None, texts):
            first, *rest = canvas.lines(text, LEAD, room) or [""]
            if rest:  # all of it stands in the notes
                self.cut = [*self.cut, text]
                first = self._ending(first, LEAD, room)
            canvas.text(canvas.root, MARGIN, y, first, LEAD, fill=COLORS["quiet"])
            y += LEAD * canvas.factor * LEADING
        return y - LEAD * canvas.factor * 0.5

    def _title(self, room: float) -> tuple[float, list[str]]:
        """The size of the title, and its lines: a long one is smaller, then in two lines."""
        canvas, title = self.canvas, self.canvas.printable(self.dataset.heading)
        size = TITLE * min(1.0, room / max(canvas.width(title, TITLE, bold=True), 1.0))
        if size >= LEAD * 1.35:
            return size, [title]
        size = LEAD * 1.35
        lines = canvas.lines(title, size * 1.08, room)  # bold letters are wider
        kept = lines[:MOST_TITLE_LINES]
        if len(lines) > MOST_TITLE_LINES:
            self.cut = [*self.cut, title]
            kept[-1] = self._ending(kept[-1], size * 1.08, room)
        return size, kept

    def _ending(self, line: str, size: float, room: float) -> str:
        """A line with dots behind it, still no wider than `room`."""
        while line and self.canvas.width(line + ELLIPSIS, size) > room:
            line = line[:-1]
        return line + ELLIPSIS

    def _extent(self) -> list[BaseGeometry]:
        """What the map must show: points, areas, and of lines, which run far, only the middle.

        Where there are lines alone, they are shown in full.
        """
        placed = [(place.shape or place.point, place.point) for place in self.places if place.point]
        lines_only = all(shapely.get_dimensions(shape) == 1 for shape, _ in placed)
        return [
            shape if lines_only or shapely.get_dimensions(shape) != 1 else point
            for shape, point in placed
        ]

    def _inset(self, base: BaseMap, view: PageView, frame: SheetRect) -> PageView | None:
        """A larger map of where most symbols cluster; None where it would not help."""
        points = [
            place.point
            for place in self.places
            if place.point and not place.feature.style.station and view.point(place.point)
        ]
        is_list = self.dataset.is_list
        if is_list and not self._is_crowded(base, view):
            return None
        for width in LIST_INSETS_M if is_list else (INSET_M,):
            found = window(points, width, frame[2] / frame[3])
            if found is None or found[1] < INSET_LEAST:
                return None
            inset = PageView(at_round_scale(found[0], frame[2]), *frame)
            most = frame[2] * frame[3] / (MM2_EACH * self.canvas.factor**2)
            fits = not is_list or found[1] <= most or width == LIST_INSETS_M[-1]
            if fits and view.metres_per_mm / inset.metres_per_mm >= INSET_GAIN:
                return inset
        return None

    def _is_crowded(self, base: BaseMap, view: PageView) -> bool:
        """Whether the numbers of a list have to move far, or most names find no room."""
        if len(self.places) > MOST_ROOMY:
            return True
        canvas = SvgCanvas(self.canvas.font, self.width, self.height, self.canvas.factor)
        panel = MapPanel(canvas, self.dataset, base, view)
        panel.draw_places(self.places, None, main=True)
        return panel.farthest > CROWDED or len(panel.unnamed) > CROWDED_UNNAMED * len(self.places)

    def _locator(
        self, base: BaseMap, frame: tuple[float, float, float, float], view: PageView
    ) -> None:
        """A small map of the province that shows where the large one is."""
        small = PageView(fitting(base.prefectures, base.bounds, frame[2] / frame[3]), *frame)
        MapPanel(self.canvas, self.dataset, base, small).draw_extent(view.ground)

    def _map(self, base: BaseMap, view: PageView, inset: PageView | None, *, main: bool) -> None:
        panel = MapPanel(self.canvas, self.dataset, base, view)
        panel.draw_places(self.places, inset, main=main)
        self.panels.append(panel)

    def _column(self, frames: SheetFrames, *, has_inset: bool) -> None:
        """Legend and notes."""
        notes = map_notes(self.dataset, self.panels, self.cut, has_inset=has_inset)
        key = unnamed_key(self.dataset, self.panels)
        draw_column(self.canvas, frames, self.dataset, notes, key)

    def _foot(self) -> None:
        room = self.width - 2 * MARGIN - PAGE_NUMBER * self.canvas.factor
        draw_foot(self.canvas, self.dataset, (MARGIN, self.height - FOOT_BASE, room, 0.0))

    def _symbols(self) -> None:
        """Every symbol that is used, once."""
        legend = [*sector_legend(self.dataset), *precision_legend(self.dataset)]
        names = [name for name, _ in legend]
        names += [feature.style.symbol for feature in self.dataset.features]
        self.canvas.add(self.canvas.root, "defs").extend(symbol_elements(names))


def draw(dataset: ExportDataset, font: Font, others: Iterable[str] = ()) -> MapSheet:
    """The sheet of a dataset; its notes name what no font can draw of it or of `others`."""
    sheet = MapSheet(dataset, font)
    missing = {*sheet.canvas.missing, *font.missing(others)}
    return MapSheet(replace(dataset, unprinted=sorted(missing)), font) if missing else sheet


def described(dataset: ExportDataset) -> str:
    """What a picture has no room for and carries unseen: the facts, and each place's sources."""
    facts = [i18n.pair(dataset.lang, fact.label, fact.text) for fact in dataset.facts(Datum.WGS84)]
    return "\n".join([*facts, *dataset.credits()])
