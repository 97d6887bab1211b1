"""The text beside the map, both ways, and the doors of the band on the first screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_explore import IDLE, click_place, headline, open_map, rested, settled
from tests.programs import plan_file
from tests.support.page import drawn, drawn_button

pytestmark = pytest.mark.browser
SANXINGDUI = (104.2, 30.99)
# How far the current mark is below the upper edge of the text, and how high the text is.
IN_SIGHT = """() => {
  const roots = [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean);
  const mark = roots.map((one) => one.querySelector("[aria-current].mark")).find(Boolean);
  const words = mark.closest(".words");
  return [mark.getBoundingClientRect().top - words.getBoundingClientRect().top, words.clientHeight];
}"""


def current(page: Page):
    return page.locator(".mark[aria-current]")


def in_sight(page: Page) -> bool:
    top, height = page.evaluate(IN_SIGHT)
    return bool(0 <= top < height)


def test_a_name_in_the_text_moves_the_map_and_the_page_stays(page, server):
    open_map(page, f"{server}/plan")
    page.evaluate("window.stays = true")
    page.locator(".mark", has_text="三星堆").click()
    expect(current(page)).to_have_text("三星堆")
    settled(page, *SANXINGDUI)
    expect(drawn(page, ".shutu-title")).to_contain_text("三星堆")
    expect(page).to_have_url(f"{server}/plan?site=sanxingdui")
    assert page.evaluate("window.stays")


def test_the_keyboard_picks_a_name_too(page, server):
    open_map(page, f"{server}/plan?lang=en")
    page.locator(".mark", has_text="Jiuzhaigou").focus()
    page.keyboard.press("Enter")
    expect(drawn(page, ".shutu-title")).to_contain_text("Jiuzhaigou")


def test_a_symbol_leads_to_its_sentence(page, server):
    open_map(page, f"{server}/plan?at=104.2,30.99,10&sector=tourism")
    assert page.locator(".mark.dim").count() == 62 - 7
    click_place(page, *SANXINGDUI)
    expect(current(page)).to_have_text("三星堆")
    assert in_sight(page)


def test_the_clause_of_a_place_is_one_click_away_and_back_leads_back(page, server):
    open_map(page, f"{server}/?site=sanxingdui")
    page.locator(".st-key-clause_sanxingdui button").click()
    expect(current(page)).to_have_text("三星堆")
    assert in_sight(page)
    page.go_back()
    expect(headline(page)).to_be_visible()
    expect(page.locator(".st-key-clause_sanxingdui button")).to_be_visible()


def test_the_tree_leads_through_the_text_of_the_plan(page, servers):
    address = servers.start(SHUTU_PLAN=str(plan_file()))
    open_map(page, f"{address}/plan?site=jinsha-river&lang=en")
    expect(current(page)).to_have_text("金沙江")
    assert in_sight(page)
    expect(page.locator(".tree [aria-current]")).to_contain_text("Digital twins: energy")
    expect(page.locator(".entry .beside").first).to_be_attached()
    page.locator(".tree button", has_text="Task 18").click()
    expect(page.locator(".tree [aria-current]")).to_contain_text("Task 18")
    expect(page.locator(".words h3", has_text="18.")).to_be_in_viewport()


def test_the_band_has_a_door_by_sector_and_can_be_closed(page, server):
    open_map(page, f"{server}/?lang=en")
    band = page.locator(".st-key-band")
    assert band.bounding_box()["height"] < 90
    page.get_by_role("button", name="By sector").click()
    page.get_by_text("Tourism · 7").click()
    expect(headline(page)).to_have_text("Sector: Tourism")
    page.wait_for_selector(IDLE)
    drawn_button(page, "band_close").first.click()
    expect(band).to_have_count(0)
    rested(page)
