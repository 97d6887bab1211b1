"""No click is lost: what a click sets off runs to its end, whatever arrives meanwhile.

Streamlit ends a run as soon as another request comes in, and does so wherever the session's state
is read or written: also inside the function that a click calls. The request that ends it knows
nothing of the click. Together with `runner.fastReruns = false` this closes the gap; see
`docs/2026-11-25-lost-clicks.md`.
"""

from __future__ import annotations

from typing import Any

from streamlit.runtime.state.safe_session_state import SafeSessionState

_interruptible = SafeSessionState.on_script_will_rerun


def _take_up(state: SafeSessionState, *args: Any, **options: Any) -> None:
    """Take over the widgets and call what changed ones call; the run may be ended after that."""
    may_end = state._yield_callback
    object.__setattr__(state, "_yield_callback", lambda: None)  # its setattr sets session state
    try:
        _interruptible(state, *args, **options)
    finally:
        object.__setattr__(state, "_yield_callback", may_end)


def keep_clicks() -> None:
    """From now on every session of this server takes up its clicks whole. Does nothing twice."""
    SafeSessionState.on_script_will_rerun = _take_up  # type: ignore[method-assign, assignment]
