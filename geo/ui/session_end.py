"""The end of a session: what a visitor brought leaves the memory of the server, and on time.

Streamlit keeps a session whose browser has gone for `server.disconnectedSessionTTL` seconds, so
that nobody loses their work to a short failure of the network. After that it may be removed; but
its storage only looks when another visitor comes or goes, what reference cycles hold waits for the
next collection (after every run none is made: `runner.postScriptGC`), and the loop that sends
messages points at the session and the messages that it served last. On a quiet server nothing of
that ends. Here the end is brought about, on Streamlit's event loop. See
`docs/2026-11-28-nothing-stays.md`.
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
CLOSING_S = 1.0  # so long a script that is being stopped may take
FLUSH_S = 1.0  # so long a message takes to go out
CLEAN_EVERY_S = 30.0  # at most so often: a collection stops all visitors for 0.1 to 0.3 s


def kept_seconds() -> int:
    """How long a session without a browser is kept, for the browser to come back."""
    return int(st.get_option("server.disconnectedSessionTTL"))


def gone_minutes() -> int:
    """So long after the browser has gone nothing of a session is left."""
    seconds = kept_seconds() + CLOSING_S + CLEAN_EVERY_S + FLUSH_S
    return ceil(seconds / 60)


def watch_session() -> None:
    """From now on this session is ended when its browser has been away for `kept_seconds`."""
    context = get_script_run_ctx()
    if context is not None and runtime.exists():
        _presence(context.session_id)


def freeze_shared() -> None:
    """Spare what lives as long as the server from every collection.

    A full one takes 0.1 to 0.3 s with it, and stops all visitors meanwhile. Objects of sessions
    that are there now are frozen too; the end of a session comes back to them.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Nobody(SessionClient):
    """The client of a session that shows nothing to anybody."""

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Drop the message."""


class SessionEnds:
    """Ends sessions when they are due. All its methods run on Streamlit's event loop."""

    def __init__(self) -> None:
        """Nothing is due yet."""
        self._due: dict[str, float] = {}  # session id → when it ends, unless the browser is back
        self._closed = self._cleaned = -CLEAN_EVERY_S
        self._will_clean = False

    def disconnected(self, session_id: str, keep_s: float) -> None:
        """A session has lost its browser: end it after `keep_s` seconds."""
        loop = asyncio.get_running_loop()
        self._due[session_id] = due = loop.time() + keep_s
        loop.call_at(due, self._end, session_id, due)

    def _end(self, session_id: str, due: float) -> None:
        if self._due.get(session_id) != due:
            return  # it came back and left again: a later call holds
        del self._due[session_id]
        server = runtime.get_instance()
        if server.is_active_session(session_id):
            return
        server.close_session(session_id)  # its uploads go at once
        self._closed = asyncio.get_running_loop().time()
        if not self._will_clean:
            self._plan_to_clean()

    def _plan_to_clean(self) -> None:
        self._will_clean = True
        loop = asyncio.get_running_loop()
        at = max(loop.time() + CLOSING_S, self._cleaned + CLEAN_EVERY_S)
        loop.call_at(at, self._visit_by_nobody)

    def _visit_by_nobody(self) -> None:
        """Let Streamlit's loop serve nobody, so that it lets go of what it served last."""
        server, loop = runtime.get_instance(), asyncio.get_running_loop()
        nobody = server.connect_session(Nobody(), {})
        server.handle_backmsg(nobody, BackMsg(file_urls_request=FileURLsRequest()))
        loop.call_later(FLUSH_S, self._clean, nobody, loop.time())

    def _clean(self, nobody: str, visited: float) -> None:
        server, loop = runtime.get_instance(), asyncio.get_running_loop()
        server.close_session(nobody)
        # It keeps the last 128 addresses, with what was searched for in them.
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
