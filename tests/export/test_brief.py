"""The brief of a list: numbers on map and in table, ranking, index, sizes, page numbers."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.export.brief_tables import _runs
from geo.export.fonts import find_font
from geo.export.make_dataset import make_dataset
from geo.export.map_layout import draw
from geo.export.numbered_markers import NumberedPlace, arranged
from geo.export.registry import FORMATS
from geo.export.svg_canvas import SvgCanvas
from geo.mapping.features import map_feature
from geo.query.filters import Filter
from geo.shortlist.model import OwnPlace, Ranked, RankPart, Shortlist, own_item
from tests.export.conftest import DATE, run

LEAST_MM = 7 * 25.4 / 72  # 7 points


def own_places(count: int) -> list:
    """Places on a grid so narrow that no map parts them, two at each point."""
    return [
        own_item(
            OwnPlace(
                f"馆{number}",
                103.5 + (number // 2) % 12 / 40,
                30.4 + (number // 24) / 60,
                "site",
                500,
                ("510104", "510181")[number % 2 : number % 2 + 1],
                columns=(("客流", str(number * 0.089)),),
            )
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def ranked(catalog):
    def make(count: int, **options):
        items = own_places(count)
        # The order of the list is not that of the ranking, and two share the third rank.
        ranking = {
            item.id: Ranked(
                3 if number in (count - 3, count - 4) else count - number,
                100 * number / count,
                "",
                (
                    RankPart("客流", 0.6, f"{number} 万", number / count, 60 * number / count),
                    RankPart("距离", 0.4, "无数据", None, 0.0),
                ),
            )
            for number, item in enumerate(items[:-1])
        }
        shortlist = Shortlist(name="首批试点", items=tuple(items))
        return make_dataset(
            catalog, Filter(), date=DATE, shortlist=shortlist, ranking=ranking, **options
        )

    return make


def test_numbers_are_1_to_n_in_the_order_of_ranks(ranked):
    made = ranked(30)
    numbers = [int(feature.number) for feature in made.features]
    assert sorted(numbers) == list(range(1, 31))
    by_name = dict(zip(made.places["name_zh"], numbers, strict=True))
    assert by_name["馆29"] == 30  # without a rank: last
    assert by_name["馆28"] == 1
    assert {by_name["馆27"], by_name["馆26"]} == {2, 3}


@pytest.mark.parametrize("count", [17, 200])
def test_every_number_is_on_the_map_and_nothing_is_smaller_than_7_points(count, ranked):
    sheet = draw(ranked(count), find_font())
    texts = list(sheet.canvas.root.iter("text"))
    written = {item.text for item in texts if item.get("font-weight")}
    assert {str(number) for number in range(1, count + 1)} <= written
    assert min(float(item.get("font-size")) for item in texts) >= LEAST_MM


def test_the_sheet_of_a_filter_has_nothing_smaller_than_7_points(everything):
    texts = draw(everything, find_font()).canvas.root.iter("text")
    assert min(float(item.get("font-size")) for item in texts) >= LEAST_MM


@pytest.mark.parametrize("options", [{}, {"lang": "en"}])
def test_the_pdf_has_ranking_index_and_page_numbers(options, ranked, save):
    path = save(FORMATS["pdf"].write(ranked(30, **options)), "list.pdf")
    pages = run("pdftotext", "-layout", path, "-").split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert re.search(rf"\b{number} ?/ ?{len(pages)}\b", page), number
    text = "".join(pages)
    assert "首批试点" in text
    assert "28 万" in text
    assert "+56.0" in text  # 60 × 28 / 30
    assert ("权重 60%" if not options else "weight 60%") in text
    assert "0.089" in text
    assert not re.search(r"\d\.\d{7,}", text)
    index = text[text.index("按区县索引" if not options else "Index by county") :]
    assert "青羊区" not in index or options  # 510104 is Jinjiang District
    assert ("锦江区" if not options else "Jinjiang") in index


def test_letters_of_the_pdf_are_7_points_or_more(ranked, save):
    path = save(FORMATS["pdf"].write(ranked(17)), "list.pdf")
    fonts = ElementTree.fromstring(
        run("pdftohtml", "-xml", "-i", "-stdout", "-zoom", "3", path).partition("?>")[2]
    )
    sizes = [int(font.get("size")) / 3 for font in fonts.iter("fontspec")]
    assert sizes
    assert min(sizes) >= 7  # whole pixels


@given(st.lists(st.tuples(st.floats(2, 198), st.floats(2, 148)), min_size=1, max_size=60))
def test_tags_never_cover_each_other(points):
    canvas = SvgCanvas(find_font(), 200, 150, 1.0)
    places = [
        NumberedPlace(
            map_feature(
                {
                    "id": str(number),
                    "name_zh": "a",
                    "name_en": "a",
                    "lon": 103.0,
                    "lat": 30.0,
                    "precision": "site",
                    "relation": "named",
                    "kind": "venue",
                    "sectors": ["city"],
                    "uncertainty_m": 1,
                },
                str(number),
            ),
            point,
        )
        for number, point in enumerate(points, start=1)
    ]
    frame = (0.0, 0.0, 200.0, 150.0)
    found = arranged(canvas, places, frame, [(0, 0, 20, 10)])
    assert sum(len(one.block.places) for one in found) == len(points)
    boxes = [(0, 0, 20, 10), *(one.box for one in found)]
    for index, a in enumerate(boxes):
        assert a[0] >= -1e-6 and a[1] >= -1e-6 and a[2] <= 200.001 and a[3] <= 150.001
        for b in boxes[:index]:
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]


def test_runs_of_numbers():
    assert _runs([5, 1, 2, 3, 8, 9], "en") == "1–3, 5, 8, 9"
