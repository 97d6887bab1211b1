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

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from benchmarks.served import launch
from tools.screenshots import FOLDER, TIMEOUT_MS, at_rest, ranked_list, servers, small

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


def screen(browser: Browser, url: str, size: tuple[int, int], look: str) -> Image.Image:
    """What a visitor sees first at an address."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        reduced_motion="reduce",
        color_scheme="dark" if look == "dark" else "light",
    )
    context.set_default_timeout(TIMEOUT_MS)
    page = context.new_page()
    page.goto(url)
    if page.locator("#root").count():  # the phone card is no page of Streamlit
        page.wait_for_selector("h1")
        at_rest(page)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return picture.resize(
        (round(size[0] * SCALE), round(size[1] * SCALE)), Image.Resampling.LANCZOS
    )


def sheet(browser: Browser, address: str, path: str) -> bytes:
    """The twelve screens of a page as one PNG."""
    rows = []
    for look in ("light", "dark"):
        row = []
        for lang in ("zh", "en"):
            sign = "&" if "?" in path else "?"
            url = f"{address}/{path}{sign}lang={lang}"
            row += [screen(browser, url, size, look) for size in SIZES]
        rows.append(row)
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
        for name in options.names or PAGES:
            content = sheet(browser, address, PAGES[name])
            path = options.to / f"{name}.png"
            path.write_bytes(content)
            print(f"→ {os.path.relpath(path)} ({len(content) / 1000:.0f} kB)", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
