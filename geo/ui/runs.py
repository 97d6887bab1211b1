"""Two repairs of Streamlit's runs, needed because `runner.fastReruns` is off.

With fast reruns every request starts a fresh runner, and a click that the former one had not yet
taken up is lost. Without them a runner takes one request after the other, joined where they wait
together; what is missing there stands here. See `docs/2026-11-25-lost-clicks.md`.
"""

from __future__ import annotations

from typing import Any

from streamlit.delta_generator_singletons import context_dg_stack, get_default_dg_stack_value
from streamlit.runtime.state.safe_session_state import SafeSessionState

_interruptible = SafeSessionState.on_script_will_rerun


def keep_clicks() -> None:
    """From now on what a click sets off runs to its end, whatever request arrives meanwhile.

    Streamlit ends a run wherever the session's state is read or written: also inside the function
    that a click calls. Holds for every session of this server; does nothing twice.
    """
    SafeSessionState.on_script_will_rerun = _take_up  # type: ignore[method-assign, assignment]


def _take_up(state: SafeSessionState, *args: Any, **options: Any) -> None:
    """Take over the widgets and call what changed ones call; the run may be ended after that."""
    may_end = state._yield_callback
    object.__setattr__(state, "_yield_callback", lambda: None)  # its setattr sets session state
    try:
        _interruptible(state, *args, **options)
    finally:
        object.__setattr__(state, "_yield_callback", may_end)


def draw_from_the_top() -> None:
    """What is drawn next stands at the top of the page.

    A runner that has just run a fragment would draw the whole page inside it: Streamlit puts its
    pen back only when a run was ended early.
    """
    context_dg_stack.set(get_default_dg_stack_value())
