"""A monkey at the kiosk: random touches, drags, pinches and pauses, the same for the same seed.

    python benchmarks/kiosk_monkey.py --minutes 10 --seed 1

The kiosk runs locked, at several times its speed. It must not break a script, ask another machine
for anything, leave its page, show the map far from the province, or grow; and when nobody touches
it, it must be back in its loop. Prints figures, and ends with 1 if one of these failed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from playwright.sync_api import CDPSession, Page, sync_playwright
from served import launch, served

from tests.support.touch import fingers

SPEED, IDLE_S = 10, 80  # the kiosk asks after 8 s and starts over a second later
BACK_S = 60.0  # so long a slow machine may take to be back in the loop
SIZE = {"width": 900, "height": 600}
PROVINCE = (96.5, 25.5, 109.5, 35.0)
MOST_GROWTH_MB = 40.0
LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
STATE = """() => {
  const hosts = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")];
  const kiosk = hosts.map((host) => host.shadowRoot?.querySelector(".kiosk")).find(Boolean);
  return kiosk ? { ...kiosk.dataset } : {};
}"""
WEIGHTS = {"tap": 55, "drag": 18, "pinch": 12, "wait": 10, "leave it alone": 5}


@dataclass
class Report:
    """What was done and what went wrong."""

    done: Counter[str] = field(default_factory=Counter)
    modes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    heaps: list[float] = field(default_factory=list)
    back_s: list[float] = field(default_factory=list)


def main() -> None:
    """Let the monkey play and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    kiosk = {"SHUTU_KIOSK": "1", "SHUTU_KIOSK_CLOCK": str(SPEED), "SHUTU_IDLE_SECONDS": str(IDLE_S)}
    report = Report()
    with served(**kiosk) as (_, address), sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_context(viewport=SIZE, has_touch=True).new_page()
        listen(page, report)
        page.goto(f"{address}/kiosk")
        page.wait_for_selector(".kiosk[data-ready]", timeout=120_000)
        play(page, random.Random(options.seed), options.minutes, report)
        if not page.url.startswith(f"{address}/kiosk"):
            report.faults.append(f"it left the kiosk: {page.url}")
        browser.close()
    show(report, options.seed)
    sys.exit(1 if report.faults else 0)


def listen(page: Page, report: Report) -> None:
    """Note broken scripts, requests to other machines, and pages that open or leave."""
    faults = report.faults

    def asked(address: str) -> None:
        if not address.startswith(LOCAL):
            faults.append(f"asked outside: {address}")

    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("request", lambda request: asked(request.url))
    page.on("websocket", lambda socket: asked(socket.url))
    page.on("popup", lambda popup: faults.append(f"opened {popup.url}"))
    page.on("dialog", lambda dialog: faults.append(f"dialog {dialog.message}"))


def play(page: Page, chance: random.Random, minutes: float, report: Report) -> None:
    """Act until the time is over; a sample of the heap every minute; at the end the loop."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    start, due = time.monotonic(), 0.0
    while (gone := time.monotonic() - start) < minutes * 60:
        if gone >= due:
            report.heaps.append(heap(devtools))
            print(f"{gone / 60:.1f} min | {report.heaps[-1]:.1f} MB", flush=True)
            due += 60
        act(page, devtools, chance, report)
        look(page, report)
    wait_for_loop(page, report)
    report.heaps.append(heap(devtools))
    if min(report.heaps[-3:]) > report.heaps[min(1, len(report.heaps) - 1)] + MOST_GROWTH_MB:
        report.faults.append("the heap grows")


def act(page: Page, devtools: CDPSession, chance: random.Random, report: Report) -> None:
    """One random act."""
    (kind,) = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
    report.done[kind] += 1
    x, y = chance.uniform(1, SIZE["width"] - 1), chance.uniform(1, SIZE["height"] - 1)
    end = chance.uniform(0, SIZE["width"]), chance.uniform(0, SIZE["height"])
    if kind == "tap":
        fingers(page, devtools, [((x, y), (x, y))], steps=1)
    elif kind == "drag":
        fingers(page, devtools, [((x, y), end)], steps=chance.randint(2, 12))
    elif kind == "pinch":
        near, far = chance.uniform(10, 60), chance.uniform(60, 300)
        first, last = chance.choice([(near, far), (far, near)])
        paths = [((x + s * first, y), (x + s * last, y)) for s in (-1, 1)]
        fingers(page, devtools, paths, steps=chance.randint(3, 12))
    elif kind == "wait":
        page.wait_for_timeout(chance.uniform(200, 3_000))
    else:
        wait_for_loop(page, report)


def look(page: Page, report: Report) -> None:
    """What the kiosk says of itself: its mode, and where the map rests."""
    state = page.evaluate(STATE)
    report.modes[state.get("mode", "none")] += 1
    if state.get("mode") == "touch" and "centre" in state:
        lon, lat = map(float, state["centre"].split(","))
        west, south, east, north = PROVINCE
        # The panel covers the left: the middle of the screen is west of what a visitor sees.
        if not (west - 8 < lon < east and south < lat < north):
            report.faults.append(f"the map is at {state['centre']}")


def wait_for_loop(page: Page, report: Report) -> None:
    """Nobody touches it: it must be back in its loop."""
    start = time.monotonic()
    while time.monotonic() - start < BACK_S:
        if page.evaluate(STATE).get("mode") == "loop":
            report.back_s.append(time.monotonic() - start)
            return
        page.wait_for_timeout(200)
    report.faults.append(f"not in the loop after {BACK_S:g} s: {page.evaluate(STATE)}")


def heap(devtools: CDPSession) -> float:
    """The JavaScript heap after a garbage collection, in MB."""
    devtools.send("HeapProfiler.collectGarbage")
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize") / 1e6


def show(report: Report, seed: int) -> None:
    """The figures."""
    print(f"seed {seed} | acts {sum(report.done.values())} {dict(report.done)}")
    print(f"modes seen {dict(report.modes)}")
    print(f"heap MB {' '.join(f'{one:.1f}' for one in report.heaps)}")
    longest = max(report.back_s, default=0)
    print(f"back in the loop {len(report.back_s)} times, at most {longest:.1f} s")
    print(f"faults {len(report.faults)} {report.faults[:5]}")


if __name__ == "__main__":
    main()
