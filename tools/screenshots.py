"""Renew the pictures in `docs/screenshots`: all of them, or those whose names are given.

    python -m tools.screenshots
    python -m tools.screenshots kiosk-portrait-zh explore-zh --to FOLDER

Each picture is taken from a server of this checkout, in a fresh context of the installed Chromium
with reduced motion, once the page rests. Pictures have 256 colours, so that they stay small.
"""

from __future__ import annotations

import argparse
import io
import os
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.served import ROOT, launch, served
from geo import settings
from geo.catalog import Catalog
from geo.rank import code
from geo.rank.criteria import Criterion, Measure
from geo.rank.score import Missing, Rule
from geo.shortlist import link
from geo.shortlist.model import Item, Shortlist

FOLDER = ROOT / "docs" / "screenshots"
DESKTOP = (1366, 768)
LANDSCAPE, PORTRAIT, FOUR_K = (1920, 1080), (1080, 1920), (3840, 2160)
TIMEOUT_MS = 120_000
QUIET_MS = 500  # without a run that follows by itself, such as the report of the map's view
IDLE = "[data-test-script-state='notRunning']"
SCENE = 1  # of the kiosk's first tour: energy, with rivers, fields and stations
KIOSK = {
    "SHUTU_PUBLIC_ADDRESS": "https://map.example.cn/",  # cards carry a QR code
    "SHUTU_KIOSK_CLOCK": "0.4",  # a scene lasts until a slow machine has drawn it
}
# All transitions of the kiosk have ended or were cancelled.
FADED = """(kiosk) => Promise.allSettled(kiosk.getAnimations({ subtree: true })
  .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
  .map((one) => one.finished))"""
Steps = Callable[[Page], None]


@dataclass(frozen=True)
class Shot:
    """A page, what is done on it, and the window it is seen in (CSS pixels)."""

    path: str
    steps: Steps
    size: tuple[int, int] = DESKTOP
    kiosk: bool = False


def at_rest(page: Page) -> None:
    """Wait until the page has run, its map is at rest, and no toast is shown."""
    for _ in range(2):
        page.wait_for_selector(IDLE)
        page.wait_for_timeout(QUIET_MS)
    page.wait_for_selector(IDLE)
    for frame in page.locator(".frame").all():
        frame.locator("xpath=self::*[@data-rest='1']").wait_for(state="attached")
    expect(page.get_by_test_id("stToast")).to_have_count(0)


def show_map(page: Page) -> None:
    """The explore page."""
    page.wait_for_selector(".frame[data-rest='1']")


def show_dark_map(page: Page) -> None:
    """The same in the dark theme."""
    show_map(page)
    at_rest(page)
    page.get_by_role("button", name="Dark").click()
    page.get_by_role("button", name="Light").wait_for()
    show_map(page)


def show_coverage(page: Page) -> None:
    """The first table of the coverage page."""
    page.wait_for_selector("[data-testid='stVegaLiteChart'] canvas, .stVegaLiteChart svg")


def show_ranking(page: Page) -> None:
    """The shortlist with its ranking."""
    page.locator(".st-key-shortlist_panel").get_by_text("Rank", exact=True).click()
    page.wait_for_selector(".shutu-ranking")


def show_located(page: Page) -> None:
    """The page's example with an ambiguous name selected."""
    page.get_by_role("button", name="使用示例名单").click()
    page.get_by_role("button", name="查找").click()
    page.wait_for_selector(".frame[data-rest='1']")


def show_scene(page: Page) -> None:
    """The kiosk, held at one scene of its loop."""
    page.wait_for_selector(".kiosk[data-ready]")
    for scene in range(1, SCENE + 1):
        page.locator(".next").click()
        page.wait_for_selector(f".kiosk[data-scene='{scene}']")
    page.locator(".pause").click()
    page.wait_for_selector(f".kiosk[data-scene='{SCENE}'].paused:not(.veiled, .moving)")
    page.wait_for_selector(".caption:not(.away)")


def show_tiles(page: Page) -> None:
    """The kiosk after a touch on that scene."""
    show_scene(page)
    page.locator(".invite").click()
    page.wait_for_selector(".kiosk[data-mode='touch']")


def show_card(page: Page) -> None:
    """The card of a place on the kiosk."""
    show_tiles(page)
    page.locator("[data-key=sector-tourism]").click()
    page.locator("[data-place=jiuzhaigou]").click()
    page.wait_for_selector("svg.code")


def ranked_list() -> str:
    """The address of a shortlist with notes, tags, a column of its own and three criteria."""
    budgets = {"jinsha-site": "450", "sanxingdui": "800", "dujiangyan": "300", "emeishan": "1200"}
    notes = {"dujiangyan": "Ask the authority", "sanxingdui": "Museum has the scans"}
    tags = {"jinsha-site": ("museum",), "sanxingdui": ("museum", "first round")}
    ids = (
        "tianfu-square",
        "jinsha-site",
        "dujiangyan",
        "sanxingdui",
        "emeishan",
        "jiuzhaigou",
        "jiepai-oil-field",
    )
    column = "Budget (10k)"
    criteria = (
        Criterion(Measure.DISTANCE, Rule(50, more_is_better=False), origin="tianfu-airport"),
        Criterion(Measure.PRECISION, Rule(30, missing=Missing.WORST)),
        Criterion(
            Measure.COLUMN, Rule(20, more_is_better=False, missing=Missing.IGNORE), column=column
        ),
    )
    items = tuple(
        Item(
            place,
            note=notes.get(place, ""),
            tags=tags.get(place, ()),
            columns=((column, budgets[place]),) if place in budgets else (),
        )
        for place in ids
    )
    made = Shortlist(
        name="Digital twins near Tianfu Airport",
        items=items,
        build=Catalog(settings.built_dir()).database.build_id,
        filter=(("task", "8"),),
        criteria=tuple(code.encode(criteria).items()),
    )
    return "shortlist?" + urlencode({link.CONTENT: link.encode(made) or "", "lang": "en"})


def shots() -> dict[str, Shot]:
    """The pictures by their names."""
    desktop = {
        "explore-zh": Shot("", show_map),
        "explore-en-dark": Shot(
            "?sector=tourism&site=sanxingdui&at=104.3,31.3,7.5&lang=en", show_dark_map
        ),
        "detail-en": Shot("?sector=energy&site=min-river&lang=en", show_map),
        "coverage-en": Shot("coverage?lang=en", show_coverage),
        "locate-zh": Shot("locate", show_located),
        "shortlist-en": Shot(ranked_list(), show_ranking, (1366, 860)),
    }
    shots = {
        "kiosk-landscape-zh": ("zh", show_scene, LANDSCAPE),
        "kiosk-landscape-en": ("en", show_scene, LANDSCAPE),
        "kiosk-landscape-en-tiles": ("en", show_tiles, LANDSCAPE),
        "kiosk-landscape-zh-card": ("zh", show_card, LANDSCAPE),
        "kiosk-portrait-zh": ("zh", show_scene, PORTRAIT),
        "kiosk-portrait-en": ("en", show_scene, PORTRAIT),
        "kiosk-portrait-zh-tiles": ("zh", show_tiles, PORTRAIT),
        "kiosk-portrait-en-card": ("en", show_card, PORTRAIT),
        "kiosk-4k-zh": ("zh", show_scene, FOUR_K),
        "kiosk-4k-en": ("en", show_scene, FOUR_K),
    }
    return desktop | {
        name: Shot(f"kiosk?kiosk=1&lang={lang}", steps, size, kiosk=True)
        for name, (lang, steps, size) in shots.items()
    }


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    """One picture as PNG."""
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    context.set_default_timeout(TIMEOUT_MS)
    page = context.new_page()
    page.goto(f"{address}/{shot.path}")
    shot.steps(page)
    if shot.kiosk:
        for _ in range(2):  # behind the veil the picture changes, then the veil goes
            page.locator(".kiosk").evaluate(FADED)
            page.wait_for_selector(".kiosk:not(.veiled, .moving)")
        page.locator(".kiosk").evaluate(FADED)
    else:
        page.mouse.move(1, height - 1)
        at_rest(page)
    picture = page.screenshot()
    context.close()
    return small(picture)


def small(picture: bytes) -> bytes:
    """The same picture in 256 colours."""
    content = io.BytesIO()
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    colours = whole.quantize(256, Image.Quantize.FASTOCTREE)  # keeps rare colours and gradients
    colours.save(content, "PNG", optimize=True)
    return content.getvalue()


@contextmanager
def servers() -> Iterator[str]:
    """A server for all pictures, with an empty database of shortlists."""
    with tempfile.TemporaryDirectory() as folder:
        lists = {"SHUTU_SHORTLISTS": f"sqlite:///{folder}/shortlists.sqlite"}
        with served(**KIOSK, **lists) as (_, address):
            yield address


def chosen(about: str, known: Collection[str], folder: Path) -> tuple[list[str], Path]:
    """The names that were typed, or all, and the folder for their pictures, which is made.

    An unknown name ends the program with a sentence.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--to", type=Path, default=folder, metavar="FOLDER")
    options = parser.parse_args()
    unknown = sorted({*options.names} - {*known})
    if unknown:
        parser.error(f"no picture is called {', '.join(unknown)}")
    options.to.mkdir(parents=True, exist_ok=True)
    return options.names or list(known), options.to


@contextmanager
def browser_and_address() -> Iterator[tuple[Browser, str]]:
    """A browser that waits long enough for a slow machine, and the address of a server."""
    expect.set_options(timeout=TIMEOUT_MS)
    with servers() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser, address
        browser.close()


def write(path: Path, content: bytes) -> None:
    """Keep a picture and print its size."""
    path.write_bytes(content)
    print(f"→ {os.path.relpath(path)} ({len(content) / 1000:.0f} kB)", flush=True)


def main() -> None:
    """Take the pictures."""
    wanted = shots()
    names, folder = chosen(__doc__.split("\n")[0], wanted, FOLDER)
    with browser_and_address() as (browser, address):
        for name in names:
            write(folder / f"{name}.png", take(browser, address, wanted[name]))


if __name__ == "__main__":
    main()
