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
from geo.export.export_dataset import ExportDataset
from geo.export.fields import clean
from geo.export.fonts import Font
from geo.export.map_legend import draw_legend, precision_legend, sector_legend
from geo.export.map_panel import ELLIPSIS, MapPanel
from geo.export.projection import BaseMap, PageView, fitting, load_base, projected_features, window
from geo.export.svg_canvas import COLORS, LEAD, LEADING, SMALL, TITLE, SvgCanvas
from geo.export.svg_shapes import symbol_elements
from geo.model import Datum

PAPER_MM = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}
MARGIN = 10.0
COLUMN = 72.0  # the column beside the map, at A4
GUTTER = 6.0
HEAD = 17.0
MOST_LINK = 200  # characters; nobody types a longer one, and it is in the description
INSET_M, INSET_LEAST, INSET_GAIN = 80_000, 8, 2.0


class MapSheet:
    """Draws one dataset; `canvas.root` is the result."""

    def __init__(self, dataset: ExportDataset, font: Font) -> None:
        """Draw everything."""
        self.dataset, self.lang = dataset, dataset.lang
        self.width, self.height = PAPER_MM[dataset.paper]
        factor: float = (self.width / PAPER_MM["a4"][0]) ** 0.5
        self.canvas = SvgCanvas(font, self.width, self.height, factor)
        self.panels: list[MapPanel] = []
        self.cut: list[str] = []  # texts of the head that are longer than its lines
        root, paper = self.canvas.root, COLORS["paper"]
        self.canvas.add(root, "title").text = clean(dataset.facts()[0].text)
        self.canvas.add(root, "desc").text = clean(described(dataset))
        self.canvas.add(root, "rect", width=self.width, height=self.height, fill=paper)
        self.places = projected_features(dataset.features)
        self._symbols()
        self._draw()

    def _t(self, key: str, **values: object) -> str:
        return i18n.text(self.lang, key, **values)

    def _draw(self) -> None:
        column = COLUMN * self.canvas.factor
        left = self.width - MARGIN - column
        top = MARGIN + HEAD * self.canvas.factor
        self._head(left - GUTTER - MARGIN)
        base = load_base(self.dataset.base, self.dataset.build)
        frame = (MARGIN, top, left - GUTTER - MARGIN, self.height - MARGIN - top)
        view = PageView(fitting(self._extent(), base.bounds, frame[2] / frame[3]), *frame)
        beside = (left, MARGIN, column, column)
        inset = self._inset(view, beside)
        if inset is None and view.ground[2] - view.ground[0] < base.bounds[2] - base.bounds[0]:
            self._locator(base, beside, view)
        elif inset is None:
            beside = (left, MARGIN, column, 0.0)
        self._map(base, view, inset, main=True)
        if inset is not None:
            self._map(base, inset, None, main=False)
        below = MARGIN + beside[3] + (5 * self.canvas.factor if beside[3] else 0)
        self._column(left, below, column, has_inset=inset is not None)

    def _head(self, room: float) -> None:
        canvas = self.canvas
        y = MARGIN + TITLE * canvas.factor * 0.8
        title = canvas.printable(self.dataset.facts()[0].text)
        size = TITLE * min(1.0, room / canvas.width(title, TITLE, bold=True))
        canvas.text(canvas.root, MARGIN, y, title, size, bold=True)
        y += LEAD * canvas.factor * LEADING * 1.25
        for text in (self.dataset.sentence, self.dataset.summary):
            first, *rest = canvas.lines(text, LEAD, room) or [""]
            if rest:  # all of it stands in the notes
                self.cut = [*self.cut, text]
                first = self._ending(first, room)
            canvas.text(canvas.root, MARGIN, y, first, LEAD, fill=COLORS["quiet"])
            y += LEAD * canvas.factor * LEADING

    def _ending(self, line: str, room: float) -> str:
        """A line with dots behind it, still no wider than `room`."""
        while line and self.canvas.width(line + ELLIPSIS, LEAD) > room:
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

    def _inset(self, view: PageView, frame: tuple[float, float, float, float]) -> PageView | None:
        """A larger map of where most symbols cluster; None where it would not help."""
        points = [
            place.point
            for place in self.places
            if place.point and not place.feature.style.station and view.point(place.point)
        ]
        found = window(points, INSET_M, frame[2] / frame[3])
        if found is None or found[1] < INSET_LEAST:
            return None
        inset = PageView(found[0], *frame)
        return inset if view.metres_per_mm > INSET_GAIN * inset.metres_per_mm else None

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

    def _column(self, x: float, y: float, room: float, *, has_inset: bool) -> None:
        """Legend and notes beside the map."""
        canvas = self.canvas
        for key, entries in (
            ("sectors", sector_legend(self.dataset)),
            ("precision", precision_legend(self.dataset)),
        ):
            y = draw_legend(canvas, (x, y), room, self._t(f"export.map.{key}"), entries)
        texts = self._notes(has_inset=has_inset)
        lines = [line for text in texts for line in [*canvas.lines(text, SMALL, room), ""]][:-1]
        step = SMALL * canvas.factor * LEADING
        y = max(y, self.height - MARGIN - sum(step if line else step / 2 for line in lines))
        for line in lines:
            y += step if line else step / 2
            canvas.text(canvas.root, x, y - step * 0.3, line, SMALL, fill=COLORS["quiet"])

    def _notes(self, *, has_inset: bool) -> list[str]:
        """What a reader must know about the map, the most important first."""
        main = self.panels[0]
        left_out = sum(panel.left_out for panel in self.panels)
        about_map = {
            "export.map.apart": True,
            "export.map.inset": has_inset,
            "export.map.discs": any(panel.has_discs for panel in self.panels),
        }
        notes = [self._t(key) for key, applies in about_map.items() if applies]
        if left_out:
            notes.append(self._t("export.map.left_out", count=left_out))
        if main.off_map:
            notes.append(self._t("export.map.off_map", count=main.off_map))
        facts = {fact.key: fact for fact in self.dataset.facts()}
        unprinted = [facts["unprinted"].text] if "unprinted" in facts else []
        kept = [facts[key] for key in ("boundary", "licences", "link") if key in facts]
        kept = [fact for fact in kept if fact.key != "link" or len(fact.text) <= MOST_LINK]
        last = [f"{facts[key].label} {facts[key].text}" for key in ("document", "build", "date")]
        return [
            *notes,
            *self.cut,
            *unprinted,
            *(i18n.pair(self.dataset.lang, fact.label, fact.text) for fact in kept),
            " · ".join([*last, Datum.WGS84]),
        ]

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
