"""Renew `docs/screenshots/pages`: every page in three sizes, two languages and both looks.

    python -m tools.contact_sheets
    python -m tools.contact_sheets explore plan --to FOLDER

One picture for each page holds its twelve screens, above light and below dark, left Chinese and
right English; each is what a visitor sees first, without scrolling.
"""

from __future__ import annotations

import io
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page

from geo.i18n import LANGUAGES
from tools.screenshots import (
    FOLDER,
    TIMEOUT_MS,
    at_rest,
    browser_and_address,
    chosen,
    ranked_list,
    small,
    write,
)

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
    """Make the sheets."""
    names, folder = chosen(__doc__.split("\n")[0], PAGES, FOLDER / "pages")
    with browser_and_address() as (browser, address):
        pages = {look: opened(browser, look) for look in LOOKS}
        for name in names:
            write(folder / f"{name}.png", sheet(pages, address, PAGES[name]))


if __name__ == "__main__":
    main()
