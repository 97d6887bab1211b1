"""The table of a list: rows are dragged, cells typed at any speed, sites selected by a click."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_access import violations
from tests.browser.test_explore import IDLE
from tests.browser.test_phone import touch
from tests.browser.test_tables import list_in_a_link
from tests.support.page import drawn, drawn_button

pytestmark = pytest.mark.browser
PLACES = ("emeishan", "jiuzhaigou", "dujiangyan", "sanxingdui", "huanglong")
ROWS = ".st-key-shortlist_table tbody tr"
# Types as fast as events can follow each other: no pause at all, not even for a frame.
TYPE_AT_ONCE = """(row, [field, text]) => {
  const box = row.querySelector(`[data-field=${field}]`);
  box.focus();
  box.value = text;
  box.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
}"""


@pytest.fixture
def table(page: Page, server: str) -> Page:
    """The page of shortlists with five places."""
    page.goto(f"{server}/{list_in_a_link(*PLACES)}")
    expect(page.locator(ROWS)).to_have_count(5)
    page.wait_for_selector(IDLE)
    return page


def row(page: Page, place: str) -> Locator:
    return page.locator(f"{ROWS}[data-id='{place}']")


def order(page: Page) -> list[str]:
    return page.locator(ROWS).evaluate_all("rows => rows.map((row) => row.dataset.id)")


def expect_order(page: Page, *places: str) -> None:
    """The first rows come to be these."""
    for at, place in enumerate(places):
        expect(page.locator(ROWS).nth(at)).to_have_attribute("data-id", place)


def undo(page: Page) -> None:
    drawn_button(page, "shortlist_undo").click()


def settled(page: Page) -> None:
    """The server has everything: a fresh look at the list shows it."""
    page.wait_for_function("() => sessionStorage.getItem('shutu-edits') === null")
    page.wait_for_selector(IDLE)


def test_a_row_is_dragged_and_the_drag_can_be_taken_back(table):
    grip, goal = (row(table, PLACES[at]).bounding_box() for at in (0, 3))
    handle = row(table, PLACES[0]).locator(".grip").bounding_box()
    table.mouse.move(handle["x"] + 8, handle["y"] + 8)
    table.mouse.down()
    table.mouse.move(handle["x"] + 8, grip["y"] + 40, steps=3)
    table.mouse.move(handle["x"] + 8, goal["y"] + goal["height"] - 4, steps=3)
    expect(table.locator(".st-key-shortlist_table .drop")).to_be_visible()
    table.mouse.up()
    wanted = ["jiuzhaigou", "dujiangyan", "sanxingdui", "emeishan", "huanglong"]
    assert order(table) == wanted  # at once, before the server knows
    settled(table)
    expect_order(table, *wanted)
    undo(table)
    expect_order(table, *PLACES)


def test_positions_are_typed_and_rows_moved_by_keys_with_the_focus_kept(table):
    field = row(table, "huanglong").locator("[data-field=position]")
    field.fill("2")
    field.press("Enter")
    wanted = ["emeishan", "huanglong", "jiuzhaigou", "dujiangyan", "sanxingdui"]
    assert order(table) == wanted
    expect(field).to_be_focused()
    field.press("Alt+ArrowUp")
    assert order(table)[:2] == ["huanglong", "emeishan"]
    expect(field).to_be_focused()
    expect(field).to_have_value("1")
    row(table, "emeishan").locator(".grip").press("ArrowDown")
    assert order(table)[:3] == ["huanglong", "jiuzhaigou", "emeishan"]
    expect(table.locator(".st-key-shortlist_table [role=status]")).to_have_text(
        "Mount Emei: position 3"
    )
    settled(table)
    expect_order(table, "huanglong", "jiuzhaigou", "emeishan")
    undo(table)
    expect_order(table, "huanglong", "emeishan", "jiuzhaigou")


def test_quick_typing_and_a_click_on_something_else_lose_nothing(table):
    for place in PLACES:
        row(table, place).evaluate(TYPE_AT_ONCE, ["note", f"note of {place}"])
        row(table, place).evaluate(TYPE_AT_ONCE, ["tags", f"old，new、{place}; new"])
    row(table, "huanglong").locator("[data-field=note]").fill("the last, without Enter")
    table.get_by_role("button", name="Save", exact=True).click()
    expect(drawn(table, ".shutu-summary")).to_contain_text("version 1")
    expect(drawn(table, ".shutu-summary")).not_to_contain_text("unsaved")
    settled(table)
    expect(drawn(table, ".shutu-summary")).not_to_contain_text("unsaved")
    for place in PLACES[:-1]:
        expect(row(table, place).locator("[data-field=note]")).to_have_value(f"note of {place}")
    for place in PLACES:
        tags = row(table, place).locator("[data-field=tags]")
        expect(tags).to_have_value(f"old, new, {place}")
    expect(row(table, "huanglong").locator("[data-field=note]")).to_have_value(
        "the last, without Enter"
    )


def test_a_note_that_is_being_typed_survives_a_reload_of_the_page(table):
    field = row(table, "dujiangyan").locator("[data-field=note]")
    row(table, "emeishan").get_by_role("checkbox").check()
    table.wait_for_function("() => sessionStorage.getItem('shutu-desk')")  # the list itself
    field.focus()
    table.keyboard.type("not even Enter")
    table.reload()
    expect(field).to_have_value("not even Enter")
    settled(table)
    expect(field).to_have_value("not even Enter")


def test_a_burst_of_typing_is_one_step_of_undo(table):
    field = row(table, "jiuzhaigou").locator("[data-field=note]")
    field.press_sequentially("first", delay=10)
    table.wait_for_timeout(1_500)  # sent meanwhile
    settled(table)
    field.press_sequentially(" and more", delay=10)
    field.press("Enter")
    settled(table)
    expect(field).to_have_value("first and more")
    undo(table)
    expect(field).to_have_value("")
    expect(drawn_button(table, "shortlist_undo")).to_be_disabled()


def test_a_finger_drags_a_row_and_does_not_scroll_the_page(browser, server):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    phone = context.new_page()
    phone.goto(f"{server}/{list_in_a_link(*PLACES)}")
    expect(phone.locator(ROWS)).to_have_count(5, timeout=30_000)
    phone.wait_for_selector(IDLE)
    grip = row(phone, PLACES[3]).locator(".grip")
    grip.scroll_into_view_if_needed()
    phone.wait_for_timeout(500)
    box, goal = grip.bounding_box(), row(phone, PLACES[1]).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    screen = context.new_cdp_session(phone)
    touch(screen, "touchStart", (x, y))
    for part in (0.3, 0.6, 1):
        touch(screen, "touchMove", (x, y + part * (goal["y"] + 4 - y)))
    touch(screen, "touchEnd")
    expect_order(phone, PLACES[0], PLACES[3], PLACES[1])
    settled(phone)
    expect_order(phone, PLACES[0], PLACES[3], PLACES[1])
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_a_click_selects_a_site_and_everything_has_a_name(table):
    row(table, "sanxingdui").locator(".site").click()
    expect(drawn(table, ".shutu-title")).to_contain_text("Sanxingdui")
    expect(row(table, "sanxingdui")).to_have_attribute("aria-current", "true")
    row(table, "huanglong").get_by_role("checkbox", name="Huanglong").check()
    expect(drawn(table, ".shutu-title")).to_contain_text("Huanglong")
    expect(drawn(table, "[role=status]").filter(has_text="1 selected")).to_be_visible()
    region = row(table, "sanxingdui").locator(".links a").first
    assert "/region?of=510681" in region.get_attribute("href")
    table.wait_for_selector(IDLE)
    assert violations(table) == []
