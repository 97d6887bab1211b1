"""The waiting time of a first visit: small files, and pictures of the map without a graphics card.

    python -m geo build && python benchmarks/first_seconds.py

Small files come one after the other over one connection, from a stock page and from ours. A picture
is drawn again and read back, so that it is really there.
"""

from __future__ import annotations

import http.client
import time
from pathlib import Path
from statistics import median

import streamlit
from browser_ratios import MAP, MAP_TIMEOUT_MS, SIZE
from load import PAGES
from playwright.sync_api import Page, sync_playwright
from served import launch, served

FILES = 60
SMALL = 3_000  # bytes
PICTURES = 9
# Every picture begins with a clear; one without layers draws nothing after it.
COUNT = """(() => {
  window.pictures = [];
  const drawing = WebGL2RenderingContext.prototype;
  const counted = { clear: () => window.pictures.push(0) };
  for (const name of ["drawElements", "drawArrays", "drawElementsInstanced",
                      "drawArraysInstanced"]) {
    counted[name] = () => { window.pictures[window.pictures.length - 1] += 1; };
  }
  for (const [name, count] of Object.entries(counted)) {
    const original = drawing[name];
    drawing[name] = function (...given) { count(); return original.apply(this, given); };
  }
})()"""
REDRAW = """() => {
  const find = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.dataset?.ready) return node.map;
      const inner = node.shadowRoot && find(node.shadowRoot);
      if (inner) return inner;
    }
  };
  const { deck, canvas } = find(document);
  const gl = canvas.getContext("webgl2");
  const begun = performance.now();
  deck.redraw("measured");
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  return performance.now() - begun;
}"""


def main() -> None:
    """Print the figures."""
    with served(PAGES["empty"]) as (_, stock), served() as (_, ours):
        print(f"a small file, stock page: {small_file(stock):.1f} ms")
        print(f"a small file, ours:       {small_file(ours):.1f} ms")
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_page(viewport=SIZE)
            page.add_init_script(COUNT)
            print_pictures(page, ours)
            browser.close()


def small_file(address: str) -> float:
    """Milliseconds for one of Streamlit's small scripts, the best of three rounds."""
    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    names = [path.name for path in sorted(folder.glob("*.js")) if path.stat().st_size < SMALL]
    connection = http.client.HTTPConnection(address.removeprefix("http://"))
    rounds = []
    for _ in range(3):
        begun = time.perf_counter()
        for name in names[:FILES]:
            connection.request("GET", f"/static/js/{name}")
            connection.getresponse().read()
        rounds.append((time.perf_counter() - begun) / len(names[:FILES]))
    connection.close()
    return min(rounds) * 1000


def print_pictures(page: Page, address: str) -> None:
    """How many pictures a first visit draws, and how long one takes afterwards."""
    page.goto(address)
    page.wait_for_selector(MAP, state="attached", timeout=MAP_TIMEOUT_MS)
    drawn = [calls for calls in page.evaluate("window.pictures") if calls]
    print(f"pictures until the map rests: {len(drawn)}, layers in the last: {drawn[-1]}")
    times = [page.evaluate(REDRAW) for _ in range(PICTURES) if page.wait_for_timeout(100) is None]
    print(f"a picture: {median(times):.0f} ms")


if __name__ == "__main__":
    main()
