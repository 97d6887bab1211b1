"""Hostile names in a real browser: no request leaves, nothing of them acts, all of them is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.shortlist.file import to_json
from tests.browser.test_explore import IDLE
from tests.ui.test_user_file_names import HOSTILE, hostile_list

pytestmark = pytest.mark.browser

# In one name all that Markdown, Streamlit and HTML would act on.
NAME = " ".join(HOSTILE[:21])[:380]
SHORT = "![x](https:foreign.example) <img src=x onerror=pwned=1> :red[a] :smile: $b$"
ACTS = """() => [
    ...document.querySelectorAll(
        'img[src*="foreign"], a[href*="foreign"], img[src="x"]'),
    ...[...document.querySelectorAll("script, style")].filter(
        ({ textContent }) => /window.pwned|^body\\{display:none\\}$/.test(textContent)),
].map((node) => node.outerHTML.slice(0, 200))"""


def rest(page: Page) -> None:
    page.wait_for_timeout(400)
    page.wait_for_selector(IDLE)


def read(page: Page) -> str:
    """What stands on the page, without the joiners that nobody sees."""
    return " ".join(page.inner_text("body").replace("\u2060", "").split())


def is_harmless(page: Page) -> None:
    """See that nothing of the names acts; the fixture sees that no request leaves."""
    assert page.evaluate(ACTS) == []
    assert page.evaluate("window.pwned") is None
    assert "😄" not in page.inner_text("body")
    assert page.locator(".katex").count() == 0


def quotes_the_file(page: Page) -> None:
    """See that the message about a file names it literally."""
    alert = page.get_by_role("alert").last
    expect(alert).to_contain_text("pwned")
    assert SHORT in alert.inner_text().replace("\u2060", "")


def upload(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").first.set_input_files(
        files=[{"name": name, "mimeType": "text/plain", "buffer": content}]
    )
    rest(page)


def test_a_list_of_hostile_names(page, server, tmp_path: Path):
    page.goto(f"{server}/shortlist?lang=en")
    page.wait_for_selector(IDLE)
    page.get_by_text("Open", exact=True).first.click()
    file = to_json(hostile_list(NAME))
    upload(page, f"{SHORT.replace('/', '')}.json", file.encode())
    page.keyboard.press("Escape")
    expect(page.locator("h1.shutu-sentence").first).to_contain_text("foreign.example/b.png")
    is_harmless(page)  # the toast among it
    panels = page.locator(".st-key-shortlist_panel")
    for panel in ("Rank", "Compare", "Versions", "Map"):
        panels.get_by_text(panel, exact=True).click()
        rest(page)
        is_harmless(page)
        if panel == "Rank":
            assert HOSTILE[0] in read(page)
            page.locator(".st-key-rank_drop_column button, [class*=rank_drop] button").first.hover()
            page.wait_for_timeout(600)
            is_harmless(page)
    page.get_by_role("button", name="Save", exact=True).click()
    rest(page)
    is_harmless(page)
    page.get_by_text("Open", exact=True).first.click()
    rest(page)
    assert HOSTILE[0] in read(page)
    is_harmless(page)


def test_hostile_names_of_files_columns_and_parameters(page, server):
    page.goto(f"{server}/locate?lang=en")
    page.wait_for_selector(IDLE)
    upload(page, f"{SHORT}.xls", b"\xd0\xcf\x11\xe0")
    quotes_the_file(page)
    is_harmless(page)
    rows = [[SHORT, NAME], [NAME, SHORT], ["都江堰市", NAME], ["永丰村", SHORT]]
    table = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    upload(page, f"{SHORT}.csv", table.encode())
    expect(page.locator("h2.shutu-h").first).to_contain_text(":smile:")
    is_harmless(page)
    page.locator(".st-key-locate_start button").click()
    rest(page)
    is_harmless(page)
    address = "sector=%21%5Bx%5D%28https://foreign.example/p.png%29&site=:smile:"
    page.goto(f"{server}/?lang=en&{address}")
    page.wait_for_selector(IDLE)
    assert "![x](https://foreign.example/p.png)" in read(page)
    assert ":smile:" in read(page)
    is_harmless(page)
    bad = json.dumps({"type": "Feature", "geometry": {"type": "Foreign", "coordinates": []}})
    page.get_by_text("Distance and area").first.click()
    upload(page, f"{SHORT}.geojson", bad.encode())
    quotes_the_file(page)
    is_harmless(page)
