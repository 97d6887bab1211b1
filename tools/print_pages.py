"""Print pages to PDF and draw their sheets as pictures, to be looked at: all, or those named.

    python -m tools.print_pages
    python -m tools.print_pages region-zh explore-zh --to FOLDER

Needs Chromium and `pdftoppm` (poppler-utils). Pictures have 256 colours, so that they stay small.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from tools.screenshots import (
    DESKTOP,
    FOLDER,
    TIMEOUT_MS,
    at_rest,
    browser_and_address,
    chosen,
    ranked_list,
    small,
)

PRINTS = FOLDER / "print"
PDFTOPPM = "pdftoppm"
DPI = "70"
PAGES = {
    "plan-zh": "plan",
    "explore-zh": "?site=yongfeng-cun",
    "explore-en": "?region=510100&lang=en",
    "region-zh": "region?of=510100",
    "region-en": "region?of=513200&with=510100&lang=en",
    "task-zh": "task?of=8",
    "task-en": "task?of=10&lang=en",
    "coverage-en": "coverage?lang=en",
    "shortlist-en": ranked_list(),
    "about-zh": "about",
}


def printed(browser: Browser, address: str) -> bytes:
    """A page as PDF, once it rests."""
    width, height = DESKTOP
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    context.set_default_timeout(TIMEOUT_MS)
    page = context.new_page()
    page.goto(address)
    page.locator(".shutu-sentence, .st-key-shortlist_tools").first.wait_for()
    at_rest(page)
    content = page.pdf(prefer_css_page_size=True, print_background=True)
    context.close()
    return content


def sheets(content: bytes) -> Iterator[bytes]:
    """The sheets of a PDF as PNG, from the first to the last."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.pdf"
        path.write_bytes(content)
        command = [PDFTOPPM, "-r", DPI, "-png", str(path), str(Path(folder) / "sheet")]
        subprocess.run(command, check=True)
        for picture in sorted(Path(folder).glob("sheet-*.png")):
            yield small(picture.read_bytes())


def main() -> None:
    """Print the pages and say how many sheets each has."""
    names, folder = chosen(__doc__.split("\n")[0], PAGES, PRINTS)
    if shutil.which(PDFTOPPM) is None:
        raise SystemExit(f"{PDFTOPPM} is not installed: sudo apt install poppler-utils")
    with browser_and_address() as (browser, address):
        for name in names:
            for former in folder.glob(f"{name}-*.png"):
                former.unlink()
            pictures = list(sheets(printed(browser, f"{address}/{PAGES[name]}")))
            for number, picture in enumerate(pictures, start=1):
                (folder / f"{name}-{number}.png").write_bytes(picture)
            print(f"→ {os.path.relpath(folder / name)}-*.png ({len(pictures)})", flush=True)


if __name__ == "__main__":
    main()
