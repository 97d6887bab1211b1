"""Scripts, style sheets and markup of our components: loaded once."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import watched
from tests.browser.test_explore import IDLE, rested

pytestmark = pytest.mark.browser
# The images that came over the network; those of the browser's cache have no size.
TRAVELLED = """() => performance.getEntriesByType("resource")
  .filter(({ initiatorType, transferSize }) => initiatorType === "img" && transferSize > 0)
  .map(({ name }) => name)"""


def test_each_file_is_asked_for_once(browser, server):
    """Through filters, another page and back; a context of its own, so that nothing was kept."""
    context = browser.new_context()
    with watched(context) as page:
        asked: list[str] = []
        page.add_init_script("performance.setResourceTimingBufferSize(2000)")
        page.on("request", lambda request: asked.append(request.url))
        page.goto(server)
        rested(page)
        for sector in ("能源", "农业"):
            page.locator(".st-key-filters button").filter(has_text=sector).first.click()
            page.wait_for_selector(IDLE)
        page.get_by_role("link", name="来源").click()
        expect(page).to_have_url(re.compile("/sources"))
        page.wait_for_selector(IDLE)
        page.get_by_role("link", name="探索").click()
        rested(page)
        travelled = page.evaluate(TRAVELLED)
    context.close()
    # Our scripts have a folder of their own; what is near, deck.gl asks anew for each new map.
    (folder,) = {url.removesuffix("host.js") for url in asked if url.endswith("/host.js")}
    ours = Counter(url for url in asked if url.startswith(folder))
    names = {url.removeprefix(folder) for url in ours}
    assert {
        "host.js",
        "map/component.js",
        "map/mercator.js",
        "map/map.css",
        "map/map.html",
        "light.css",
        "logo-light.svg",
        "words-zh.json",
    } <= names
    symbols = {url for url in ours if url.startswith(f"{folder}symbols/")}
    assert [url for url, times in ours.items() if times > 1 and url not in symbols] == []
    # A list that is drawn anew asks for its symbols again, and has them from the browser's cache.
    assert symbols <= set(travelled)
    assert [url for url, times in Counter(travelled).items() if times > 1] == []
