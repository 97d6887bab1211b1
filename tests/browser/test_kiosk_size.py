"""The map of the kiosk waits for a size, and a new size takes nothing from a visitor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

pytestmark = pytest.mark.browser
KIOSK = ".kiosk"
HIDE = """
const style = document.createElement("style");
style.textContent = ".st-key-kiosk_page { display: none !important }";
new MutationObserver(() => document.head && !style.parentNode && !window.seen
  && document.head.append(style)).observe(document, { childList: true, subtree: true });
window.show = () => { window.seen = true; style.remove(); };
"""
# The kiosk has the window's size, and whoever observes its size has been told.
LAID_OUT = """async (kiosk) => {
  const frame = () => new Promise(requestAnimationFrame);
  while (kiosk.clientWidth !== innerWidth) await frame();
  await frame();
  await frame();
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 800, "height": 600}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    with watched(context) as page:
        yield page
    context.close()


@pytest.fixture(scope="module")
def kiosk_server(servers):
    """A kiosk that has time for a slow machine before it asks whether anybody is there."""
    return servers.start(SHUTU_KIOSK_CLOCK="5", SHUTU_IDLE_SECONDS="900")


def towns_from_centre(page: Page) -> dict[str, tuple[float, float]]:
    """Where the names of towns are, in pixels from the middle of the screen."""
    size = page.viewport_size
    assert size
    found = page.locator(f"{KIOSK} .names .town").evaluate_all(
        """names => names.map(name => [name.textContent,
          ...name.style.transform.match(/[-0-9.]+/g).slice(0, 2).map(Number)])"""
    )
    return {name: (x - size["width"] / 2, y - size["height"] / 2) for name, x, y in found}


def centre(page: Page) -> list[float]:
    """Where the map rests, in degrees: no change of pictures, the same half a second later."""
    page.wait_for_selector(f"{KIOSK}[data-mode=touch]:not(.veiled):not(.moving)")
    found = ""
    for _ in range(40):
        page.wait_for_timeout(500)
        page.locator(KIOSK).evaluate(LAID_OUT)
        before, found = found, page.locator(KIOSK).get_attribute("data-centre") or ""
        if found == before:
            break
    return [float(part) for part in found.split(",")]


def test_a_kiosk_that_opens_without_a_size_begins_when_it_has_one(page, kiosk_server):
    page.add_init_script(HIDE)
    page.goto(f"{kiosk_server}/kiosk")
    page.wait_for_selector(f"{KIOSK} .title:not(:empty)", state="attached")
    page.wait_for_timeout(1_500)
    assert page.locator(KIOSK).get_attribute("data-ready") is None
    assert page.locator(f"{KIOSK} canvas").count() == 0
    page.evaluate("window.show()")
    page.wait_for_selector(f"{KIOSK}[data-ready]")
    expect(page.locator(f"{KIOSK} .names .town").first).to_be_attached()
    for x, y in towns_from_centre(page).values():
        assert abs(x) < 400
        assert abs(y) < 300


def test_the_centre_that_a_visitor_chose_stays_in_another_size(page, kiosk_server):
    page.goto(f"{kiosk_server}/kiosk")
    page.wait_for_selector(f"{KIOSK}[data-ready]")
    page.mouse.click(500, 150)
    page.wait_for_selector(f"{KIOSK}[data-mode=touch]")
    untouched = centre(page)
    page.mouse.move(520, 350)
    page.mouse.down()
    for y in range(330, 220, -20):  # as slow as a finger, so that a slow machine sees a slide
        page.mouse.move(520, y)
        page.wait_for_timeout(80)
    page.mouse.up()
    chosen = centre(page)
    assert chosen[0] == pytest.approx(untouched[0], abs=0.01)
    assert chosen[1] < untouched[1] - 0.1
    page.set_viewport_size({"width": 1200, "height": 700})
    assert centre(page) == pytest.approx(chosen, abs=0.01)
    assert page.locator(KIOSK).get_attribute("data-mode") == "touch"
