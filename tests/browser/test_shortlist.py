"""A planner: from the map to a ranked, saved, reopened and exported list."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.export.fields import header
from geo.model import Datum
from geo.shortlist import link
from geo.shortlist.model import Item, Shortlist
from tests.browser.test_access import violations
from tests.browser.test_explore import IDLE, REST, click_place, download, headline, open_map
from tests.support.page import drawn

pytestmark = pytest.mark.browser


def rest(page: Page) -> None:
    page.wait_for_timeout(400)
    page.wait_for_selector(IDLE)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    rest(page)


def choose(page: Page, key: str, text: str) -> None:
    """Type into a box that suggests, and take the first suggestion."""
    page.bring_to_front()
    page.locator(f".st-key-{key} input").first.fill(text)
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    rest(page)


def names(page: Page) -> list[str]:
    """The names in the table of the ranking, from the top."""
    return page.locator(".shutu-ranking tbody td:nth-child(2)").all_inner_texts()


def test_build_by_map_and_list_rank_save_reload_reopen_export(page, server, catalog):
    open_map(page, f"{server}/?sector=tourism&lang=en")
    place = catalog.place("jiuzhaigou")
    click_place(page, place["lon"], place["lat"])
    press(page, "Add to shortlist")
    canvas = page.locator(".stDataFrame canvas").first
    canvas.scroll_into_view_if_needed()
    for row in (1, 2):  # the boxes of the first two rows: lantern fair, Mount Emei
        box = canvas.bounding_box()
        page.mouse.click(box["x"] + 16, box["y"] + 16 + 31 * row)
        rest(page)
    page.get_by_role("button", name="Add the 2 selected").click()
    rest(page)
    page.get_by_role("link", name="Shortlist · 3").click()
    expect(headline(page)).to_have_text("Shortlist 1")
    rest(page)
    page.locator(".st-key-shortlist_panel").get_by_text("Rank", exact=True).click()
    rest(page)
    page.get_by_role("button", name="Add a criterion").click()
    choose(page, "rank_new_measure", "Distance")
    choose(page, "rank_new_site", "Tianfu Airport")
    press(page, "Add")
    assert names(page)[-1] == "Jiuzhaigou"
    page.mouse.click(300, 95)  # beside the box, which closes it
    rest(page)
    press(page, "Order the list by score")
    assert violations(page) == []
    press(page, "Save")
    expect(drawn(page, ".shutu-summary")).to_contain_text("version 1")
    choose(page, "shortlist_add_place", "Dujiangyan")  # not saved: the tab remembers it
    expect(drawn(page, ".shutu-summary")).to_contain_text("unsaved changes")
    page.reload()
    expect(drawn(page, ".shutu-summary")).to_contain_text("4 on the list")
    expect(drawn(page, ".shutu-summary")).to_contain_text("unsaved changes")
    rest(page)
    page.locator(".st-key-shortlist_more button").click()
    press(page, "Close list")
    page.locator(".st-key-shortlist_open button").click()
    page.locator("[class*='st-key-shortlist_open_'] button").first.click()
    expect(drawn(page, ".shutu-summary")).to_contain_text("3 on the list")
    rest(page)
    content = Path(download(page, "Download CSV").path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    rank, place = (header(name, "en", Datum.WGS84) for name in ("rank", "id"))
    assert [row[rank] for row in rows] == ["1", "2", "3"]
    assert rows[-1][place] == "jiuzhaigou"


def test_two_people_save_one_list_and_nothing_is_lost(page, server, browser):
    page.goto(f"{server}/shortlist?lang=en")
    rest(page)
    choose(page, "shortlist_add_place", "Sanxingdui")
    press(page, "Save")
    page.locator(".st-key-shortlist_pass_on button").click()
    link = page.get_by_test_id("stCode").filter(has_text="list=").inner_text().replace("\n", "")
    page.locator(".st-key-shortlist_pass_on button").click()
    rest(page)
    phone = browser.new_page(viewport={"width": 390, "height": 800})
    phone.goto(link)
    expect(drawn(phone, ".shutu-summary")).to_contain_text("1 on the list")
    rest(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    choose(phone, "shortlist_add_place", "Min River")
    press(phone, "Save")
    expect(drawn(phone, ".shutu-summary")).to_contain_text("version 2")
    phone.close()
    choose(page, "shortlist_add_place", "Tianfu Airport")
    press(page, "Save")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Min River")
    expect(dialog).to_contain_text("Tianfu Airport")
    dialog.get_by_role("button", name="Merge both").click()
    expect(drawn(page, ".shutu-summary")).to_contain_text("3 on the list · version 3")


def test_a_click_counts_though_another_follows_within_milliseconds(page, server):
    open_map(page, f"{server}/?site=jiuzhaigou&lang=en")
    switch = page.locator("[class*='st-key-inferred_'] input")
    two_clicks = """(pause) => {
      document.querySelector(".st-key-shortlist_add button").click();
      setTimeout(() => document.querySelector("[class*='st-key-inferred_'] input").click(), pause);
    }"""
    added = page.locator(".st-key-shortlist_add")
    for pause in range(0, 20, 2):
        # The button does as it says; while a run goes on, what it replaces is there as well.
        label = "Remove from shortlist" if pause % 4 else "Add to shortlist"
        expect(page.get_by_role("button", name=label, exact=True)).to_have_count(1)
        expect(added).to_have_count(1)
        expect(switch).to_have_count(1)
        before = switch.is_checked()
        page.evaluate(two_clicks, pause)
        expect(switch).to_be_checked(checked=not before)
        rest(page)
        shown = "Shortlist" if pause % 4 else "Shortlist · 1"
        expect(page.get_by_role("link", name=shown, exact=True)).to_be_visible()


def test_moving_the_map_of_a_list_is_no_run_of_the_page(page, server):
    """A run in the middle of typing and choosing costs the choice."""
    asked: list[object] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: asked.append(frame)))
    page.goto(f"{server}/shortlist?lang=en")
    rest(page)
    choose(page, "shortlist_add_place", "Sanxingdui")
    page.wait_for_selector(REST)
    page.wait_for_timeout(1_000)
    before = len(asked)
    assert before
    page.locator(f"{REST} .map").focus()
    page.keyboard.press("+")
    page.wait_for_timeout(2_000)  # the map of the explore page reports its view in less
    assert len(asked) == before


def test_a_list_from_a_link_is_there_after_a_reload_at_once(page, server):
    item = Item("sanxingdui")
    content = link.encode(Shortlist(name="First round", items=(item,)))
    page.goto(f"{server}/shortlist?lang=en&{link.CONTENT}={content}")
    expect(headline(page)).to_have_text("First round")
    page.wait_for_selector(IDLE)
    page.get_by_role("button", name="Dark").click()  # the look is changed by a reload
    page.get_by_role("button", name="Light").wait_for()
    expect(headline(page)).to_have_text("First round")
    expect(drawn(page, ".shutu-summary")).to_contain_text("1 on the list")
