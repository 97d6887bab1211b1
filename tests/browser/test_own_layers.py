"""Own layers in a real browser: drawn, pointed at, in the picture; no request leaves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from geo.ui.escaping import visible
from tests.browser.test_explore import IDLE
from tests.ingest.own_layer_files import geojson
from tests.ui.test_user_file_names import HOSTILE

pytestmark = pytest.mark.browser
NAME = " ".join(HOSTILE[:12]).replace("/", "")[:120]
ZONE = {
    "type": "Polygon",
    "coordinates": [[[101, 29], [106, 29], [106, 32], [101, 32], [101, 29]]],
}
COUNT = """() => performance.getEntriesByType("resource")
    .filter(({ name }) => name.includes("/export/session/layer/")).length"""


def test_a_layer_is_drawn_named_and_pointed_at_as_text_only(page: Page, server: str):
    page.goto(f"{server}/?lang=en")
    expect(page.locator(".frame[data-rest='1']")).to_be_visible()
    panel = page.locator(".st-key-own_layers")
    panel.locator("summary").click()
    content = geojson((ZONE, {"name": NAME, "id": "dujiangyan"}))
    file = {"name": "zone.geojson", "mimeType": "application/geo+json", "buffer": content}
    panel.locator("input[type=file]").set_input_files(file)
    expect(page.locator(".legend li", has_text="zone")).to_have_count(1)
    expect(page.locator(".frame[data-rest='1']")).to_be_visible()
    page.wait_for_selector(IDLE)
    assert page.evaluate(COUNT) == 1  # its geometry came once
    frame = page.locator(".frame")
    frame.scroll_into_view_if_needed()
    drawn = frame.evaluate(
        "({ map }) => map.deck.layerManager.getLayers().map(({ id }) => id)"
        ".filter((id) => /^(own-[0-9-]+|places-icons|base-fade)$/.test(id))"
    )
    assert [one.partition("-")[0] for one in drawn] == ["base", "own", "places"]
    under = frame.evaluate(
        """({ map }) => {
            const { clientWidth: wide, clientHeight: high } = map.box;
            for (let x = 0.2; x < 0.9; x += 0.05) {
                for (let y = 0.2; y < 0.8; y += 0.05) {
                    const at = { x: wide * x, y: high * y, radius: 3 };
                    const found = map.deck.pickObject(at)?.object;
                    if (!found?.properties?.own) continue;
                    map.click(at.x, at.y, 3);
                    if (!map.tip.element.hidden) return found.properties.tip;
                }
            }
            return "nothing";
        }"""
    )
    assert under == f"name: {' '.join(visible(NAME).split())}\nid: dujiangyan"
    tip = page.locator(".tip")
    expect(tip).to_contain_text("id: dujiangyan")
    assert tip.evaluate("(element) => element.childElementCount") == 0
    assert page.evaluate("window.pwned") is None
    expect(page.locator(".shutu-sentence")).not_to_contain_text("·")  # no region was chosen
    picture = frame.evaluate(
        """async ({ map }) => {
            await map.loadPictures();
            return map.data.legend.filter(({ printed }) => printed).map(({ printed }) => printed);
        }"""
    )
    assert picture == ["{name} (provided by the user, for orientation)"]
    panel.get_by_role("button", name="Remove").click()
    expect(page.locator(".legend li", has_text="zone")).to_have_count(0)
