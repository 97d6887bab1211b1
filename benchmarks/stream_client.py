"""A visitor without a browser: as much of Streamlit's websocket protocol as is needed.

It sends what a browser sends: the state of every widget with every request, the page it is on, the
messages that it has kept (`cached_message_hashes`). It draws nothing, so that many of them fit
beside the server that they measure.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ButtonGroup_pb2 import ButtonGroup
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

DONE = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
)
KEPT_RUNS = 2  # Streamlit's own, until the server says otherwise
TIMEOUT_S = 60.0


@dataclass(frozen=True)
class Answer:
    """One run of the script: seconds from the request to its end, bytes, and what went wrong."""

    sent: float
    seconds: float
    size: int
    errors: int


@dataclass
class Kept:
    """A message that the browser keeps: the widget in it, and the run that needed it last."""

    widget: Element | None
    run: int


@dataclass
class Page:
    """What the visitor has of the page: the widgets of the last whole run, by their place."""

    widgets: dict[tuple[int, ...], Element] = field(default_factory=dict)
    values: dict[str, WidgetState] = field(default_factory=dict)
    script: str = ""
    query: str = ""


class Visitor:
    """One session. `run` sends a request and waits for the end of the run that it causes."""

    def __init__(self, connection: ClientConnection) -> None:
        """Take over an open connection; nothing was asked yet."""
        self._connection = connection
        self._kept: dict[str, Kept] = {}
        self._keep_runs = KEPT_RUNS
        self._runs = 0
        self._size = self._errors = 0
        self._seen: dict[tuple[int, ...], Element] = {}
        self.page = Page()

    async def run(self) -> Answer:
        """Ask for a run with the present values of all widgets.

        Raises:
            TimeoutError: it did not end within `TIMEOUT_S`.
            websockets.ConnectionClosed: the server hung up.
        """
        self._size = self._errors = 0
        self._seen = {}
        started = time.perf_counter()
        await self._connection.send(self._request())
        async with asyncio.timeout(TIMEOUT_S):
            while True:
                finished = self._take(await self._connection.recv())
                if finished is not None:
                    break
        seconds = time.perf_counter() - started
        self._finish(finished)
        return Answer(started, seconds, self._size, self._errors)

    async def wait(self, seconds: float) -> None:
        """Do nothing for a while but take what the server sends of its own accord."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    self._take(await self._connection.recv())
        except TimeoutError:
            return

    def pills(self) -> dict[str, ButtonGroup]:
        """The groups of pills of which several may be chosen, by their key in the page."""
        return {
            key_of(one.button_group.id): one.button_group
            for one in self.page.widgets.values()
            if one.WhichOneof("type") == "button_group"
            and one.button_group.click_mode == ButtonGroup.MULTI_SELECT
        }

    def chosen(self, group: ButtonGroup) -> list[str]:
        """The labels that are chosen in a group."""
        return list(self.page.values[group.id].string_array_value.data)

    def choose(self, group: ButtonGroup, labels: Iterable[str]) -> None:
        """Choose these labels, and no others, of a group; the next request has them."""
        self.page.values[group.id] = _texts(group.id, labels)

    def _request(self) -> bytes:
        message = BackMsg()
        request = message.rerun_script
        request.query_string = self.page.query
        request.page_script_hash = self.page.script
        request.cached_message_hashes.extend(self._kept)
        request.widget_states.widgets.extend(self.page.values.values())
        request.context_info.timezone = "Asia/Shanghai"
        request.context_info.timezone_offset = -480
        request.context_info.locale = "zh-CN"
        return message.SerializeToString()

    def _take(self, raw: bytes | str) -> int | None:
        """Take one message; the status when it is the end of a run that counts."""
        assert isinstance(raw, bytes)
        self._size += len(raw)
        message = ForwardMsg.FromString(raw)
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._element(message, message.delta.new_element)
        elif kind == "ref_hash":
            kept = self._kept[message.ref_hash]
            kept.run = self._runs
            if kept.widget:
                self._seen[tuple(message.metadata.delta_path)] = kept.widget
        elif kind == "new_session":
            self.page.script = message.new_session.page_script_hash
            self._keep_runs = message.new_session.config.max_cached_message_age or KEPT_RUNS
        elif kind == "navigation":
            self.page.script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.page.query = message.page_info_changed.query_string
        elif kind == "script_finished" and message.script_finished in DONE:
            return int(message.script_finished)
        return None

    def _element(self, message: ForwardMsg, element: Element) -> None:
        kind = element.WhichOneof("type")
        self._errors += kind == "exception"
        widget = element if kind in READERS else None
        if widget:
            self._seen[tuple(message.metadata.delta_path)] = widget
        if message.metadata.cacheable:
            self._kept.setdefault(message.hash, Kept(widget, self._runs))

    def _finish(self, status: int) -> None:
        """At the end of a run a browser forgets old messages, and widgets that are gone."""
        self._errors += status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
        whole = status != ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
        self.page.widgets = self._seen if whole else self.page.widgets | self._seen
        former, self.page.values = self.page.values, {}
        for element in self.page.widgets.values():
            state = READERS[str(element.WhichOneof("type"))](element, former)
            if state:
                self.page.values[state.id] = state
        if whole:
            self._runs += 1
            oldest = self._runs - self._keep_runs
            self._kept = {name: one for name, one in self._kept.items() if one.run >= oldest}


def key_of(widget_id: str) -> str:
    """The key that the page gave to a widget: the end of its id."""
    return widget_id.rpartition("-")[2]


def _texts(widget_id: str, labels: Iterable[str]) -> WidgetState:
    state = WidgetState(id=widget_id)
    state.string_array_value.data.extend(labels)
    return state


def _pills(element: Element, former: dict[str, WidgetState]) -> WidgetState:
    group = element.button_group
    if group.set_value:
        return _texts(group.id, group.raw_values)
    labels = [group.options[number].content for number in group.default]
    return former.get(group.id) or _texts(group.id, labels)


def _several(element: Element, former: dict[str, WidgetState]) -> WidgetState:
    box = element.multiselect
    if box.set_value:
        return _texts(box.id, box.raw_values)
    return former.get(box.id) or _texts(box.id, [box.options[number] for number in box.default])


def _switch(element: Element, former: dict[str, WidgetState]) -> WidgetState:
    box = element.checkbox
    if box.set_value:
        return WidgetState(id=box.id, bool_value=box.value)
    return former.get(box.id) or WidgetState(id=box.id, bool_value=box.default)


def _select(element: Element, former: dict[str, WidgetState]) -> WidgetState | None:
    box = element.selectbox
    if box.set_value:
        return WidgetState(id=box.id, string_value=box.raw_value) if box.raw_value else None
    default = box.options[box.default] if box.HasField("default") and box.options else ""
    fresh = WidgetState(id=box.id, string_value=default) if default else None
    return former.get(box.id) or fresh


READERS = {
    "button_group": _pills,
    "multiselect": _several,
    "checkbox": _switch,
    "selectbox": _select,
}


def connection(address: str) -> connect:
    """A connection to the server at `address` (`http://host:port`), as a context manager."""
    stream = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    return connect(stream, subprotocols=["streamlit"], max_size=None)
