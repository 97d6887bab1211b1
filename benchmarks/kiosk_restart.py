"""How long a kiosk is without its server after a power cut of the server process.

    python benchmarks/kiosk_restart.py --times 3

Runs `python -m geo kiosk` with a Chromium that looks at its page, kills the server process (as
`kill -9` does) and prints the seconds until the server answers again and until the page has the
contents of the new server and plays. The tours go on in between.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from served import ROOT, launch, wait_until_healthy

KIOSK = ".kiosk[data-ready]"


def main() -> None:
    """Kill and measure several times."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--port", type=int, default=0, help="any free one by default")
    options = parser.parse_args()
    port = options.port or free_port()
    kiosk = subprocess.Popen(
        [sys.executable, "-m", "geo", "kiosk", "--no-browser", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "SHUTU_IDLE_SECONDS": "900"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(address)
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_page(viewport={"width": 800, "height": 600})
            page.goto(f"{address}/kiosk")
            page.wait_for_selector(KIOSK, timeout=120_000)
            page.wait_for_timeout(65_000)  # a process that ran for a minute restarts at once
            print("kill | server answers s | page connected s | load average", flush=True)
            for number in range(1, options.times + 1):
                answers, connected = one_kill(page, kiosk.pid, address)
                load = os.getloadavg()[0]
                print(f"{number} | {answers:.1f} | {connected:.1f} | {load:.1f}", flush=True)
                page.wait_for_timeout(65_000)
            browser.close()
    finally:
        kiosk.send_signal(signal.SIGINT)
        kiosk.wait(timeout=30)


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def one_kill(page: Page, kiosk: int, address: str) -> tuple[float, float]:
    """Seconds from the kill to a server that answers, and to a page that has its contents."""
    before = page.locator(KIOSK).get_attribute("data-server")
    (server,) = children(kiosk)
    start = time.monotonic()
    os.kill(server, signal.SIGKILL)
    while not (running := children(kiosk)) or running == [server]:
        time.sleep(0.05)
    wait_until_healthy(address)
    answers = time.monotonic() - start
    page.wait_for_selector(
        f'{KIOSK}[data-server]:not([data-server="{before}"]):not(.veiled)', timeout=120_000
    )
    return answers, time.monotonic() - start


def children(pid: int) -> list[int]:
    """The processes that a process has started (Linux)."""
    with suppress(OSError):
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
        return [int(one) for one in text.split()]
    return []


if __name__ == "__main__":
    main()
