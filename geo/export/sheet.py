"""The map sheet as SVG: title, map, inset, legend, scale bar, north arrow, notes.

Lengths are millimetres. Texts are `<text>` elements of known font and width; `ink.outlined` turns
them into shapes that look the same on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

import shapely
from shapely.geometry.base import BaseGeometry

from geo import describe, i18n
from geo.export.clustering import GatheredSymbol, draw_disc, gathered
from geo.export.export_dataset import ExportDataset
from geo.export.fonts import Font
from geo.export.furniture import north_arrow, scale_bar
from geo.export.ink import FAINT, INK, QUIET, Ink
from geo.export.layout import LabelBox, Names, Point, spread
from geo.export.marks import Mark, borders, marks, precision_legend, sector_legend, symbols
from geo.export.sizes import LEAD, LEADING, NAME, SMALL, STATION, SYMBOL, TITLE, TOWN
from geo.export.view import DETAIL_MM, BaseMap, PageView, fitting, load_base, projected, window
from geo.export.xml import clean
from geo.model import Datum

PAPER_MM = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}
MARGIN = 10.0
COLUMN = 72.0  # the column beside the map, at A4
GUTTER = 6.0
HEAD = 17.0

LAND, ABROAD, WATER = "#ffffff", "#eceff2", "#8fbcdb"
LINES = {
    "province": ("#6b7785", 0.45),
    "prefecture": ("#aeb8c2", 0.22),
    "county": ("#d8dee4", 0.15),
}
RIVER = 0.22
APART = 1.06  # of a symbol's size: how far symbols stand apart
MOST_LINK = 200  # characters; nobody types a longer one, and it is in the description
MOST_NAME = 36  # characters on the map
ELLIPSIS = "…"
LEADER_FROM = 0.9  # a symbol moved farther than this is tied to its place by a line
COUNTY_SCALE = 1_600  # metres per mm: county borders are drawn on maps larger than this
INSET_M, INSET_LEAST, INSET_GAIN = 80_000, 8, 2.0


class Sheet:
    """Draws one dataset; `ink.root` is the result."""

    def __init__(self, dataset: ExportDataset, font: Font) -> None:
        """Draw everything."""
        self.dataset, self.lang = dataset, dataset.lang
        self.width, self.height = PAPER_MM[dataset.paper]
        factor: float = (self.width / PAPER_MM["a4"][0]) ** 0.5
        self.ink = Ink(font, self.width, self.height, factor)
        self.clips = 0
        self.left_out = 0
        self.off_map = 0
        self.has_discs = False
        self.cut: list[str] = []  # texts of the head that are longer than its lines
        self.ink.add(self.ink.root, "title").text = clean(dataset.facts()[0].text)
        self.ink.add(self.ink.root, "desc").text = clean(described(dataset))
        self.ink.add(self.ink.root, "rect", width=self.width, height=self.height, fill="#ffffff")
        self.places = marks(dataset)
        self._symbols()
        self._draw()

    def _t(self, key: str, **values: object) -> str:
        return i18n.text(self.lang, key, **values)

    # --- the whole -------------------------------------------------------------------------

    def _draw(self) -> None:
        column = COLUMN * self.ink.factor
        left = self.width - MARGIN - column
        top = MARGIN + HEAD * self.ink.factor
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
        below = MARGIN + beside[3] + (5 * self.ink.factor if beside[3] else 0)
        self._column(left, below, column, has_inset=inset is not None)

    def _head(self, room: float) -> None:
        y = MARGIN + TITLE * self.ink.factor * 0.8
        title = self.ink.printable(self.dataset.facts()[0].text)
        size = TITLE * min(1.0, room / self.ink.width(title, TITLE, bold=True))
        self.ink.text(self.ink.root, MARGIN, y, title, size, bold=True)
        y += LEAD * self.ink.factor * LEADING * 1.25
        for text in (self.dataset.sentence, self.dataset.summary):
            first, *rest = self.ink.lines(text, LEAD, room) or [""]
            if rest:  # all of it stands in the notes
                self.cut = [*self.cut, text]
                first = self._ending(first, room)
            self.ink.text(self.ink.root, MARGIN, y, first, LEAD, fill=QUIET)
            y += LEAD * self.ink.factor * LEADING

    def _ending(self, line: str, room: float) -> str:
        """A line with dots behind it, still no wider than `room`."""
        while line and self.ink.width(line + ELLIPSIS, LEAD) > room:
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
        points = [p.point for p in self.places if p.point and not p.station and view.point(p.point)]
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
        group = self._framed(small)
        self._ground(group, base, small)
        shown = small.on_paper(shapely.box(*view.ground))
        self.ink.path(group, shown, stroke="#c81e1e", width=0.6)

    # --- a map -----------------------------------------------------------------------------

    def _map(self, base: BaseMap, view: PageView, inset: PageView | None, *, main: bool) -> None:
        """One map; what lies in the ground of `inset` is left to that."""
        group = self._framed(view)
        self._ground(group, base, view)
        hole = shapely.box(*inset.ground) if inset else shapely.Polygon()
        here = [(place, _anchor(place, view)) for place in self.places if place.point]
        inside = [(place, at) for place, at in here if at and not hole.contains(place.point)]
        if main:
            self.off_map = sum(at is None for _, at in here)
        for place in self.places:
            if place.shape is not None:
                self._shape(group, place, view.on_paper(place.shape))
        taken: list[LabelBox] = []
        for place, at in inside:
            if place.station:
                taken.append(self._symbol(group, place, at, STATION))
        frame = (view.x, view.y, view.x + view.width, view.y + view.height)
        if inset:
            self.ink.path(
                group, view.on_paper(hole), fill="#ffffff", stroke=INK, width=0.3, opacity=0.55
            )
            taken.append(_box(view.on_paper(hole)))
        large = [GatheredSymbol(at, (place,)) for place, at in inside if not place.station]
        taken.append(scale_bar(self.ink, view, [one.at for one in large], self.lang))
        if main:
            taken.append(north_arrow(self.ink, view, self.lang))
        ties = self.ink.add(group, "g")
        size = SYMBOL * self.ink.factor
        drawn = gathered(large, size * APART)
        self.has_discs |= any(len(one.places) > 1 for one in drawn)
        moved = spread([one.at for one in drawn], size * APART, frame)
        for one, there in zip(drawn, moved, strict=True):
            self._leader(group, one.at, there)
        for one, there in zip(drawn, moved, strict=True):
            taken.append(
                self._symbol(group, one.places[0], there)
                if len(one.places) == 1
                else draw_disc(self.ink, group, one.places, there, self.lang)
            )
        names = Names(frame, taken)
        self._towns(group, names, view, hole)
        self._names(
            group,
            ties,
            names,
            [
                (one.places[0], at)
                for one, at in zip(drawn, moved, strict=True)
                if len(one.places) == 1
            ],
        )

    def _framed(self, view: PageView) -> Element:
        """A group cut to the view, with its border drawn around it."""
        self.clips += 1
        edge = {"x": view.x, "y": view.y, "width": view.width, "height": view.height}
        clip = self.ink.add(self.ink.root, "clipPath", id=f"clip{self.clips}")
        self.ink.add(clip, "rect", **edge)
        group = self.ink.add(self.ink.root, "g", **{"clip-path": f"url(#clip{self.clips})"})
        self.ink.add(group, "rect", **edge, fill="#f7f9fa")
        self.ink.add(
            self.ink.root, "rect", **edge, fill="none", stroke=FAINT, **{"stroke-width": 0.25}
        )
        return group

    def _ground(self, group: Element, base: BaseMap, view: PageView) -> None:
        light = base.lighter(view.metres_per_mm * DETAIL_MM)
        land = shapely.coverage_union_all(light.prefectures)
        self.ink.path(
            group, _merged(light.neighbours, view), fill=ABROAD, stroke="#d3d9df", width=0.15
        )
        self.ink.path(group, view.on_paper(land), fill=LAND)
        if view.metres_per_mm < COUNTY_SCALE:
            self._border(group, light.counties, view, "county")
        self._border(group, light.prefectures, view, "prefecture")
        self.ink.path(group, _merged(light.rivers, view), stroke=WATER, width=RIVER)
        self._border(group, [land], view, "province")

    def _border(
        self, group: Element, shapes: Sequence[BaseGeometry], view: PageView, kind: str
    ) -> None:
        colour, width = LINES[kind]
        self.ink.path(group, view.on_paper(borders(shapes)), stroke=colour, width=width)

    def _shape(self, group: Element, place: Mark, shape: BaseGeometry) -> None:
        if shapely.get_dimensions(shape) == 2:
            self.ink.path(group, shape, fill=place.colour, opacity=0.13)
            self.ink.path(group, shape, stroke=place.colour, width=0.3, opacity=0.8)
        else:
            self.ink.path(group, shape, stroke=place.colour, width=0.65, opacity=0.85)

    def _symbol(self, group: Element, place: Mark, at: Point, size: float = SYMBOL) -> LabelBox:
        size *= self.ink.factor
        x, y = at[0] - size / 2, at[1] - size / 2
        use = self.ink.add(group, "use", href=f"#{place.symbol}", x=x, y=y, width=size, height=size)
        self.ink.add(use, "title").text = place.name
        return (x, y, x + size, y + size)

    def _tie(self, group: Element, at: Point, spot: Point, width: float) -> None:
        """A line from a symbol to the nearer end of a name that stands some way off."""
        end = spot[0] if spot[0] >= at[0] else spot[0] + width
        self.ink.path(group, shapely.LineString([at, (end, spot[1])]), stroke=INK, width=0.15)

    def _leader(self, group: Element, at: Point, there: Point) -> None:
        if max(abs(at[0] - there[0]), abs(at[1] - there[1])) > LEADER_FROM * self.ink.factor:
            self.ink.path(group, shapely.LineString([at, there]), stroke=QUIET, width=0.2)
            self.ink.add(group, "circle", cx=at[0], cy=at[1], r=0.35, fill=QUIET)

    def _towns(self, group: Element, names: Names, view: PageView, hole: shapely.Polygon) -> None:
        """Names of prefectures, where they hide no symbol."""
        size = TOWN * self.ink.factor
        for row, point in zip(
            self.dataset.prefectures,
            projected(
                shapely.Point(r["label_lon"], r["label_lat"]) for r in self.dataset.prefectures
            ),
            strict=True,
        ):
            at = view.point(point)
            text = describe.short_prefecture(row, self.lang)
            if at and not hole.contains(point):
                width = self.ink.width(text, TOWN, bold=True)
                spot = names.around(at, width, size)
                if spot:
                    self.ink.text(
                        group,
                        spot[0],
                        spot[1] + size * 0.36,
                        text,
                        TOWN,
                        fill="#7b8794",
                        bold=True,
                        halo=True,
                    )

    def _names(
        self, group: Element, ties: Element, names: Names, places: Sequence[tuple[Mark, Point]]
    ) -> None:
        """Names of points, then of lines and areas; what has no room is left out and counted."""
        size = NAME * self.ink.factor
        for place, at in sorted(places, key=lambda pair: pair[0].spread_out):
            name = place.name
            if len(name) > MOST_NAME:  # cut before it is drawn: a name may have 32,000 characters
                name = name[:MOST_NAME] + ELLIPSIS
            name = self.ink.printable(name)
            room = (at, SYMBOL * self.ink.factor / 2, self.ink.width(name, NAME), size * 1.1)
            spot = names.beside(*room)
            if spot is None:
                spot = names.farther(*room)
                if spot is None:
                    self.left_out += 1
                    continue
                self._tie(ties, at, spot, room[2])
            self.ink.text(group, spot[0], spot[1] + size * 0.36, name, NAME, halo=True)

    # --- beside the map -------------------------------------------------------------------

    def _column(self, x: float, y: float, room: float, *, has_inset: bool) -> None:
        """Legend and notes beside the map."""
        y = self._legend(x, y, room, self._t("export.map.sectors"), sector_legend(self.dataset))
        y = self._legend(
            x, y, room, self._t("export.map.precision"), precision_legend(self.dataset)
        )
        facts = {fact.key: fact for fact in self.dataset.facts()}
        notes = [facts[key] for key in ("boundary", "licences", "link") if key in facts]
        notes = [fact for fact in notes if fact.key != "link" or len(fact.text) <= MOST_LINK]
        message = [f"{fact.label}: {fact.text}" for fact in notes]
        if "unprinted" in facts:
            message.insert(0, facts["unprinted"].text)
        last = [f"{facts[key].label} {facts[key].text}" for key in ("document", "build", "date")]
        message.append(" · ".join([*last, Datum.WGS84]))
        message = [*self.cut, *message]
        if self.off_map:
            message.insert(0, self._t("export.map.off_map", count=self.off_map))
        if self.left_out:
            message.insert(0, self._t("export.map.left_out", count=self.left_out))
        if self.has_discs:
            message.insert(0, self._t("export.map.discs"))
        if has_inset:
            message.insert(0, self._t("export.map.inset"))
        message.insert(0, self._t("export.map.apart"))
        lines = [line for text in message for line in [*self.ink.lines(text, SMALL, room), ""]][:-1]
        step = SMALL * self.ink.factor * LEADING
        y = max(y, self.height - MARGIN - sum(step if line else step / 2 for line in lines))
        for line in lines:
            y += step if line else step / 2
            self.ink.text(self.ink.root, x, y - step * 0.3, line, SMALL, fill=QUIET)

    def _legend(
        self, x: float, y: float, room: float, title: str, entries: Sequence[tuple[str, str]]
    ) -> float:
        """A heading and two columns of symbols with words; where it ends."""
        if not entries:
            return y
        step = SYMBOL * self.ink.factor * 1.22
        y += LEAD * self.ink.factor
        self.ink.text(self.ink.root, x, y, title, LEAD, bold=True)
        y += 1.6 * self.ink.factor
        rows = (len(entries) + 1) // 2
        for index, (look, words) in enumerate(entries):
            column, row = divmod(index, rows)
            size = SYMBOL * self.ink.factor
            left, top = x + column * room / 2, y + row * step
            self.ink.add(
                self.ink.root, "use", href=f"#{look}", x=left, y=top, width=size, height=size
            )
            lines = self.ink.lines(words, SMALL, room / 2 - size - 2)[:2]
            middle = top + size / 2 + SMALL * self.ink.factor * 0.36
            for number, line in enumerate(lines):
                shift = (number - (len(lines) - 1) / 2) * SMALL * self.ink.factor * 1.1
                self.ink.text(self.ink.root, left + size + 1.4, middle + shift, line, SMALL)
        return y + rows * step + 2.4 * self.ink.factor

    def _symbols(self) -> None:
        """Every symbol that is used, once."""
        defs = self.ink.add(self.ink.root, "defs")
        legend = [
            name for name, _ in [*sector_legend(self.dataset), *precision_legend(self.dataset)]
        ]
        defs.extend(symbols([*legend, *(place.symbol for place in self.places)]))


def draw(dataset: ExportDataset, font: Font, others: Iterable[str] = ()) -> Sheet:
    """The sheet of a dataset; its notes name what no font can draw of it or of `others`."""
    sheet = Sheet(dataset, font)
    missing = {*sheet.ink.missing, *font.missing(others)}
    return Sheet(replace(dataset, unprinted=sorted(missing)), font) if missing else sheet


def described(dataset: ExportDataset) -> str:
    """What a picture has no room for and carries unseen: the facts, and each place's sources."""
    facts = [f"{fact.label}: {fact.text}" for fact in dataset.facts(Datum.WGS84)]
    return "\n".join([*facts, *dataset.credits()])


def _anchor(place: Mark, view: PageView) -> Point | None:
    """Where the symbol stands: at the place's own point, or on what can be seen of its shape."""
    at = view.point(place.point) if place.point else None
    if at or place.shape is None:
        return at
    seen = max(shapely.get_parts(view.on_paper(place.shape)), key=_size, default=None)
    if seen is None or seen.is_empty:
        return None
    line = shapely.get_dimensions(seen) == 1
    point = seen.interpolate(0.5, normalized=True) if line else seen.representative_point()
    return point.x, point.y


def _size(shape: BaseGeometry) -> tuple[float, float]:
    return shape.area, shape.length


def _merged(shapes: Iterable[BaseGeometry], view: PageView) -> BaseGeometry:
    return view.on_paper(shapely.GeometryCollection(list(shapes)))


def _box(shape: BaseGeometry) -> LabelBox:
    box: LabelBox = shape.bounds
    return box
