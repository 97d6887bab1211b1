"""The shipped font in a real browser: for what the machine's fonts lack, and nothing else."""

import pytest

pytestmark = pytest.mark.browser
LOAD = """async (text) => {
  const faces = await document.fonts.load("14px 'Shutu Sans'", text);
  return faces.map(({ status }) => status);
}"""


def test_a_browser_can_load_every_kind_of_character(page, server):
    asked = []
    page.on("response", lambda response: asked.append((response.url, response.status)))
    page.goto(f"{server}/?lang=zh")
    page.wait_for_selector("[data-rest='1']")
    assert "'Shutu Sans'" in page.evaluate("getComputedStyle(document.body).fontFamily").replace(
        '"', "'"
    )
    # Latin, a text of ours, a rare name; wide ranges below the precise ones may come along.
    assert set(page.evaluate(LOAD, "A川䶮")) == {"loaded"}
    fonts = {url.rpartition("/")[2] for url, status in asked if ".woff2" in url and status == 200}
    assert {"latin.woff2", "interface.woff2", "04c00.woff2"} <= fonts
