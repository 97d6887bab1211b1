"""A day at the kiosk, shortened: the loop, a visitor, nobody, a power cut; and no way out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import watched

pytestmark = pytest.mark.browser
KIOSK = ".kiosk"
TOUCH_PX = 48
ADDRESS = "https://map.example.cn/"
FAST = {
    "SHUTU_KIOSK": "1",
    "SHUTU_KIOSK_CLOCK": "5",
    "SHUTU_IDLE_SECONDS": "75",
    "SHUTU_PUBLIC_ADDRESS": ADDRESS,
}
COUNT_CONTEXTS = """
window.contexts = new Set();
const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  const context = get.call(this, kind, ...rest);
  if (context && kind.startsWith("webgl")) window.contexts.add(context);
  return context;
};
"""
OURS = "[data-testid=stBidiComponentIsolated]"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser of its own: the lock is remembered in it, and motion belongs to the kiosk."""
    context = browser.new_context(viewport={"width": 800, "height": 600})
    context.set_default_timeout(60_000)
    with watched(context) as page:
        yield page
    context.close()


@pytest.fixture(scope="module")
def kiosk_server(servers):
    return servers.start(**FAST)


def open_kiosk(page: Page, address: str) -> None:
    page.add_init_script(COUNT_CONTEXTS)
    page.goto(address)
    page.wait_for_selector(f"{KIOSK}[data-ready]")


def has(page: Page, **data: str) -> None:
    """The kiosk says so in its `data-` attributes."""
    selector = KIOSK + "".join(f'[data-{name}="{value}"]' for name, value in data.items())
    expect(page.locator(selector)).to_have_count(1, timeout=60_000)


def touch(page: Page, selector: str, **then: str) -> None:
    """A finger, which does not wait for a slow renderer."""
    box = page.locator(selector).first.bounding_box()
    assert min(box["width"], box["height"]) >= TOUCH_PX - 0.5, (selector, box)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    if then:
        has(page, **then)


def test_loop_touch_filter_card_idle_reset_and_power_cut(page, servers, kiosk_server):
    # A wrong page with damaged parameters leads to the loop, and to nothing else.
    open_kiosk(page, f"{kiosk_server}/coverage?sector=magic&at=x&kiosk=0")
    has(page, mode="loop", lang="zh")
    assert page.url == f"{kiosk_server}/kiosk?kiosk=1"
    for chrome in ("stHeader", "stToolbar", "stMainMenu", "stSidebar"):
        expect(page.get_by_test_id(chrome).locator("visible=true")).to_have_count(0)
    expect(page.locator("a:visible, input:visible, .leave:visible")).to_have_count(0)

    # It plays by itself, in two languages, and can be held and turned back.
    first = page.locator(KIOSK).get_attribute("data-scene")
    expect(page.locator(f'{KIOSK}[data-scene="{first}"]')).to_have_count(0, timeout=30_000)
    touch(page, ".pause")
    here = page.locator(KIOSK).get_attribute("data-scene")
    touch(page, ".next")
    expect(page.locator(f'{KIOSK}[data-scene="{here}"]')).to_have_count(0)
    touch(page, ".previous", scene=here)
    expect(page.locator(".caption .first")).to_have_text(re.compile("[\u4e00-\u9fff]"))
    expect(page.locator(".caption .second")).to_have_text(re.compile("[a-z]{3}"))
    expect(page.locator(".dot.now")).to_have_count(1)

    # A touch anywhere hands over; one tap filters; a place has its card.
    page.mouse.click(500, 200)
    has(page, mode="touch")
    touch(page, "[data-key=sector-tourism]", filter="sector-tourism", lit="7")
    expect(page.locator(".row")).to_have_count(7)
    touch(page, "[data-place=sanxingdui]", card="sanxingdui")
    expect(page.locator(".chain li")).to_contain_text(["主题3", "任务8", "专栏4"])
    expect(page.locator(".facts")).to_contain_text("广汉")
    expect(page.locator("svg.code")).to_have_count(1)
    touch(page, ".language", lang="en")
    expect(page.locator(".head h2")).to_have_text("Sanxingdui")
    touch(page, ".back", card="")

    # Nobody there: it asks, takes an answer, asks again, and is as new.
    ask = page.locator(".ask")
    expect(ask).to_be_visible(timeout=60_000)
    expect(ask).to_contain_text("Still there?")
    touch(page, ".keep", mode="touch", lang="en", filter="sector-tourism")
    expect(ask).to_be_hidden()
    has(page, mode="loop", lang="zh", tour="tour-plan")
    expect(page.locator(f"{KIOSK}[data-filter], {KIOSK}[data-card]")).to_have_count(0)
    expect(page.locator(".panel > *")).to_have_count(0)

    # The server is killed: the loop goes on; it comes back: so does the connection.
    before = page.locator(KIOSK).get_attribute("data-server")
    servers.stop(kiosk_server)
    scene = page.locator(KIOSK).get_attribute("data-scene")
    expect(page.locator(f'{KIOSK}[data-scene="{scene}"]')).to_have_count(0, timeout=30_000)
    expect(page.get_by_role("dialog").locator("visible=true")).to_have_count(0)
    servers.start(kiosk_server, **FAST)
    expect(
        page.locator(f'{KIOSK}[data-ready][data-server]:not([data-server="{before}"])')
    ).to_have_count(1, timeout=90_000)
    assert page.evaluate("window.contexts.size") == 1
    expect(page.locator(f"{KIOSK} canvas")).to_have_count(1)
    page.reload()
    has(page, mode="loop")


def test_a_lock_by_address_holds_in_the_whole_browser(page, server):
    open_kiosk(page, f"{server}/kiosk?kiosk=1&lang=en")
    has(page, mode="loop", lang="en")
    page.goto(f"{server}/sources")
    page.wait_for_selector(f"{KIOSK}[data-ready]")
    assert page.url == f"{server}/kiosk?kiosk=1"
    for key in ("F3", "Control+p", "Control+s", "c"):
        page.keyboard.press(key)
    assert page.evaluate("window.open('https://example.org')") is None
    has(page, mode="loop")


def test_calm_screens_fade_instead_of_flying_and_can_be_left(page, server):
    page.emulate_media(reduced_motion="reduce")
    open_kiosk(page, f"{server}/kiosk")
    touch(page, ".pause")
    touch(page, ".next")
    expect(page.locator(".names span").first).to_be_attached()
    expect(page.locator(f"{KIOSK}.moving")).to_have_count(0)
    expect(page.locator(".count .number")).not_to_have_text("0")
    touch(page, ".leave")
    page.wait_for_selector(".shutu-sentence")
