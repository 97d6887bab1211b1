"""Whether our server can listen on a port, checked before it starts."""

from __future__ import annotations

import errno
import os
import socket

HOST = "127.0.0.1"  # as in .streamlit/config.toml
PORTS = range(1, 65_536)
FIRST_FOR_ALL = 1024  # lower ones need administrator rights on most systems
TRIES = 100  # number of ports tried


def obstacle(port: int) -> str | None:
    """Why a server could not listen on a port of this machine; None where it could."""
    with socket.socket() as probe:
        if os.name == "posix":  # there, a recently closed port is free only with this
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            return f"port {port} is for the administrator only"
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"port {port} is in use by another program, perhaps another Shutu"
            return f"port {port} cannot be used: {error.strerror}"
    return None


def free_port_after(port: int) -> int | None:
    """The next free port, if one of the next hundred is free."""
    first = max(port + 1, FIRST_FOR_ALL)
    ports = range(first, min(first + TRIES, PORTS.stop))
    return next((one for one in ports if obstacle(one) is None), None)
