"""What a click sets off is not ended half-way, and what a run draws arrives, at the right place."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import MagicMock, create_autospec

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner import RerunData, StopException
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.scriptrunner_utils.script_requests import (
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from geo.ui import runs
from tests.ui.apptest import APP, opened


class Clicked(SessionState):
    """A session in which a click calls a function."""

    def on_script_will_rerun(self, fresh_widget_states, **options):
        fresh_widget_states()


def ended() -> None:
    """What a run does at every access while another request waits."""
    raise StopException


@pytest.fixture
def session(monkeypatch):
    # Another test of this process may have had the app keep its clicks already.
    monkeypatch.setattr(SafeSessionState, "on_script_will_rerun", runs._interruptible)
    runs.mend_runs()
    return SafeSessionState(Clicked(), ended)


def test_a_click_is_taken_up_whole_although_another_request_waits(session):
    done = []

    def on_click():
        session["first"] = 1
        done.append(session["first"])

    session.on_script_will_rerun(on_click)
    assert done == [1]
    with pytest.raises(StopException):
        session["first"]


def test_after_a_click_that_fails_the_run_can_be_ended_as_before(session):
    with pytest.raises(ZeroDivisionError):
        session.on_script_will_rerun(lambda: 1 / 0)
    with pytest.raises(StopException):
        session["first"]


def test_a_page_that_follows_a_fragment_in_one_runner_is_drawn_from_its_top(monkeypatch):
    """Two requests come one after the other: for a part of the page, then for all of it."""
    once = opened()
    parts = sorted(once._fragment_storage._fragments)
    assert parts
    waiting = [RerunData(fragment_id_queue=parts), RerunData()]
    take_next = ScriptRequests.on_scriptrunner_ready
    started = []

    def ready(self):
        started.append(self)
        if len(started) > 1 and waiting:
            return ScriptRequest(ScriptRequestType.RERUN, waiting.pop(0))
        return take_next(self)

    monkeypatch.setattr(ScriptRequests, "on_scriptrunner_ready", ready)
    again = AppTest.from_file(APP, default_timeout=60).run()
    assert not waiting
    assert shape(again.main) == shape(once.main)


def shape(node):
    """What stands in what."""
    inside = getattr(node, "children", {})
    return node.type, {place: shape(child) for place, child in inside.items()}


PAGE = """
import streamlit as st

@st.fragment
def part():
    st.button("part")

part()
st.text("the whole page")
"""


@pytest.fixture
def server(monkeypatch):
    """What a session needs of a server."""
    monkeypatch.setattr(Runtime, "_instance", create_autospec(Runtime))
    for name in ("_create_scriptrunner", "_handle_scriptrunner_event_on_event_loop"):
        monkeypatch.setattr(AppSession, name, getattr(AppSession, name))  # put back at the end
    runs.mend_runs()


def test_what_a_run_has_drawn_is_passed_on_before_the_next_runner_starts(server, tmp_path):
    """The request for a part comes when the page has run, and its words are still on their way."""
    page = tmp_path / "page.py"
    page.write_text(PAGE)

    async def visit():
        session = AppSession(ScriptData(str(page)), MagicMock(), ScriptCache(), None, {})
        session.request_rerun(ClientState())
        # Until here nothing has been awaited, so nothing that the run says has been heard.
        session._scriptrunner._script_thread.join()
        (part,) = session._fragment_storage._fragments
        session.request_rerun(ClientState(fragment_id=part))
        async with asyncio.timeout(20):
            while session._scriptrunner:
                await asyncio.sleep(0.01)
        messages = session.flush_browser_queue()
        session.shutdown()
        return messages

    with ThreadPoolExecutor(1) as thread:  # the browser tests have a loop in this one
        messages = thread.submit(asyncio.run, visit()).result()
    drawn = [message.delta.new_element for message in messages if message.HasField("delta")]
    assert [one.text.body for one in drawn if one.HasField("text")] == ["the whole page"]
    ends = [message.script_finished for message in messages if message.HasField("script_finished")]
    assert ends == [
        ForwardMsg.FINISHED_SUCCESSFULLY,
        ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ]
