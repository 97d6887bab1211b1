"""Renew `docs/screenshots/pages`: every page in three sizes, two languages and both looks.

    python -m tools.contact_sheets
    python -m tools.contact_sheets explore plan --to FOLDER

One picture for each page holds its twelve screens, above light and below dark, left Chinese and
right English; each is what a visitor sees first, without scrolling.
"""

from __future__ import annotations

import argparse
import io
import os
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.served import launch
from geo.i18n import LANGUAGES
from tools.screenshots import FOLDER, TIMEOUT_MS, at_rest, ranked_list, servers, small

Look = Literal["light", "dark"]
LOOKS: tuple[Look, ...] = ("light", "dark")
SIZES = ((1366, 768), (820, 1180), (390, 844))  # an office screen, a tablet, a phone
SCALE = 0.6
GAP = 12  # pixels between screens
PAPER = (120, 128, 136)
PAGES = {
    "explore": "?sector=tourism&site=sanxingdui",
    "plan": "plan?site=sanxingdui",
    "coverage": "coverage",
    "shortlist": ranked_list().replace("&lang=en", ""),
    "locate": "locate",
    "sources": "sources",
    "about": "about",
    "region": "region?of=510100",
    "task": "task?of=8",
    "card": "card/sanxingdui",
}


def screens(page: Page, url: str) -> list[Image.Image]:
    """What a visitor sees first at an address, in all sizes."""
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})
    page.goto(url)
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_selector("h1", state="attached")
        if page.locator("#root").count():  # the phone card is no page of Streamlit
            at_rest(page)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        small_size = round(width * SCALE), round(height * SCALE)
        found.append(picture.resize(small_size, Image.Resampling.LANCZOS))
    return found


def sheet(pages: dict[str, Page], address: str, path: str) -> bytes:
    """The twelve screens of a page as one PNG; `pages` is a browser's page for each look."""
    sign = "&" if "?" in path else "?"
    rows = [
        [one for lang in LANGUAGES for one in screens(page, f"{address}/{path}{sign}lang={lang}")]
        for page in pages.values()
    ]
    width = sum(one.width + GAP for one in rows[0]) + GAP
    heights = [max(one.height for one in row) for row in rows]
    whole = Image.new("RGB", (width, sum(heights) + GAP * (len(rows) + 1)), PAPER)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        left = GAP
        for one in row:
            whole.paste(one, (left, top))
            left += one.width + GAP
        top += height + GAP
    content = io.BytesIO()
    whole.save(content, "PNG")
    return small(content.getvalue())


def opened(browser: Browser, look: Look) -> Page:
    """A page that asks for a look, and keeps what it has loaded."""
    context = browser.new_context(reduced_motion="reduce", color_scheme=look)
    context.set_default_timeout(TIMEOUT_MS)
    return context.new_page()


def main() -> None:
    """Make the sheets and print their sizes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="PAGE", help=", ".join(PAGES))
    parser.add_argument("--to", type=Path, default=FOLDER / "pages", metavar="FOLDER")
    options = parser.parse_args()
    unknown = sorted({*options.names} - {*PAGES})
    if unknown:
        parser.error(f"no page is called {', '.join(unknown)}")
    options.to.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=TIMEOUT_MS)
    with servers() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        pages = {look: opened(browser, look) for look in LOOKS}
        for name in options.names or PAGES:
            content = sheet(pages, address, PAGES[name])
            path = options.to / f"{name}.png"
            path.write_bytes(content)
            print(f"→ {os.path.relpath(path)} ({len(content) / 1000:.0f} kB)", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
