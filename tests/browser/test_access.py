"""Access for everybody: axe-core on every page in both looks, and the keyboard alone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_explore import FRAME, IDLE, REST, WATCH, open_map, rested, still
from tests.support.page import drawn

pytestmark = pytest.mark.browser
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
PAGES = (
    "?site=sanxingdui",
    "?nomap=1&lang=en&sector=rural",
    "",
    "plan?site=sanxingdui",
    "plan?lang=en&sector=energy",
    "shortlist",
    "coverage",
    "sources?lang=en",
    "about",
    "region?of=510100",
    "task?of=8&lang=en",
)
# What the last part of a page shows, where it is not its headline.
END = {
    "": ".shutu-foot",
    "plan": ".mark",
    "coverage": "[data-testid='stVegaLiteChart'] :is(canvas, svg)",
    "sources": ".shutu-foot",
    "about": ".shutu-keys",
}


ENGLISH_NAMES = """() => ["aria-label", "title", "placeholder"].flatMap((name) =>
  [...document.querySelectorAll(`[${name}]:not(.vega-embed *)`)].map((e) => e.getAttribute(name))
).filter((said) => /[a-z]{4}/i.test(said) && !/[\u4e00-\u9fff]/.test(said))"""


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{fault['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_fault_at_level_aa(page, server, path, look):
    page.emulate_media(color_scheme=look)
    page.goto(f"{server}/{path}")
    page.wait_for_selector(".shutu-sentence")
    page.wait_for_selector(IDLE)
    expect(page.locator(END.get(path.partition("?")[0], ".shutu-sentence")).first).to_be_visible()
    expect(page.locator(".st-key-theme_switch button")).not_to_be_empty()
    if path.startswith("?site"):
        page.wait_for_selector(REST)
    page.wait_for_timeout(300)
    assert violations(page) == []
    if "lang=en" not in path:  # nothing that a screen reader says is left in English
        assert page.evaluate(ENGLISH_NAMES) == []


def test_a_map_that_is_still_loading_has_no_button_without_a_name(page, server):
    page.route("**/places.json", lambda route: None)  # it is on its way, and stays there
    page.goto(f"{server}/?site=sanxingdui")
    page.wait_for_selector(".shutu-sentence")
    page.wait_for_selector(IDLE)
    expect(page.locator(".map")).to_be_attached()
    assert violations(page) == []


def test_streamlits_words_follow_the_language_there_and_back(page, server):
    page.goto(f"{server}/locate")
    choose = page.get_by_test_id("stFileUploaderDropzone").locator("button")
    for text, switch in (("选择文件", "English"), ("Upload", "中文"), ("选择文件", "English")):
        expect(choose).to_contain_text(text)
        page.get_by_role("button", name=switch, exact=True).click()
    expect(choose).to_contain_text("Upload")
    # Nothing goes on changing: two languages do not take turns at the words.
    count = """() => new Promise((done) => {
      let changes = 0;
      new MutationObserver((some) => { changes += some.length; }).observe(document.body,
        { subtree: true, childList: true, characterData: true, attributes: true });
      setTimeout(() => done(changes), 1000);
    })"""
    page.wait_for_selector(IDLE)
    page.wait_for_timeout(500)
    assert page.evaluate(count) < 50


def test_an_unknown_address_is_told_in_chinese(page, server):
    page.goto(f"{server}/nowhere")
    expect(page.get_by_role("dialog")).to_contain_text("没有这个页面")
    expect(page.get_by_role("dialog")).not_to_contain_text("requested")


def test_the_keyboard_alone_filters_and_opens_a_place(page, server):
    page.goto(f"{server}/?nomap=1")
    page.wait_for_selector(".shutu-sentence")
    page.wait_for_selector(IDLE)
    page.get_by_role("textbox", name="搜索").focus()
    page.keyboard.type("sanxingdui")
    page.keyboard.press("Enter")
    hit = page.locator("[class*='st-key-hit_place_sanxingdui'] button")
    expect(hit).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        if hit.evaluate("button => button === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(drawn(page, ".shutu-title")).to_contain_text("三星堆")


def test_the_list_stands_in_for_the_map(page, server):
    page.goto(f"{server}/?nomap=1&sector=rural&lang=en")
    row = page.locator(".st-key-row_sanhe-cun button")
    row.focus()
    page.keyboard.press("Enter")
    expect(drawn(page, ".shutu-title")).to_contain_text("Sanhe Village")
    expect(page.locator(FRAME)).to_have_count(0)


def test_reduced_motion_is_respected(page, server):
    open_map(page, f"{server}/?sector=tourism")
    page.locator(f"{FRAME} .map").focus()
    before = still(page)
    page.evaluate(WATCH)
    page.keyboard.press("+")
    assert still(page)[2] == pytest.approx(before[2] + 1)
    assert page.evaluate("window.views.size") == 1  # there at once


def test_links_lead_the_keyboard_to_the_map_and_to_the_list(page, server):
    """Past all filters: seen while they have the focus, and no step of the history."""
    page.goto(f"{server}/?sector=rural")
    rested(page)
    steps = page.evaluate("history.length")
    for text, target in (("跳到地图", f"{FRAME} .map"), ("跳到列表", ".st-key-list_head h2")):
        link = page.get_by_role("button", name=text, exact=True)
        link.focus()
        assert link.bounding_box()["height"] > 20
        page.keyboard.press("Enter")
        expect(page.locator(target)).to_be_focused()
        assert link.bounding_box()["height"] < 2
    assert page.evaluate("history.length") == steps


def test_the_keyboard_selects_rows_of_the_table(page, server):
    """As the about page says: arrows move, Shift and Space select a row, for a shortlist."""
    page.goto(f"{server}/?sector=rural")
    rested(page)
    page.locator("[class*='st-key-list_'] [data-testid='data-grid-canvas']").first.focus()
    for key in ("ArrowDown", "ArrowRight", "Shift+Space"):
        page.keyboard.press(key)
    expect(page.locator(".st-key-list_head")).to_contain_text("加入选中的 1 处")
    expect(drawn(page, ".shutu-title")).to_be_visible()
