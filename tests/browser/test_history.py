"""Back and forward in a real browser: one step of the history for each step of the person."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_explore import FRAME, IDLE, headline, open_map, rested, still, summary, view
from tests.support.page import drawn

pytestmark = pytest.mark.browser


def length(page: Page) -> int:
    return int(page.evaluate("history.length"))


def choose(page: Page, name: str, sentence: str) -> None:
    page.get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(headline(page)).to_have_text(sentence)
    rested(page)


def test_filter_filter_select_back_back_forward(page, server):
    open_map(page, server)
    start = length(page)
    choose(page, "旅游", "领域：旅游")
    choose(page, "8 数字孪生空间", "领域：旅游 · 任务：数字孪生空间")
    page.get_by_role("textbox", name="搜索").fill("sanxingdui")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q="))  # a step of its own, unless the choice comes before it
    page.locator(".st-key-hit_place_sanxingdui button").click()
    title = drawn(page, ".shutu-title")
    expect(title).to_contain_text("三星堆")
    rested(page)
    assert length(page) == start + 4  # the search is a step as well
    page.go_back()
    page.go_back()
    expect(title).to_have_count(0)
    expect(headline(page)).to_have_text("领域：旅游 · 任务：数字孪生空间")
    page.go_back()
    expect(headline(page)).to_have_text("领域：旅游")
    expect(summary(page)).to_contain_text("列明 7 处")
    expect(page.locator(".st-key-chip_sectors_tourism")).to_be_visible()
    expect(page.locator(".st-key-chip_tasks_8")).to_have_count(0)
    rested(page)
    assert "task" not in page.url
    page.go_forward()
    expect(headline(page)).to_have_text("领域：旅游 · 任务：数字孪生空间")
    page.go_back()
    page.go_back()
    expect(headline(page)).to_have_text("全部列明地点")
    assert length(page) == start + 4


def test_moving_the_map_is_no_step_but_stands_in_the_address(page, server):
    open_map(page, server)
    choose(page, "城市", "领域：城市")
    before = length(page)
    page.locator(f"{FRAME} .map").focus()
    for _ in range(3):
        page.keyboard.press("+")
        page.wait_for_function("old => location.search !== old", arg=page.url.partition("?")[2])
        still(page)
        page.wait_for_timeout(600)
    assert "at=" in page.url
    assert length(page) == before
    near = view(page)
    choose(page, "水利", "领域：城市、水利")
    page.go_back()
    expect(headline(page)).to_have_text("领域：城市")
    rested(page)
    assert view(page) == pytest.approx(near, abs=0.01)
    page.go_back()
    expect(headline(page)).to_have_text("全部列明地点")
    rested(page)
    assert view(page)[2] < near[2] - 2  # as it was before the filter


def test_quick_steps_and_clicks_end_in_one_truth(page, server):
    open_map(page, server)
    for name, sentence in (("旅游", "旅游"), ("水利", "旅游、水利"), ("能源", "旅游、水利、能源")):
        choose(page, name, f"领域：{sentence}")
    page.evaluate("history.back(); setTimeout(() => history.back(), 40)")
    expect(headline(page)).to_have_text("领域：旅游")
    rested(page)
    assert page.url.endswith("?sector=tourism")
    page.evaluate("history.forward(); setTimeout(() => history.forward(), 40)")
    expect(headline(page)).to_have_text("领域：旅游、水利、能源")
    rested(page)
    # Two filters before the page has answered the first: the browser is late, and neither is lost.
    page.evaluate("""() => {
      const sectors = document.querySelectorAll("[class*=st-key-filter_sectors_] button");
      const press = (name) =>
        [...sectors].find((button) => button.textContent.startsWith(name)).click();
      press("乡村");
      setTimeout(() => press("城市"), 15);
    }""")
    expect(headline(page)).to_contain_text("乡村")
    expect(headline(page)).to_contain_text("城市")
    rested(page)
    assert "rural" in page.url
    assert "city" in page.url


def test_a_row_of_quick_steps_does_not_break_the_connection(page, server):
    """The browser leaves out steps that come too quickly; the page follows where it arrives."""
    open_map(page, server)
    sentences = {"": "全部列明地点"}
    for name in ("旅游", "水利", "能源"):
        sentence = f"{sentences[page.url.partition('?')[2]]}、{name}".replace(
            "全部列明地点、", "领域："
        )
        choose(page, name, sentence)
        sentences[page.url.partition("?")[2]] = sentence
    assert len(sentences) == 4
    for _ in range(5):
        page.evaluate("""() => [-1, -1, 1, 1, -1, 1, 1, 1].forEach((step, count) =>
          setTimeout(() => history.go(step), 45 * count))""")
        page.wait_for_timeout(500)
        rested(page)
        here = page.url.partition("?")[2]
        expect(headline(page)).to_have_text(sentences[here])
        forward = len(sentences) - 1 - list(sentences).index(here)
        if forward:
            page.evaluate("steps => history.go(steps)", forward)
            expect(headline(page)).to_have_text(sentence)
            rested(page)


def test_pages_and_languages_are_steps_of_their_own(page, server):
    open_map(page, f"{server}/?sector=water")
    start = length(page)
    page.get_by_role("button", name="English").click()
    expect(headline(page)).to_have_text("Sector: Water")
    page.wait_for_timeout(600)  # what the map reports belongs to the page that it is on
    page.get_by_role("link", name="Coverage").click()
    expect(drawn(page, ".shutu-lead").first).to_have_text("Sector: Water")
    page.wait_for_url(re.compile("coverage.*sector=water"))  # the page has its address, too
    page.wait_for_selector(IDLE)
    page.locator("[class*='st-key-inferred_'] label").click()
    page.wait_for_url(re.compile("inferred=1"))
    page.wait_for_selector(IDLE)
    assert length(page) == start + 3
    page.go_back()
    inferred = page.locator("[class*='st-key-inferred_'] input")
    expect(inferred.first).not_to_be_checked()  # what it replaces goes at the end of the run
    page.wait_for_selector(IDLE)
    expect(inferred).to_have_count(1)
    assert "/coverage" in page.url
    page.go_back()
    page.wait_for_selector(FRAME)
    expect(headline(page)).to_have_text("Sector: Water")
    rested(page)
    page.wait_for_timeout(600)
    page.go_back()
    expect(headline(page)).to_have_text("领域：水利")
    page.go_forward()
    expect(headline(page)).to_have_text("Sector: Water")


def test_a_figure_leads_to_its_places_and_back_in_one_step(page, server):
    page.goto(f"{server}/coverage?lang=en&sector=water")
    lead = drawn(page, ".shutu-lead").first
    expect(lead).to_have_text("Sector: Water")
    page.wait_for_selector(IDLE)
    start = length(page)
    page.locator(".st-key-coverage_region_show button").click()  # of the first prefecture, Chengdu
    page.wait_for_selector(FRAME)
    expect(headline(page)).to_have_text("Sector: Water · Region: Chengdu")
    rested(page)
    assert length(page) == start + 1
    assert "/?sector=water&region=510100&lang=en" in page.url
    page.go_back()
    expect(lead).to_have_text("Sector: Water")
    page.wait_for_selector(IDLE)
    assert page.url.endswith("/coverage?lang=en&sector=water")
