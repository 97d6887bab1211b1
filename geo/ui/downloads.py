"""Files that are made when they are asked for, and that arrive whatever the page does meanwhile.

A click on such a button goes past the runs of the page, but three things of Streamlit tie it to
them; they are mended here. See `docs/2026-11-25-lost-clicks.md`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import streamlit as st
from streamlit import runtime
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.media_file_manager import MediaFileManager

LAG_SECONDS = 60.0  # so long a browser may lag behind the server

_clear = ForwardMsgQueue.clear
_drop_maker = MediaFileManager._drop_deferred_id
_delete_file = MediaFileManager._delete_file

_given_up: WeakKeyDictionary[Any, float] = WeakKeyDictionary()


def draw_download(
    label: str, make: Callable[[], bytes], *, file_name: str, mime: str, key: str
) -> None:
    """Draw a button; `make`, fresh for every run, gives the content when the button is pressed."""
    st.download_button(label, make, file_name=file_name, mime=mime, key=key, on_click="ignore")


def mend_downloads() -> None:
    """From now on no file that was asked for is lost, on this server. Does nothing twice."""
    ForwardMsgQueue.clear = _clear_but_answers  # type: ignore[method-assign, assignment]
    MediaFileManager._drop_deferred_id = _drop_later  # type: ignore[method-assign, assignment]
    MediaFileManager._delete_file = _delete_later  # type: ignore[method-assign, assignment]


def _clear_but_answers(
    queue: ForwardMsgQueue,
    retain_lifecycle_msgs: bool = False,
    fragment_ids_this_run: list[str] | None = None,
) -> None:
    """A whole page that begins throws away what the browser need not see: not where a file is."""
    whole_page = retain_lifecycle_msgs and fragment_ids_this_run is None
    waiting = queue._queue if whole_page else []
    answers = [one for one in waiting if one.WhichOneof("type") == "backend_operation_response"]
    _clear(queue, retain_lifecycle_msgs, fragment_ids_this_run)
    queue._queue = answers + queue._queue


def _drop_later(manager: MediaFileManager, file_id: str) -> None:
    """Every run gives a button a new number; the browser may still show the one before.

    What makes the file holds what the person brought: with their session it goes at once.
    """
    maker = manager._deferred_callables.get(file_id)
    if maker and (_has_left(maker["session_id"]) or _is_past(maker["callable"])):
        _drop_maker(manager, file_id)


def _delete_later(manager: MediaFileManager, file_id: str) -> None:
    """A file that was made goes with the second run that ends, of any visitor: maybe too soon."""
    if _is_past(manager._file_metadata[file_id]):
        _delete_file(manager, file_id)


def _has_left(session_id: str) -> bool:
    """Whether no browser belongs to a session any more."""
    return runtime.exists() and not runtime.get_instance().is_active_session(session_id)


def _is_past(wanted: Any) -> bool:
    """Whether it was given up so long ago that no browser can still ask for it."""
    now = time.monotonic()
    return now - _given_up.setdefault(wanted, now) >= LAG_SECONDS
