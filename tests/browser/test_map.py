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


def saved(page: Page, name: str, path) -> Image.Image:
    """The picture of the map; its file is named after app, filter and day."""
    day = page.evaluate("new Date().toLocaleDateString('sv')")
    with page.expect_download() as waiting:
        page.locator(f"{FRAME} .png").click()
    assert waiting.value.suggested_filename.startswith(name)
    assert waiting.value.suggested_filename.endswith(f"-{day}.png")
    waiting.value.save_as(path)
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        return picture.convert("RGB")


def has_writing(picture: Image.Image, top: int, foot: int) -> bool:
    """Whether there are dark and light pixels between two lines of a picture."""
    least, most = picture.crop((0, top, picture.width, foot)).convert("L").getextrema()
    return least < 110 and most > 240


@pytest.mark.parametrize("width", [1366, 390])
def test_the_picture_has_the_map_twice_as_fine_between_title_and_legend(page, tmp_path, width):
    page.set_viewport_size({"width": width, "height": 768})
    still(page)
    before = page.locator(f"{FRAME} canvas").evaluate("canvas => [canvas.width, canvas.height]")
    picture = saved(page, "蜀图-全部列明地点", tmp_path / "map.png")
    box = page.locator(f"{FRAME} .map").evaluate("map => [map.clientWidth, map.clientHeight]")
    assert picture.width == 2 * box[0]
    bands = picture.height - 2 * box[1]
    assert bands > 2 * 140  # title, legend, notes
    top = next(
        y
        for y in range(40, picture.height)
        if picture.getpixel((5, y)) == picture.getpixel((5, y + 40))
        and picture.getpixel((5, y)) != picture.getpixel((5, 5))
    )  # the ground of the map begins
    assert has_writing(picture, 0, top - 2)
    assert has_writing(picture, top + 2 * box[1] + 4, picture.height)
    ground = picture.crop((100, top, picture.width - 100, top + 2 * box[1]))
    assert len(ground.getcolors(maxcolors=1 << 24)) > 500
    margins = (
        picture.crop((0, 0, 20, top - 4)),
        picture.crop((0, picture.height - 12, *picture.size)),
    )
    assert all(len(margin.getcolors()) == 1 for margin in margins)  # nothing is cut off
    # The map itself is as it was.
    after = page.locator(f"{FRAME} canvas").evaluate("canvas => [canvas.width, canvas.height]")
    assert after == before
    page.set_viewport_size({"width": 1366, "height": 768})
    still(page)


def test_on_paper_a_picture_stands_for_the_map(page):
    """Where the page's own sheet of the map is not to be had; else that stands there."""
    page.route("**/export/svg*", lambda route: route.abort())
    image = page.locator(f"{FRAME} .map-print")
    expect(image).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(image).to_be_visible()
    expect(page.locator(f"{FRAME} canvas")).to_be_hidden()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 1_000
    assert image.get_attribute("alt") == "四川省地图，点为《行动计划》列明的地点"
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(image).to_be_hidden()
    expect(page.locator(f"{FRAME} canvas")).to_be_visible()
    page.unroute("**/export/svg*")


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
    for button in page.locator(f"{FRAME} .buttons button:visible").all():
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


SMALL = ("energy", "tourism", "transport", "agriculture", "city")  # at most 25 places each
UNNAMED = """({ map }) => {
  const plain = (text) => text.replace(/\\s/g, "");
  const names = map.root.querySelectorAll(".labels .place:not([hidden]), .courses g:not([hidden])");
  const shown = plain([...names].map((name) => name.textContent).join(" "));
  return map.data.rows.filter((row) => !row.station && row.lon !== null).map((row) => row.name)
    .filter((name) => !shown.includes(plain(name)));
}"""


@pytest.mark.parametrize(
    ("sector", "lang"), [*((sector, "en") for sector in SMALL), ("energy", "zh"), ("tourism", "zh")]
)
def test_all_places_are_named_where_they_are_25_or_fewer(context, server, sector, lang):
    page = context.new_page()
    try:
        open_map(page, f"{server}/?sector={sector}&lang={lang}")
        frame = page.locator(FRAME)
        assert frame.evaluate(UNNAMED) == []
        assert frame.evaluate(OVERLAPS) == []
        assert frame.evaluate(ON_SYMBOLS) == []
    finally:
        page.close()


# Names of prefectures that lie on a symbol or disc.
ON_SYMBOLS = """({ map }) => {
  const origin = map.box.getBoundingClientRect();
  const areas = map.labels.shown.filter(([name, label]) => !name.hidden && label.kind !== "place");
  return areas.map(([name]) => name).filter((name) => {
    const box = name.getBoundingClientRect();
    const [left, right] = [box.left - origin.left, box.right - origin.left];
    const [top, foot] = [box.top - origin.top + 3, box.bottom - origin.top - 3]; // of the letters
    return map.symbolPoints().some(([x, y, half]) =>
      left < x + half && right > x - half && top < y + half && foot > y - half);
  }).map((name) => name.textContent);
}"""


def test_names_never_cover_each_other_or_the_panels(page):
    frame = page.locator(FRAME)
    page.locator(f"{FRAME} .map").focus()
    for least in (15, 8, 3, 1, 1, 0):  # from the province down to a few villages
        assert frame.evaluate(OVERLAPS) == []
        assert frame.evaluate(ON_SYMBOLS) == []
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
