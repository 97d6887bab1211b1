"""A file that was asked for arrives, whatever runs meanwhile."""

from __future__ import annotations

from unittest.mock import create_autospec

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from geo.ui import downloads

BUTTON = {
    "mimetype": "text/csv",
    "coordinates": "1.2",
    "file_name": "list.csv",
    "element_id": "csv",
}


@pytest.fixture(autouse=True)
def mended(monkeypatch):
    for kind, name in (
        (ForwardMsgQueue, "clear"),
        (MediaFileManager, "_drop_deferred_id"),
        (MediaFileManager, "_delete_file"),
    ):
        monkeypatch.setattr(kind, name, getattr(kind, name))  # put back at the end
    downloads.mend_downloads()


@pytest.fixture
def later(monkeypatch):
    """Let time pass."""
    now = [1000.0]
    monkeypatch.setattr(downloads.time, "monotonic", lambda: now[0])

    def pass_by(seconds):
        now[0] += seconds

    return pass_by


@pytest.fixture
def manager():
    return MediaFileManager(MemoryMediaFileStorage("/media"))


def run_page(manager) -> str:
    """A run that draws the button; gives the number under which its file can be had."""
    manager.clear_session_refs()
    manager.remove_deferred(BUTTON["coordinates"], element_id=BUTTON["element_id"])
    number = manager.add_deferred(lambda: b"a,b", **BUTTON)
    manager.remove_orphaned_files()
    return number


def test_the_button_of_an_earlier_run_still_gives_its_file(manager, later):
    shown = run_page(manager)
    for _ in range(5):
        run_page(manager)
        later(2)
    address = manager.execute_deferred(shown)
    for _ in range(5):
        run_page(manager)
    assert manager.read_file(address.rpartition("/")[2].split(".")[0]).content == b"a,b"


def test_what_no_browser_shows_any_more_is_forgotten(manager, later):
    shown = run_page(manager)
    address = manager.execute_deferred(shown)
    for _ in range(3):
        run_page(manager)
    later(downloads.LAG_SECONDS)
    run_page(manager)
    assert manager.read_file(address.rpartition("/")[2].split(".")[0]) is None
    with pytest.raises(MediaFileStorageError):
        manager.execute_deferred(shown)
    assert len(manager._deferred_callables) < 5


def test_what_a_person_brought_goes_with_their_session(manager, monkeypatch):
    there = create_autospec(Runtime)
    monkeypatch.setattr(Runtime, "_instance", there)
    number = run_page(manager)
    run_page(manager)
    assert manager.execute_deferred(number)
    there.is_active_session.return_value = False
    manager.clear_session_refs()
    manager.remove_orphaned_files()
    assert not manager._deferred_callables


def test_a_page_that_begins_does_not_throw_the_answer_away():
    queue = ForwardMsgQueue()
    for kind in ("delta", "backend_operation_response", "script_finished"):
        message = ForwardMsg()
        if kind == "script_finished":
            message.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
        else:
            getattr(message, kind).SetInParent()
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True)
    kinds = [message.WhichOneof("type") for message in queue.flush()]
    assert kinds == ["backend_operation_response", "script_finished"]
    assert queue.is_empty()
