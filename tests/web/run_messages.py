"""Messages between a browser and Streamlit, as the tests of the queue of runs need them."""

from __future__ import annotations

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

FINISHED = ForwardMsg.FINISHED_SUCCESSFULLY
EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN
FRAGMENT_FINISHED = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
BROKEN = ForwardMsg.FINISHED_WITH_COMPILE_ERROR


def asked(
    click: str = "",
    slider: float | None = None,
    text: str = "",
    fragment: str = "",
    page: str = "page",
    query: str = "",
    cached: tuple[str, ...] = (),
    *,
    back: bool = False,
) -> bytes:
    """A request for a run: a click on the button `click`, a slider moved, a text typed."""
    message = BackMsg()
    state = message.rerun_script
    state.page_script_hash, state.fragment_id = page, fragment
    state.query_string, state.is_history_navigation = query, back
    state.cached_message_hashes.extend(cached)
    if slider is not None:
        state.widget_states.widgets.add(id="slider").double_array_value.data.append(slider)
    if text:
        state.widget_states.widgets.add(id="text", string_value=text)
    if click:
        state.widget_states.widgets.add(id=click, trigger_value=True)
    return message.SerializeToString()


def other(kind: str = "app_heartbeat") -> bytes:
    """A message that asks for no run."""
    return BackMsg(**{kind: True}).SerializeToString()


def finished(status: ForwardMsg.ScriptFinishedStatus.ValueType = FINISHED) -> bytes:
    message = ForwardMsg(script_finished=status)
    message.metadata.run.script_run_id = "5b0cbd1e-6f2e-4f6b-8a4f-0d6ef4f1a8e0"
    return message.SerializeToString()


def started() -> bytes:
    message = ForwardMsg()
    message.session_status_changed.script_is_running = True
    return message.SerializeToString()


def state_of(content: bytes) -> ClientState:
    """The request in a message of the browser."""
    message = BackMsg()
    message.ParseFromString(content)
    return message.rerun_script
