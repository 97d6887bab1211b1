"""The end of a session: what a visitor brought leaves the memory of the server, and on time.

Streamlit keeps a session whose browser has gone for `server.disconnectedSessionTTL` seconds, so
that nobody loses their work to a short failure of the network. After that it may be removed; but
its storage only looks when another visitor comes or goes, and what reference cycles still hold
waits for the garbage collection after somebody's next run. On a quiet server neither comes. Here
the end is brought about, through functions that Streamlit offers for any thread.
See `docs/2026-11-28-nothing-stays.md`.
"""

from __future__ import annotations

import gc
import sched
import time
import urllib.parse
from dataclasses import dataclass
from threading import Lock, Thread
from weakref import ReferenceType, ref

import streamlit as st
from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.ui.downloads import LAG_SECONDS

EARLY_S = 2.0  # before Streamlit's own limit: a session past it can no longer be closed by its id
COLLECT_AFTER_S = 1.0  # the session is closed on another thread meanwhile
COLLECT_EVERY_S = 30.0  # at most so often: a collection stops all visitors for 0.1 to 0.3 s


@dataclass(frozen=True)
class Presence:
    """A session with its id; the reference does not keep it."""

    session_id: str
    session: ReferenceType[AppSession]


def kept_seconds() -> int:
    """How long a session without a browser is kept, for the browser to come back."""
    return int(st.get_option("server.disconnectedSessionTTL"))


def watch_session() -> None:
    """From now on this session is ended when its browser has been away for `kept_seconds`."""
    context = get_script_run_ctx()
    if context is not None and runtime.exists():
        _presence(context.session_id)


def freeze_shared() -> None:
    """Spare what lives as long as the server from the collection that follows every run.

    Streamlit collects all garbage after every run, which otherwise takes most of a visitor's
    waiting time. Objects of sessions that are there now are frozen too: `Reaper` thaws them.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Reaper:
    """One thread that ends sessions when they are due."""

    def __init__(self) -> None:
        """Start the thread; it ends with the process."""
        self._due: dict[str, float] = {}  # session id → when it ends, unless the browser is back
        self._lock = Lock()
        self._schedule = sched.scheduler(time.monotonic, time.sleep)
        self._ended: list[Presence] = []
        self._last_collection = -COLLECT_EVERY_S
        Thread(target=self._work, name="session-reaper", daemon=True).start()

    def disconnected(self, one: Presence, keep_s: float) -> None:
        """A session has lost its browser: end it after `keep_s` seconds."""
        due = time.monotonic() + keep_s
        with self._lock:
            self._due[one.session_id] = due
        self._schedule.enterabs(due, 0, self._end, (one, due))

    def _work(self) -> None:
        while True:
            pause = self._schedule.run(blocking=False)
            time.sleep(min(1.0, pause or 1.0))

    def _end(self, one: Presence, due: float) -> None:
        with self._lock:
            if self._due.get(one.session_id) != due:
                return  # it came back and left again: a later entry holds
            del self._due[one.session_id]
        if _is_there(one):
            return
        # Closes a session that only the storage has, on the event loop; its files go with it.
        runtime.get_instance().clear_user_info_for_session(one.session_id)
        if not self._ended:
            soon = time.monotonic() + COLLECT_AFTER_S
            at = max(soon, self._last_collection + COLLECT_EVERY_S)
            self._schedule.enterabs(at, 0, self._collect)
        self._ended.append(one)
        # A file that was made for a download is marked, given up, and deleted, in three steps.
        for later in (COLLECT_AFTER_S, COLLECT_AFTER_S + LAG_SECONDS):
            self._schedule.enter(later, 0, _remove_files)

    def _collect(self) -> None:
        for one in self._ended:
            if not _is_there(one):
                _empty(one.session())
        self._ended.clear()
        # The last 128 addresses, with what was searched for in them.
        urllib.parse.clear_cache()  # type: ignore[attr-defined]
        freeze_shared()
        self._last_collection = time.monotonic()


def _is_there(one: Presence) -> bool:
    return not runtime.exists() or runtime.get_instance().is_active_session(one.session_id)


def _empty(session: AppSession | None) -> None:
    """Empty a closed session, if it is still there.

    Streamlit's loop points at the session that it served last until it serves another one.
    """
    if session is None:
        return
    session.session_state.clear()
    session.session_state.query_params.clear_with_no_forward_msg()
    session.session_state.query_params.set_initial_query_params("")
    session._client_state.Clear()  # what the browser sent last: its widgets and its address
    session._fragment_storage.clear()


def _remove_files() -> None:
    if runtime.exists():
        runtime.get_instance().media_file_mgr.remove_orphaned_files()


@st.cache_resource(show_spinner=False)
def _reaper() -> Reaper:
    return Reaper()


def _on_disconnect(one: Presence | None) -> None:
    if one is not None:
        _reaper().disconnected(one, max(kept_seconds() - EARLY_S, 0.0))


@st.cache_resource(show_spinner=False, scope="session", on_release=_on_disconnect)
def _presence(session_id: str) -> Presence | None:
    """Streamlit releases this when the session loses its browser."""
    _reaper()
    session = runtime.get_instance().get_app_session(session_id)
    return Presence(session_id, ref(session)) if session else None
