"""A real server and a real Chromium; every request of the browser is written down."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as BrowserError

from geo import settings
from tests.support.health import wait_until_healthy

REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


class Servers:
    """Servers of one build, each on a port of its own."""

    def __init__(self, built: Path) -> None:
        self.built = built
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, address: str | None = None, **environment: str) -> str:
        """Start a fresh server, at a former one's address if that is given; returns the address."""
        if address is None:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                address = f"http://127.0.0.1:{free.getsockname()[1]}"
        port = address.rpartition(":")[2]
        base = environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "")
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.port",
            port,
            "--server.headless",
            "true",
        ]
        lists = f"sqlite:///{self.built.parent / 'shortlists.sqlite'}"
        self.running[address] = subprocess.Popen(
            command,
            cwd=settings.ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "SHUTU_BUILT": str(self.built),
                "SHUTU_SHORTLISTS": lists,
                **environment,
            },
        )
        wait_until_healthy(f"{address}{base}")
        return address

    def stop(self, address: str) -> None:
        """Kill a server as a power cut would."""
        server = self.running.pop(address)
        server.kill()
        server.wait(timeout=20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure tells what stood on the page: CI keeps no pictures."""
    report = yield
    page: Any = item.funcargs.get("page") or item.funcargs.get("shared_page")
    if report.when == "call" and report.failed and page:
        try:
            shown = page.inner_text("body", timeout=5_000)[:2_000]
        except BrowserError as error:
            shown = f"nothing that can be read: {error.message}"
        report.sections.append(("what the page showed", f"{page.url}\n{shown or '(blank)'}"))
    return report


@pytest.fixture(scope="session")
def servers(built: Path) -> Iterator[Servers]:
    """Start and stop servers; all are stopped at the end."""
    servers = Servers(built)
    yield servers
    for server in servers.running.values():
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def start_server(servers: Servers) -> Callable[[], str]:
    """Start a fresh server and return its address."""
    return servers.start


@pytest.fixture(scope="session")
def server(start_server: Callable[[], str]) -> str:
    return start_server()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """An office screen for all tests, so that what the browser loads once is loaded once.

    Motion is reduced: flights arrive at once, except where a test looks at the way.
    """
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, reduced_motion="reduce", accept_downloads=True
    )
    context.set_default_timeout(60_000)
    expect.set_options(timeout=30_000)  # a busy machine is no failure
    yield context
    context.close()


@contextmanager
def watched(context: BrowserContext) -> Iterator[Page]:
    """A new page; fails at the end if anything was asked of another machine, a script broke, or
    the page did what its own security policy forbids.
    """
    page = context.new_page()
    asked: list[str] = []
    broken: list[str] = []
    forbidden: list[str] = []
    page.expose_function("reportViolation", lambda text: forbidden.append(text))
    page.add_init_script(REPORT_VIOLATIONS)
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    page.evaluate("localStorage.clear()")
    page.close()
    context.clear_cookies()  # one of a kiosk locks whatever else the same browser opens
    local = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
    assert asked
    assert [url for url in asked if not url.startswith(local)] == []
    assert broken == []
    assert forbidden == []


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with watched(context) as page:
        yield page


@pytest.fixture(scope="module")
def shared_page(context: BrowserContext) -> Iterator[Page]:
    """One page for tests of a module that each begin by putting it into order."""
    with watched(context) as page:
        yield page
