"""Run a kiosk: a locked server and a browser over the whole screen, both kept alive.

`python -m geo kiosk`. A process that ends is restarted, after a pause that grows with repeated
failures; Ctrl+C ends both.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from geo import settings
from geo.errors import PortError
from geo.ports import HOST, free_port_after, obstacle

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)  # on Windows, below the folders of programs
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# No navigation away, no browser messages over the page, no background requests.
BROWSER_FLAGS = (
    "--kiosk",
    "--incognito",
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--disable-session-crashed-bubble",
    "--disable-infobars",
    "--disable-translate",
    "--disable-features=Translate,TouchpadOverscrollHistoryNavigation",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-dark-mode",
    "--autoplay-policy=no-user-gesture-required",
    "--hide-scrollbars",
)
ENDING = ("SIGTERM", "SIGHUP")
LOOK_EVERY_S = 2.0
PAUSE_LOOK_S = 0.2  # while the server is not running
HEALTH_TIMEOUT_S = 3.0
DEAF_LOOKS = 15  # failed checks until the server is restarted
STEADY_S = 60.0  # a process that ran longer restarts without a pause
PAUSES_S = (1.0, 2.0, 5.0, 10.0, 30.0)


@dataclass
class SupervisedProcess:
    """A program that is started again whenever it ends."""

    name: str
    command: list[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    begun: float = 0.0
    due: float = 0.0

    def tend(self, now: float) -> bool:
        """Start it if it does not run and its pause is over; returns whether it was started."""
        if self.process is not None:
            if self.process.poll() is None:
                return False
            short = now - self.begun < STEADY_S
            self.failures = self.failures + 1 if short else 0
            self.due = now + (PAUSES_S[min(self.failures, len(PAUSES_S)) - 1] if short else 0.0)
            self.process = None
        if now < self.due:
            return False
        self.process = subprocess.Popen(
            self.command, cwd=settings.ROOT, env={**os.environ, **self.environment}
        )
        self.begun = now
        return True

    def watch(self, seconds: float) -> None:
        """Wait so long, but not longer than it runs: an end is noticed at once."""
        if self.process is None:
            time.sleep(min(seconds, PAUSE_LOOK_S))
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=seconds)

    def end(self) -> None:
        """Stop it: terminate first, then kill."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()


def server(port: int) -> SupervisedProcess:
    """The locked server, which also rejects every upload."""
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
        "--server.maxUploadSize",
        "0",
    ]
    return SupervisedProcess("server", command, {"SHUTU_KIOSK": "1"})


def browser(program: str, address: str, profile: Path) -> SupervisedProcess:
    """The browser in full screen with a separate profile."""
    return SupervisedProcess(
        "browser", [program, *BROWSER_FLAGS, f"--user-data-dir={profile}", address]
    )


def find_browser() -> str | None:
    """The first Chromium, Chrome or Edge that is installed."""
    folders = [
        os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
    ]
    files = [Path(folder) / place for folder in folders if folder for place in PLACES]
    installed = [str(path) for path in (*files, Path(MAC)) if path.is_file()]
    return next(filter(None, [*map(shutil.which, BROWSERS), *installed]), None)


def is_well(address: str) -> bool:
    """Whether the server responds."""
    try:
        with urllib.request.urlopen(
            f"{address}/_stcore/health", timeout=HEALTH_TIMEOUT_S
        ) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def check_port(port: int) -> None:
    """Check before starting anything that the server can listen.

    Raises:
        PortError: another program uses the port, or the system denies it.
    """
    reason = obstacle(port)
    if reason:
        free = free_port_after(port)
        such_as = f", such as {free}" if free else ""
        raise PortError(f"{reason}; choose another with --port{such_as}")


def run(port: int, lang: str, *, with_browser: bool, say: Callable[[str], None]) -> None:
    """Keep the kiosk running, initially in `lang`, until Ctrl+C.

    Raises:
        PortError: the server could not listen on `port`.
    """
    check_port(port)
    address = f"http://{HOST}:{port}"
    page = f"{address}/kiosk?lang={lang}"
    for name in ENDING:  # stopped by the system or closed terminal: end both too
        number = getattr(signal, name, None)  # Windows has fewer
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as nohup sets
            signal.signal(number, signal.default_int_handler)
    program = find_browser() if with_browser else None
    if program is None:
        say(f"no browser is started: open {page} in full screen")
    with tempfile.TemporaryDirectory(prefix="shutu-kiosk-", ignore_cleanup_errors=True) as profile:
        screen = browser(program, page, Path(profile)) if program else None
        tend_both(server(port), screen, address, say)


def tend_both(
    host: SupervisedProcess,
    screen: SupervisedProcess | None,
    address: str,
    say: Callable[[str], None],
) -> None:
    """Check both periodically. The browser starts once the server responds."""
    deaf = 0
    try:
        while True:
            now = time.monotonic()
            if host.tend(now):
                say("server started")
                deaf = 0
            well = is_well(address)
            deaf = 0 if well or host.process is None else deaf + 1
            if deaf > DEAF_LOOKS:
                say("the server does not answer and is started again")
                host.end()
                deaf = 0
            if screen and (well or screen.process) and screen.tend(now):
                say("browser started")
            host.watch(LOOK_EVERY_S)
    except KeyboardInterrupt:
        for name in ("SIGINT", *ENDING):  # a second signal would leave processes running
            if number := getattr(signal, name, None):
                signal.signal(number, signal.SIG_IGN)
        say("the kiosk is closed")
    finally:
        if screen:
            screen.end()
        host.end()
