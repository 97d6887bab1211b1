"""The browser owns the view: what is in it, the address, the link; and what a run sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Response, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.test_explore import FRAME, click_place, headline, open_map, rested, still, view
from tests.support.page import drawn

pytestmark = pytest.mark.browser
MOST = 6_000  # bytes of the map's part of a run


class Talk:
    """What page and server say to each other: runs that are asked for, elements that come."""

    def __init__(self, page: Page) -> None:
        self.runs = 0
        self.maps: list[int] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, payload: bytes | str) -> None:
        message = BackMsg()
        message.ParseFromString(payload if isinstance(payload, bytes) else payload.encode())
        self.runs += message.WhichOneof("type") == "rerun_script"

    def _received(self, payload: bytes | str) -> None:
        message = ForwardMsg()
        message.ParseFromString(payload if isinstance(payload, bytes) else payload.encode())
        component = message.delta.new_element.bidi_component
        if component.component_name.endswith("shutu_map"):
            self.maps.append(len(payload))

    @contextmanager
    def runs_of(self) -> Iterator[list[int]]:
        """The number of runs that a block asks for, in a list that has it afterwards."""
        before, found = self.runs, []
        yield found
        found.append(self.runs - before)


@pytest.fixture
def talk(page: Page) -> Talk:
    return Talk(page)


def test_a_click_is_one_run_and_panning_none(page, server, catalog, talk):
    open_map(page, f"{server}/?sector=tourism")
    page.locator(f"{FRAME} .map").focus()
    with talk.runs_of() as panning:
        for key in ("ArrowRight", "+", "ArrowUp", "-", "Home"):
            page.keyboard.press(key)
            still(page)
        page.locator(f"{FRAME} .home").click()
        page.wait_for_timeout(1_500)
        rested(page)
    assert panning == [0]
    place = catalog.place("jiuzhaigou")
    with talk.runs_of() as picking:
        click_place(page, place["lon"], place["lat"])
        expect(drawn(page, ".shutu-title")).to_contain_text("九寨沟")
        page.wait_for_timeout(1_500)
        rested(page)
    assert picking == [1]
    with talk.runs_of() as pointing:
        click_place(page, 100.2, 31.3)
        expect(headline(page)).to_contain_text("川西北生态示范区")
        page.wait_for_timeout(1_500)
        rested(page)
    assert pointing == [1]


def test_a_run_sends_little_to_the_map_and_the_browser_asks_for_nothing_again(page, server, talk):
    open_map(page, server)
    asked: list[str] = []

    def note(answer: Response) -> None:
        if "/app/static/" in answer.url and not answer.from_service_worker:
            asked.append(answer.url)

    page.wait_for_timeout(500)
    page.on("response", note)
    talk.maps.clear()
    page.get_by_role("button", name=re.compile("^能源")).click()
    expect(headline(page)).to_have_text("领域：能源")
    rested(page)
    page.get_by_role("button", name="English").click()
    expect(headline(page)).to_have_text("Sector: Energy")
    rested(page)
    assert talk.maps
    assert max(talk.maps) <= MOST
    assert [url for url in asked if "places" in url or "layers" in url or "geometry" in url] == []
    assert page.locator(f"{FRAME} .legend summary").inner_text() == "Legend (on the map)"
    expect(page.locator(".shutu-view")).to_contain_text("Places in view: 9")


def test_figures_are_those_of_the_catalog_for_what_is_seen(page, server, catalog):
    rows = catalog.places(catalog.filter(inferred=True)).to_pylist()
    named = {row["id"] for row in rows if row["relation"] != "derived"}
    bounds = "frame => frame.map.deck && [...window.deckBounds(frame)]"
    page.add_init_script("""window.deckBounds = (frame) => {
      const { view, box } = frame.map;
      const { clientWidth: width, clientHeight: height } = box;
      return new deck.WebMercatorViewport({ ...view, width, height }).getBounds();
    };""")
    for at in ("104.06,30.66,9", "101.5,29.5,7.5", "105.9,31.6,10", "103.2,28.4,8,40"):
        open_map(page, f"{server}/?inferred=1&at={at}")
        box = page.locator(FRAME).evaluate(bounds)
        seen = catalog.spatial.in_view([row["id"] for row in rows], box)
        places, stations = len(seen & named), len(seen - named)
        expect(page.locator(".shutu-view b")).to_have_text(
            f"图中可见 {places} 处，推导电站 {stations} 座："
        )


def test_the_address_says_where_the_map_is_until_it_is_home(page, server):
    open_map(page, f"{server}/?sector=city")
    assert "at=" not in page.url
    page.locator(f"{FRAME} .map").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("at="))
    lon, lat, zoom = map(float, parse_qs(urlsplit(page.url).query)["at"][0].split(","))
    assert (lon, lat, zoom) == pytest.approx(still(page), abs=0.01)
    page.keyboard.press("Home")
    page.wait_for_url(lambda url: "at=" not in url)
    assert "sector=city" in page.url


def test_the_link_of_the_panel_and_its_code_are_what_the_address_says(page, server):
    open_map(page, f"{server}/?sector=rural&lang=en")
    page.locator(f"{FRAME} .map").focus()
    page.keyboard.press("+")
    page.wait_for_url(re.compile("at="))
    still(page)
    share = page.get_by_role("button", name="Share link")
    share.click()
    panel = page.get_by_role("dialog", name="Share link")
    expect(panel).to_be_visible()
    link = panel.get_by_role("textbox", name="Share link")
    assert parse_qs(urlsplit(link.input_value()).query) == parse_qs(urlsplit(page.url).query)
    expect(panel.get_by_role("img", name="QR code of this view")).to_be_visible()
    expect(panel.get_by_text("The uploaded area")).to_be_hidden()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    panel.get_by_role("button", name="Copy link").click()
    expect(panel.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == link.input_value()
    box, window = panel.bounding_box(), page.viewport_size
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= window["height"]
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(share).to_be_focused()


def test_a_request_to_where_the_map_is_moves_nothing(page, server):
    open_map(page, f"{server}/?region=513200")
    before = view(page)
    page.evaluate("""() => { window.moves = 0; }""")
    page.locator(FRAME).evaluate("""frame => {
      new MutationObserver(() => { window.moves += 1; })
        .observe(frame, { attributes: true, attributeFilter: ["data-centre", "data-zoom"] });
      frame.map.flyTo(frame.map.data.target);
    }""")
    still(page)
    assert view(page) == before
    assert page.evaluate("window.moves") == 0


def test_back_and_forward_bring_the_view_of_each_step(page, server):
    open_map(page, server)
    page.get_by_role("button", name=re.compile("^乡村")).click()
    expect(headline(page)).to_have_text("领域：乡村")
    rested(page)
    page.locator(f"{FRAME} .map").focus()
    page.keyboard.press("+")
    page.wait_for_url(re.compile("at="))
    near = still(page)
    page.get_by_role("button", name=re.compile("^水利")).click()
    expect(headline(page)).to_contain_text("水利")
    rested(page)
    assert view(page) == near
    page.locator(f"{FRAME} .home").click()
    page.wait_for_url(lambda url: "at=" not in url)
    page.go_back()
    expect(headline(page)).to_have_text("领域：乡村")
    page.wait_for_url(re.compile("at="))
    rested(page)
    assert view(page) == pytest.approx(near, abs=0.01)
