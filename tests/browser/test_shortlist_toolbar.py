"""The bar above a list: at no width does anything lie over anything, or is cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from geo.shortlist.link import encode
from geo.shortlist.model import Item, Shortlist
from geo.shortlist.rules import MAX_NAME
from tests.browser.test_explore import IDLE

pytestmark = pytest.mark.browser
SIZES = {1920: 1080, 1366: 768, 1024: 768, 390: 844}
NAMES = {
    "zh": ("成都平原元宇宙应用场景近期现场踏勘名单征求意见稿" * 4)[:MAX_NAME],
    "en": ("Field visits to the metaverse sites of the Plain, second draft " * 4)[:MAX_NAME],
}
TOOLS = ("", "open", "pass_on", "more")
# What stands on the page from the name to the map; a part is no overlap with what is in it, nor are
# the shared borders (1 px) of the buttons of one group.
FAULTS = """() => {
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && one.getBoundingClientRect().width > 0;
  const all = (css) => [...document.querySelectorAll(css)].filter(shown);
  const parts = all(`.st-key-shortlist_head h1, .st-key-shortlist_head .shutu-summary,
    .st-key-shortlist_bar button, .st-key-shortlist_bar [role=group], .st-key-shortlist_tool,
    .st-key-shortlist_tool :is(h2, button, a, input, img, [data-testid=stCode]),
    .st-key-shortlist_tools button, .st-key-shortlist_panel button,
    [data-testid=stDataFrame], .frame`);
  const label = (one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 20)}`;
  const faults = [];
  parts.forEach((one, number) => {
    const a = one.getBoundingClientRect();
    if (a.left < -0.5 || a.right > innerWidth + 0.5) faults.push(`outside: ${label(one)}`);
    const cut = one.matches("button, a, h1, h2, .shutu-summary")
      && !one.closest("[role=group]") && one.scrollWidth > one.clientWidth + 1;
    if (cut) faults.push(`cut off: ${label(one)}`);
    for (const other of parts.slice(number + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const b = other.getBoundingClientRect();
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1.5 && high > 1.5) faults.push(`over: ${label(one)} | ${label(other)}`);
    }
  });
  if (document.querySelector("[data-testid=stPopoverBody]")) faults.push("a panel lies over all");
  return faults;
}"""


def rest(page: Page) -> None:
    page.wait_for_timeout(400)
    page.wait_for_selector(IDLE)


def tool_button(page: Page, tool: str) -> None:
    page.locator(f".st-key-shortlist_{tool} button").click()
    rest(page)


def assert_fits(page: Page, state: str) -> None:
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)
        assert page.evaluate(FAULTS) == [], (state, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (state, width)


@pytest.mark.parametrize("lang", NAMES)
def test_nothing_lies_over_anything(page, server, lang):
    """Unsaved and alone, saved beside a second list; closed, and with each panel open."""
    made = Shortlist(name=NAMES[lang], items=(Item("jiuzhaigou"), Item("dujiangyan")))
    page.goto(f"{server}/shortlist?lang={lang}&items={encode(made)}")
    page.wait_for_selector(".frame[data-rest='1']")
    assert_fits(page, "unsaved")
    tool_button(page, "new")
    page.locator("[class*='st-key-shortlist_choice'] input").click()
    page.get_by_role("option").first.click()
    rest(page)
    tool_button(page, "save")
    for tool in TOOLS:
        if tool:
            tool_button(page, tool)
        assert_fits(page, tool or "closed")
    tool_button(page, "more")
    assert page.locator(".st-key-shortlist_tool").count() == 0


def test_a_panel_is_opened_and_closed_by_keys(page, server):
    page.goto(f"{server}/shortlist?lang=en")
    page.wait_for_selector(IDLE)
    button = page.locator(".st-key-shortlist_open button")
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-shortlist_tool").wait_for()
    rest(page)
    assert button.evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    page.locator(".st-key-shortlist_tool").wait_for(state="detached")
