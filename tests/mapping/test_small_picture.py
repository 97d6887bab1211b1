"""The small map of a page: a picture that programs read, with every place where it belongs."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
import shapely

from geo.mapping.features import MapFeature
from geo.mapping.sector_styles import sector_style
from geo.mapping.small_picture import HEIGHT, WIDTH, SmallGround, shares_of, small_picture
from geo.mapping.styles import StyleKey
from geo.model import Precision

SVG = "{http://www.w3.org/2000/svg}"
BOUNDS = (100.0, 30.0, 102.0, 32.0)
WEST, EAST = shapely.box(100, 30, 101, 32), shapely.box(101, 30, 102, 32)


def place(name: str, lon: float, lat: float, precision=Precision.SITE, shape=None) -> MapFeature:
    style = StyleKey("energy", precision)
    return MapFeature(
        name, {"zh": name, "en": name}, style, ("energy",), (lon, lat), shape, None, 1
    )


def drawn(*places: MapFeature, subject=None, parts=()) -> ElementTree.Element:
    ground = SmallGround([WEST, EAST], BOUNDS, subject, parts)
    return ElementTree.fromstring(small_picture(ground, places, "light", "a <b> & c"))


def centre(symbol: ElementTree.Element) -> tuple[float, float]:
    x, y, width = (float(symbol.attrib[name]) for name in ("x", "y", "width"))
    return x + width / 2, y + width / 2


def test_its_title_is_a_text_and_every_place_has_its_symbol():
    picture = drawn(place("one", 100.2, 31), place("two", 101.8, 31))
    assert picture.find(f"{SVG}title").text == "a <b> & c"
    left, right = (centre(one) for one in picture.findall(f"{SVG}svg"))
    assert left[0] < WIDTH / 2 < right[0]
    assert left[1] == pytest.approx(right[1], abs=0.2)
    assert WIDTH - right[0] == pytest.approx(left[0], abs=0.2)
    assert 0 < left[1] < HEIGHT


def test_north_is_up_and_a_name_lies_where_its_place_would():
    (symbol,) = drawn(place("one", 100.5, 31.5)).findall(f"{SVG}svg")
    share = shares_of(BOUNDS, (100.5, 31.5))
    assert (share[0] * WIDTH, share[1] * HEIGHT) == pytest.approx(centre(symbol), abs=0.2)
    assert share[1] < 0.5
    assert shares_of(BOUNDS, (90, 31)) is None


def test_lines_and_areas_are_drawn_in_the_colour_of_the_sector():
    line = shapely.to_geojson(shapely.LineString([(100.1, 30.1), (101.9, 31.9)]))
    colour = sector_style("energy").colour
    paths = drawn(place("river", 101, 31, Precision.LINE, line)).findall(f"{SVG}path")
    assert [path.attrib["stroke"] for path in paths].count(colour) == 1
    assert all(path.attrib["stroke"] != colour for path in drawn().findall(f"{SVG}path"))


def test_what_it_is_about_is_outlined_and_the_rest_steps_back():
    plain, about = drawn(), drawn(subject=EAST, parts=[EAST])
    fills = [path.attrib["fill"] for path in plain.findall(f"{SVG}path")]
    assert len(set(fills)) == 1
    land = fills[0]
    faded = [path.attrib["fill"] for path in about.findall(f"{SVG}path")]
    assert faded.count(land) == 1
    assert len(faded) == len(fills) + 3  # the subject, its part and its outline
