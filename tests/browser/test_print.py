"""Pages on paper: whole lists, the map as a picture, folds open, nothing that only hands need."""

from __future__ import annotations

import re
import subprocess

import pytest
from playwright.sync_api import Page

from tests.browser.test_explore import IDLE, open_map
from tests.programs import needs

pytestmark = pytest.mark.browser
PICTURE = "img.shutu-print-map[src^='data:image/svg+xml']"


def printed(page: Page, folder) -> tuple[str, str]:
    """The texts of a page's print: as it is, and without blanks, as names may be broken."""
    path = folder / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    command = [needs("pdftotext"), "-raw", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return text, re.sub(r"\s", "", text)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture
def places(catalog):
    rows = catalog.database.rows("all_places").to_pylist()
    return [row for row in rows if row["relation"] == "named"]


def test_explore_prints_all_62_places_and_the_detail_in_full(page, server, places, tmp_path):
    open_map(page, f"{server}/?site=yongfeng-cun")
    text, joined = printed(page, tmp_path)
    assert len(places) == 62
    assert [row["name_zh"] for row in places if bare(row["name_zh"]) not in joined] == []
    assert "候选" in joined
    assert joined.count("永丰村") > 10  # its candidates stand in a fold
    assert "川经信信安〔2023〕142号" in joined
    assert "不作为划界依据" in joined
    for word in ("清除筛选", "列表优先", "下载CSV", "分享链接", "English"):
        assert word not in joined, word
    assert page.locator(PICTURE).count() == 1
    assert re.search(r"1 / \d", text)


def test_a_region_prints_all_that_it_has(page, server, catalog, tmp_path):
    page.goto(f"{server}/region?of=510100&lang=en")
    page.wait_for_selector(".shutu-sentence")
    page.wait_for_selector(IDLE)
    _, joined = printed(page, tmp_path)
    here = catalog.places(catalog.filter(region="510100")).to_pylist()
    assert len(here) == 32
    assert [row["name_en"] for row in here if bare(row["name_en"]) not in joined] == []
    assert bare("Chengdu: the plan names 32 places") in joined
    assert page.locator(PICTURE).count() == 1
    assert bare("PDF brief") not in joined


def test_a_sheet_that_cannot_be_had_leaves_the_map(page, server, tmp_path):
    page.route("**/export/svg**", lambda route: route.abort())
    open_map(page, f"{server}/?sector=rural")
    _, joined = printed(page, tmp_path)
    assert "三河村" in joined
    assert page.locator(PICTURE).count() == 0
