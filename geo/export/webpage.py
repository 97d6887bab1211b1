"""One HTML file with map, list and details that works offline and makes no requests.

The page is complete without its script, which only pans, zooms, names and connects map and list.
A content security policy forbids every request and every script but that one. The characters of its
texts are in it as a font, so that machines without Chinese show them, too.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from xml.etree.ElementTree import Element, SubElement, tostring

import shapely
from shapely.geometry.base import BaseGeometry

from geo import describe, i18n
from geo.choropleth.model import Choropleth
from geo.export.choropleth_legend import colored_regions, merged_regions
from geo.export.choropleth_page import add_classes, add_numbers
from geo.export.export_dataset import ExportDataset
from geo.export.fields import Record, clean, is_blank, joined, own_names, records
from geo.export.fonts import woff
from geo.export.labels import citation
from geo.export.map_legend import LegendEntry, precision_legend, sector_legend
from geo.export.numbered_markers import FILLED
from geo.export.projection import (
    BaseMap,
    PageView,
    fitting,
    load_base,
    projected,
    projected_features,
)
from geo.export.svg_shapes import borders, path_data, symbol_elements
from geo.mapping.approved import approved_lines
from geo.mapping.features import MapFeature
from geo.mapping.sector_styles import sector_style
from geo.mapping.styles import HTML_GROUND, HTML_LABELS, HTML_PAGE
from geo.mapping.theme import THEMES
from geo.schema.column import placed
from geo.schema.exported import EXPORTED
from geo.schema.rows import AreaRow

MAP_UNITS = 1000.0  # width of the province in the units of the page's map
ASPECT = 1.15
TAG_DIGIT, TAG_FREE, TAG_HIGH = 7.2, 4.5, 17.0  # pixels of the number of a place
FONT = "Shutu Sans"  # as page.css calls it
THEME = THEMES["html"]


def _line(color: str, width: float) -> dict[str, str]:
    return {"fill": "none", "stroke": THEME.map_color(color), "stroke-width": f"{width:g}"}


# Widths in pixels at any zoom; the script draws these on a canvas, which is far quicker.
GROUND = {
    "abroad": {"fill": THEME.map_color("neighbour"), "stroke": "none"},
    "land": _line("province_line", HTML_GROUND["province"]) | {"fill": THEME.map_color("land")},
    "approved_land": {"fill": THEME.map_color("land"), "stroke": "none"},
    "county": _line("county_line", HTML_GROUND["county"]),
    "all_counties": _line("prefecture_line", HTML_GROUND["county"]),
    "on_colors": _line("province_line", HTML_GROUND["prefecture"]),
    "region": {"stroke-width": "0.6"},  # a little over the edges, so that no gap shows
    "prefecture": _line("prefecture_line", HTML_GROUND["prefecture"]),
    "lake": {"fill": THEME.map_color("water"), "stroke": "none"},
    "water": _line("water", HTML_GROUND["water"]),
    "area": {
        "fill-opacity": f"{HTML_PAGE.fill:g}",
        "stroke-width": f"{HTML_PAGE.border.width:g}",
    },
    "outline": {"fill": "none", "stroke-width": f"{HTML_PAGE.border.width:g}"},
    "line": {
        "fill": "none",
        "stroke-width": f"{HTML_PAGE.line.width:g}",
        "stroke-opacity": f"{HTML_PAGE.line.opacity:g}",
    },
}
FILLED_KINDS = ("area", "region")
DETAILS = [field.name for field in placed(EXPORTED, "details")]


def write(dataset: ExportDataset) -> bytes:
    """The page in the dataset's language."""
    body = Element("body")
    _head(body, dataset)
    main = _in(body, "main")
    _map(main, dataset)
    _list(main, dataset)
    _foot(body, dataset)
    script, style = _asset("page.js"), _font_rule(body) + _variables() + _asset("page.css")
    _in(body, "script", script)
    html = Element("html", lang="zh-CN" if dataset.lang == "zh" else "en")
    head = _in(html, "head")
    _in(head, "meta", charset="utf-8")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )
    _in(head, "meta", content=policy, **{"http-equiv": "Content-Security-Policy"})
    _in(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _in(head, "title", dataset.facts()[0].text)
    _in(head, "style", style)
    html.append(body)
    return b"<!doctype html>\n" + bytes(tostring(html, encoding="utf-8", method="html"))


def _font_rule(body: Element) -> str:
    """The characters of the page, for machines whose fonts lack them."""
    attributes = (value for item in body.iter() for value in item.attrib.values())
    font = b64encode(woff([*body.itertext(), *attributes])).decode()
    return f'@font-face {{ font-family: "{FONT}"; src: url(data:font/woff;base64,{font}); }}\n'


def _variables() -> str:
    """The colours of the page, and the sizes that its style sheet and map have in common."""
    sizes = {
        "label-px": f"{HTML_LABELS['place'].size:g}px",
        "town-weight": HTML_LABELS["town"].weight,
    }
    more = "".join(f"--shutu-{name}:{value};" for name, value in sizes.items())
    return f":root{{{THEME.css}{more}}}\n"


def _head(body: Element, dataset: ExportDataset) -> None:
    top = _in(body, "header")
    _in(top, "h1", dataset.facts()[0].text)
    for text in filter(None, (dataset.subtitle, dataset.signature)):
        _in(top, "p", text)
    _in(top, "p", f"{dataset.sentence} — {dataset.summary}")
    facts = {fact.key: fact for fact in dataset.facts()}
    origins = (f"{facts[key].label} {facts[key].text}" for key in ("build", "date", "datum"))
    _in(top, "p", " · ".join(origins))


def _map(main: Element, dataset: ExportDataset) -> None:
    figure = _in(main, "figure")
    label = i18n.text(dataset.lang, "map.label")
    box = f"0 0 {MAP_UNITS:g} {MAP_UNITS / ASPECT:.0f}"
    _in(figure, "canvas")
    svg = _in(figure, "svg", viewBox=box, role="img", tabindex="0", **{"aria-label": label})
    legend = [*sector_legend(dataset), *precision_legend(dataset)]
    used = [feature.style.symbol for feature in dataset.features]
    _in(svg, "defs").extend(symbol_elements([*used, *(symbol for symbol, _ in legend)]))
    base = load_base(dataset.base, dataset.build)
    frame = (0.0, 0.0, MAP_UNITS, MAP_UNITS / ASPECT)
    view = PageView(fitting(base.prefectures, base.bounds, ASPECT), *frame)
    light = base.lighter(view.metres_per_mm / 8)
    land = shapely.coverage_union_all(light.prefectures)
    _ground(svg, "abroad", view, light.neighbours)
    if dataset.approved is None:
        _ground(svg, "land", view, [land])
        _regions(svg, view, light, dataset.choropleth)
        by_county = dataset.choropleth is not None and dataset.choropleth.level == "counties"
        _ground(svg, "all_counties" if by_county else "county", view, [borders(light.counties)])
        on_colors = "prefecture" if dataset.choropleth is None else "on_colors"
        _ground(svg, on_colors, view, [borders(light.prefectures)])
    else:  # its borders and no others, for only these were reviewed
        _ground(svg, "approved_land", view, [land])
        _regions(svg, view, light, dataset.choropleth)
        lines = projected(approved_lines(dataset.approved))
        _ground(svg, "prefecture", view, list(shapely.simplify(lines, view.metres_per_mm / 8)))
    _ground(svg, "lake", view, light.lakes)
    _ground(svg, "water", view, light.rivers)
    places = projected_features(dataset.features)
    for place in places:
        if place.shape is not None:
            kind = _shape_kind(place.shape, is_colored=dataset.choropleth is not None)
            color = sector_style(place.feature.style.sector).colour
            _ground(svg, kind, view, [place.shape], color)
    for row, point in _towns(dataset):
        at = view.point(point)
        if at:
            _label(svg, "town", at, describe.short_prefecture(row, dataset.lang))
    for place in sorted(places, key=lambda place: place.feature.order):
        at = view.point(place.point) if place.point else None
        if at:
            _symbol(svg, place.feature, at, dataset)
    _legend(figure, dataset, legend)
    buttons = _in(figure, "div", **{"class": "buttons"})
    for action, sign in (("zoom_in", "+"), ("zoom_out", "−"), ("home", "⌂")):
        text = i18n.text(dataset.lang, f"map.{action}")
        _in(buttons, "button", sign, type="button", title=text, **{"data-do": action})
    _in(figure, "figcaption", dataset.about_boundary())


def _shape_kind(shape: BaseGeometry, *, is_colored: bool) -> str:
    """The look of a line or area; on coloured regions an area has its border alone."""
    if shapely.get_dimensions(shape) != 2:
        return "line"
    return "outline" if is_colored else "area"


def _regions(svg: Element, view: PageView, light: BaseMap, choropleth: Choropleth | None) -> None:
    """The colours of a choropleth below borders and places."""
    if choropleth is None:
        return
    for color, shapes in colored_regions(choropleth, light).items():
        _ground(svg, "region", view, [merged_regions(shapes)], color)


def _ground(
    svg: Element, kind: str, view: PageView, shapes: list[BaseGeometry], colour: str = ""
) -> None:
    """Something below the symbols, in the look of its kind or in the colour of its sector."""
    look = dict(GROUND[kind])
    if colour:
        look |= {"stroke": colour, **({"fill": colour} if kind in FILLED_KINDS else {})}
    shape = view.on_paper(shapely.GeometryCollection(shapes))
    _in(svg, "path", d=path_data(shape), **{"class": f"ground {kind}"}, **look)


def _legend(figure: Element, dataset: ExportDataset, entries: Sequence[LegendEntry]) -> None:
    folded = _in(figure, "details", **{"class": "legend"})
    _in(folded, "summary", i18n.text(dataset.lang, "map.legend"))
    if dataset.choropleth is not None:
        add_classes(folded, dataset.choropleth, dataset.lang)
    for symbol, words in entries:
        line = _in(folded, "div")
        _icon(line, symbol)
        _in(line, "span", words)


def _icon(parent: Element, symbol: str) -> None:
    icon = _in(parent, "svg", width="20", height="20", **{"aria-hidden": "true"})
    _in(icon, "use", href=f"#{symbol}", width="20", height="20")


def _towns(dataset: ExportDataset) -> Iterator[tuple[AreaRow, shapely.Point]]:
    points = projected(
        shapely.Point(row["label_lon"], row["label_lat"]) for row in dataset.prefectures
    )
    return zip(dataset.prefectures, points, strict=True)


def _symbol(
    svg: Element, feature: MapFeature, at: tuple[float, float], dataset: ExportDataset
) -> None:
    station, name = feature.style.station, feature.labels[dataset.lang]
    group = _label(svg, "station" if station else "place", at, name)
    group.set("data-id", feature.id)
    if dataset.is_list:
        _tag(group, feature, dataset.lang)
        return
    half = (HTML_PAGE.station if station else HTML_PAGE.symbol) / 2
    use = Element(
        "use",
        {
            "href": f"#{feature.style.symbol}",
            "x": f"{-half:g}",
            "y": f"{-half:g}",
            "width": f"{2 * half:g}",
            "height": f"{2 * half:g}",
        },
    )
    _in(use, "title", name)
    group.insert(0, use)


def _tag(group: Element, feature: MapFeature, lang: str) -> None:
    """The number of a place of a list, filled where the place is well known; always shown."""
    color = sector_style(feature.style.sector).colour
    is_filled = feature.style.precision in FILLED
    half = TAG_DIGIT * len(feature.number) / 2 + TAG_FREE
    edge = {
        "x": f"{-half:g}",
        "y": f"{-TAG_HIGH / 2:g}",
        "width": f"{2 * half:g}",
        "height": f"{TAG_HIGH:g}",
        "rx": "5",
        "fill": color if is_filled else THEME.page["paper"],
        "stroke": THEME.page["paper"] if is_filled else color,
        "stroke-width": "1.5",
    }
    tag = _in(group, "g", **{"class": "tag filled" if is_filled else "tag"})
    _in(_in(tag, "rect", **edge), "title", feature.label(lang))
    _in(tag, "text", feature.number)


def _label(svg: Element, kind: str, at: tuple[float, float], name: str) -> Element:
    """Something that keeps its size while the map is zoomed, with a name."""
    place = f"translate({at[0]:.2f} {at[1]:.2f})"
    group = _in(svg, "g", transform=place, **{"class": kind})
    _in(group, "text", name)
    return group


def _list(main: Element, dataset: ExportDataset) -> None:
    section = _in(main, "section")
    words = i18n.text(dataset.lang, "export.page.search")
    _in(section, "input", type="search", placeholder=words, **{"aria-label": words})
    table = joined(dataset.table)
    rows = list(zip(records(table), dataset.features, strict=True))
    for position in dataset.order:
        _entry(section, dataset, *rows[position])


def _entry(section: Element, dataset: ExportDataset, row: Record, feature: MapFeature) -> None:
    entry = _in(section, "details", id=f"place-{row['id']}", **{"data-id": row["id"]})
    line = _in(entry, "summary")
    _icon(line, feature.style.symbol)
    _in(line, "span", feature.number, **{"class": "number"})
    _in(line, "b", row[f"name_{dataset.lang}"])
    where = filter(None, (row["prefecture_label"], row["precision_label"]))
    _in(line, "span", " · ".join(where), **{"class": "quiet"})
    facts = _in(entry, "dl")
    read = {**row, **_degrees(row)}
    for name in [*DETAILS, *own_names(row)]:
        if not is_blank(row.get(name)):
            _in(facts, "dt", dataset.header(name))
            own = name in dataset.own_types
            _in(facts, "dd", dataset.own_text(name, read[name]) if own else str(read[name]))


def _degrees(row: Record) -> dict[str, str]:
    """The position of a place that has one, in the digits that its uncertainty bears."""
    if is_blank(row["lon"]):
        return {}
    return dict(
        zip(
            ("lon", "lat"),
            describe.degrees(row["lon"], row["lat"], row["uncertainty_m"]),
            strict=True,
        )
    )


def _foot(body: Element, dataset: ExportDataset) -> None:
    foot = _in(body, "footer")
    about = _in(foot, "details")
    _in(about, "summary", i18n.text(dataset.lang, "export.page.about"))
    facts = _in(about, "dl")
    for fact in dataset.facts():
        _in(facts, "dt", fact.label)
        _in(facts, "dd", fact.text)
    if dataset.choropleth is not None:
        add_numbers(foot, dataset.choropleth, dataset.lang)
    sources = _in(foot, "details")
    count = len(dataset.sources)
    _in(sources, "summary", i18n.text(dataset.lang, "export.page.sources", count=count))
    listed = _in(sources, "ol")
    for source in dataset.sources:
        _in(listed, "li", citation(source))


def _in(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    child = SubElement(parent, tag, attributes)
    child.text = None if text is None else clean(text)
    return child


def _asset(name: str) -> str:
    return (files("geo.export") / "assets" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """What the content security policy calls an inline style or script."""
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()
