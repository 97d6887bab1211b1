"""Does the first map show the province? Cold loads in a real Chromium, each in a fresh context.

    python benchmarks/cold_loads.py
    python benchmarks/cold_loads.py --throttle 6
    python benchmarks/cold_loads.py --delay-css 6

A fresh context has no cache, no cookie and no memory of the page. The sizes of the window go round
in the order of `SIZES`, so that two runs load the same. `--throttle 6` slows the page's processor
down six times. `--delay-css 6` switches the app's style sheet off for six seconds after it came.
The height of the map is a variable of it (`--shutu-map-height`), and it comes with the elements of
the page, so that in an unlucky load the map is there first.

A load is good when names of prefectures and symbols stand on the map, the page counts places in
view, the centre lies in the province and the address says nothing of a view (`at=`). One line per
load; the exit code is 1 when one is not good.
"""

from __future__ import annotations

import argparse
import itertools
import re
import time
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright
from served import launch, served

SIZES = (
    (390, 844),
    (1366, 768),
    (1920, 1080),
    (768, 1024),
    (1280, 720),
    (430, 932),
    (1024, 768),
    (1600, 900),
    (600, 960),
    (1440, 900),
)
PROVINCE = (97.35, 26.05, 108.55, 34.32)
REPORTED_MS = 2_000  # the page is told half a second after the map has come to rest
TIMEOUT_MS = 180_000
# A style element is off while its medium is none that there is; the delay begins when it has come.
DELAY_CSS = """
let due = null;
const hide = () => {
  for (const style of document.querySelectorAll("style")) {
    if (!style.textContent.includes("/light.css")) continue;
    if (due === null) {
      due = performance.now() + DELAY;
      setTimeout(hide, DELAY + 10);
    }
    style.media = performance.now() < due ? "not all" : "";
  }
};
new MutationObserver(hide).observe(document, { childList: true, subtree: true });
"""


@dataclass(frozen=True)
class Load:
    """What one load showed; `view` is longitude, latitude and zoom."""

    size: tuple[int, int]
    seconds: float
    prefectures: int
    in_view: int
    view: tuple[float, ...]
    address: str

    @property
    def good(self) -> bool:
        """Whether the map shows the province, and nothing else was remembered."""
        west, south, east, north = PROVINCE
        lon, lat, _ = self.view
        inside = west < lon < east and south < lat < north
        return inside and self.prefectures > 0 and self.in_view > 0 and "at=" not in self.address

    def line(self) -> str:
        """One line of the report."""
        lon, lat, zoom = self.view
        return (
            f"{'good' if self.good else 'BAD '} {self.size[0]:>4} x {self.size[1]:<4} "
            f"{self.seconds:5.1f} s  {self.prefectures:>2} prefectures named, "
            f"{self.in_view:>2} places in view, {lon:.2f} {lat:.2f} z {zoom:.2f}  "
            f"{self.address.partition('/?')[2] or '-'}"
        )


def main() -> int:
    """Load as often as asked, print every load and the total."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--loads", type=int, default=40)
    parser.add_argument("--throttle", type=float, default=1, help="slow the processor down by this")
    parser.add_argument("--delay-css", type=float, default=0, help="seconds")
    options = parser.parse_args()
    with served() as (_, address), sync_playwright() as playwright:
        browser = launch(playwright)
        loads = []
        for size in itertools.islice(itertools.cycle(SIZES), options.loads):
            loads.append(load(browser, address, size, options.throttle, options.delay_css))
            print(loads[-1].line(), flush=True)
        browser.close()
    bad = sum(not one.good for one in loads)
    print(
        f"{len(loads) - bad} of {len(loads)} cold loads show the province, "
        f"median {median(one.seconds for one in loads):.1f} s until it is drawn "
        f"(throttle {options.throttle:g}, style sheet {options.delay_css:g} s late)"
    )
    return 1 if bad else 0


def load(
    browser: Browser, address: str, size: tuple[int, int], throttle: float, delay_s: float
) -> Load:
    """Open the explore page as a new visitor."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height})
    context.set_default_timeout(TIMEOUT_MS)
    page = context.new_page()
    if throttle > 1:
        devtools = context.new_cdp_session(page)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    if delay_s:
        page.add_init_script(f"const DELAY = {delay_s * 1000};{DELAY_CSS}")
    start = time.monotonic()
    page.goto(address)
    page.wait_for_selector(".frame[data-ready='1'][data-rest='1']", state="attached")
    seconds = time.monotonic() - start
    page.wait_for_timeout(max(REPORTED_MS, delay_s * 1000))
    page.wait_for_selector(".frame[data-rest='1']", state="attached")
    page.wait_for_selector("[data-test-script-state='notRunning']")
    found = what_is_seen(page, size, seconds)
    context.close()
    return found


def what_is_seen(page: Page, size: tuple[int, int], seconds: float) -> Load:
    """Read the page in its current state."""
    frame = page.locator(".frame")
    centre = (frame.get_attribute("data-centre") or "").split(",")
    zoom = frame.get_attribute("data-zoom") or "nan"
    figures = page.locator(".shutu-view b").inner_text()
    number = re.search(r"\d+", figures)
    return Load(
        size=size,
        seconds=seconds,
        prefectures=frame.locator(".labels .prefecture:not([hidden])").count(),
        in_view=int(number[0]) if number else 0,
        view=tuple(map(float, (*centre, zoom))),
        address=page.url,
    )


if __name__ == "__main__":
    raise SystemExit(main())
