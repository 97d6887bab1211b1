"""A background of the settings: nobody is asked for it before a person has agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from tests.support.tiles import png, write_mbtiles

pytestmark = pytest.mark.browser
BUTTON, QUESTION, NOTE = ".buttons .background", "section.consent", ".note"
ATTRIBUTION = "天地图 · GS(2024)0650"


@dataclass
class TileServer:
    """A tile server on another port, which writes down what it is asked for."""

    address: str
    asked: list[tuple[str, str | None]] = field(default_factory=list)


@pytest.fixture
def elsewhere() -> Iterator[TileServer]:
    picture = png(200, 120, 40)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tiles.asked.append((self.path, self.headers.get("Referer")))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Cross-Origin-Resource-Policy", "cross-origin")
            self.end_headers()
            self.wfile.write(picture)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    tiles = TileServer(f"http://127.0.0.1:{server.server_address[1]}")
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield tiles
    server.shutdown()
    thread.join()


def drawn(page) -> None:
    expect(page.locator(".frame[data-rest='1']")).to_be_visible()


def test_nothing_is_requested_before_a_person_agrees(page, servers, elsewhere):
    address = servers.start(
        SHUTU_BACKGROUND=f"{elsewhere.address}/{{z}}/{{x}}/{{y}}?tk={{key}}",
        SHUTU_BACKGROUND_KEY="secret",
        SHUTU_BACKGROUND_DATUM="cgcs2000",
        SHUTU_BACKGROUND_ATTRIBUTION=ATTRIBUTION,
    )
    answer = page.goto(f"{address}/?lang=en")
    assert elsewhere.address in answer.header_value("content-security-policy")
    drawn(page)
    expect(page.locator(NOTE)).not_to_contain_text("天地图")
    page.click(BUTTON)
    question = page.locator(QUESTION)
    expect(question).to_contain_text(elsewhere.address.removeprefix("http://"))
    expect(question).to_contain_text(ATTRIBUTION)
    page.click(f"{QUESTION} .refuse")
    expect(question).to_be_hidden()
    drawn(page)
    assert elsewhere.asked == []

    page.click(BUTTON)
    page.keyboard.press("Enter")  # the answer has the focus
    expect(page.locator(NOTE)).to_contain_text(ATTRIBUTION)
    expect(page.locator(BUTTON)).to_have_attribute("aria-pressed", "true")
    drawn(page)
    assert elsewhere.asked
    assert all("tk=secret" in path for path, _ in elsewhere.asked)
    # A key may be bound to the site that asks; the page and its filter are nobody's business.
    assert {referer for _, referer in elsewhere.asked} == {f"{address}/"}

    page.click(BUTTON)
    expect(page.locator(NOTE)).not_to_contain_text("天地图")
    drawn(page)
    number = len(elsewhere.asked)
    page.locator(".frame .map").press("+")
    drawn(page)
    assert len(elsewhere.asked) == number


def test_a_local_file_is_drawn_without_a_question(page, servers, tmp_path):
    tiles = {
        (zoom, column, row): png(40, 160, 90)
        for zoom in range(8)
        for column in range(2**zoom)
        for row in range(2**zoom)
        if zoom < 4 or ((column + 1) / 2**zoom > 0.75 and column / 2**zoom < 0.81)
    }
    path = write_mbtiles(tmp_path / "land.mbtiles", tiles, attribution="Green land")
    address = servers.start(SHUTU_BACKGROUND=str(path))
    seen = []
    page.on("response", lambda answer: seen.append((answer.url, answer.status)))
    page.goto(address)
    drawn(page)
    page.click(BUTTON)
    expect(page.locator(NOTE)).to_contain_text("Green land")
    expect(page.locator(QUESTION)).to_be_hidden()
    drawn(page)
    background = [(url, status) for url, status in seen if "/background/" in url]
    assert background
    assert all(url.startswith(address) and status in (200, 204) for url, status in background)


def test_a_setting_that_cannot_be_used_is_named_and_no_button_is_there(page, servers):
    address = servers.start(
        SHUTU_BACKGROUND="https://t.example/{z}/{x}/{y}",
        SHUTU_BACKGROUND_DATUM="gcj02",
        SHUTU_BACKGROUND_ATTRIBUTION="T",
    )
    answer = page.goto(f"{address}/?lang=en")
    assert "t.example" not in answer.header_value("content-security-policy")
    drawn(page)
    expect(page.get_by_text("The background map of the settings is not used")).to_be_visible()
    expect(page.locator(BUTTON)).to_be_hidden()
