"""A place has the same colour, symbol and frame on the map, the kiosk, the sheet, the page, in KML.

What is compared is parsed from what each of them gives: SVG, HTML, KML and JSON. Colours and frames
are also compared with the words of `tests/mapping/test_legend.py`.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass, replace
from itertools import product
from xml.etree import ElementTree

import pandas as pd
import pytest

from geo.export import kml, picture, webpage
from geo.export.make_dataset import make_dataset
from geo.mapping import kiosk_layers, layers
from geo.mapping.features import map_features
from geo.mapping.map_data import map_data
from geo.mapping.resolve import ShownPlaces, resolved
from geo.query.filters import Filter
from geo.ui.asset_files import asset_files
from geo.ui.kiosk.contents import kiosk_contents
from tests.mapping.test_legend import COLOURS, FRAMES
from tests.support.scopes import for_the_module

SECTORS = ("energy", "tourism", "rural", "water")
# A place of the tiny province of each precision; what is drawn are its copies in all sectors.
MODELS = {
    "exact": "lake-heart",
    "site": "stone-tower",
    "locality": "harbour",
    "area": "tea-hill",
    "line": "qing-river",
}
EVERY = [f"{sector}-{precision}" for sector, precision in product(SECTORS, MODELS)]
KML = "{http://www.opengis.net/kml/2.2}"
COLOR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True)
class Drawing:
    """A symbol as it is drawn: its colour, the path of its sector, and the parts of its frame."""

    color: str
    glyph: str
    frame: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def drawing(symbol: ElementTree.Element) -> Drawing:
    """Of an `<svg>` or a `<symbol>`."""
    *frame, glyph = list(symbol)
    used = Counter(COLOR.findall(" ".join(v for part in symbol for v in part.attrib.values())))
    colors = used.keys() - {"#ffffff", "#111827"}
    assert len(colors) == 1
    (color,) = colors
    plain = tuple((part.tag.split("}")[-1], tuple(sorted(part.attrib.items()))) for part in frame)
    return Drawing(color, glyph.attrib["d"], plain)


def of_address(address: str) -> Drawing:
    """Of a `data:` address."""
    return drawing(ElementTree.fromstring(b64decode(address.partition(",")[2])))


@pytest.fixture(scope=for_the_module)
def rows(tiny):
    models = {row["id"]: row for row in tiny.places(Filter(inferred=True)).to_pylist()}
    return [
        {
            **models[MODELS[precision]],
            "id": f"{sector}-{precision}",
            "sectors": [sector],
            "name_en": f"{sector}-{precision}",
            "lon": models[MODELS[precision]]["lon"] + number / 100,
        }
        for number, (sector, precision) in enumerate(product(SECTORS, MODELS))
    ]


@pytest.fixture(scope=for_the_module)
def dataset(tiny, rows):
    """The same places as an export has them."""
    made = make_dataset(tiny, Filter(inferred=True), date="2030-01-02", lang="en")
    index = {place: number for number, place in enumerate(made.places["id"])}
    copies = [made.places.iloc[[index[MODELS[row["precision"]]]]] for row in rows]
    places = pd.concat(copies, ignore_index=True)
    changed = {name: [row[name] for row in rows] for name in ("id", "name_en", "sectors", "lon")}
    outlines = {row["id"]: row["display_shape"] for row in rows if row["display_shape"]}
    return replace(made, places=places.assign(**changed), outlines=outlines)


@pytest.fixture(scope=for_the_module)
def browser(rows):
    """The layers of the browser map with their data, by id."""
    features = map_features(rows)
    made = resolved(layers.place_layers(features), ShownPlaces(features, "en"))
    return {layer["id"]: layer["data"] for layer in json.loads(json.dumps(made))}


@pytest.fixture(scope=for_the_module)
def drawn(rows, dataset, browser, tiny):
    """Output → place → its drawing."""
    kiosk = {layer["id"]: layer["data"] for layer in kiosk_layers.light_layers(map_features(rows))}
    published = map_data(map_features(rows), tiny.regions.levels, {})
    looks = dict(zip(published["places"]["id"], published["places"]["look"], strict=True))
    files = asset_files()
    page = _elements(webpage.write(dataset).decode())
    return {
        "sheet": _used(ElementTree.fromstring(picture.write_svg(dataset))),
        "page": _used(page["svg"]),
        "list of the page": _listed(page),
        "layers": {item["id"]: of_address(item["icon"]["url"]) for item in browser["places-icons"]},
        "published": {
            place: of_address(published["symbols"][look]["icon"]["url"])
            for place, look in looks.items()
        },
        "kiosk": {item["id"]: of_address(item["icon"]["url"]) for item in kiosk["symbols"]},
        "lists": {
            place: drawing(ElementTree.fromstring(files[f"symbols/{look}.svg"]))
            for place, look in looks.items()
        },
    }


def _elements(html: str) -> dict[str, ElementTree.Element]:
    """The map and the list of an HTML page, which are well-formed XML."""
    svg = re.search(r"<svg viewBox.*?</svg>(?=<details)", html, re.DOTALL)
    section = re.search(r"<section>.*</section>", html, re.DOTALL)
    assert svg and section
    entries = re.sub(r"<input[^>]*>", "", section[0])
    return {"svg": ElementTree.fromstring(svg[0]), "list": ElementTree.fromstring(entries)}


def _symbols(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {
        f"#{item.get('id')}": item for item in root.iter() if item.tag.split("}")[-1] == "symbol"
    }


def _used(root: ElementTree.Element) -> dict[str, Drawing]:
    """Name of a place → what its `<use>` refers to."""
    symbols = _symbols(root)
    found = {}
    for use in root.iter():
        titles = [part.text for part in use if part.tag.split("}")[-1] == "title"]
        if use.tag.split("}")[-1] == "use" and titles:
            found[titles[0]] = drawing(symbols[use.get("href")])
    return found


def _listed(page: dict[str, ElementTree.Element]) -> dict[str, Drawing]:
    symbols = _symbols(page["svg"])
    return {
        entry.get("data-id"): drawing(symbols[entry.find(".//use").get("href")])
        for entry in page["list"].iter("details")
    }


@pytest.mark.parametrize("place", EVERY)
def test_a_place_is_drawn_alike_everywhere(place, drawn):
    found = {output: places[place] for output, places in drawn.items() if place in places}
    assert set(found.values()) == {found["sheet"]}, found
    # A line of the kiosk is light alone, without a symbol.
    assert drawn.keys() - found.keys() == ({"kiosk"} if place.endswith("-line") else set())


@pytest.mark.parametrize("place", EVERY)
def test_it_is_drawn_as_the_legend_says(place, drawn):
    sector, _, precision = place.partition("-")
    one = drawn["sheet"][place]
    shape, filled, dashed, slanted, dark = FRAMES[precision]
    frame = [dict(attributes) for _, attributes in one.frame]
    assert one.color == COLOURS[sector]
    assert {tag for tag, _ in one.frame} == {shape}
    assert any(part.get("fill") == one.color for part in frame) == filled
    assert any("stroke-dasharray" in part for part in frame) == dashed
    assert any("rotate(45" in part.get("transform", "") for part in frame) == slanted
    assert any(part.get("stroke") == "#111827" for part in frame) == dark


def test_sectors_and_precisions_differ(drawn):
    one = drawn["sheet"]
    assert len({one[place].glyph for place in EVERY}) == len(SECTORS)
    assert len({one[place].color for place in EVERY}) == len(SECTORS)
    for sector in SECTORS:
        assert len({one[f"{sector}-{precision}"].frame for precision in MODELS}) == len(MODELS)


def test_kml_has_the_colours_and_the_precision_in_words(dataset):
    """KML takes pins of its reader: colour is all that it can have of a symbol."""
    document = ElementTree.fromstring(kml.write(dataset))[0]
    styles = {f"#{style.get('id')}": style for style in document.iter(f"{KML}Style")}
    marks = {one.get("id"): one for one in document.iter(f"{KML}Placemark")}
    assert marks.keys() == set(EVERY)
    for place, mark in marks.items():
        sector, _, precision = place.partition("-")
        color = COLOURS[sector]
        written = f"ff{color[5:7]}{color[3:5]}{color[1:3]}"  # alpha, blue, green, red
        style = styles[mark.findtext(f"{KML}styleUrl")]
        for kind in ("IconStyle", "LineStyle"):
            assert style.findtext(f"{KML}{kind}/{KML}color") == written
        assert style.findtext(f"{KML}PolyStyle/{KML}color") == "40" + written[2:]
        data = {item.get("name"): item.text for item in mark.iter(f"{KML}SimpleData")}
        assert data["precision"] == precision


@pytest.mark.parametrize("sector", SECTORS)
def test_lines_and_areas_have_the_colour_of_their_sector(sector, rows, dataset, browser):
    color = COLOURS[sector]
    rgb = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    for name, place in (("places-areas", "area"), ("places-lines", "line")):
        (found,) = [
            item["properties"]
            for item in browser[name]
            if item["properties"]["id"] == f"{sector}-{place}"
        ]
        assert found["line"][:3] == rgb
    kiosk = {layer["id"]: layer["data"] for layer in kiosk_layers.light_layers(map_features(rows))}
    for name, place, white in (("areas", "area", 0.5), ("lines", "line", 0.34)):
        (found,) = [item for item in kiosk[name] if item["id"] == f"{sector}-{place}"]
        light = found["properties"]["line"] if name == "areas" else found["colour"]
        assert light[:3] == [round(part + (255 - part) * white) for part in rgb]
    sheet = ElementTree.fromstring(picture.write_svg(dataset))
    page = _elements(webpage.write(dataset).decode())["svg"]
    for root in (sheet, page):
        strokes = Counter(item.get("stroke") for item in root.iter() if "d" in item.attrib)
        assert strokes[color] >= 2  # a line and an area


def test_the_kiosk_has_the_symbols_of_lists_on_its_cards(tiny):
    contents, files = kiosk_contents(tiny, None), asset_files()
    rows = tiny.places(Filter(inferred=True)).to_pylist()
    for row, feature in zip(rows, map_features(rows), strict=True):
        icon = contents["places"][row["id"]]["icon"]
        drawn = b64decode(icon.partition(",")[2]).decode()
        assert drawn == files[f"symbols/{feature.style.symbol}.svg"]
