"""No waiting between the parts of an answer.

Streamlit binds the socket that it listens on itself, without naming the protocol, and asyncio then
leaves Nagle's algorithm on for what comes in there: the body of every small answer, and every
message of a run but the first, waits about 40 ms for the browser to acknowledge what went before
(Streamlit 1.67, uvicorn 0.54; known there as uvicorn #3149). A connection inherits the option from
the socket that accepted it. Measured in docs/2026-11-29-first-seconds.md.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

OPEN_FILES = Path("/dev/fd")  # the numbers of this process's open files; Windows has none


def send_at_once() -> int:
    """Switch Nagle's algorithm off for all connections to come; how many sockets listen."""
    listening = list(_listening())
    for accepting in listening:
        with accepting:
            accepting.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(listening)


def _listening() -> Iterator[socket.socket]:
    """Copies of the TCP sockets on which this process listens; each must be closed."""
    open_files = list(OPEN_FILES.iterdir()) if OPEN_FILES.is_dir() else []
    for number in open_files:
        try:
            copy = socket.socket(fileno=os.dup(int(number.name)))
        except OSError:  # no socket, or the folder itself, which is closed by now
            continue
        if _accepts(copy):
            yield copy
        else:
            copy.close()


def _accepts(found: socket.socket) -> bool:
    internet = found.family in (socket.AF_INET, socket.AF_INET6)
    accepts = bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)) if internet else False
    return accepts and found.type == socket.SOCK_STREAM
