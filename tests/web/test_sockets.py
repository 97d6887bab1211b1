"""Connections send at once: Nagle's algorithm is off for what a listening socket accepts."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from contextlib import closing

import pytest
import streamlit as st
from streamlit import cli_util

from geo.ui.server import lifespan
from geo.web.sockets import OPEN_FILES, send_at_once
from tests.support.loops import run_alone

NODELAY = (socket.IPPROTO_TCP, socket.TCP_NODELAY)
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no list of open files there")


@pytest.fixture(params=[socket.AF_INET, socket.AF_INET6], ids=["ipv4", "ipv6"])
def listening(request) -> Iterator[socket.socket]:
    """A socket as Streamlit binds it: no protocol is named."""
    with socket.socket(family=request.param) as bound:
        bound.bind(("::1" if request.param == socket.AF_INET6 else "127.0.0.1", 0))
        bound.listen()
        yield bound


def accepted_delay(listening: socket.socket) -> int:
    """The option of a connection that comes in there."""
    with closing(socket.create_connection(listening.getsockname()[:2])):
        connection, _ = listening.accept()
        with connection:
            return connection.getsockopt(*NODELAY)


def test_a_connection_inherits_it_from_the_socket_that_listens(listening):
    assert accepted_delay(listening) == 0
    assert send_at_once() >= 1
    assert accepted_delay(listening) != 0


def test_no_file_is_left_open(listening):
    # One left open keeps the pipe to another program from ever ending.
    before = len(list(OPEN_FILES.iterdir()))
    reader, writer = os.pipe()
    send_at_once()
    os.close(writer)
    assert os.read(reader, 1) == b""  # ended: nobody else has the other end
    os.close(reader)
    assert len(list(OPEN_FILES.iterdir())) == before


def test_nothing_else_is_touched_and_nothing_closed(tmp_path):
    with (
        socket.socket() as free,
        socket.socket(type=socket.SOCK_DGRAM) as datagrams,
        socket.socket(socket.AF_UNIX) as local,
        (tmp_path / "file").open("wb") as file,
    ):
        datagrams.bind(("127.0.0.1", 0))
        local.bind(str(tmp_path / "local"))
        local.listen()
        send_at_once()
        assert free.getsockopt(*NODELAY) == 0
        for one in (free, datagrams, local):
            assert one.getsockname() is not None
        file.write(b"still open")


def test_the_server_does_so_before_it_answers(listening, monkeypatch):
    async def start() -> int:
        app = st.App("main.py")
        async with lifespan(app):
            return await asyncio.to_thread(accepted_delay, listening)

    monkeypatch.setattr(cli_util, "open_browser", lambda _: None)
    assert run_alone(start()) != 0
