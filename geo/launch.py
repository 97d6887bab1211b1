"""`make run`: start the app on a free port, and open the browser where there is one."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Mapping
from typing import NoReturn

from geo import settings

HOST = "127.0.0.1"  # as in .streamlit/config.toml
PORTS = range(1, 65536)
TRIES = 100  # ports that are looked at for a free one


def main() -> NoReturn:
    """Become the server; or end with one line that says why not."""
    parser = argparse.ArgumentParser(prog="python -m geo.launch", description=__doc__)
    parser.add_argument("--port", default="8501")
    port = checked_port(parser.parse_args().port)
    os.chdir(settings.ROOT)
    headless = "false" if has_screen(os.environ, sys.platform) else "true"
    print(f"Shutu: http://{HOST}:{port} (Ctrl+C ends it)", flush=True)
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port",
                              str(port), "--server.headless", headless])  # fmt: skip


def checked_port(given: str) -> int:
    """A port that a server can have.

    Raises:
        SystemExit: it is none, or taken; with one line that says what to do instead.
    """
    if not (given.isascii() and given.isdecimal() and int(given) in PORTS):
        sys.exit(f"PORT must be a number from 1 to 65535, not {given}: make run PORT=8501")
    port = int(given)
    if not is_free(port):
        free = next(filter(is_free, range(port + 1, min(port + TRIES, PORTS.stop))), None)
        advice = f"The next free one: make run PORT={free}" if free else "Choose another with PORT="
        sys.exit(f"Port {port} is taken, perhaps by another Shutu. {advice}")
    return port


def is_free(port: int) -> bool:
    """Whether a server could listen on a port of this machine."""
    with socket.socket() as probe:
        if os.name == "posix":  # there, a port that was just left counts as free only with this
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def has_screen(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a browser can be opened here: a display, or a system that always has one; not CI."""
    if environment.get("CI"):
        return False
    return platform in ("darwin", "win32") or any(
        environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )


if __name__ == "__main__":
    main()
