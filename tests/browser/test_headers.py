"""The pages under their own security policy: nothing they need is forbidden, nothing foreign runs.

Every page of these tests fails at its end if it broke its policy (`watched` in conftest.py); the
tests of the other modules hold the same for clicks, downloads and uploads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from geo.ui.links import PAGES

pytestmark = pytest.mark.browser
IDLE = "[data-test-script-state='notRunning']"
HEADING = ":is(h1, h2, h3)"
DRAWN = {
    "explore": ".frame[data-rest='1'] canvas",
    "plan": ".reading .mark",
    "coverage": "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg",
    "kiosk": ".kiosk[data-ready] canvas",
}
# Foreign things as a name in a file could bring them, were it ever to become HTML.
INJECT = """async () => {
  const tried = [];
  const refused = new Promise((resolve) => {
    document.addEventListener("securitypolicyviolation", (event) => {
      tried.push(event.effectiveDirective);
      if (tried.length === 6) resolve();
    });
  });
  const add = (tag, values) => document.body.append(
    Object.assign(document.createElement(tag), values));
  add("img", { src: "https://foreign.example/pixel.png" });
  add("script", { src: "https://foreign.example/script.js" });
  add("script", { textContent: "window.injected = true" });
  add("iframe", { src: "https://foreign.example/" });
  add("link", { rel: "stylesheet", href: "https://foreign.example/style.css" });
  fetch("https://foreign.example/").catch(() => null);
  await Promise.race([refused, new Promise((resolve) => setTimeout(resolve, 10_000))]);
  return tried.sort();
}"""


def drawn(page: Page, name: str) -> None:
    """Wait until a page is there with what it draws."""
    page.wait_for_selector(IDLE)
    expect(page.locator(DRAWN.get(name, HEADING)).first).to_be_visible()


def test_every_page_keeps_its_own_policy(page, server):
    for name, path in PAGES.items():
        answer = page.goto(f"{server}/{path}")
        assert "script-src 'self'" in answer.header_value("content-security-policy")
        drawn(page, name)


def test_the_plain_map_keeps_the_policy_too(page, servers):
    page.goto(servers.start(SHUTU_MAP="pydeck"))
    expect(page.locator("[data-testid=stDeckGlJsonChart] canvas").first).to_be_visible()
    page.wait_for_selector(IDLE)


def test_below_a_path_everything_works(page, servers):
    """As behind a proxy that serves the app under a name of its own."""
    address = servers.start(STREAMLIT_SERVER_BASE_URL_PATH="/shutu")
    for name, path in (("coverage", "coverage"), ("explore", "")):
        page.goto(f"{address}/shutu/{path}?lang=en")
        drawn(page, name)


def test_nothing_foreign_is_loaded_or_run(context, server):
    page = context.new_page()
    arrived: list[str] = []
    page.on("requestfinished", lambda request: arrived.append(request.url))
    page.goto(f"{server}/about")
    drawn(page, "about")
    assert page.evaluate(INJECT) == [
        "connect-src",
        "frame-src",
        "img-src",
        "script-src-elem",
        "script-src-elem",
        "style-src-elem",
    ]
    assert page.evaluate("window.injected") is None
    assert [url for url in arrived if "foreign" in url] == []
    page.close()


@contextmanager
def site(html: str) -> Iterator[str]:
    """A page of somebody else, on a server of its own; gives its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *message: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("named", [True, False])
def test_another_site_frames_the_map_only_where_the_setting_names_it(
    context, server, servers, named
):
    page = context.new_page()
    with site("<iframe width='900' height='600'></iframe>") as portal:
        ours = servers.start(SHUTU_FRAME_ANCESTORS=f"self {portal}") if named else server
        page.goto(portal)
        page.evaluate("at => document.querySelector('iframe').src = at", f"{ours}/?embed=true")
        framed = page.frame_locator("iframe")
        if named:
            expect(framed.locator(".frame[data-ready='1']")).to_have_count(1)
        else:
            expect(framed.locator("body")).to_contain_text("127.0.0.1")  # the browser's refusal
            expect(framed.locator("#root")).to_have_count(0)
    page.close()


def test_a_kiosk_nobody_has_opened_shows_the_kiosk_at_every_page(page, servers):
    address = servers.start(SHUTU_KIOSK="1")
    page.goto(f"{address}/locate?lang=en")
    page.wait_for_selector(".kiosk[data-ready] canvas")
    assert re.fullmatch(rf"{address}/kiosk\?kiosk=1.*", page.url)
