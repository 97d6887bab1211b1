"""A phone that has scanned a code: the place first, then the map, and the filters in one button."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from geo.query.permalink import ViewState, encode
from tests.browser.conftest import watched
from tests.browser.test_explore import FRAME, IDLE, headline, open_map, rested, still
from tests.support.page import drawn

pytestmark = pytest.mark.browser
# What is lower than a finger, 44 px, rounded.
SMALL = """() => [...document.querySelectorAll(
    ".block-container :is(button, summary, [role=radio], [role=option], input[type=text])")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled
    && !one.closest("[data-testid=stElementToolbar], [data-testid=stNumberInput], .stTooltipIcon"))
  .map((one) => one.closest("[role=group][data-rac], [data-testid=stTextInputRootElement]") ?? one)
  .map((one) => [one.getBoundingClientRect().height, one.textContent])
  .filter(([height]) => height > 0 && height < 43.5)"""


@pytest.fixture(params=[(390, 844), (360, 640)], ids=["390x844", "360x640"])
def phone(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(60_000)
    expect.set_options(timeout=30_000)
    with watched(context) as page:
        yield page
    context.close()


def top(page: Page, selector: str) -> float:
    return float(page.locator(selector).first.bounding_box()["y"])


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_link_of_a_place_opens_with_its_detail(phone, server):
    lang = "zh" if phone.viewport_size["width"] == 390 else "en"
    open_map(phone, f"{server}/?{urlencode(encode(ViewState(site='dujiangyan', lang=lang)))}")
    title = drawn(phone, ".shutu-title")
    expect(title).to_contain_text("都江堰" if lang == "zh" else "Dujiangyan")
    expect(title).to_be_in_viewport()
    assert phone.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    height = phone.viewport_size["height"]
    assert top(phone, ".shutu-title") < height / 4
    assert top(phone, ".st-key-detail") < top(phone, FRAME) < top(phone, ".st-key-list_head")
    expect(phone.locator(".st-key-filters")).not_to_be_visible()
    assert fits(phone)


def test_without_a_place_the_headline_and_the_map_come_first(phone, server):
    open_map(phone, f"{server}/?sector=rural&region=511400")
    expect(headline(phone)).to_be_in_viewport()
    expect(phone.locator(FRAME)).to_be_in_viewport()
    assert top(phone, ".shutu-sentence") < top(phone, FRAME) < phone.viewport_size["height"] / 2
    assert fits(phone)
    assert phone.evaluate(SMALL) == []


def test_one_button_opens_the_filters_by_touch_and_by_keyboard(phone, server):
    open_map(phone, f"{server}/?sector=rural&region=511400")
    opener = phone.locator(".st-key-filters_opener button")
    closer = phone.locator(".st-key-filters_closer button")
    expect(opener).to_have_text("筛选 · 2 项")
    expect(opener).to_have_attribute("aria-expanded", "false")
    opener.tap()
    expect(closer).to_be_in_viewport()
    expect(closer).to_be_focused()
    assert phone.evaluate(SMALL) == []
    phone.get_by_role("button", name="眉山市 ×").tap()
    expect(closer).to_contain_text("9")
    phone.wait_for_selector(IDLE)
    expect(closer).to_be_visible()  # a filter does not close them
    closer.tap()
    expect(phone.locator(".st-key-filters")).not_to_be_visible()
    expect(opener).to_have_text("筛选 · 1 项")
    expect(opener).to_be_focused()
    phone.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(closer).to_be_focused()
    phone.keyboard.press("Escape")
    expect(opener).to_be_focused()
    assert fits(phone)


def touch(screen: CDPSession, kind: str, *fingers: tuple[float, float]) -> None:
    """Put fingers on the screen, move them, or (with none) lift them, as the touch screen does."""
    points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
    screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.parametrize("phone", [(390, 844)], indirect=True)
def test_fingers_open_a_place_drag_and_pinch_the_map(phone, server):
    open_map(phone, f"{server}/?sector=tourism")
    frame = phone.locator(FRAME)
    origin = phone.locator(f"{FRAME} .map").bounding_box()
    symbol = "map.symbols.find(({ members }) => !members)"
    name = frame.evaluate(f"({{ map }}) => {symbol}.tip")
    x, y, _ = frame.evaluate(f"({{ map }}) => map.symbolPoints((one) => one === {symbol})[0]")
    # A finger is wide: beside the symbol still counts. It leaves no tip behind.
    phone.touchscreen.tap(origin["x"] + x + 14, origin["y"] + y + 10)
    expect(drawn(phone, ".shutu-title")).to_contain_text(name)
    rested(phone)
    expect(phone.locator(f"{FRAME} .tip")).to_be_hidden()
    frame.evaluate("frame => frame.scrollIntoView({ block: 'center' })")
    origin = phone.locator(f"{FRAME} .map").bounding_box()
    x, y = origin["x"] + 180, origin["y"] + 200
    lon, lat, zoom = still(phone)
    screen = phone.context.new_cdp_session(phone)
    touch(screen, "touchStart", (x, y))
    for step in range(1, 6):
        touch(screen, "touchMove", (x - 20 * step, y))
    touch(screen, "touchEnd")
    expect(frame).not_to_have_attribute("data-centre", f"{lon:.5f},{lat:.5f}")
    east, same, before = still(phone)
    assert east > lon
    assert (same, before) == pytest.approx((lat, zoom), abs=1e-3)
    touch(screen, "touchStart", (x - 30, y), (x + 30, y))
    for step in range(1, 6):
        touch(screen, "touchMove", (x - 30 - 8 * step, y), (x + 30 + 8 * step, y))
    touch(screen, "touchEnd")
    expect(frame).not_to_have_attribute("data-zoom", f"{zoom:.3f}")
    assert still(phone)[2] > zoom + 0.5
    assert phone.evaluate("visualViewport.scale") == 1  # the map, and not the page


@pytest.mark.parametrize(
    "path",
    ["", "plan", "coverage", "shortlist", "locate", "sources?lang=en", "about?lang=en", "?nomap=1"],
)
@pytest.mark.parametrize("phone", [(360, 640)], ids=["360x640"], indirect=True)
def test_no_page_is_wider_than_a_phone(phone, server, path):
    phone.goto(f"{server}/{path}")
    phone.wait_for_selector(".shutu-sentence")
    phone.wait_for_selector(IDLE)
    phone.wait_for_timeout(500)
    assert fits(phone)
