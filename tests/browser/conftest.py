"""A real server and a real Chromium; every request of the browser is written down."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from geo import settings


@pytest.fixture(scope="session")
def start_server(built: Path) -> Iterator[Callable[[], str]]:
    """Start a fresh server and return its address; all are stopped at the end."""
    servers: list[subprocess.Popen[bytes]] = []

    def start() -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "streamlit", "run", "app.py",
                   "--server.port", str(port), "--server.headless", "true"]  # fmt: skip
        servers.append(
            subprocess.Popen(
                command, cwd=settings.ROOT,
                env={**os.environ, "SHUTU_BUILT": str(built),
                     "SHUTU_SHORTLISTS": f"sqlite:///{built.parent / 'shortlists.sqlite'}"},
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)
                return address
            except OSError:
                time.sleep(0.25)
        raise RuntimeError("the server did not start")

    yield start
    for server in servers:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def server(start_server: Callable[[], str]) -> str:
    return start_server()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of an office screen; fails the test if anything is asked of another machine."""
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.set_default_timeout(60_000)
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    page.close()
    local = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
    assert asked
    assert [url for url in asked if not url.startswith(local)] == []
    assert broken == []
