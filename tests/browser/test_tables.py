"""Tables: nothing clickable under their toolbar, sorted by meaning, and usable by keys alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.shortlist.link import encode
from geo.shortlist.model import Item, Shortlist, as_pairs
from tests.browser.test_explore import IDLE, REST, rested
from tests.support.page import drawn, drawn_button

pytestmark = pytest.mark.browser
NEAR = 120  # pixels above and below a table
COVERED = """(table, near) => {
  const box = table.getBoundingClientRect();
  return [...document.querySelectorAll("button, input, summary, a, [role=combobox]")]
    .filter((one) => !table.contains(one) && !one.disabled
      && !one.closest("[data-testid=stElementToolbar]")
      && one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .flatMap((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      if (!width || top + height < box.top - near || top > box.bottom + near) return [];
      return [0.1, 0.5, 0.9].flatMap((part) => {
        const [x, y] = [left + width * part, top + height / 2];
        if (y < 0 || y > innerHeight || x > innerWidth) return [];
        const hit = document.elementFromPoint(x, y);
        return hit?.closest("[data-testid=stElementToolbar]") ? [one.outerHTML.slice(0, 80)] : [];
      });
    });
}"""
TABLES = "[data-testid='stDataFrame'], [data-testid='stVegaLiteChart']"
TOOLBAR_SHOWN = """(table) => {
  const toolbar = table.querySelector("[data-testid=stElementToolbar]")
    ?? table.closest(".stElementContainer").querySelector("[data-testid=stElementToolbar]");
  return toolbar?.checkVisibility() && getComputedStyle(toolbar).opacity === "1";
}"""
BY_DISTANCE = {
    "distance:tianfu-airport": """{"measure": "distance", "origin": "tianfu-airport",
  "weight": 1, "more": false, "missing": "last"}"""
}


def list_in_a_link(*places: str) -> str:
    """The address of the shortlist page with a list of these places and a criterion."""
    items = tuple(map(Item, places))
    made = Shortlist(name="List", items=items, criteria=as_pairs(BY_DISTANCE))
    return f"shortlist?lang=en&items={encode(made)}"


def open_panel(page: Page, name: str) -> None:
    page.wait_for_selector(IDLE)
    page.locator(".st-key-shortlist_panel").get_by_text(name, exact=True).click()


def rank(page: Page) -> None:
    open_panel(page, "Rank")
    page.locator(".st-key-rank_table summary").click()
    expect(page.locator(".st-key-rank_table").get_by_test_id("stDataFrame")).to_be_visible()


def bring(page: Page) -> None:
    page.locator(".st-key-locate_example_list button").click()
    expect(page.locator(".st-key-locate_start")).to_be_visible()


def locate(page: Page) -> None:
    bring(page)
    page.locator(".st-key-locate_start button").click()
    page.wait_for_selector(REST)


def nothing(page: Page) -> None:
    """The page is as it opens."""


PAGES = {
    "list": ("?sector=tourism&site=jiuzhaigou", nothing),
    "coverage": ("coverage?lang=en", nothing),
    "sources": ("sources?site=dujiangyan", nothing),
    "columns of an own list": ("locate?lang=en", bring),
    "an own list": ("locate", locate),
    "rank": (list_in_a_link("jiuzhaigou", "dujiangyan"), rank),
}


def tables(page: Page) -> Locator:
    return page.locator(TABLES)


def assert_nothing_is_covered(page: Page) -> None:
    page.wait_for_selector(IDLE)
    count = tables(page).count()
    assert count
    for number in range(count):
        table = tables(page).nth(number)
        if not table.is_visible():
            continue
        table.scroll_into_view_if_needed()
        table.hover(position={"x": 60, "y": 12})
        page.wait_for_function(TOOLBAR_SHOWN, arg=table.element_handle())
        assert table.evaluate(COVERED, NEAR) == [], number


@pytest.mark.parametrize(("path", "steps"), PAGES.values(), ids=PAGES)
def test_no_toolbar_lies_over_what_can_be_clicked(page, server, path, steps):
    page.goto(f"{server}/{path}")
    steps(page)
    page.wait_for_selector("[data-testid='stDataFrame'] canvas, [data-testid='stVegaLiteChart']")
    assert_nothing_is_covered(page)


def test_rows_of_the_shortlist_are_ticked_noted_and_ordered_without_a_mouse(page, server):
    page.goto(f"{server}/{list_in_a_link('emeishan', 'jiuzhaigou')}")
    first = page.locator(".st-key-shortlist_table tbody tr").first
    page.wait_for_selector(IDLE)
    first.get_by_role("checkbox", name="Mount Emei").focus()
    page.keyboard.press("Space")
    expect(drawn(page, "[role=status]").filter(has_text="1 selected")).to_be_visible()
    expect(drawn_button(page, "shortlist_move_top")).to_be_enabled()
    for _ in range(4):  # grip, position, name, note
        page.keyboard.press("Tab")
    page.keyboard.type("by train")
    page.keyboard.press("Enter")
    expect(first.locator("[data-field=note]")).to_have_value("by train")
    box = page.locator(".st-key-shortlist_order_by input")
    box.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name="Name").wait_for()
    page.keyboard.press("Enter")
    expect(first.locator(".site")).to_have_text("Jiuzhaigou")
    expect(drawn_button(page, "shortlist_undo")).to_be_enabled()


def test_rows_are_chosen_and_places_opened_without_a_mouse(page, server):
    page.goto(f"{server}/?sector=tourism")
    rested(page)
    page.wait_for_selector("[data-testid='stDataFrame'] canvas")
    page.locator("[data-testid='stDataFrame'] canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(drawn(page, ".shutu-title")).to_be_visible()
    expect(page.locator(".st-key-shortlist_add_rows button")).to_be_visible()
    box = page.locator(".st-key-open_row input")
    box.focus()
    page.keyboard.type("三星堆")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    expect(drawn(page, ".shutu-title")).to_contain_text("三星堆")
