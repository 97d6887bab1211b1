"""`make run` and `shutu serve`: the server on a free port, and a browser where there is one."""

from __future__ import annotations

import argparse
import os
import runpy
import signal
import sys
from collections.abc import Mapping
from types import FrameType
from typing import NoReturn

from geo import settings
from geo.errors import PortError
from geo.ports import HOST, PORTS, free_port_after, obstacle


def main() -> None:
    """Serve until Ctrl+C, or exit with one line that states the reason."""
    parser = argparse.ArgumentParser(prog="python -m geo.launch", description=__doc__)
    parser.add_argument("--port", default="8501")
    serve(checked_port(parser.parse_args().port))


def serve(port: int) -> None:
    """Serve the pages until somebody ends it; the process ends with that.

    What stands in the current folder is not read: it may be anybody's, with settings of Streamlit
    or pages among it.
    """
    settings.keep_paths()
    os.chdir(settings.ROOT)
    print(f"Shutu: http://{HOST}:{port} (Ctrl+C ends it)", flush=True)
    for number in (signal.SIGINT, signal.SIGTERM):  # runs after the server has shut down
        signal.signal(number, _end)
    headless = "false" if has_screen(os.environ, sys.platform) else "true"
    sys.argv = [
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        headless,
    ]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """Exit quietly with success on Ctrl+C."""
    print("Shutu is closed", flush=True)
    raise SystemExit(0)


def free_port(first: int = 8501) -> int:
    """The first port from `first` on that a server can have.

    Raises:
        PortError: all that were tried are taken.
    """
    port = first if obstacle(first) is None else free_port_after(first)
    if port is None:
        raise PortError(f"port {first} and those after it are taken; choose one with --port")
    return port


def checked_port(given: str) -> int:
    """A port that the server can use.

    Raises:
        SystemExit: it is invalid or in use; the message states what to do.
    """
    if not (given.isascii() and given.isdecimal() and len(given) < 6 and int(given) in PORTS):
        sys.exit(f"PORT must be a number from 1 to 65535, not {given}: make run PORT=8501")
    port = int(given)
    reason = obstacle(port)
    if reason:
        free = free_port_after(port)
        advice = f"The next free one: make run PORT={free}" if free else "Choose another with PORT="
        sys.exit(f"{reason[0].upper()}{reason[1:]}. {advice}")
    return port


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a browser can be opened here: there is a display, and this is not CI."""
    if environment.get("CI"):
        return False
    return platform in ("darwin", "win32") or any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


if __name__ == "__main__":
    main()
