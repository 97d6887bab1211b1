"""Disable Nagle's algorithm (TCP_NODELAY) to avoid delays between parts of a response.

Streamlit binds the socket that it listens on itself, without naming the protocol, and asyncio then
leaves Nagle's algorithm on for what comes in there: the body of every small answer, and every
message of a run but the first, waits about 40 ms for the browser to acknowledge what went before
(Streamlit 1.67, uvicorn 0.54; known there as uvicorn #3149). A connection inherits the option from
the socket that accepted it. Measured in docs/2026-11-29-first-seconds.md.
"""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

OPEN_FILES = Path("/dev/fd")  # the numbers of this process's open files; Windows has none


def send_at_once() -> int:
    """Disable Nagle's algorithm for future connections; returns the number of listening sockets."""
    listening = list(_listening())
    for accepting in listening:
        with accepting:
            accepting.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(listening)


def _listening() -> Iterator[socket.socket]:
    """Copies of the TCP sockets on which this process listens; each must be closed."""
    for number in _open_files():
        copy = _copy(number)
        if copy and _accepts(copy):
            yield copy
        elif copy:
            copy.close()


def _copy(number: int) -> socket.socket | None:
    """The socket behind an open file, if it is one, as an object of its own."""
    try:
        if not stat.S_ISSOCK(os.fstat(number).st_mode):
            return None
        copy = os.dup(number)
    except OSError:  # closed in the meantime, as is the folder that was listed
        return None
    try:
        return socket.socket(fileno=copy)
    except OSError:  # of a family that Python does not know
        os.close(copy)
        return None


def _open_files() -> list[int]:
    return [int(file.name) for file in OPEN_FILES.iterdir()] if OPEN_FILES.is_dir() else []


def _accepts(found: socket.socket) -> bool:
    internet = found.family in (socket.AF_INET, socket.AF_INET6)
    accepts = bool(found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)) if internet else False
    return accepts and found.type == socket.SOCK_STREAM
