"""What a visitor waits for in a real Chromium, against an empty Streamlit page in the same run.

    python -m geo build && python benchmarks/browser_ratios.py

A cold page has a fresh context: no cache, no memory. It is there when the map has drawn everything
and rests (ours), or when the script has finished (empty page). A step is measured inside the
browser, from the click or key to the second frame after the script has finished and the page shows
what was asked for. The two servers run side by side and are visited in turn, so that both meet the
same machine. The report is medians, and their ratios.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from load import PAGES, command
from playwright.sync_api import Browser, Page, sync_playwright
from served import launch, served

SIZE = {"width": 1366, "height": 768}
MAP = ".frame[data-ready='1'][data-rest='1']"
IDLE = "[data-test-script-state='notRunning']"
PILLS = "[class*='st-key-filter_sectors'] button"
MAP_TIMEOUT_MS = 120_000
# Milliseconds from the first click or key to when the script has run, and `shows()` holds, and two
# frames were drawn. A step begins when the handler of the page has been called.
STEP = """(shows) => new Promise((done) => {
  let begun = 0, ran = false;
  const begin = () => { begun ||= performance.now(); };
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, begin, { capture: true });
  const app = document.querySelector("[data-test-script-state]");
  const holds = new Function(`return ${shows}`);
  const look = () => {
    const running = app.dataset.testScriptState !== "notRunning";
    ran ||= begun && (running || shows !== "true");
    if (begun && ran && !running && holds()) {
      watch.disconnect();
      for (const kind of ["pointerdown", "keydown"]) removeEventListener(kind, begin, true);
      requestAnimationFrame(() =>
        requestAnimationFrame(() => done(performance.now() - begun)));
    }
  };
  const watch = new MutationObserver(look);
  watch.observe(document.body, { attributes: true, childList: true, subtree: true,
                                 characterData: true });
  window.stepReady = true;
})"""
HEADLINE = "document.querySelector(\"[data-stale='false'] h1.shutu-sentence\")?.textContent"


def main() -> None:
    """Measure each thing several times, and print a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("-o", "--output", type=Path, help="also write the table to this file")
    options = parser.parse_args()
    with (
        served(PAGES["empty"]) as (_, empty),
        served() as (_, ours),
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        cold(browser, empty, IDLE)  # what only the first visitor of a server waits for
        cold(browser, ours, MAP)
        loads = in_turn(
            lambda: cold(browser, empty, IDLE), lambda: cold(browser, ours, MAP), options.rounds
        )
        steps = warm(browser, empty, ours, options.rounds)
        browser.close()
    text = table(loads, steps, options.rounds)
    print(text)
    if options.output:
        options.output.write_text(text, encoding="utf-8")


def in_turn(
    first: Callable[[], float], second: Callable[[], float], rounds: int
) -> tuple[list[float], list[float]]:
    """Seconds of two things that are done one after the other, several times."""
    pairs = [(first(), second()) for _ in range(rounds)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def cold(browser: Browser, address: str, there: str) -> float:
    """Seconds until a page is there for somebody who has never been here."""
    context = browser.new_context(viewport=SIZE)
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(there, state="attached", timeout=MAP_TIMEOUT_MS)
    if there != IDLE:
        page.wait_for_selector(IDLE, state="attached")
    seconds = time.perf_counter() - started
    context.close()
    return seconds


def warm(browser: Browser, empty: str, ours: str, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of the steps, by their name."""
    blank, page = (browser.new_page(viewport=SIZE) for _ in range(2))
    blank.goto(empty)
    blank.wait_for_selector(IDLE, state="attached")
    page.goto(ours)
    page.wait_for_selector(MAP, state="attached", timeout=MAP_TIMEOUT_MS)
    steps: dict[str, list[float]] = {
        "empty rerun": [],
        "filter": [],
        "page change": [],
        "back to the map": [],
    }
    for number in range(rounds):
        steps["empty rerun"].append(step(blank, lambda: blank.keyboard.press("r"), "true"))
        before = page.evaluate(HEADLINE)
        other = f"({HEADLINE} ?? {before!r}) !== {before!r}"
        pill = page.locator(PILLS).nth(number % 4)
        steps["filter"].append(step(page, pill.click, other))
        settle(page)
        steps["page change"].append(follow(page, "coverage", ".st-key-coverage_matrix"))
        settle(page)
        steps["back to the map"].append(follow(page, "", ".st-key-map"))
        page.wait_for_selector(MAP, state="attached", timeout=MAP_TIMEOUT_MS)
        settle(page)
    return steps


def follow(page: Page, path: str, shown: str) -> float:
    """Milliseconds from a click in the navigation to the page that it leads to."""
    links = page.locator("[data-testid=stTopNavLink]")
    hrefs = [link.get_attribute("href") or "" for link in links.all()]
    number = next(n for n, href in enumerate(hrefs) if href.split("?")[0].rsplit("/")[-1] == path)
    return step(page, links.nth(number).click, f'document.querySelector("{shown}") !== null')


def step(page: Page, act: Callable[[], object], shows: str) -> float:
    """Milliseconds from what a person does to the page that shows it."""
    page.evaluate("window.stepReady = false")
    page.evaluate(f"(shows) => {{ window.step = ({STEP})(shows); }}", shows)
    act()
    return float(page.evaluate("window.step"))


def settle(page: Page) -> None:
    """Wait until nothing goes on that belongs to the step before."""
    page.wait_for_timeout(1500)
    page.wait_for_selector(IDLE, state="attached")


def table(
    loads: tuple[Sequence[float], Sequence[float]],
    steps: dict[str, list[float]],
    rounds: int,
) -> str:
    """The medians and their ratios to the empty page, as a table in Markdown."""
    page, first_map = (median(one) * 1000 for one in loads)
    rows = [("first map of a cold page", first_map, "cold empty page", page)]
    rerun = median(steps["empty rerun"])
    rows += [
        (name, median(times), "empty rerun", rerun)
        for name, times in steps.items()
        if name != "empty rerun"
    ]
    lines = ["| what | ms | against | ms | ratio |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {name} | {ms:,.0f} | {against} | {base:,.0f} | {ms / base:.1f}× |"
        for name, ms, against, base in rows
    ]
    made = f"Medians of {rounds}; {os.cpu_count()} cores; `{' '.join(command())}`."
    return "\n".join([*lines, "", made, ""])


if __name__ == "__main__":
    main()
