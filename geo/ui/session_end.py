"""The end of a session: a visitor's data is removed from memory, within a fixed time.

Streamlit keeps a session whose browser has gone for `server.disconnectedSessionTTL` seconds, so
that a short network failure loses no work. After that it may be removed; but its storage is only
checked when another visitor connects or disconnects, reference cycles wait for the next garbage
collection (not run after each script: `runner.postScriptGC`), and the message loop references the
last session and messages. On an idle server none of this happens. This module forces it, on
Streamlit's event loop. See `docs/2026-11-28-nothing-stays.md`.
"""

from __future__ import annotations

import asyncio
import gc
import urllib.parse
from math import ceil

import streamlit as st
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLsRequest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import SessionClient
from streamlit.runtime.scriptrunner import get_script_run_ctx

EARLY_S = 2.0  # before Streamlit's own limit: a session past it cannot be found by its id
CLOSING_S = 1.0  # time for a script to stop
FLUSH_S = 1.0  # time for a message to be sent
CLEAN_EVERY_S = 30.0  # minimum interval: a collection blocks all visitors for 0.1 to 0.3 s


def kept_seconds() -> int:
    """How long a session without a browser is kept for a reconnect."""
    return int(st.get_option("server.disconnectedSessionTTL"))


def gone_minutes() -> int:
    """The time after a disconnect until nothing of a session is left."""
    seconds = kept_seconds() + CLOSING_S + CLEAN_EVERY_S + FLUSH_S
    return ceil(seconds / 60)


def watch_session() -> None:
    """Register this session to be ended when its browser has been disconnected for
    `kept_seconds`."""
    context = get_script_run_ctx()
    if context is not None and runtime.exists():
        _presence(context.session_id)


def freeze_shared() -> None:
    """Exclude objects that live as long as the server from garbage collection.

    A full collection takes 0.1 to 0.3 s with them, and blocks all visitors meanwhile. Objects of
    sessions that are there now are frozen too; the end of a session comes back to them.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Nobody(SessionClient):
    """A session client that discards all messages."""

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Drop the message."""


class SessionEnds:
    """Ends sessions when they are due. All its methods run on Streamlit's event loop."""

    def __init__(self) -> None:
        """Nothing is due yet."""
        self._due: dict[str, float] = {}  # session id → end time, unless the browser reconnects
        self._closed = self._cleaned = -CLEAN_EVERY_S
        self._will_clean = False

    def disconnected(self, session_id: str, keep_s: float) -> None:
        """A session has lost its browser: end it after `keep_s` seconds."""
        loop = asyncio.get_running_loop()
        self._due[session_id] = due = loop.time() + keep_s
        loop.call_at(due, self._end, session_id, due)

    def _end(self, session_id: str, due: float) -> None:
        if self._due.get(session_id) != due:
            return  # it reconnected and disconnected again: a later call applies
        del self._due[session_id]
        server = runtime.get_instance()
        if server.is_active_session(session_id):
            return
        server.close_session(session_id)  # its uploads are removed at once
        self._closed = asyncio.get_running_loop().time()
        if not self._will_clean:
            self._plan_to_clean()

    def _plan_to_clean(self) -> None:
        self._will_clean = True
        loop = asyncio.get_running_loop()
        at = max(loop.time() + CLOSING_S, self._cleaned + CLEAN_EVERY_S)
        loop.call_at(at, self._visit_by_nobody)

    def _visit_by_nobody(self) -> None:
        """Run Streamlit's loop with an empty session, so that it drops its last references."""
        server, loop = runtime.get_instance(), asyncio.get_running_loop()
        nobody = server.connect_session(Nobody(), {})
        server.handle_backmsg(nobody, BackMsg(file_urls_request=FileURLsRequest()))
        loop.call_later(FLUSH_S, self._clean, nobody, loop.time())

    def _clean(self, nobody: str, visited: float) -> None:
        server, loop = runtime.get_instance(), asyncio.get_running_loop()
        server.close_session(nobody)
        # It caches the last 128 addresses, including search terms.
        urllib.parse.clear_cache()  # type: ignore[attr-defined]
        freeze_shared()
        self._cleaned, self._will_clean = loop.time(), False
        if visited < self._closed + CLOSING_S:  # a script of that session may still have run
            self._plan_to_clean()


@st.cache_resource(show_spinner=False)
def _ends() -> SessionEnds:
    return SessionEnds()


def _on_release(session_id: str) -> None:
    _ends().disconnected(session_id, max(kept_seconds() - EARLY_S, 0.0))


@st.cache_resource(show_spinner=False, scope="session", on_release=_on_release)
def _presence(session_id: str) -> str:
    """Streamlit releases this, on its event loop, when the session loses its browser."""
    _ends()
    return session_id
