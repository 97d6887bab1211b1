"""One map of a sheet in its frame: ground, places, names. Lengths are millimetres."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

import shapely
from shapely.geometry.base import BaseGeometry

from geo import describe
from geo.export.choropleth_legend import colored_regions, merged_regions
from geo.export.clustering import GatheredSymbol, draw_disc, gathered
from geo.export.export_dataset import ExportDataset
from geo.export.layout import LabelBox, Names, Point, spread
from geo.export.map_furniture import north_arrow, scale_bar
from geo.export.numbered_markers import (
    HEIGHT,
    MOST_NUMBERED,
    SIZE,
    NumberedPlace,
    arranged,
    draw_blocks,
)
from geo.export.projection import DETAIL_MM, BaseMap, PageView, ProjectedFeature, projected
from geo.export.svg_canvas import COLORS, SvgCanvas
from geo.export.svg_shapes import borders
from geo.mapping.approved import approved_lines
from geo.mapping.features import MapFeature
from geo.mapping.sector_styles import sector_style
from geo.mapping.styles import SHEET, SHEET_GROUND, SHEET_LABELS
from geo.mapping.theme import THEMES

MAP = THEMES["print"]
SYMBOL, NAME, TOWN = SHEET.symbol, SHEET_LABELS["place"].size, SHEET_LABELS["town"].size
APART = 1.06  # of a symbol's size: how far symbols stand apart
MOST_NAME = 36  # characters on the map
MOST_NAMED = 60  # places of a list: up to here names of places go before those of prefectures
ELLIPSIS = "…"
LEADER_FROM = 0.9  # a symbol moved farther than this is tied to its place by a line
SEAM = 0.08  # around regions of one colour
# Borders on coloured regions have the look of a higher level: theirs is for white land.
ON_COLORS = {"county": "prefecture", "prefecture": "province", "province": "province"}
COUNTY_SCALE = 1_600  # metres per mm: county borders are drawn on maps larger than this


class MapPanel:
    """Draws the map of one view.

    `unnamed`, `off_map` and `has_discs` are what it could not show, `farthest` is how far it had to
    move a number, in heights of one.
    """

    def __init__(
        self, canvas: SvgCanvas, dataset: ExportDataset, base: BaseMap, view: PageView
    ) -> None:
        """An empty frame, with the ground in it."""
        self.canvas, self.dataset, self.lang, self.view = canvas, dataset, dataset.lang, view
        self.unnamed: list[MapFeature] = []
        self.off_map: list[MapFeature] = []
        self.farthest = 0.0
        self.has_discs = False
        self.group = self._framed()
        self._ground(base)

    def draw_extent(self, extent: tuple[float, float, float, float]) -> None:
        """Where another map is, by its ground in metres."""
        shown = self.view.on_paper(shapely.box(*extent))
        self.canvas.path(self.group, shown, stroke=COLORS["extent"], width=0.6)

    def draw_places(
        self, places: Sequence[ProjectedFeature], inset: PageView | None, *, main: bool
    ) -> None:
        """Places and names; what lies in the ground of `inset` is left to that."""
        hole = shapely.box(*inset.ground) if inset else shapely.Polygon()
        here = [(place, _anchor(place, self.view)) for place in places if place.point]
        inside = [
            (place.feature, at) for place, at in here if at and not hole.contains(place.point)
        ]
        self.off_map = [place.feature for place, at in here if at is None]
        for place in places:
            if place.shape is not None:
                self._shape(place.feature, self.view.on_paper(place.shape))
        stations = [(feature, at) for feature, at in inside if feature.style.station]
        taken = [self._symbol(feature, at, SHEET.station) for feature, at in stations]
        if inset:
            taken.append(self._hole(hole))
        large = [GatheredSymbol(at, (one,)) for one, at in inside if not one.style.station]
        at = [one.at for one in large]
        taken.append(scale_bar(self.canvas, self.view, at, self.lang, with_number=main))
        if main:
            taken.append(north_arrow(self.canvas, self.view, self.lang))
        if self.dataset.is_list and len(here) <= MOST_NUMBERED:
            self._numbers_and_names(large, taken, hole)
        else:
            self._places_and_names(large, taken, hole)

    def _numbers_and_names(
        self, large: Sequence[GatheredSymbol], taken: list[LabelBox], hole: shapely.Polygon
    ) -> None:
        """The numbers of a list, and names beside them where there is room."""
        places = [NumberedPlace(one.places[0], one.at) for one in large]
        found = arranged(self.canvas, places, self.frame, taken)
        height = SIZE * HEIGHT * self.canvas.factor
        self.farthest = max((one.moved for one in found), default=0.0) / height
        ties = self.canvas.add(self.group, "g")
        draw_blocks(self.canvas, self.group, found, self.lang)
        dots = [(x - 0.6, y - 0.6, x + 0.6, y + 0.6) for x, y in (place.at for place in places)]
        names = Names(self.frame, [*taken, *dots, *(one.box for one in found)])
        few = len(places) <= MOST_NAMED
        if not few:
            self._towns(names, hole)
        for one in sorted(found, key=lambda one: int(one.block.places[0].feature.number)):
            if len(one.block.places) > 1:
                self.unnamed += [place.feature for place in one.block.places]
                continue
            self._name(ties, names, one.block.places[0].feature, one.box, may_tie=few)
        if few:
            self._towns(names, hole)

    def _places_and_names(
        self, large: Sequence[GatheredSymbol], taken: list[LabelBox], hole: shapely.Polygon
    ) -> None:
        """Symbols that do not lie on each other, then names where there is room."""
        ties = self.canvas.add(self.group, "g")
        apart, frame = SYMBOL * self.canvas.factor * APART, self.frame
        drawn = gathered(large, apart)
        self.has_discs = any(len(one.places) > 1 for one in drawn)
        moved = spread([one.at for one in drawn], apart, frame)
        for one, there in zip(drawn, moved, strict=True):
            self._leader(one.at, there)
        single = []
        for one, there in zip(drawn, moved, strict=True):
            if len(one.places) == 1:
                single.append((one.places[0], there))
                taken.append(self._symbol(one.places[0], there))
            else:
                taken.append(draw_disc(self.canvas, self.group, one.places, there, self.lang))
        names = Names(frame, taken)
        self._towns(names, hole)
        self._names(ties, names, single)

    @property
    def frame(self) -> LabelBox:
        """The rectangle of the map."""
        view = self.view
        return (view.x, view.y, view.x + view.width, view.y + view.height)

    def _framed(self) -> Element:
        """A group cut to the view, with its border drawn around it."""
        root, view = self.canvas.root, self.view
        edge = {"x": view.x, "y": view.y, "width": view.width, "height": view.height}
        name = f"clip{1 + sum(item.tag == 'clipPath' for item in root)}"
        clip = self.canvas.add(root, "clipPath", id=name)
        self.canvas.add(clip, "rect", **edge)
        group = self.canvas.add(root, "g", **{"clip-path": f"url(#{name})"})
        self.canvas.add(group, "rect", **edge, fill=COLORS["ground"])
        border = {"fill": "none", "stroke": COLORS["faint"], "stroke-width": 0.25}
        self.canvas.add(root, "rect", **edge, **border)
        return group

    def _ground(self, base: BaseMap) -> None:
        view = self.view
        light = base.lighter(view.metres_per_mm * DETAIL_MM)
        land = shapely.coverage_union_all(light.prefectures)
        self.canvas.path(
            self.group,
            self._merged(light.neighbours),
            fill=MAP.map_color("neighbour"),
            stroke=MAP.map_color("neighbour_line"),
            width=SHEET_GROUND["neighbour"],
        )
        self.canvas.path(self.group, view.on_paper(land), fill=MAP.map_color("land"))
        self._regions(light)
        approved, choropleth = self.dataset.approved, self.dataset.choropleth
        by_county = choropleth is not None and choropleth.level == "counties"
        if approved is None and (by_county or view.metres_per_mm < COUNTY_SCALE):
            self._border(light.counties, "county")
        if approved is None:
            self._border(light.prefectures, "prefecture")
        water, width = MAP.map_color("water"), SHEET_GROUND["water"]
        self.canvas.path(self.group, self._merged(light.lakes), fill=water)
        self.canvas.path(self.group, self._merged(light.rivers), stroke=water, width=width)
        if approved is None:
            self._border([land], "province")
        else:  # its borders and no others, for only these were reviewed
            color, width = MAP.map_color("province_line"), SHEET_GROUND["prefecture"]
            lines = projected(approved_lines(approved))
            drawn = shapely.simplify(self._merged(lines), DETAIL_MM)
            self.canvas.path(self.group, drawn, stroke=color, width=width)

    def _regions(self, light: BaseMap) -> None:
        """The colours of a choropleth, a little over their edges, so that no gap shows."""
        if self.dataset.choropleth is None:
            return
        for color, shapes in colored_regions(self.dataset.choropleth, light).items():
            shape = self.view.on_paper(merged_regions(shapes))
            self.canvas.path(self.group, shape, fill=color, stroke=color, width=SEAM)

    def _merged(self, shapes: Iterable[BaseGeometry]) -> BaseGeometry:
        return self.view.on_paper(shapely.GeometryCollection(list(shapes)))

    def _border(self, shapes: Sequence[BaseGeometry], kind: str) -> None:
        look = kind if self.dataset.choropleth is None else ON_COLORS[kind]
        color, width = MAP.map_color(f"{look}_line"), SHEET_GROUND[kind]
        self.canvas.path(self.group, self.view.on_paper(borders(shapes)), stroke=color, width=width)

    def _shape(self, feature: MapFeature, shape: BaseGeometry) -> None:
        color = sector_style(feature.style.sector).colour
        is_area = shapely.get_dimensions(shape) == 2
        if is_area and self.dataset.choropleth is None:  # a fill would change the class below it
            self.canvas.path(self.group, shape, fill=color, opacity=SHEET.fill)
        width, opacity = SHEET.border if is_area else SHEET.line
        self.canvas.path(self.group, shape, stroke=color, width=width, opacity=opacity)

    def _hole(self, hole: shapely.Polygon) -> LabelBox:
        """Where the larger map of the sheet is, paler; what it covers."""
        shape = self.view.on_paper(hole)
        pale = {"fill": COLORS["paper"], "stroke": COLORS["ink"]}
        self.canvas.path(self.group, shape, width=0.3, opacity=0.55, **pale)
        box: LabelBox = shape.bounds
        return box

    def _symbol(self, feature: MapFeature, at: Point, size: float = SYMBOL) -> LabelBox:
        size *= self.canvas.factor
        x, y = at[0] - size / 2, at[1] - size / 2
        name = feature.style.symbol
        use = self.canvas.add(self.group, "use", href=f"#{name}", x=x, y=y, width=size, height=size)
        self.canvas.add(use, "title").text = feature.labels[self.lang]
        return (x, y, x + size, y + size)

    def _tie(self, ties: Element, at: Point, spot: Point, width: float) -> None:
        """A line from a symbol to the nearer end of a name that stands some way off."""
        end = spot[0] if spot[0] >= at[0] else spot[0] + width
        line = shapely.LineString([at, (end, spot[1])])
        self.canvas.path(ties, line, stroke=COLORS["ink"], width=0.15)

    def _leader(self, at: Point, there: Point) -> None:
        if max(abs(at[0] - there[0]), abs(at[1] - there[1])) > LEADER_FROM * self.canvas.factor:
            quiet = COLORS["quiet"]
            line = shapely.LineString([at, there])
            self.canvas.path(self.group, line, stroke=quiet, width=0.2)
            self.canvas.add(self.group, "circle", cx=at[0], cy=at[1], r=0.35, fill=quiet)

    def _towns(self, names: Names, hole: shapely.Polygon) -> None:
        """Names of prefectures, where they hide no symbol."""
        size, rows = TOWN * self.canvas.factor, self.dataset.prefectures
        points = projected(shapely.Point(row["label_lon"], row["label_lat"]) for row in rows)
        for row, point in zip(rows, points, strict=True):
            at = self.view.point(point)
            if not at or hole.contains(point):
                continue
            text = describe.short_prefecture(row, self.lang)
            spot = names.around(at, self.canvas.width(text, TOWN, bold=True), size)
            if spot:
                self.canvas.text(
                    self.group,
                    spot[0],
                    spot[1] + size * 0.36,
                    text,
                    TOWN,
                    fill=COLORS["town"],
                    bold=True,
                    halo=True,
                )

    def _names(
        self, ties: Element, names: Names, places: Sequence[tuple[MapFeature, Point]]
    ) -> None:
        """Names of points, then of lines and areas; what has no room is left out."""
        half = SYMBOL * self.canvas.factor / 2
        for feature, (x, y) in sorted(places, key=lambda pair: pair[0].is_spread_out):
            box = (x - half, y - half, x + half, y + half)
            self._name(ties, names, feature, box, may_tie=True)

    def _name(
        self, ties: Element, names: Names, feature: MapFeature, box: LabelBox, *, may_tie: bool
    ) -> None:
        """The name of one place beside the `box` of its symbol, or some way off with a tie."""
        size = NAME * self.canvas.factor
        name = feature.labels[self.lang]
        if len(name) > MOST_NAME:  # cut before it is drawn: a name may have 32,000 characters
            name = name[:MOST_NAME] + ELLIPSIS
        name = self.canvas.printable(name)
        width, height = self.canvas.width(name, NAME), size * 1.1
        spot = names.beside(box, width, height)
        if spot is None and may_tie:
            at = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            spot = names.farther(at, (box[3] - box[1]) / 2, width, height)
            if spot is not None:
                self._tie(ties, at, spot, width)
        if spot is None:
            self.unnamed.append(feature)
            return
        self.canvas.text(self.group, spot[0], spot[1] + size * 0.36, name, NAME, halo=True)


def _anchor(place: ProjectedFeature, view: PageView) -> Point | None:
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
