"""An indicator of the regions on the map: its colours, its legend, what it says of a region."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.test_explore import FRAME, open_map

pytestmark = pytest.mark.browser


def test_an_indicator_is_below_the_places_and_says_what_it_shows(page, server):
    open_map(page, f"{server}/?choropleth=places&level=counties&at=100.2,31.5,6.4")
    legend = page.locator(f"{FRAME} .classes")
    expect(legend).to_contain_text("地点数")
    assert legend.locator("li").count() == 5
    order = page.locator(FRAME).evaluate(
        "frame => frame.map.data.layers.map(({ id, data }) => [id, data.length])"
    )
    names = [name for name, _ in order]
    assert dict(order)["choropleth"] == 183
    assert names.index("base-far-province") < names.index("choropleth")
    assert names.index("choropleth") < names.index("base-far-prefectures")
    box = page.locator(f"{FRAME} .map").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(middle[0] + 9, middle[1])
    page.mouse.move(*middle)
    expect(page.locator(f"{FRAME} .tip")).to_contain_text("甘孜 / ")
    expect(page.locator(f"{FRAME} .tip")).to_contain_text("地点数")
