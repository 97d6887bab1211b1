"""The map by keyboard and by its buttons, and what it leaves behind."""

from __future__ import annotations

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.test_explore import FRAME, headline, open_map, still, view
from tests.support.page import drawn

pytestmark = pytest.mark.browser
TOUCH_PX = 34
SECTORS = ("能源", "旅游", "水利", "交通", "物流")


def wait_for(page: Page, reached) -> None:
    """Wait until the view is as wanted."""
    for _ in range(400):
        if reached(*view(page)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the map stayed at {view(page)}")


@pytest.fixture(scope="module")
def page(shared_page, server):
    """The map of all places, opened once; each test leaves it as it was."""
    open_map(shared_page, server)
    return shared_page


def test_keys_pan_and_zoom_and_go_home(page):
    page.locator(f"{FRAME} .map").focus()
    start_lon, start_lat, start_zoom = view(page)
    page.keyboard.press("ArrowRight")
    wait_for(page, lambda lon, lat, zoom: lon > start_lon + 1)
    page.keyboard.press("ArrowUp")
    wait_for(page, lambda lon, lat, zoom: lat > start_lat + 1)
    assert view(page)[2] == start_zoom
    page.keyboard.press("+")
    page.keyboard.press("=")  # quick steps add up
    wait_for(page, lambda lon, lat, zoom: abs(zoom - start_zoom - 2) < 0.01)
    page.keyboard.press("-")
    wait_for(page, lambda lon, lat, zoom: abs(zoom - start_zoom - 1) < 0.01)
    page.keyboard.press("Home")
    wait_for(
        page,
        lambda lon, lat, zoom: (
            abs(lon - start_lon) + abs(lat - start_lat) < 0.01 and abs(zoom - start_zoom) < 0.01
        ),
    )


def test_the_map_is_one_stop_of_the_tab_key_and_shows_it(page):
    box = page.get_by_role("application", name="四川省地图")
    page.get_by_role("button", name="放大").focus()
    page.keyboard.press("Shift+Tab")
    expect(box).to_be_focused()
    assert box.evaluate("map => getComputedStyle(map).outlineStyle") == "solid"
    assert box.evaluate("map => map.querySelector('canvas').tabIndex") == -1


def test_the_picture_shows_the_map_in_the_size_of_its_canvas(page, tmp_path):
    with page.expect_download() as waiting:
        page.get_by_role("button", name="保存为 PNG 图片").click()
    assert waiting.value.suggested_filename == "shutu-map.png"
    path = tmp_path / "map.png"
    waiting.value.save_as(path)
    assert path.stat().st_size > 20_000
    size = page.locator(f"{FRAME} canvas").evaluate("canvas => [canvas.width, canvas.height]")
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert list(picture.size) == size
        middle = picture.convert("RGB").crop((100, 40, size[0] - 100, size[1] - 60))
        assert len(middle.getcolors(maxcolors=1 << 24)) > 50


def test_full_screen_fills_the_screen_and_comes_back(page):
    frame = page.locator(FRAME)
    height = frame.bounding_box()["height"]
    before = still(page)
    page.get_by_role("button", name="全屏", exact=True).click()
    expect(page.get_by_role("button", name="退出全屏")).to_be_visible()
    assert frame.evaluate("frame => frame.clientHeight === window.innerHeight")
    wait_for(page, lambda lon, lat, zoom: zoom > before[2] + 0.5)  # the province fills it
    page.get_by_role("button", name="退出全屏").click()
    expect(page.get_by_role("button", name="全屏", exact=True)).to_be_visible()
    assert frame.bounding_box()["height"] == height
    wait_for(page, lambda *now: now == before)
    for button in page.locator(f"{FRAME} .buttons button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= TOUCH_PX


OVERLAPS = """root => {
  const boxes = [...root.querySelectorAll(".labels span:not([hidden])")]
    .map(name => ({ text: name.textContent, ...name.getBoundingClientRect().toJSON() }));
  const panels = [".legend", ".buttons", ".foot"]
    .map(one => ({ text: one, ...root.querySelector(one).getBoundingClientRect().toJSON() }));
  return boxes.flatMap((one, number) => [...boxes.slice(0, number), ...panels]
    .filter(other => one.left < other.right && other.left < one.right
                     && one.top < other.bottom && other.top < one.bottom)
    .map(other => `${one.text} / ${other.text}`));
}"""


def test_names_never_cover_each_other_or_the_panels(page):
    frame = page.locator(FRAME)
    page.locator(f"{FRAME} .map").focus()
    for least in (15, 8, 3, 1, 1, 0):  # from the province down to a few villages
        assert frame.evaluate(OVERLAPS) == []
        assert int(frame.get_attribute("data-labels")) >= least
        page.keyboard.press("+")
        still(page)
    page.keyboard.press("Home")
    still(page)


def test_five_filters_later_there_is_still_one_canvas_and_escape_clears_the_selection(page):
    frame = page.locator(FRAME)
    canvases = page.locator(f"{FRAME} canvas")
    canvases.evaluate("canvas => { canvas.first = true; }")
    for sector in SECTORS:
        page.get_by_role("button", name=re.compile(f"^{sector}")).first.click()
        expect(headline(page)).to_contain_text(sector)
    expect(frame).to_have_count(1)
    expect(canvases).to_have_count(1)
    assert canvases.evaluate("canvas => canvas.first")
    page.locator("[class*='st-key-q_'] input").fill("sxd")
    page.keyboard.press("Enter")
    page.locator("[class*='st-key-hit_place_sanxingdui'] button").click()
    expect(drawn(page, ".shutu-title")).to_contain_text("三星堆")
    page.locator(f"{FRAME} .map").focus()
    page.keyboard.press("Escape")
    expect(drawn(page, ".shutu-title")).to_have_count(0)


def test_a_map_that_is_put_away_comes_back_as_it_was(page):
    before = still(page)
    away = "(display) => { document.querySelector('.st-key-map').style.display = display; }"
    for display in ("none", ""):
        page.evaluate(away, display)
        page.wait_for_timeout(800)
    assert still(page) == pytest.approx(before, abs=0.01)
