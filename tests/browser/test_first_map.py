"""The first map: whatever size it has, and whenever it gets one, it shows what was asked for."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from geo.mapping.view import SICHUAN
from tests.browser.test_explore import FRAME, IDLE, open_map, pixel, rested, still, view
from tests.support.page import drawn

pytestmark = pytest.mark.browser
SIZES = ((390, 844), (1366, 768), (768, 1024))
ABA = "513200"
# The app's style sheet has come, but its medium is none that there is, until `window.release()`.
HOLD_STYLE = """
let held = true;
const hold = () => {
  for (const style of document.querySelectorAll("style")) {
    if (style.textContent.includes("/light.css")) style.media = held ? "not all" : "";
  }
};
new MutationObserver(hold).observe(document, { childList: true, subtree: true });
window.release = () => { held = false; hold(); };
"""
# Two frames later every observer of sizes has been told.
FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"""
# What a tab in the background is like: hidden, without frames, and so without news of sizes. A
# headless Chromium takes every tab for a visible one.
BACKGROUND = """
let hidden = true;
const waiting = [];
const frame = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (act) => (hidden ? -waiting.push(act) : frame(act));
const Sizes = window.ResizeObserver;
window.ResizeObserver = class extends Sizes {
  constructor(act) {
    super((...news) => (hidden ? waiting.push(() => act(...news)) : act(...news)));
  }
};
Object.defineProperty(document, "hidden", { get: () => hidden });
Object.defineProperty(document, "visibilityState", { get: () => (hidden ? "hidden" : "visible") });
window.comeForward = () => {
  hidden = false;
  document.dispatchEvent(new Event("visibilitychange"));
  waiting.splice(0).forEach((act) => frame(act));
};
"""
AWAY = "(display) => { document.querySelector('.st-key-map').style.display = display; }"


@pytest.fixture
def page(page: Page):
    """A page that is left with the window of all tests."""
    yield page
    page.set_viewport_size({"width": 1366, "height": 768})


def shows(page: Page, bounds) -> bool:
    """Whether a box (west, south, east, north) lies in the map and is wide or high enough in it."""
    west, south, east, north = bounds
    box = page.locator(f"{FRAME} .map").bounding_box()
    left, top = pixel(page, west, north)
    right, foot = pixel(page, east, south)
    inside = (
        left >= box["x"]
        and top >= box["y"]
        and right <= box["x"] + box["width"]
        and foot <= box["y"] + box["height"]
    )
    return inside and (right - left > box["width"] / 2 or foot - top > box["height"] / 2)


def resize(page: Page, width: int, height: int) -> None:
    """Give the window another size, and wait until the map has taken it over and rests."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(FRAMES)
    rested(page)


def test_a_map_whose_height_comes_late_waits_and_then_shows_the_province(page, server):
    page.add_init_script(HOLD_STYLE)
    page.goto(server)
    page.wait_for_selector(".frame .note:not(:empty)", state="attached")
    page.wait_for_function("window.shutuBundle")
    page.evaluate("window.shutuBundle")
    page.wait_for_timeout(1_200)  # a map that did not wait would have said where it is by now
    assert page.locator(".frame").get_attribute("data-ready") is None
    assert "at=" not in page.url
    page.evaluate("window.release()")
    rested(page)
    assert shows(page, SICHUAN)
    assert page.locator(f"{FRAME} .labels .prefecture:not([hidden])").count() > 10
    page.wait_for_timeout(1_000)
    rested(page)
    expect(drawn(page, ".shutu-view")).to_contain_text("图中可见 60 处")
    assert "at=" not in page.url


@pytest.mark.parametrize("address", ["/", f"/?region={ABA}"])
def test_until_somebody_moves_the_map_its_view_is_fitted_to_every_size(
    page, server, catalog, address
):
    bounds = catalog.regions.shape((ABA,)).bounds if ABA in address else SICHUAN
    open_map(page, f"{server}{address}")
    for width, height in SIZES:
        resize(page, width, height)
        assert shows(page, bounds), (width, height, view(page))


def test_a_person_s_centre_stays_in_every_size(page, server):
    open_map(page, server)
    page.locator(f"{FRAME} .map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("+")
    before = still(page)
    for width, height in SIZES:
        resize(page, width, height)
        assert view(page) == before
    box = page.locator(f"{FRAME} .map").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 320, box["y"] + 260, steps=5)
    page.mouse.up()
    dragged = still(page)
    assert dragged != before
    resize(page, 1366, 768)
    assert view(page) == pytest.approx(dragged, abs=1e-4)
    page.locator(f"{FRAME} .home").click()  # and home is fitted again
    rested(page)
    resize(page, 600, 960)
    assert shows(page, SICHUAN)


def test_a_map_that_opens_hidden_shows_the_province_when_it_is_seen(page, server):
    page.add_init_script("""
      const style = document.createElement("style");
      style.textContent = ".st-key-map { display: none }";
      new MutationObserver(() => document.head && !style.parentNode && !window.seen
        && document.head.append(style)).observe(document, { childList: true, subtree: true });
      window.show = () => { window.seen = true; style.remove(); };
    """)
    page.goto(server)
    page.wait_for_selector(".frame .note:not(:empty)", state="attached")
    page.wait_for_timeout(1_500)
    assert "at=" not in page.url
    assert page.locator(".frame").get_attribute("data-ready") is None
    page.evaluate("window.show()")
    rested(page)
    assert shows(page, SICHUAN)
    assert page.locator(f"{FRAME} .legend").evaluate("legend => legend.open")


def test_a_tab_that_opens_in_the_background_shows_the_province_when_it_comes_forward(page, server):
    page.add_init_script(BACKGROUND)
    page.goto(server)
    page.wait_for_selector(".frame .note:not(:empty)", state="attached")
    page.wait_for_function("window.shutuBundle")
    page.evaluate("window.shutuBundle")
    page.wait_for_selector(IDLE)
    assert page.evaluate("document.hidden")
    assert page.locator(".frame").get_attribute("data-rest") is None
    page.evaluate("window.comeForward()")
    rested(page)
    assert shows(page, SICHUAN)
    assert page.locator(f"{FRAME} .labels .prefecture:not([hidden])").count() > 10
    expect(drawn(page, ".shutu-view")).to_contain_text("图中可见 60 处")
    assert "at=" not in page.url


def test_a_flight_that_is_asked_for_while_the_map_is_hidden_ends_at_its_goal(page, server, catalog):
    open_map(page, server)
    page.evaluate(AWAY, "none")
    page.locator("[class*='st-key-q_'] input").fill("513200")
    page.keyboard.press("Enter")
    page.locator("[class*='st-key-hit_region_513200'] button").click()
    # The sentence of the filter comes before the map's new target: only then is there a flight.
    page.wait_for_selector(f"{FRAME}:not([data-rest])", state="attached")
    page.wait_for_timeout(1_000)
    assert "at=" not in page.url
    page.evaluate(AWAY, "")
    rested(page)
    assert shows(page, catalog.regions.shape((ABA,)).bounds)


def test_the_list_first_and_back_brings_the_province_again(page, server):
    open_map(page, server)
    for _ in range(2):
        page.locator("[class*='st-key-nomap_'] label").click()
        expect(page.locator(".frame")).to_have_count(0)
        page.set_viewport_size({"width": 800, "height": 1000})
        page.locator("[class*='st-key-nomap_'] label").click()
        page.wait_for_selector(FRAME)
        rested(page)
        assert shows(page, SICHUAN)
        resize(page, 1366, 768)
        assert shows(page, SICHUAN)
    assert "at=" not in page.url


def test_the_embedded_map_is_fitted_in_every_size(page, server):
    open_map(page, f"{server}/?embed=true")
    for width, height in ((390, 500), (1200, 500)):
        resize(page, width, height)
        assert shows(page, SICHUAN)


def test_a_link_to_the_open_sea_opens_the_province_and_says_so(page, server):
    open_map(page, f"{server}/?at=-3.4303,-73.8621,4")
    assert shows(page, SICHUAN)
    expect(page.get_by_text(re.compile("链接里有 1 个无法识别的参数"))).to_be_visible()
    assert "at=" not in page.url


def test_a_map_that_is_dragged_far_away_comes_back_to_the_edge_of_what_it_shows(page, server):
    open_map(page, server)
    page.locator(f"{FRAME} .map").focus()
    for _ in range(9):
        page.keyboard.press("ArrowDown")
    assert still(page)[1] == pytest.approx(17.5, abs=0.01)
    page.wait_for_url(re.compile("at="))
    page.reload()
    rested(page)
    assert still(page)[1] == pytest.approx(17.5, abs=0.01)


def test_a_map_whose_page_is_left_says_nothing_in_the_address_of_the_next(page, server):
    open_map(page, server)
    page.locator(f"{FRAME} .map").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("at="))
    still(page)
    page.evaluate("history.pushState({}, '', '/sources')")
    page.keyboard.press("ArrowRight")
    still(page)
    assert "at=" not in page.url


def test_the_province_stays_home_when_the_legend_changes_its_width(page, server):
    open_map(page, server)
    is_home = "frame => frame.map.whereabouts.isHome()"
    frame = page.locator(FRAME)
    assert frame.evaluate(is_home)
    page.locator(f"{FRAME} .legend summary").click()
    frame.evaluate("frame => frame.map.moveByHand()")  # a hand that has moved nothing yet
    assert frame.evaluate(is_home)
    page.get_by_role("button", name="放大").click()
    still(page)
    assert not frame.evaluate(is_home)
