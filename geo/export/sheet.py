"""The map sheet as SVG: title, map, inset, legend, scale bar, north arrow, notes.

Lengths are millimetres. Texts are `<text>` elements of known font and width; `outlined` turns them
into shapes that look the same on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import floor, log10
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring

import shapely

from geo import i18n
from geo.export.dossier import Dossier
from geo.export.fonts import Font
from geo.export.layout import Box, Names, Point, spread, wrapped
from geo.export.view import Base, View, fitting, load_base, projected, window
from geo.mapping.palette import mark, station_svg, symbol_svg
from geo.model import Precision, Relation

SVG = "http://www.w3.org/2000/svg"
PAPER_MM = {"a4": (297.0, 210.0), "a3": (420.0, 297.0)}
MARGIN = 10.0
COLUMN = 66.0  # the column beside the map, at A4
GUTTER = 6.0
HEAD = 17.0

INK, QUIET, FAINT = "#1f2933", "#5b6773", "#9aa5b1"
LAND, ABROAD, WATER = "#ffffff", "#eceff2", "#8fbcdb"
LINES = {"province": ("#6b7785", 0.45), "prefecture": ("#aeb8c2", 0.22), "county": ("#d8dee4", 0.15)}
RIVER = 0.22
SYMBOL, STATION = 4.4, 1.7
TITLE, LEAD, NAME, TOWN, SMALL = 5.4, 3.0, 2.35, 2.5, 2.25
LEADING = 1.42
HALO = 0.55
LEADER_FROM = 0.9  # a symbol moved farther than this is tied to its place by a line
COUNTY_SCALE = 1_600  # metres per mm: county borders are drawn on maps larger than this
INSET_M, INSET_LEAST, INSET_GAIN = 80_000, 8, 2.0
BAR_MM = 42
NORTH = 7.0


@dataclass(frozen=True)
class Place:
    """What the map needs of a place: projected point (None: not on the map), shape, look, name."""

    name: str
    look: str
    colour: str
    point: shapely.Point | None
    shape: shapely.Geometry | None
    station: bool
    spread_out: bool

    @property
    def size(self) -> float:
        """The width of its symbol."""
        return STATION if self.station else SYMBOL


class Sheet:
    """Draws one dossier; `root` is the result."""

    def __init__(self, dossier: Dossier, font: Font) -> None:
        """Draw everything.

        Raises:
            FontError: the font lacks a letter of a text.
        """
        self.dossier, self.font, self.lang = dossier, font, dossier.lang
        self.width, self.height = PAPER_MM[dossier.paper]
        self.factor = (self.width / PAPER_MM["a4"][0]) ** 0.5
        self.root = Element(
            "svg", xmlns=SVG, viewBox=f"0 0 {self.width:g} {self.height:g}",
            width=f"{self.width:g}mm", height=f"{self.height:g}mm",
        )  # fmt: skip
        self.clips = 0
        self.left_out = 0
        self._add(self.root, "title").text = self.dossier.facts()[0].text
        self._add(self.root, "desc").text = "\n".join(
            f"{fact.label}: {fact.text}" for fact in dossier.facts()
        )
        self._add(self.root, "rect", width=self.width, height=self.height, fill="#ffffff")
        self.places = _places(dossier)
        self._symbols()
        self._draw()

    def _t(self, key: str, **values: object) -> str:
        return i18n.text(self.lang, key, **values)

    # --- the whole -------------------------------------------------------------------------

    def _draw(self) -> None:
        column = COLUMN * self.factor
        left = self.width - MARGIN - column
        top = MARGIN + HEAD * self.factor
        self._head(left - GUTTER - MARGIN)
        base = load_base(self.dossier.base, self.dossier.build)
        frame = (MARGIN, top, left - GUTTER - MARGIN, self.height - MARGIN - top)
        shown = [shape for place in self.places for shape in (place.shape or place.point,) if shape]
        view = View(fitting(shown, base.bounds, frame[2] / frame[3]), *frame)
        beside = (left, MARGIN, column, column * 0.94)
        inset = self._inset(view, beside)
        if inset is None and view.ground[2] - view.ground[0] < base.bounds[2] - base.bounds[0]:
            self._locator(base, beside, view)
        elif inset is None:
            beside = (left, MARGIN, column, 0.0)
        self._map(base, view, inset)
        if inset is not None:
            self._map(base, inset, None)
        self._column(left, MARGIN + beside[3] + (5 * self.factor if beside[3] else 0), column)

    def _head(self, room: float) -> None:
        y = MARGIN + TITLE * self.factor * 0.8
        title = self.dossier.facts()[0].text
        self._text(self.root, MARGIN, y, title, TITLE, bold=True)
        y += LEAD * self.factor * LEADING * 1.25
        for text in (self.dossier.sentence, self.dossier.summary):
            line = self._lines(text, LEAD, room)[0:1]
            self._text(self.root, MARGIN, y, line[0] if line else "", LEAD, fill=QUIET)
            y += LEAD * self.factor * LEADING

    def _inset(self, view: View, frame: tuple[float, float, float, float]) -> View | None:
        """A larger map of where most symbols crowd; None where it would not help."""
        points = [p.point for p in self.places if p.point and not p.station and view.point(p.point)]
        found = window(points, INSET_M, frame[2] / frame[3])
        if found is None or found[1] < INSET_LEAST:
            return None
        inset = View(found[0], *frame)
        return inset if view.metres_per_mm > INSET_GAIN * inset.metres_per_mm else None

    def _locator(self, base: Base, frame: tuple[float, float, float, float], view: View) -> None:
        """A small map of the province that shows where the large one is."""
        small = View(fitting(base.prefectures, base.bounds, frame[2] / frame[3]), *frame)
        group = self._framed(small)
        self._ground(group, base, small)
        self._path(group, small.on_paper(shapely.box(*view.ground)), fill="none", stroke="#c81e1e",
                   width=0.6)  # fmt: skip

    # --- a map -----------------------------------------------------------------------------

    def _map(self, base: Base, view: View, inset: View | None) -> None:
        """One map; what lies in the ground of `inset` is left to that."""
        group = self._framed(view)
        self._ground(group, base, view)
        hole = shapely.box(*inset.ground) if inset else shapely.Polygon()
        here = [(place, view.point(place.point)) for place in self.places if place.point]
        inside = [
            (place, at)
            for place, at in here
            if at and not (hole.contains(place.point) and not place.spread_out)
        ]
        for place in self.places:
            if place.shape is not None:
                self._shape(group, place, view.on_paper(place.shape))
        taken: list[Box] = []
        for place, at in inside:
            if place.station:
                taken.append(self._symbol(group, place, at))
        frame = (view.x, view.y, view.x + view.width, view.y + view.height)
        if inset:
            self._path(group, view.on_paper(hole), fill="#ffffff", stroke=INK, width=0.3,
                       opacity=0.55)  # fmt: skip
            taken.append(_box(view.on_paper(hole)))
        furniture = self._furniture(view, main=inset is not None or view.y > MARGIN)
        large = [(place, at) for place, at in inside if not place.station]
        size = SYMBOL * self.factor
        moved = spread([at for _, at in large], size * 1.06, frame)
        for (_, at), there in zip(large, moved, strict=True):
            self._leader(group, at, there)
        for (place, _), there in zip(large, moved, strict=True):
            taken.append(self._symbol(group, place, there))
        self._names(group, Names(frame, [*taken, *furniture]), view, hole,
                    [(place, at) for (place, _), at in zip(large, moved, strict=True)])  # fmt: skip

    def _framed(self, view: View) -> Element:
        """A group cut to the view, with its border drawn around it."""
        self.clips += 1
        edge = {"x": view.x, "y": view.y, "width": view.width, "height": view.height}
        clip = self._add(self.root, "clipPath", id=f"clip{self.clips}")
        self._add(clip, "rect", **edge)
        group = self._add(self.root, "g", **{"clip-path": f"url(#clip{self.clips})"})
        self._add(group, "rect", **edge, fill="#f7f9fa")
        self._add(self.root, "rect", **edge, fill="none", stroke=FAINT, **{"stroke-width": 0.25})
        return group

    def _ground(self, group: Element, base: Base, view: View) -> None:
        light = base.lighter(view.metres_per_mm * 0.06)
        land = shapely.coverage_union_all(light.prefectures)
        self._path(group, _merged(light.neighbours, view), fill=ABROAD, stroke="#d3d9df", width=0.15)
        self._path(group, view.on_paper(land), fill=LAND)
        if view.metres_per_mm < COUNTY_SCALE:
            self._border(group, light.counties, view, "county")
        self._border(group, light.prefectures, view, "prefecture")
        self._path(group, _merged(light.rivers, view), stroke=WATER, width=RIVER)
        self._border(group, [land], view, "province")

    def _border(
        self, group: Element, shapes: Sequence[shapely.Geometry], view: View, kind: str
    ) -> None:
        lines = shapely.line_merge(shapely.union_all(shapely.boundary(shapes)))
        colour, width = LINES[kind]
        self._path(group, view.on_paper(lines), stroke=colour, width=width)

    def _shape(self, group: Element, place: Place, shape: shapely.Geometry) -> None:
        if shapely.get_dimensions(shape) == 2:
            self._path(group, shape, fill=place.colour, opacity=0.13)
            self._path(group, shape, stroke=place.colour, width=0.3, opacity=0.8)
        else:
            self._path(group, shape, stroke=place.colour, width=0.65, opacity=0.85)

    def _symbol(self, group: Element, place: Place, at: Point) -> Box:
        size = place.size * self.factor
        x, y = at[0] - size / 2, at[1] - size / 2
        use = self._add(
            group, "use", href=f"#{place.look}", x=x, y=y, width=size, height=size
        )
        self._add(use, "title").text = place.name
        return (x, y, x + size, y + size)

    def _leader(self, group: Element, at: Point, there: Point) -> None:
        if max(abs(at[0] - there[0]), abs(at[1] - there[1])) > LEADER_FROM * self.factor:
            self._path(group, shapely.LineString([at, there]), stroke=QUIET, width=0.2)
            self._add(group, "circle", cx=at[0], cy=at[1], r=0.35, fill=QUIET)

    def _names(
        self,
        group: Element,
        names: Names,
        view: View,
        hole: shapely.Polygon,
        places: Sequence[tuple[Place, Point]],
    ) -> None:
        """Prefectures first, then points, then lines and areas; what has no room is left out."""
        size = TOWN * self.factor
        for row, point in zip(
            self.dossier.prefectures,
            projected(shapely.Point(r["label_lon"], r["label_lat"]) for r in self.dossier.prefectures),
            strict=True,
        ):
            at = view.point(point)
            text = row["short_zh"] if self.lang == "zh" else row["name_en"].split(" ")[0]
            if at and not hole.contains(point):
                width = self._width(text, TOWN, bold=True)
                spot = names.around(at, width, size)
                if spot:
                    self._text(group, spot[0], spot[1] + size * 0.36, text, TOWN, fill="#7b8794",
                               bold=True, halo=True)  # fmt: skip
        size = NAME * self.factor
        for place, at in sorted(places, key=lambda pair: pair[0].spread_out):
            name = self.font.printable(place.name)
            spot = names.beside(at, SYMBOL * self.factor / 2, self._width(name, NAME), size * 1.1)
            if spot:
                self._text(group, spot[0], spot[1] + size * 0.36, name, NAME, halo=True)
            else:
                self.left_out += 1

    # --- furniture -------------------------------------------------------------------------

    def _furniture(self, view: View, *, main: bool) -> list[Box]:
        """Scale bar and, on the main map, the north arrow; where they stand."""
        length_m = _round_length(BAR_MM * view.metres_per_mm * min(1.0, view.width / 120))
        length = length_m / view.metres_per_mm
        x, y = view.x + 4, view.y + view.height - 4
        size = SMALL * self.factor
        back = self._add(self.root, "rect", x=x - 2, y=y - size - 3.2, width=length + 14,
                         height=size + 5.4, fill="#ffffff")  # fmt: skip
        back.set("fill-opacity", "0.82")
        for half, colour in ((0, INK), (1, "#ffffff")):
            self._add(self.root, "rect", x=x + half * length / 2, y=y - 1, width=length / 2,
                      height=1.1, fill=colour, stroke=INK, **{"stroke-width": 0.2})  # fmt: skip
        for share in (0.0, 0.5, 1.0):
            value = f"{length_m * share / 1000:g}"
            text = self._t("export.map.km", value=value) if share == 1 else value
            width = self._width(value, SMALL)
            self._text(self.root, x + share * length - width / 2, y - 1.9, text, SMALL)
        boxes = [(x - 2, y - size - 3.2, x + length + 12, y + 2.2)]
        if main:
            boxes.append(self._north(view))
        return boxes

    def _north(self, view: View) -> Box:
        size = NORTH * self.factor
        x, y = view.x + view.width - 4 - size / 2, view.y + 4
        self._add(self.root, "path", d=f"M{x:.2f} {y:.2f}l{-size * 0.28:.2f} {size:.2f}"
                  f"l{size * 0.28:.2f} {-size * 0.24:.2f}z", fill=INK)  # fmt: skip
        self._add(self.root, "path", d=f"M{x:.2f} {y:.2f}l{size * 0.28:.2f} {size:.2f}"
                  f"l{-size * 0.28:.2f} {-size * 0.24:.2f}z", fill="#ffffff", stroke=INK,
                  **{"stroke-width": 0.2, "stroke-linejoin": "round"})  # fmt: skip
        letter = self._t("export.map.north")
        width = self._width(letter, LEAD, bold=True)
        self._text(self.root, x - width / 2, y + size + 3.2 * self.factor, letter, LEAD, bold=True)
        return (x - size / 2, y, x + size / 2, y + size + 4 * self.factor)

    def _column(self, x: float, y: float, room: float) -> None:
        """Legend and notes beside the map."""
        y = self._legend(x, y, room, self._t("export.map.sectors"), self._sector_entries())
        y = self._legend(x, y, room, self._t("export.map.precision"), self._precision_entries())
        facts = {fact.key: fact for fact in self.dossier.facts()}
        notes = [facts[key] for key in ("boundary", "licences", "link") if key in facts]
        said = [f"{fact.label}: {fact.text}" for fact in notes]
        said.append(" · ".join(f"{facts[key].label} {facts[key].text}"
                               for key in ("document", "build", "date")))  # fmt: skip
        said.insert(0, self._t("export.map.drawn"))
        if self.left_out:
            said.insert(0, self._t("export.map.left_out", count=self.left_out))
        lines = [line for text in said for line in [*self._lines(text, SMALL, room), ""]][:-1]
        step = SMALL * self.factor * LEADING
        y = max(y, self.height - MARGIN - sum(step if line else step / 2 for line in lines))
        for line in lines:
            y += step if line else step / 2
            self._text(self.root, x, y - step * 0.3, line, SMALL, fill=QUIET)

    def _legend(
        self, x: float, y: float, room: float, title: str, entries: Sequence[tuple[str, str]]
    ) -> float:
        """A heading and two columns of symbols with words; where it ends."""
        if not entries:
            return y
        step = SYMBOL * self.factor * 1.22
        y += LEAD * self.factor
        self._text(self.root, x, y, title, LEAD, bold=True)
        y += 1.6 * self.factor
        rows = (len(entries) + 1) // 2
        for index, (look, words) in enumerate(entries):
            column, row = divmod(index, rows)
            size = SYMBOL * self.factor
            left, top = x + column * room / 2, y + row * step
            self._add(self.root, "use", href=f"#{look}", x=left, y=top, width=size, height=size)
            line = self._lines(words, SMALL, room / 2 - size - 2)[0]
            self._text(self.root, left + size + 1.4, top + size / 2 + SMALL * self.factor * 0.36,
                       line, SMALL)  # fmt: skip
        return y + rows * step + 2.4 * self.factor

    def _sector_entries(self) -> list[tuple[str, str]]:
        places = self.dossier.places
        named = places[places["relation"] != Relation.DERIVED]
        counts = Counter(codes[0] for codes in named["sectors"])
        entries = [
            (_look(sector, Precision.SITE), f"{name} {counts[sector]}")
            for sector, name in self.dossier.sectors.items()
            if counts[sector]
        ]
        stations = len(places) - len(named)
        if stations:
            entries.append(("station-site", f"{self._t('map.station')} {stations}"))
        return entries

    def _precision_entries(self) -> list[tuple[str, str]]:
        counts = Counter(self.dossier.places["precision"])
        return [
            (_look("infrastructure", precision), self._t("export.map.class", count=counts[precision],
             name=self._t(f"precision.{precision}")))
            for precision in Precision
            if counts[precision]
        ]  # fmt: skip

    # --- ink -------------------------------------------------------------------------------

    def _symbols(self) -> None:
        """Every symbol that is used, once."""
        defs = self._add(self.root, "defs")
        sectors = {codes[0] for codes in self.dossier.places["sectors"]} | {"infrastructure"}
        drawn = {
            _look(sector, precision): symbol_svg(mark([sector]), precision)
            for sector in sorted(sectors)
            for precision in Precision
        }
        drawn |= {
            f"station-{precision}": station_svg(precision)
            for precision in (Precision.SITE, Precision.LOCALITY)
        }
        for look, svg in drawn.items():
            symbol = self._add(defs, "symbol", id=look, viewBox="0 0 32 32")
            # A derived station's mark is a small disc in a wide frame; here it fills its box.
            if look.startswith("station"):
                symbol.set("viewBox", "7 7 18 18")
            for part in fromstring(svg):
                part.tag = part.tag.removeprefix(f"{{{SVG}}}")
                if part.get("stroke-dasharray") in ("", "none"):
                    del part.attrib["stroke-dasharray"]
                symbol.append(part)

    def _lines(self, text: str, size: float, room: float) -> list[str]:
        return wrapped(self.font.printable(text), room, lambda line: self._width(line, size))

    def _width(self, text: str, size: float, *, bold: bool = False) -> float:
        face = self.font.bold if bold else self.font.regular
        return face.width(text, size * self.factor)

    def _text(
        self, parent: Element, x: float, y: float, text: str, size: float, *,
        fill: str = INK, bold: bool = False, halo: bool = False,
    ) -> None:  # fmt: skip
        """A line of text; `x`, `y` is where its baseline starts."""
        attributes: dict[str, Any] = {"font-family": self.font.family,
                                      "font-size": size * self.factor}  # fmt: skip
        if bold:
            attributes["font-weight"] = 700
        if halo:
            attributes |= {"stroke": "#ffffff", "stroke-width": HALO * self.factor,
                           "stroke-linejoin": "round", "paint-order": "stroke"}  # fmt: skip
        line = self._add(parent, "text", x=x, y=y, fill=fill, **attributes)
        line.text = self.font.printable(text)

    def _path(
        self, parent: Element, shape: shapely.Geometry, *, fill: str = "none",
        stroke: str | None = None, width: float = 0.0, opacity: float = 1.0,
    ) -> None:  # fmt: skip
        if shape.is_empty:
            return
        path = self._add(parent, "path", d=path_data(shape), fill=fill)
        if fill != "none":
            path.set("fill-rule", "evenodd")
        if stroke:
            for name, value in (("stroke", stroke), ("stroke-width", f"{width:g}"),
                                ("stroke-linejoin", "round"), ("stroke-linecap", "round")):  # fmt: skip
                path.set(name, value)
        if opacity < 1:
            path.set("opacity", f"{opacity:g}")

    def _add(self, parent: Element, tag: str, **attributes: Any) -> Element:
        plain = {
            name: f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
            for name, value in attributes.items()
        }
        return SubElement(parent, tag, plain)


def outlined(root: Element, font: Font) -> Element:
    """Every text of the sheet as shapes, with its words as a `<title>`; changes `root`."""
    for parent in list(root.iter()):
        for index, line in enumerate(list(parent)):
            if line.tag != "text" or not line.text:
                continue
            face = font.bold if line.get("font-weight") else font.regular
            size, x, y = (float(line.get(name, "0")) for name in ("font-size", "x", "y"))
            group = Element("g", {"aria-label": line.text, "role": "img"})
            SubElement(group, "title").text = line.text
            shape = {"d": face.path_of(line.text, size, x, y)}
            if line.get("stroke"):  # the halo below, for programs that do not know paint-order
                below = {name: line.get(name, "") for name in
                         ("stroke", "stroke-width", "stroke-linejoin")}  # fmt: skip
                SubElement(group, "path", {**shape, **below, "fill": "none"})
            SubElement(group, "path", {**shape, "fill": line.get("fill", INK)})
            parent[index] = group
    return root


def path_data(shape: shapely.Geometry) -> str:
    """SVG path data of a line or polygon; 0.01 of the shape's unit."""
    pieces = []
    for part in shapely.get_parts(shape):
        closed = isinstance(part, shapely.Polygon)
        rings = [part.exterior, *part.interiors] if closed else [part]
        for ring in rings:
            points = [f"{x:.2f} {y:.2f}" for x, y in shapely.get_coordinates(ring)]
            pieces.append("M" + "L".join(points[:-1] if closed else points) + "Z" * closed)
    return "".join(pieces)


def _places(dossier: Dossier) -> list[Place]:
    """The places of the dossier for the map, projected."""
    frame = dossier.places
    shapes = {key: shapely.from_geojson(text) for key, text in dossier.outlines.items()}
    outlines = dict(zip(shapes, projected(shapes.values()), strict=True)) if shapes else {}
    points = projected(
        shapely.Point(lon, lat) if lon == lon else shapely.Point()  # NaN: not on the map
        for lon, lat in zip(frame["lon"], frame["lat"], strict=True)
    )
    return [
        _place(row, point, outlines.get(row["id"]), dossier.lang)
        for row, point in zip(frame.to_dict("records"), points, strict=True)
    ]


def _place(
    row: dict[str, Any], point: shapely.Point, shape: shapely.Geometry | None, lang: str
) -> Place:
    precision = Precision(row["precision"])
    station = row["relation"] == Relation.DERIVED
    ring = precision is Precision.LOCALITY
    return Place(
        name=row[f"name_{lang}"],
        look=f"station-{Precision.LOCALITY if ring else Precision.SITE}" if station
        else _look(row["sectors"][0], precision),
        colour=mark(row["sectors"]).colour,
        point=None if point.is_empty else point,
        shape=shape,
        station=station,
        spread_out=precision in (Precision.AREA, Precision.LINE),
    )  # fmt: skip


def _look(sector: str, precision: Precision) -> str:
    """The id of a symbol."""
    return f"{sector}-{precision}"


def _merged(shapes: Iterable[shapely.Geometry], view: View) -> shapely.Geometry:
    return view.on_paper(shapely.GeometryCollection(list(shapes)))


def _box(shape: shapely.Geometry) -> Box:
    box: Box = shape.bounds
    return box


def _round_length(longest_m: float) -> float:
    """The longest length of 1, 2 or 5 times a power of ten that is no longer than `longest_m`."""
    power = 10 ** floor(log10(longest_m))
    return max(step * power for step in (1, 2, 5) if step * power <= longest_m)
