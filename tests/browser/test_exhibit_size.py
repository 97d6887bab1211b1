"""The map of the stand waits for a size, and a new size takes nothing from a visitor."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

pytestmark = pytest.mark.browser
STAND = ".stand"
HIDE = """
const style = document.createElement("style");
style.textContent = ".st-key-stand_page { display: none !important }";
new MutationObserver(() => document.head && !style.parentNode && !window.seen
  && document.head.append(style)).observe(document, { childList: true, subtree: true });
window.show = () => { window.seen = true; style.remove(); };
"""
NAMES_MOVE_PX = 45  # a name may go to another side of its town


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 800, "height": 600}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    with watched(context) as page:
        yield page
    context.close()


@pytest.fixture(scope="module")
def stand_server(servers):
    return servers.start(SHUTU_STAND_CLOCK="5")


def town_from_centre(page: Page, name: str) -> tuple[float, float]:
    """Where the name of a town is, in pixels from the middle of the screen."""
    town = page.locator(f"{STAND} .names .town", has_text=re.compile(f"^{name}$"))
    expect(town).to_have_count(1)
    style = town.get_attribute("style") or ""
    x, y = map(float, re.findall(r"translate\(([-\d.]+)px, ([-\d.]+)px\)", style)[0])
    size = page.viewport_size
    assert size
    return x - size["width"] / 2, y - size["height"] / 2


def test_a_stand_that_opens_without_a_size_begins_when_it_has_one(page, stand_server):
    page.add_init_script(HIDE)
    page.goto(f"{stand_server}/exhibit")
    page.wait_for_selector(f"{STAND} .title:not(:empty)", state="attached")
    page.wait_for_timeout(1_500)
    assert page.locator(STAND).get_attribute("data-ready") is None
    assert page.locator(f"{STAND} canvas").count() == 0
    page.evaluate("window.show()")
    page.wait_for_selector(f"{STAND}[data-ready]")
    x, y = town_from_centre(page, "绵阳")
    assert abs(x) < 400
    assert abs(y) < 300


def test_the_centre_that_a_visitor_chose_stays_in_another_size(page, stand_server):
    page.goto(f"{stand_server}/exhibit")
    page.wait_for_selector(f"{STAND}[data-ready]")
    page.mouse.click(500, 150)
    page.wait_for_selector(f"{STAND}[data-mode=touch]")
    page.wait_for_timeout(1_500)
    page.mouse.move(520, 350)
    page.mouse.down()
    page.mouse.move(520, 180, steps=6)
    page.mouse.up()
    page.wait_for_timeout(1_000)
    before = town_from_centre(page, "宜宾")
    page.set_viewport_size({"width": 1200, "height": 700})
    page.wait_for_timeout(1_000)
    assert town_from_centre(page, "宜宾") == pytest.approx(before, abs=NAMES_MOVE_PX)
    assert page.locator(STAND).get_attribute("data-mode") == "touch"
