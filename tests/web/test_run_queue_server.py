"""No click is lost, and nothing that a run draws, however the requests of a browser come.

A real server over a raw websocket. Without the queue each of these tests fails (`UNQUEUED=1`).
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from geo import settings
from geo.ui.run_messages import run_event
from geo.web.run_queue import RunEvent
from tests.support.health import wait_until_healthy

APP = Path(__file__).with_name("run_queue_app.py")
TIMES = 50
Drawn = dict[tuple[int, ...], Element]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(APP),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    path = {**os.environ, "PYTHONPATH": str(settings.ROOT)}
    server = subprocess.Popen(
        command, cwd=settings.ROOT, env=path, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    wait_until_healthy(f"http://127.0.0.1:{port}")
    yield f"ws://127.0.0.1:{port}/_stcore/stream"
    server.terminate()
    server.wait(timeout=20)


class Browser:
    """A browser with a page open: what it shows, and the ids of what can be clicked."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.shown: Drawn = {}
        self.ids: dict[str, str] = {}
        self.fragments: dict[str, str] = {}
        self.ask()
        self.hear()

    def ask(self, click: str = "") -> None:
        """Ask for a run, of the fragment where the button `click` is in one."""
        message = BackMsg()
        message.rerun_script.SetInParent()
        if click:
            widgets = message.rerun_script.widget_states.widgets
            widgets.add(id=self.ids[click], trigger_value=True)
            message.rerun_script.fragment_id = self.fragments.get(click, "")
        self.socket.send(message.SerializeToString())

    def hear(self, runs: int = 1, last: str = "") -> Drawn:
        """What is drawn until so many runs have ended, or until a text begins with `last`."""
        drawn: Drawn = {}
        while runs:
            content = self.socket.recv(timeout=10)
            message = ForwardMsg()
            message.ParseFromString(content)
            if message.HasField("delta"):
                element = message.delta.new_element
                drawn[tuple(message.metadata.delta_path)] = element
                if element.HasField("button"):
                    self.ids[element.button.label] = element.button.id
                    self.fragments[element.button.label] = message.delta.fragment_id
                if last and element.text.body.startswith(last):
                    break
            runs -= run_event(content) is RunEvent.ENDED
        self.shown |= drawn
        return drawn

    def texts(self) -> list[str]:
        """The lines of the page, from its top."""
        return [one.text.body for one in self.shown.values() if one.HasField("text")]

    def says(self) -> str:
        """The last line of the page."""
        return self.texts()[-1]

    def collections(self) -> int:
        """How often the server has looked through all that it holds."""
        (line,) = [text for text in self.texts() if text.startswith("full collections")]
        return int(line.rpartition(" ")[2])


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    with connect(address, max_size=None) as socket:
        yield Browser(socket)


def test_of_two_clicks_a_few_milliseconds_apart_none_is_lost(browser):
    for number in range(TIMES):
        browser.ask("one")
        time.sleep((number % 10) * 0.002)
        browser.ask("two")
        browser.hear(runs=2)
    assert browser.says() == f"one {TIMES} two {TIMES} closed 0"


@pytest.mark.parametrize("pause", [0, 0.001])
def test_a_click_at_the_very_end_of_a_run_costs_nothing_of_it(browser, pause):
    whole = set(browser.shown)
    for _ in range(TIMES):
        browser.ask("one")
        drawn = browser.hear(last="line 4")
        time.sleep(pause)
        browser.ask("two")
        drawn |= browser.hear()
        assert set(drawn) == whole
        assert set(browser.hear()) == whole
    assert browser.says() == f"one {TIMES} two {TIMES} closed 0"


def test_a_page_that_follows_a_fragment_is_drawn_from_its_top(browser):
    whole = set(browser.shown)
    for number in range(TIMES):
        browser.ask("part")
        if number % 2:
            browser.hear()
            browser.ask("one")
            drawn = browser.hear()
        else:
            browser.ask("one")
            browser.hear()
            drawn = browser.hear()
        assert set(drawn) == whole
    assert browser.says() == f"one {TIMES} two 0 closed 0"
    assert [text for text in browser.texts() if text.startswith("part")] == [f"part {TIMES}"]


def test_a_dialog_is_closed_by_its_button_and_another_click_counts(browser):
    whole = set(browser.shown)
    for number in range(TIMES // 5):
        browser.ask("open")
        browser.hear()
        browser.ask("close")
        time.sleep((number % 5) * 0.002)
        browser.ask("one")
        browser.hear()
        assert set(browser.hear()) == whole
    assert browser.says() == f"one {TIMES // 5} two 0 closed {TIMES // 5}"


def test_a_dialog_that_has_gone_holds_nobody_up_for_long(browser):
    browser.ask("open")
    browser.hear()
    for click in ("close", "close", "one"):  # at the second one the dialog is no more
        browser.ask(click)
    browser.hear(runs=2)
    assert browser.says() == "one 1 two 0 closed 1"


def test_not_every_run_is_followed_by_a_full_collection(browser):
    """`runner.postScriptGC`: with 40 visitors it took a quarter of the server's time."""
    before = browser.collections()
    for _ in range(TIMES):
        browser.ask("one")
        browser.hear()
    assert browser.collections() - before < TIMES / 4
