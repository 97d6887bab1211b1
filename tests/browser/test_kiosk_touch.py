"""Fingers on the kiosk: the prefectures in one touch, two fingers zoom, and the province stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched
from tests.browser.test_access import RULES
from tests.support.touch import FingerPath, fingers

pytestmark = pytest.mark.browser
KIOSK = ".kiosk"
MIDDLE = (640, 300)  # of the free part of the map


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 900, "height": 600}, reduced_motion="reduce", has_touch=True
    )
    context.set_default_timeout(60_000)
    with watched(context) as page:
        yield page
    context.close()


@pytest.fixture(scope="module")
def kiosk_server(servers):
    return servers.start(SHUTU_KIOSK="1", SHUTU_KIOSK_CLOCK="5", SHUTU_IDLE_SECONDS="900")


def touch(page: Page, *paths: FingerPath) -> None:
    """Fingers that go along their paths as slowly as a visitor's."""
    devtools = page.context.new_cdp_session(page)
    fingers(page, devtools, paths, pause_ms=40)
    devtools.detach()


def pinch(page: Page, start: float, end: float) -> None:
    """Two fingers on the map, from one distance apart to another, in pixels."""
    x, y = MIDDLE
    touch(page, *(((x + s * start / 2, y), (x + s * end / 2, y)) for s in (-1, 1)))


def rest(page: Page) -> tuple[float, float, float]:
    """Longitude, latitude and zoom of the map when it has come to rest."""
    found: tuple[float, ...] = ()
    for _ in range(40):
        page.wait_for_timeout(500)
        kiosk = page.locator(KIOSK)
        text = f"{kiosk.get_attribute('data-centre')},{kiosk.get_attribute('data-zoom')}"
        before, found = found, tuple(map(float, text.split(",")))
        if before == found:
            break
    lon, lat, zoom = found
    return lon, lat, zoom


def test_my_prefecture_is_one_touch_away(page, kiosk_server):
    page.goto(f"{kiosk_server}/kiosk?lang=en")
    page.wait_for_selector(f"{KIOSK}[data-ready]")
    page.locator(".mine").tap()
    tiles = page.locator(".body.prefectures .tile")
    expect(tiles).to_have_count(21)
    assert tiles.first.inner_text().split() == ["Aba", "7"]
    page.locator("[data-key=prefecture-513200]").tap()
    expect(page.locator(".head h2")).to_contain_text("Aba Tibetan")
    expect(page.locator(".lead")).to_have_text("The plan names 7 places here; touch one for more")
    expect(page.locator(".row")).to_have_count(7)
    page.locator("[data-place=jiuzhaigou]").tap()
    expect(page.locator(".purpose")).to_contain_text("The plan calls for digital-twin natural")
    expect(page.locator(".facts")).to_contain_text(
        "Confidence: medium · Locality · accurate to about 5 km"
    )
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found] == []
    page.locator(".back").tap()
    page.locator(".back").tap()
    page.locator("[data-key=prefecture-510700]").tap()
    expect(page.locator(".lead")).to_contain_text("The plan names no place here.")
    expect(page.locator(".row")).to_have_count(0)


def test_two_fingers_zoom_and_the_province_stays_on_the_screen(page, kiosk_server):
    page.goto(f"{kiosk_server}/kiosk?lang=en")
    page.wait_for_selector(f"{KIOSK}[data-ready]")
    page.locator(".mine").tap()
    page.wait_for_selector(f"{KIOSK}[data-mode=touch]:not(.moving):not(.veiled)")
    _, _, whole = rest(page)
    pinch(page, 60, 260)
    _, _, near = rest(page)
    assert near > whole + 1
    for _ in range(3):
        pinch(page, 300, 40)
    _, _, far = rest(page)
    assert far == pytest.approx(whole, abs=0.3)  # no world around it
    pinch(page, 60, 260)
    for _ in range(3):
        touch(page, ((480, 100), (880, 560)))
    lon, lat, _ = rest(page)
    assert 96 < lon < 109
    assert 25 < lat < 35
    assert page.evaluate("window.visualViewport.scale") == 1


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_phone_card_is_for_everybody(browser, kiosk_server, lang, look):
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=look)
    with watched(context) as page:
        page.goto(f"{kiosk_server}/card/jinsha-river?lang={lang}")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found] == []
        page.locator(".near a").first.click()
        expect(page.locator(".near li")).to_have_count(5)
        other = page.locator("header a")
        assert other.bounding_box()["height"] >= 44
        other.click()
        assert f"lang={'en' if lang == 'zh' else 'zh'}" in page.url
    context.close()
