"""Endurance of the kiosk: it runs at tenfold speed with touches, and everything that could grow is
measured.

    python benchmarks/endurance.py --minutes 30

Every line is a sample after a forced garbage collection: the browser's JavaScript heap, its DOM
nodes and event listeners, the WebGL contexts that were ever made and the canvases that are there,
and the resident memory of server and browser page. The first sample comes after a warm-up of two
rounds.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright
from served import launch, served

SPEED = 10
IDLE_S = 80  # on the kiosk's clock
COUNT_CONTEXTS = """
window.contextsMade = 0;
const original = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  const context = original.call(this, kind, ...rest);
  if (context && kind.startsWith("webgl") && !this.counted) {
    this.counted = true;
    window.contextsMade += 1;
  }
  return context;
};
"""
# Playwright's own element handles would keep what the kiosk has thrown away.
SHADOW = """(selector) => {
  const hosts = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")];
  const found = hosts.map((host) => host.shadowRoot?.querySelector(selector)).find(Boolean);
"""
IS_THERE = SHADOW + "return Boolean(found); }"
CANVASES = """[...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")]
  .reduce((sum, host) => sum + (host.shadowRoot?.querySelectorAll("canvas").length ?? 0), 0)"""
MIDDLE = (
    SHADOW
    + """
  if (!found) return null;
  const { x, y, width, height } = found.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""
)
TILES = ("sector-energy", "sector-tourism", "sector-city", "sector-rural", "sector-water")
COLUMNS = ("minute", "loops", "heap MB", "nodes", "listeners", "contexts", "canvases", "server MB")


def main() -> None:
    """Run the kiosk for some minutes and print the samples."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--size", default="800x600", help="of the screen")
    options = parser.parse_args()
    wide, high = map(int, options.size.split("x"))
    kiosk = {"SHUTU_KIOSK": "1", "SHUTU_KIOSK_CLOCK": str(SPEED), "SHUTU_IDLE_SECONDS": str(IDLE_S)}
    with served(**kiosk) as (server, address), sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": wide, "height": high})
        broken: list[str] = []
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.add_init_script(COUNT_CONTEXTS)
        page.goto(f"{address}/kiosk")
        page.wait_for_selector(".kiosk[data-ready]", timeout=60_000)
        watch(page, server.pid, options.minutes)
        print(f"{len(broken)} errors in the page {broken[:3]}")
        browser.close()


def watch(page: Page, pid: int, minutes: float) -> None:
    """Visit again and again; a sample at the start, every few minutes, and at the end."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    print(" | ".join(COLUMNS), flush=True)
    for number in range(2):
        visit(page, number)
    start = time.monotonic()
    every = max(1.0, minutes / 15) * 60
    due, visits = 0.0, 0
    while True:
        gone = time.monotonic() - start
        if gone >= due:
            print(" | ".join(sample(page, devtools, pid, gone / 60, visits)), flush=True)
            due += every
        if gone >= minutes * 60:
            break
        visit(page, visits)
        visits += 1


def visit(page: Page, number: int) -> None:
    """The loop for a while; a visitor who touches, looks at a place, and goes away; the reset."""
    wait_for_loop(page)
    page.wait_for_timeout(9_000)  # a tour of 90 seconds at ten-fold speed
    tile = TILES[number % len(TILES)]
    touch(page, ".invite", '.kiosk[data-mode="touch"]')
    touch(page, f"[data-key={tile}]", f".kiosk[data-filter={tile}]")
    touch(page, ".row", ".chain")
    if number % 2:
        touch(page, ".language", '.kiosk[data-lang="en"]')
    wait_for_loop(page)


def touch(page: Page, selector: str, until: str) -> None:
    """Tap the first such element, with retries as on a slow machine."""
    for _ in range(10):
        point = page.evaluate(MIDDLE, selector)
        if point:
            page.mouse.click(*point)
        for _ in range(15):
            if page.evaluate(IS_THERE, until):
                return
            page.wait_for_timeout(100)
    print(f"no {until} after touching {selector}", flush=True)


def wait_for_loop(page: Page) -> None:
    """Until the kiosk plays by itself."""
    for _ in range(600):
        if page.evaluate(IS_THERE, '.kiosk[data-mode="loop"]'):
            return
        page.wait_for_timeout(100)
    raise RuntimeError("the kiosk did not go back to its loop")


def sample(page: Page, devtools: CDPSession, pid: int, minute: float, visits: int) -> list[str]:
    """One line of figures."""
    devtools.send("HeapProfiler.collectGarbage")
    devtools.send("HeapProfiler.collectGarbage")
    found = {
        entry["name"]: entry["value"]
        for entry in devtools.send("Performance.getMetrics")["metrics"]
    }
    return [
        f"{minute:.1f}",
        str(visits),
        f"{found['JSHeapUsedSize'] / 1e6:.1f}",
        f"{found['Nodes']:.0f}",
        f"{found['JSEventListeners']:.0f}",
        str(page.evaluate("window.contextsMade")),
        str(page.evaluate(CANVASES)),
        f"{resident(pid):.0f}",
    ]


def resident(pid: int) -> float:
    """Resident memory of a process in MB (Linux)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1000
    raise RuntimeError("no VmRSS")


if __name__ == "__main__":
    main()
