"""What a person sees and does, in a real browser."""

from __future__ import annotations

import math
import re

import pytest
from playwright.sync_api import Download, Page, expect

from tests.support.page import drawn

pytestmark = pytest.mark.browser
FRAME = ".frame[data-ready='1']"
REST = ".frame[data-rest='1']"
IDLE = "[data-test-script-state='notRunning']"


def rested(page: Page) -> None:
    """Wait until the page has run and the map rests with everything that it shows."""
    page.wait_for_selector(IDLE)
    page.wait_for_selector(REST)


def open_map(page: Page, address: str) -> None:
    page.goto(address)
    rested(page)


def headline(page: Page):
    return drawn(page, ".shutu-sentence")


def summary(page: Page):
    return drawn(page, ".shutu-summary")


def view(page: Page) -> tuple[float, float, float]:
    frame = page.locator(FRAME)
    lon, lat = map(float, frame.get_attribute("data-centre").split(","))
    return lon, lat, float(frame.get_attribute("data-zoom"))


def pixel(page: Page, lon: float, lat: float) -> tuple[float, float]:
    """Where a place is on the screen (Web Mercator, 512 px world)."""
    centre_lon, centre_lat, zoom = view(page)
    scale = 512 * 2**zoom / (2 * math.pi)
    mercator = lambda degrees: math.log(math.tan(math.pi / 4 + math.radians(degrees) / 2))  # noqa: E731
    box = page.locator(f"{FRAME} .map").bounding_box()
    return (
        box["x"] + box["width"] / 2 + math.radians(lon - centre_lon) * scale,
        box["y"] + box["height"] / 2 - (mercator(lat) - mercator(centre_lat)) * scale,
    )


def click_place(page: Page, lon: float, lat: float) -> None:
    x, y = pixel(page, lon, lat)
    page.mouse.click(x, y)


def settled(page: Page, lon: float, lat: float) -> None:
    """Wait until the flight has ended near a place."""
    for _ in range(200):
        here = view(page)
        if abs(here[0] - lon) < 0.2 and abs(here[1] - lat) < 0.2 and here[2] > 9:
            return rested(page)
        page.wait_for_timeout(100)
    raise AssertionError(f"the map stayed at {view(page)}")


def still(page: Page) -> tuple[float, float, float]:
    """Wait until the map rests, and return its view."""
    page.wait_for_selector(REST)
    return view(page)


def download(page: Page, name: str) -> Download:
    """Click the link to a file, once, on a page that rests."""
    page.wait_for_selector(IDLE)
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("link", name=name).click()
    return waiting.value


def test_filter_by_sector_and_task_then_click_a_site(page, server, catalog):
    open_map(page, server)
    expect(summary(page)).to_contain_text("列明 62 处")
    assert int(page.locator(FRAME).get_attribute("data-labels")) >= 10
    page.get_by_role("button", name=re.compile("^旅游")).click()
    expect(headline(page)).to_have_text("领域：旅游")
    page.get_by_role("button", name=re.compile("^8 数字孪生空间")).click()
    expect(headline(page)).to_have_text("领域：旅游 · 任务：数字孪生空间")
    expect(summary(page)).to_contain_text("列明 7 处")
    rested(page)
    place = catalog.place("jiuzhaigou")
    click_place(page, place["lon"], place["lat"])
    expect(drawn(page, ".shutu-title")).to_contain_text("九寨沟")
    page.wait_for_url(re.compile("site=jiuzhaigou"))
    assert "sector=tourism" in page.url


WATCH = """() => {
  const find = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.dataset?.ready) return node;
      const inner = node.shadowRoot && find(node.shadowRoot);
      if (inner) return inner;
    }
  };
  const frame = find(document);
  window.views = new Set();
  new MutationObserver(() => window.views.add(`${frame.dataset.centre} ${frame.dataset.zoom}`))
    .observe(frame, { attributes: true, attributeFilter: ["data-centre", "data-zoom"] });
}"""


def test_selecting_a_row_flies_to_the_site_through_several_views(page, server, catalog):
    page.emulate_media(reduced_motion="no-preference")
    open_map(page, f"{server}/?sector=tourism")
    rows = catalog.places(catalog.filter(sector="tourism")).to_pylist()
    page.wait_for_selector("[data-testid='data-grid-canvas']")
    table = page.locator("[data-testid='stDataFrame']").first
    table.evaluate("table => table.scrollIntoView({ block: 'end' })")
    grid = table.bounding_box()
    page.evaluate(WATCH)
    page.mouse.click(grid["x"] + 16, grid["y"] + 35 + 31 * 2 + 16)
    settled(page, rows[2]["lon"], rows[2]["lat"])
    assert page.evaluate("window.views.size") >= 6  # five on the way, and the goal
    expect(drawn(page, ".shutu-title")).to_contain_text(rows[2]["name_zh"])


def test_the_view_is_kept_when_the_filter_changes(page, server):
    open_map(page, f"{server}/?site=dujiangyan")
    settled(page, 103.6, 31.0)
    page.get_by_role("button", name="放大").click()
    before = still(page)
    page.get_by_role("button", name=re.compile("^水利")).click()
    expect(headline(page)).to_have_text("领域：水利")
    rested(page)
    assert view(page) == before


def test_cold_deep_links_on_a_fresh_server(page, start_server):
    address = start_server()
    page.goto(f"{address}/plan")
    expect(page.get_by_text("川经信信安〔2023〕142号").first).to_be_visible()
    expect(page.get_by_role("link", name="探索")).to_be_visible()
    page.get_by_role("link", name="探索").click()
    page.wait_for_selector(FRAME)


def test_cold_deep_link_to_the_coverage_page(page, start_server):
    page.goto(f"{start_server()}/coverage")
    expect(headline(page)).to_contain_text("21 个市州中 20 个有地点")
    expect(page.get_by_role("link", name="探索")).to_be_visible()


def test_cold_deep_link_to_a_region_and_on_to_its_task(page, start_server):
    page.goto(f"{start_server()}/region?of=510100&with=513200")
    expect(headline(page)).to_have_text("成都市：《行动计划》列明 32 处地点")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")  # our scripts have taken over
    page.evaluate("window.same = true")
    page.get_by_role("link", name="任务8 数字孪生空间").first.click()
    expect(headline(page)).to_contain_text("《行动计划》列明 56 处地点")
    assert page.evaluate("window.same")  # the page was not loaded anew
    assert page.url.endswith("/task?of=8")
    page.go_back()
    expect(headline(page)).to_have_text("成都市：《行动计划》列明 32 处地点")
    assert "with=513200" in page.url


def test_cold_deep_link_to_a_place_in_english(page, start_server):
    address = start_server()
    open_map(page, f"{address}/?lang=en&sector=energy&region=513200&site=min-river")
    expect(headline(page)).to_contain_text("Sector: Energy")
    expect(drawn(page, ".shutu-title")).to_contain_text("Min River")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_language_switch_and_visits_keep_what_was_chosen(page, server):
    open_map(page, f"{server}/?task=9&inferred=1")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    expect(summary(page)).to_contain_text("按领域适用 7")
    page.get_by_role("button", name="English").click()
    expect(headline(page)).to_contain_text("Task: Digital humans")
    expect(summary(page)).to_contain_text("7 applicable by sector")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("link", name="Action plan").click()
    expect(page.get_by_text("川经信信安〔2023〕142号").first).to_be_visible()
    page.get_by_role("link", name="Explore").click()
    expect(headline(page)).to_contain_text("Task: Digital humans")


def test_downloads_hold_the_filter_result(page, server, tmp_path):
    open_map(page, f"{server}/?sector=rural")
    path = tmp_path / "rural.csv"
    download(page, "下载 CSV").save_as(path)
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.decode("utf-8-sig").count("village") >= 6
    assert download(page, "下载 CSV").path().read_bytes() == text  # as often as one likes


def test_a_phone_shows_everything_in_its_width(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    open_map(page, server)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    legend = page.locator(f"{FRAME} .legend")
    assert not legend.evaluate("legend => legend.open")
    expect(page.locator(FRAME)).to_be_visible()


def test_figures_follow_the_view_which_link_and_visits_carry(page, server):
    open_map(page, f"{server}/?sector=city")
    figures = drawn(page, ".shutu-view")
    expect(figures).to_contain_text("图中可见 10 处")
    page.locator(f"{FRAME} .map").focus()
    for _ in range(3):
        page.keyboard.press("ArrowUp")
    expect(figures).to_contain_text("图中可见 0 处")
    before = still(page)
    page.wait_for_url(re.compile("at="))
    page.reload()
    rested(page)
    expect(figures).to_contain_text("图中可见 0 处")
    assert view(page) == pytest.approx(before, abs=0.01)
    page.get_by_role("link", name="行动计划").first.click()
    expect(page.get_by_text("川经信信安〔2023〕142号").first).to_be_visible()
    page.get_by_role("link", name="探索").click()
    rested(page)
    assert view(page) == pytest.approx(before, abs=0.01)


def test_a_click_on_the_land_drills_into_its_region(page, server):
    open_map(page, f"{server}/?sector=water")
    click_place(page, 100.2, 31.3)
    page.wait_for_url(re.compile("region=northwest"))
    expect(headline(page)).to_contain_text("川西北生态示范区")
    rested(page)
    click_place(page, 100.2, 31.3)
    page.wait_for_url(re.compile("region=513300"))
    page.locator(".st-key-crumb_province button").click()
    expect(headline(page)).to_have_text("领域：水利")


def test_symbols_too_close_to_each_other_are_told_apart(page, server, catalog):
    open_map(page, f"{server}/?sector=city&at=104.07,30.656,10.5")
    place = catalog.place("chunxi-road")
    click_place(page, place["lon"], place["lat"])  # one disc for all around Tianfu Square
    assert still(page)[2] > 11.5
    click_place(page, place["lon"], place["lat"])
    expect(drawn(page, ".shutu-title")).to_contain_text("春熙路")


def test_the_embedded_page_is_map_and_legend_only(page, server):
    open_map(page, f"{server}/?embed=true&sector=rural")
    expect(page.locator(f"{FRAME} .legend")).to_contain_text("乡村")
    expect(drawn(page, ".shutu-sentence")).to_have_count(0)
    expect(page.get_by_role("link", name="来源")).to_have_count(0)
    frame = page.locator(FRAME).bounding_box()
    assert frame["height"] > 600


def test_the_dark_look_is_a_switch_and_keeps_the_state(page, server):
    page.goto(f"{server}/?sector=rural&nomap=1")
    page.get_by_role("button", name="深色").click()
    expect(page.get_by_role("button", name="浅色")).to_be_visible()
    expect(headline(page)).to_have_text("领域：乡村")
    page.locator("[class*='st-key-nomap_'] label").click()
    page.wait_for_selector(FRAME)
    ground = page.locator(FRAME).evaluate("frame => getComputedStyle(frame).backgroundColor")
    assert ground == "rgb(11, 21, 38)"
