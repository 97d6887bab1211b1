"""Coloured regions below the places in every picture, with a legend, and as data."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import geopandas as gpd
import pytest
import shapely
from openpyxl import load_workbook

from geo.choropleth.counts import from_counts
from geo.choropleth.model import Choropleth, Denominator
from geo.export.export_dataset import ExportDataset
from geo.export.fonts import find_font
from geo.export.make_dataset import make_dataset
from geo.export.map_layout import draw
from geo.export.page_setup import PageSetup
from geo.export.projection import PageView, fitting, load_base, projected
from geo.export.registry import COLORED, FORMATS
from geo.export.webpage import ASPECT, MAP_UNITS
from geo.mapping.styles import SHEET_GROUND
from geo.mapping.theme import THEMES, rgb_color
from geo.model import Datum
from geo.query.filters import Filter
from tests.export.conftest import DATE, run

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def colored(catalog):
    def make(level="prefectures", per=Denominator.NONE, lang="en", chosen=None, **options):
        chosen = chosen or Filter(sectors=("city",))
        choropleth = from_counts(catalog, chosen, level, per)
        return make_dataset(catalog, chosen, date=DATE, lang=lang, choropleth=choropleth, **options)

    return make


def polygons(path: str) -> shapely.Geometry:
    """The area of the data of an SVG path, by the even-odd rule."""
    area = shapely.Polygon()
    for ring in path.split("M")[1:]:
        numbers = [float(text) for text in re.findall(r"-?[\d.]+", ring)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if len(points) > 2:
            area = area.symmetric_difference(shapely.make_valid(shapely.Polygon(points)))
    return area


@pytest.mark.parametrize("level", ["prefectures", "counties"])
def test_every_region_of_the_page_has_its_colour(colored, catalog, level):
    dataset = colored(level)
    text = FORMATS["html"].write(dataset).decode()
    tags = re.findall(r"<path [^>]*ground region[^>]*>", text)
    drawn = [
        (re.search(r' d="([^"]+)"', tag)[1], re.search(r' fill="(#\w+)"', tag)[1]) for tag in tags
    ]
    assert len(drawn) == len(dataset.choropleth.breaks)
    base = load_base(dataset.base, dataset.build)
    ground = fitting(base.prefectures, base.bounds, ASPECT)
    view = PageView(ground, 0.0, 0.0, MAP_UNITS, MAP_UNITS / ASPECT)
    shapes = {color: polygons(path) for path, color in drawn}
    for row, border in zip(catalog.regions.counties, catalog.regions._true_borders, strict=True):
        (point,) = projected([shapely.maximum_inscribed_circle(border, 0.002).centroid])
        spot = shapely.Point(view.point(point))
        code = row["adcode"] if level == "counties" else row["prefecture"]
        inside = {color for color, shape in shapes.items() if shape.contains(spot)}
        assert inside == {dataset.choropleth.color(code)}, code


def elements(content: bytes) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(content).iter())


def words(content: bytes) -> str:
    return "\n".join(item.text or "" for item in elements(content) if item.tag == f"{SVG}title")


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_has_colours_and_legend(colored, lang, upright):
    dataset = colored("counties", Denominator.AREA, lang, page=PageSetup(upright=upright))
    content = FORMATS["svg"].write(dataset)
    fills = {item.get("fill") for item in elements(content) if item.tag == f"{SVG}path"}
    assert set(dataset.choropleth.colors()) <= fills
    swatches = [
        item.get("fill")
        for item in elements(content)
        if item.tag == f"{SVG}rect"
        and item.get("stroke-width") == "0.2"
        and item.get("stroke") == THEMES["print"].page["faint"]
    ]
    assert swatches == list(dataset.choropleth.colors())
    text = words(content)
    unit = {"zh": "个/万平方公里", "en": "places per 10,000 km²"}[lang]
    assert unit in text
    for entry in dataset.choropleth.legend(lang):
        assert entry.text in text
    assert {"zh": "分位数分级", "en": "quantiles"}[lang] in text


def boxes(dataset: ExportDataset) -> list[tuple[str, shapely.Polygon]]:
    """The texts of a sheet and where they lie."""
    font = find_font()
    found = []
    for item in draw(dataset, font).canvas.root.iter("text"):
        x, y, size = (float(item.get(name)) for name in ("x", "y", "font-size"))
        width = font.width(item.text, size, bold="font-weight" in item.attrib)
        found.append((item.text, shapely.box(x, y - size * 0.75, x + width, y + size * 0.1)))
    return found


@pytest.mark.parametrize("page", [PageSetup(), PageSetup(upright=True), PageSetup(paper="a3")])
def test_the_legend_lies_on_no_other_text_and_inside_the_paper(colored, page):
    """With every place, the fullest sheet."""
    dataset = colored("counties", Denominator.AREA, "en", Filter(inferred=True), page=page)
    texts = boxes(dataset)
    legend = dataset.choropleth.legend("en")
    title = dataset.choropleth.heading("en")
    own = {title, *(f"{entry.text} ({entry.regions})" for entry in legend)}
    here = [(text, box) for text, box in texts if text in own]
    assert len(here) == len(own)
    paper = shapely.box(0, 0, *page.size_mm)
    for text, box in here:
        assert paper.contains(box), text
        meets = [other for other, area in texts if other != text and box.intersects(area)]
        assert not meets, (text, meets)


def test_areas_of_places_do_not_change_the_colours(colored):
    """A fill over a class would look like another one."""

    def opacities(dataset):
        content = FORMATS["svg"].write(dataset)
        return {item.get("opacity") for item in elements(content) if item.get("fill") != "none"}

    chosen = Filter(sectors=("agriculture",))
    with_colors = colored(chosen=chosen)
    plain = opacities(replace(with_colors, choropleth=None)) - {None}
    assert plain - opacities(with_colors)


def test_a_region_without_a_number_keeps_the_land(colored, catalog):
    dataset = colored("counties", chosen=Filter(regions=("510100",)))
    missing = [code for code in dataset.choropleth.regions if code not in dataset.choropleth.values]
    assert len(missing) == 163
    assert "No number (163)" in words(FORMATS["svg"].write(dataset))


def test_county_borders_are_drawn_for_counties(colored):
    line = (THEMES["print"].map_color("prefecture_line"), f"{SHEET_GROUND['county']:g}")
    for level, drawn in (("prefectures", False), ("counties", True)):
        page = PageSetup(extent="province")
        content = FORMATS["svg"].write(
            colored(level, chosen=Filter(sectors=("energy",)), page=page)
        )
        lines = {(item.get("stroke"), item.get("stroke-width")) for item in elements(content)}
        assert (line in lines) == drawn


def test_the_brief_says_what_the_colours_are(colored, tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(FORMATS["pdf"].write(colored("prefectures", Denominator.AREA, "zh")))
    text = "".join(run("pdftotext", "-layout", path, "-").split())
    assert "地点数（个/万平方公里）" in text
    assert "区域着色" in text
    assert "面积按地图边界计算" in text


def test_the_page_lists_the_numbers(colored):
    dataset = colored("prefectures", lang="zh")
    text = FORMATS["html"].write(dataset).decode()
    counts = dataset.choropleth.values
    assert f"<dt>成都市</dt><dd>{counts['510100']:.0f} 个</dd>" in text
    assert "自然断点分级" in text


def test_the_workbook_has_a_sheet_of_them(colored):
    dataset = colored("counties", Denominator.AREA)
    book = load_workbook(BytesIO(FORMATS["xlsx"].write(dataset)))
    assert book.sheetnames == ["Places", "Regions", "Sources", "About"]
    rows = list(book["Regions"].iter_rows(values_only=True))
    assert rows[0][2] == "Number of places (places per 10,000 km²)"
    assert len(rows) == 184
    for code, name, value, number, figures in rows[1:]:
        assert value == pytest.approx(dataset.choropleth.values[code])
        assert number == dataset.choropleth.class_of(code) + 1
        assert figures == dataset.choropleth.legend("en")[number - 1].text
        assert name == dataset.choropleth.regions[code].en


def test_the_geopackage_has_a_layer_of_them(colored, catalog, tmp_path):
    path = tmp_path / "x.gpkg"
    dataset = colored("counties", chosen=Filter(regions=("510100",)), lang="zh")
    path.write_bytes(FORMATS["gpkg"].write(dataset))
    layer = gpd.read_file(path, layer="indicator")
    assert layer.crs == "EPSG:4326"
    assert len(layer) == 183
    rows = layer.set_index("adcode")
    assert rows["value"].notna().sum() == 20
    assert rows.loc["510104", "name"] == "锦江区"
    assert rows.loc["510104", "color"] == dataset.choropleth.color("510104")
    assert rows.loc["510302", ["value", "class", "color"]].isna().all()
    area = layer.to_crs("EPSG:6933").area.sum() / 1e6
    assert area == pytest.approx(486_000, rel=0.01)


def test_the_layer_moves_with_the_datum(colored, tmp_path):
    found = {}
    for datum in (Datum.WGS84, Datum.GCJ02):
        path = tmp_path / f"{datum}.gpkg"
        path.write_bytes(FORMATS["gpkg"].write(colored(datum=datum)))
        found[datum] = gpd.read_file(path, layer="indicator").geometry
    assert found[Datum.GCJ02].crs is None
    moved = found[Datum.GCJ02].iloc[0].centroid.distance(found[Datum.WGS84].iloc[0].centroid)
    assert 0.001 < moved < 0.01  # degrees


@pytest.mark.parametrize("name", sorted(set(FORMATS) - set(COLORED)))
def test_other_formats_do_not_speak_of_it(colored, name):
    dataset = colored()
    assert FORMATS[name].write(dataset)
    facts = replace(dataset, choropleth=None).facts()
    assert "choropleth" in {fact.key for fact in dataset.facts()}
    assert "choropleth" not in {fact.key for fact in facts}
    if FORMATS[name].is_text:
        assert "natural breaks" not in FORMATS[name].write(dataset).decode()


def test_a_title_that_somebody_typed_stays_text(colored):
    evil = "<script>alert(1)</script> =1+1 😀"
    dataset = colored()
    hostile = replace(dataset.choropleth, title=dataset.choropleth.title._replace(en=evil))
    assert isinstance(hostile, Choropleth)
    dataset = replace(dataset, choropleth=hostile)
    assert "<script>alert(1)" not in FORMATS["html"].write(dataset).decode()
    ElementTree.fromstring(FORMATS["svg"].write(dataset))
    book = load_workbook(BytesIO(FORMATS["xlsx"].write(dataset)))
    assert book["Regions"]["C1"].value.startswith("<script>")


def test_the_layer_has_a_style_with_the_colours_of_the_legend(colored, tmp_path):
    path = tmp_path / "x.gpkg"
    dataset = colored("counties", Denominator.AREA)
    path.write_bytes(FORMATS["gpkg"].write(dataset))
    with closing(sqlite3.connect(path)) as database:
        query = "SELECT styleQML, styleSLD FROM layer_styles WHERE f_table_name = 'indicator'"
        ((qml, sld),) = database.execute(query).fetchall()
    legend = [entry for entry in dataset.choropleth.legend("en") if entry.color]
    root = ElementTree.fromstring(qml.partition("\n")[2])
    assert [one.get("label") for one in root.iter("category")] == [one.text for one in legend]
    fills = [one.get("v") for one in root.iter("prop") if one.get("k") == "color"]
    assert fills == [",".join(map(str, [*rgb_color(one.color), 255])) for one in legend]
    ogc = "{http://www.opengis.net/ogc}"
    document = ElementTree.fromstring(sld.encode())
    assert [one.text for one in document.iter(f"{ogc}Literal")] == [
        str(number) for number in range(1, len(legend) + 1)
    ]
    named = [one.text for one in document.iter() if one.get("name") == "fill"]
    assert named == [one.color for one in legend]
