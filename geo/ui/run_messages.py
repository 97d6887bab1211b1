"""Decode Streamlit's messages about page runs for `geo/web/run_queue.py`.

Imported before Streamlit's runtime exists: nothing that registers a component may be imported here.
"""

from __future__ import annotations

from google.protobuf.message import DecodeError, Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from geo.web.run_queue import RunEvent, RunProtocol, RunRequest

# A click or similar: sent once by the browser.
TRIGGERS = frozenset(
    {
        "trigger_value",
        "string_trigger_value",
        "chat_input_value",
        "json_trigger_value",
    }
)
# Moving a slider or stepping a number sends intermediate values that may be skipped. Text values
# may not: boxes with suggestions add the selected value and are then cleared.
NUMBERS = frozenset({"double_value", "double_array_value"})
# Messages for the start and end of a run are shorter than 100 bytes; larger ones need not be
# decoded.
EVENT_BYTES = 1024


def run_request(content: bytes) -> RunRequest | None:
    """The run request in a browser message; None for other messages."""
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return None  # Streamlit closes such a connection with its own code
    if message.WhichOneof("type") != "rerun_script":
        return None
    state = message.rerun_script
    state.ClearField("cached_message_hashes")
    return RunRequest(
        content,
        fragment=bool(state.fragment_id),
        without_cache=message.SerializeToString(),
        besides_numbers=_besides_numbers(state),
    )


def run_event(content: bytes) -> RunEvent | None:
    """The run state in a server message."""
    if len(content) > EVENT_BYTES:
        return None
    message = ForwardMsg()
    message.ParseFromString(content)
    kind = message.WhichOneof("type")
    if kind == "script_finished":
        early = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return None if early else RunEvent.ENDED
    if kind == "session_status_changed" and message.session_status_changed.script_is_running:
        return RunEvent.STARTED
    return None


RUNS = RunProtocol(run_request, run_event)


def _besides_numbers(state: ClientState) -> bytes | None:
    """A key of a request without its numbers; None if it cannot be merged with another request.

    Removes the numbers from `state`.
    """
    widgets = state.widget_states.widgets
    if state.fragment_id or state.is_history_navigation or any(map(_is_triggered, widgets)):
        return None
    for widget in widgets:
        kind = widget.WhichOneof("value")
        if kind in NUMBERS:
            widget.ClearField(kind)
    rest: bytes = state.SerializeToString(deterministic=True)
    return rest


def _is_triggered(widget: WidgetState) -> bool:
    kind = widget.WhichOneof("value")
    if kind not in TRIGGERS:
        return False
    value = getattr(widget, kind)
    return bool(value.ListFields()) if isinstance(value, Message) else bool(value)
