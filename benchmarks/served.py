"""A server of this checkout and a headless Chromium, for the benchmarks that look at the page."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a benchmark is started as a file

from tests.support.chromium import OWN, start  # noqa: E402
from tests.support.health import wait_until_healthy  # noqa: E402

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def launch(playwright: Playwright) -> Browser:
    """Start the installed Chromium or Chrome, with its own renderer on every machine.

    Raises:
        SystemExit: none is installed.
    """
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise SystemExit("no Chromium or Chrome is installed (Debian: apt install chromium)")
    return start(playwright, path, OWN)


@contextmanager
def served(
    script: str = "app.py", **environment: str
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run the app, or another script of this checkout, on a free port with extra environment
    variables: its process and address.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            script,
            "--server.port",
            str(port),
            "--server.headless",
            "true",
        ],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(address)
        yield server, address
    finally:
        server.terminate()
        server.wait(timeout=20)
