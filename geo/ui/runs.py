"""Repairs of Streamlit's runs, without which clicks and what runs draw get lost.

With `runner.fastReruns` every request starts a fresh runner, and a click that the former one had
not yet taken up is lost; so it is off, and a runner takes one request after the other, joined where
they wait together. What is missing there, and at the change from a runner to the next, stands here.
See `docs/2026-11-25-lost-clicks.md`.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner import RerunData, ScriptRunnerEvent
from streamlit.runtime.state.safe_session_state import SafeSessionState

_interruptible = SafeSessionState.on_script_will_rerun
_start_runner = AppSession._create_scriptrunner
_hear_runner = AppSession._handle_scriptrunner_event_on_event_loop

_waiting: WeakKeyDictionary[AppSession, list[RerunData]] = WeakKeyDictionary()


def mend_runs() -> None:
    """From now on no click is lost, and nothing that a run has drawn.

    Holds for every session of this server; does nothing twice.
    """
    SafeSessionState.on_script_will_rerun = _take_up  # type: ignore[method-assign, assignment]
    AppSession._create_scriptrunner = _start_in_turn  # type: ignore[method-assign, assignment]
    AppSession._handle_scriptrunner_event_on_event_loop = _hear  # type: ignore[method-assign, assignment]


def _take_up(state: SafeSessionState, *args: Any, **options: Any) -> None:
    """Take over the widgets and call what changed ones call; the run may be ended after that.

    Streamlit ends a run wherever the session's state is read or written: also inside the function
    that a click calls.
    """
    may_end = state._yield_callback
    object.__setattr__(state, "_yield_callback", lambda: None)  # its setattr sets session state
    try:
        _interruptible(state, *args, **options)
    finally:
        object.__setattr__(state, "_yield_callback", may_end)


def _start_in_turn(session: AppSession, request: RerunData) -> None:
    """Start a runner, but not before everything from the former one has been passed on.

    Streamlit throws away what arrives from a runner that is no longer the session's. One that has
    just come to its end still has words on the way.
    """
    if session._scriptrunner is None:
        _start_runner(session, request)
    else:
        _waiting.setdefault(session, []).append(request)


def _hear(session: AppSession, sender: Any, event: ScriptRunnerEvent, *said: Any) -> None:
    """Pass on what a runner says; after its last word the requests that waited for it begin."""
    _hear_runner(session, sender, event, *said)
    if session._scriptrunner or session._state == AppSessionState.SHUTDOWN_REQUESTED:
        return
    for request in _waiting.pop(session, []):
        if session._scriptrunner is None:
            _start_runner(session, request)
        else:
            session._scriptrunner.request_rerun(request)


def draw_from_the_top() -> None:
    """What is drawn next stands at the top of the page.

    A runner that has just run a fragment would draw the whole page inside it: Streamlit puts its
    pen back only when a run was ended early.
    """
    context_dg_stack.set(get_default_dg_stack_value())
