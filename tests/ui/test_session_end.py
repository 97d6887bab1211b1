"""When ended sessions are cleaned up, on an event loop with short times and a server that notes."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from geo.ui import session_end


class Server:
    """Notes when which session was closed, and when a visit by nobody was."""

    def __init__(self) -> None:
        self.closed: dict[str, float] = {}
        self.visits: list[float] = []
        self.active: set[str] = set()
        self.media_file_mgr = SimpleNamespace(remove_orphaned_files=lambda: None)

    def is_active_session(self, session_id: str) -> bool:
        return session_id in self.active

    def close_session(self, session_id: str) -> None:
        self.closed[session_id] = asyncio.get_running_loop().time()

    def connect_session(self, client: object, user: object) -> str:
        self.visits.append(asyncio.get_running_loop().time())
        return "nobody"

    def handle_backmsg(self, session_id: str, message: object) -> None: ...


@pytest.fixture
def server(monkeypatch):
    server = Server()
    monkeypatch.setattr(session_end, "CLOSING_S", 0.04)
    monkeypatch.setattr(session_end, "FLUSH_S", 0.04)
    monkeypatch.setattr(session_end, "CLEAN_EVERY_S", 0.02)
    monkeypatch.setattr(session_end, "LAG_SECONDS", 0.0)
    monkeypatch.setattr(session_end.runtime, "get_instance", lambda: server)
    monkeypatch.setattr(session_end, "freeze_shared", lambda: None)
    return server


def run(server: Server, leaving: dict[str, float], active: frozenset[str] = frozenset()) -> None:
    """Let sessions lose their browsers after seconds, until all is cleaned up."""

    async def until_clean() -> None:
        server.active = set(active)
        ends = session_end.SessionEnds()
        for session, after in leaving.items():
            ends.disconnected(session, after)
        while ends._due or ends._will_clean:
            await asyncio.sleep(0.005)

    with ThreadPoolExecutor(1) as another:  # the browser's driver may have a loop in this thread
        another.submit(asyncio.run, asyncio.wait_for(until_clean(), 10)).result()


def test_sessions_that_end_together_are_cleaned_up_once(server):
    run(server, {"one": 0.0, "other": 0.0})
    assert len(server.visits) in (1, 2)  # two when the machine was busy between them
    assert server.visits[-1] >= max(server.closed["one"], server.closed["other"]) + 0.04


@pytest.mark.parametrize("after", [0.0, 0.02, 0.045, 0.06, 0.075, 0.2])
def test_each_end_is_followed_by_a_cleaning_when_its_script_has_stopped(server, after):
    """Also one that ends while the cleaning after another is under way."""
    run(server, {"one": 0.0, "other": after})
    assert server.visits[-1] >= server.closed["other"] + 0.04
    assert set(server.closed) == {"one", "other", "nobody"}


def test_a_session_whose_browser_is_back_is_not_ended(server):
    run(server, {"back": 0.0}, active=frozenset({"back"}))
    assert (server.closed, server.visits) == ({}, [])
