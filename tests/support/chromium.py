"""A Chromium that draws without a graphics card, as fast as the machine's software can.

Mesa's renderer keeps compiled shaders on disk and needs a third of the time that Chromium's own,
SwiftShader, needs for a page with a map (docs/2026-11-28-tests.md). Where Mesa is not installed,
Chromium's own draws the same pictures.
"""

from __future__ import annotations

import os

from playwright.sync_api import Browser, Playwright

FLAGS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-quic",
]
MESA = ["--use-angle=gl-egl", "--ignore-gpu-blocklist"]
OWN = ["--use-angle=swiftshader"]
RENDERER = """() => {
  const gl = document.createElement("canvas").getContext("webgl2");
  const about = gl?.getExtension("WEBGL_debug_renderer_info");
  return about ? gl.getParameter(about.UNMASKED_RENDERER_WEBGL) : "none";
}"""


def launch(playwright: Playwright, path: str) -> Browser:
    """Start the Chromium at `path` with Mesa's software renderer, or else with its own."""
    browser = start(playwright, path, MESA)
    page = browser.new_page()
    renderer = page.evaluate(RENDERER)
    page.close()
    if "llvmpipe" in renderer:
        return browser
    browser.close()
    return start(playwright, path, OWN)


def start(playwright: Playwright, path: str, renderer: list[str]) -> Browser:
    """Start the Chromium at `path` with one of the renderers `MESA` and `OWN`."""
    return playwright.chromium.launch(
        executable_path=path,
        args=[*FLAGS, *renderer],
        env={**os.environ, "LIBGL_ALWAYS_SOFTWARE": "1"},
    )
