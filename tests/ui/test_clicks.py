"""What a click sets off is not ended half-way; everything else in a run still can be."""

from __future__ import annotations

import pytest
from streamlit.runtime.scriptrunner import StopException
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState

from geo.ui.clicks import keep_clicks


class Clicked(SessionState):
    """A session in which a click calls a function."""

    def on_script_will_rerun(self, fresh_widget_states, **options):
        fresh_widget_states()


def ended() -> None:
    """What a run does at every access while another request waits."""
    raise StopException


@pytest.fixture
def session(monkeypatch):
    monkeypatch.setattr(
        SafeSessionState, "on_script_will_rerun", SafeSessionState.on_script_will_rerun
    )
    keep_clicks()
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
