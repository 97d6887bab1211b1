"""Tables: nothing clickable under their toolbar, sorted by meaning, and usable by keys alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_explore import IDLE, rested

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
PAGES = {
    "list": "?sector=tourism&site=jiuzhaigou",
    "coverage": "coverage?lang=en",
    "sources": "sources?site=dujiangyan",
}


def tables(page: Page) -> Locator:
    return page.locator("[data-testid='stDataFrame'], [data-testid='stVegaLiteChart']")


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
        page.wait_for_timeout(500)  # the toolbar comes up
        assert table.evaluate(COVERED, NEAR) == [], number


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_toolbar_lies_over_what_can_be_clicked(page, server, path):
    page.goto(f"{server}/{path}")
    page.wait_for_selector("[data-testid='stDataFrame'] canvas, [data-testid='stVegaLiteChart']")
    assert_nothing_is_covered(page)


def test_nor_on_the_shortlist(page, server):
    page.goto(f"{server}/?sector=tourism")
    page.locator(".st-key-desk_add_all button").click()
    page.get_by_role("link", name=re.compile("清单 · 7")).click()
    page.wait_for_selector("[data-testid='stDataFrame'] canvas")
    assert_nothing_is_covered(page)


def column(page: Page, name: str) -> list[str]:
    """What assistive technology reads in a column, from the top."""
    return page.evaluate(
        """(name) => {
          const grid = document.querySelector("[data-testid='stDataFrame'] canvas table");
          const heads = [...grid.querySelectorAll("th")].map((one) => one.textContent);
          const at = heads.findIndex((one) => one.includes(name));
          return [...grid.querySelectorAll("tbody tr")]
            .map((row) => row.querySelectorAll("td")[at]?.textContent);
        }""",
        name,
    )


def test_rows_are_chosen_and_places_opened_without_a_mouse(page, server):
    page.goto(f"{server}/?sector=tourism")
    rested(page)
    page.wait_for_selector("[data-testid='stDataFrame'] canvas")
    page.locator("[data-testid='stDataFrame'] canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.locator(".shutu-title")).to_be_visible()
    expect(page.locator(".st-key-desk_add_rows button")).to_be_visible()
    box = page.locator(".st-key-open_row input")
    box.focus()
    page.keyboard.type("三星堆")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    expect(page.locator(".shutu-title")).to_contain_text("三星堆")
