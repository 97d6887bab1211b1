"""Paper, extent and texts of a sheet: what is taken, what is refused, and what is then drawn."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import PageSetupError
from geo.export.page_setup import MOST, NAMES, PageSetup, read_page_setup, saved_page_setup
from geo.export.projection import at_round_scale
from geo.export.registry import FORMATS
from tests.export.conftest import run

SVG = "{http://www.w3.org/2000/svg}"


def words(content: bytes) -> list[str]:
    """The lines of text of an SVG."""
    return [item.text for item in ElementTree.fromstring(content).iter(f"{SVG}title")]


def test_sizes_are_those_of_iso_216():
    assert PageSetup().size_mm == (297, 210)
    assert PageSetup(upright=True).size_mm == (210, 297)
    assert PageSetup(paper="a3").size_mm == (420, 297)
    assert PageSetup(paper="a3", upright=True).size_mm == (297, 420)


@pytest.mark.parametrize(
    ("given_", "word"),
    [
        ({"paper": "a5"}, "a5"),
        ({"upright": "yes"}, "yes"),
        ({"extent": "all"}, "all"),
        ({"extent": "104,30,103,31"}, "104,30,103,31"),  # east of west
        ({"extent": "104,30,104.01,31"}, "104.01"),  # too narrow
        ({"extent": "10,30,20,31"}, "10,30"),  # elsewhere
        ({"extent": "110,22,115,25"}, "110,22"),  # beside Sichuan
        ({"extent": "nan,30,104,31"}, "nan"),
        ({"title": "x" * (MOST["title"] + 1)}, "title"),
    ],
)
def test_what_is_no_layout_is_refused(given_, word):
    with pytest.raises(PageSetupError, match=re.escape(word)):
        read_page_setup(given_)
    assert saved_page_setup({**given_, "office": "厅"}) == PageSetup(office="厅")


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=300)))
def test_a_saved_layout_never_fails_and_stays_what_it_is(values):
    setup = saved_page_setup(values)
    assert read_page_setup(setup.parameters) == setup


def test_texts_are_one_line():
    assert PageSetup(title=" 一\n 二\t三 ").title == "一 二 三"


@given(st.floats(1e4, 3e6), st.floats(20, 400), st.floats(0.3, 3))
def test_scales_are_round_and_show_all_of_the_ground(wide, paper_mm, aspect):
    ground = (1000.0, 2000.0, 1000.0 + wide, 2000.0 + wide / aspect)
    west, south, east, north = at_round_scale(ground, paper_mm)
    assert west <= ground[0] + 1e-3 and east >= ground[2] - 1e-3
    assert south <= ground[1] + 1e-3 and north >= ground[3] - 1e-3
    denominator = (east - west) * 1000 / paper_mm
    digits = f"{denominator:.6e}"
    assert float(digits[:3]) == pytest.approx(float(digits[:8]), abs=1e-4)


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_an_upright_sheet_is_upright(paper, dataset, save):
    made = dataset(sector="能源", paper=paper, upright=True, title="能源试点", office="能源局")
    root = ElementTree.fromstring(FORMATS["svg"].write(made))
    sizes = {"a4": ("210mm", "297mm"), "a3": ("297mm", "420mm")}
    assert (root.get("width"), root.get("height")) == sizes[paper]
    path = save(FORMATS["pdf"].write(made), "upright.pdf")
    points = {"a4": "595.276 x 841.89", "a3": "841.89 x 1190.55"}
    assert points[paper] in run("pdfinfo", path)
    assert "能源试点" in run("pdfinfo", path)  # the document's title


def test_the_texts_stand_on_the_sheet(dataset):
    made = dataset(
        sector="能源",
        title="能源试点",
        subtitle="征求意见稿",
        office="省能源局",
        author="张三",
    )
    lines = words(FORMATS["svg"].write(made))
    assert "能源试点" in lines
    assert "征求意见稿" in lines
    assert "省能源局 · 张三 · 2026年11月23日" in lines
    page = FORMATS["html"].write(made).decode()
    assert "<h1>能源试点</h1>" in page
    assert "省能源局" in page


@pytest.mark.parametrize(
    ("extent", "most"), [("103.5,30.2,104.8,31.2", 1_000_000), ("province", 7_000_000)]
)
def test_the_scale_is_a_number(extent, most, dataset):
    lines = words(FORMATS["svg"].write(dataset(sector="乡村", extent=extent)))
    scale = next(line for line in lines if line.startswith("1:"))
    denominator = int(re.sub(r"\D", "", scale.removeprefix("1:")))
    assert most / 3 < denominator < most
    assert any("兰伯特" in line for line in lines)
