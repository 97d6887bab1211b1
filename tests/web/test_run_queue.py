"""One run at a time: what waits, what passes at once, what may be left out, and for how long."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner_utils import script_requests

from geo.ui.run_messages import EVENT_BYTES, NUMBERS, RUNS, TRIGGERS, run_event, run_request
from geo.web.run_queue import WAITING, WAITING_BYTES, RunEvent, RunQueue
from tests.support.loops import run_alone
from tests.web.run_messages import (
    BROKEN,
    EARLY,
    FINISHED,
    FRAGMENT_FINISHED,
    asked,
    finished,
    other,
    started,
    state_of,
)


class Line:
    """A browser and an application, with the queue between them, in the hands of a test."""

    def __init__(self, **options: float) -> None:
        self.got: list[bytes] = []  # by the application
        self.closed = False
        self.sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.queue = RunQueue(self._application, RUNS, **options)
        self._task = asyncio.ensure_future(
            self.queue({"type": "websocket"}, self.sent.get, self._to_browser)
        )
        self.answers: list[bytes] = []

    async def _application(self, scope: Any, receive: Any, send: Any) -> None:
        self._send = send
        while (message := await receive())["type"] == "websocket.receive":
            self.got.append(message["bytes"])
        self.closed = True

    async def _to_browser(self, message: Any) -> None:
        self.answers.append(message["bytes"])

    async def says(self, *contents: bytes) -> None:
        """The browser sends; returns when all has come as far as it may."""
        for content in contents:
            self.sent.put_nowait({"type": "websocket.receive", "bytes": content})
        await self.settled()

    async def answers_with(self, *contents: bytes) -> None:
        for content in contents:
            await self._send({"type": "websocket.send", "bytes": content})
        await self.settled()

    async def settled(self) -> None:
        while True:
            before = len(self.got), self.sent.qsize()
            for _ in range(8):
                await asyncio.sleep(0)
            if before == (len(self.got), self.sent.qsize()):
                return

    async def leaves(self) -> None:
        self.sent.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(self._task, 5)
        assert self.closed


def on_a_line(test: Callable[[Line], Awaitable[None]], **options: float) -> None:
    """Run a test in a loop of its own; nothing may still be on its way when it is over."""

    async def run() -> None:
        line = Line(**options)
        await line.settled()
        await test(line)
        await line.leaves()
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run_alone(run())


@pytest.mark.parametrize("status", [FINISHED, BROKEN, FRAGMENT_FINISHED])
def test_the_next_request_comes_when_the_run_before_has_ended(status):
    async def test(line: Line) -> None:
        first, second, third = asked("first"), asked("second"), asked("third")
        await line.says(first, second, third)
        assert line.got == [first]
        await line.answers_with(started(), finished(EARLY))  # st.rerun: the run goes on
        assert line.got == [first]
        await line.answers_with(finished(status))
        assert line.got == [first, second]
        await line.answers_with(finished(status), finished(status))  # a second end means nothing
        assert line.got == [first, second, third]
        await line.answers_with(finished(status))
        await line.says(first)
        assert line.got == [first, second, third, first]

    on_a_line(test)


def test_what_asks_for_no_run_passes_at_once_and_in_order():
    async def test(line: Line) -> None:
        heartbeat, stop = other(), other("stop_script")
        await line.says(asked("first"), heartbeat, asked("second"), stop, b"\xff", heartbeat)
        assert line.got == [asked("first"), heartbeat, stop, b"\xff", heartbeat]
        await line.answers_with(finished())
        assert line.got[5:] == [asked("second")]

    on_a_line(test)


def test_what_the_server_sends_reaches_the_browser_as_it_is():
    async def test(line: Line) -> None:
        large = ForwardMsg()
        large.delta.new_element.text.body = "x" * 300_000
        told = [started(), large.SerializeToString(), finished()]
        await line.says(asked("first"))
        await line.answers_with(*told)
        assert line.answers == told

    on_a_line(test)


def test_a_slider_on_the_move_asks_once_more_and_not_for_every_step():
    async def test(line: Line) -> None:
        await line.says(*(asked(slider=step) for step in range(9)))
        await line.answers_with(finished())
        assert [
            state_of(one).widget_states.widgets[0].double_array_value.data[0] for one in line.got
        ] == [0, 8]

    on_a_line(test)


PLAIN = asked(slider=2)
KEPT = {
    "a click": [asked("click", slider=1), PLAIN],
    "a move before a click": [asked(slider=1), asked("click", slider=2)],
    "two moves around a click": [asked(slider=1), asked("click", slider=1), PLAIN],
    "two texts": [asked(slider=1, text="Emei"), asked(slider=1, text="Min River")],
    "another page": [asked(slider=1, page="other"), PLAIN],
    "another address": [asked(slider=1, query="sector=water"), PLAIN],
    "two steps back": [asked(query="one", back=True), asked(query="one", back=True)],
    "a fragment": [asked(slider=1, fragment="dialog"), asked(slider=2, fragment="dialog")],
    "a fragment, then the page": [asked(slider=1, fragment="dialog"), PLAIN],
}


@pytest.mark.parametrize("requests", KEPT.values(), ids=KEPT)
def test_nothing_else_is_left_out(requests):
    """A box that suggests adds what is chosen and is emptied: each text counts."""

    async def test(line: Line) -> None:
        await line.says(asked("first"), *requests)
        for _ in requests:
            await line.answers_with(finished())
        assert [state_of(one) for one in line.got[1:]] == [state_of(one) for one in requests]

    on_a_line(test)


def test_a_run_that_never_reports_its_end_does_not_block_for_ever():
    async def test(line: Line) -> None:
        await line.says(asked("first"), asked("second"))
        await line.answers_with(started())
        assert line.got == [asked("first")]
        await asyncio.sleep(0.1)
        assert line.got == [asked("first"), asked("second")]

    on_a_line(test, run_seconds=0.05)


def test_a_fragment_that_has_gone_does_not_block():
    """Streamlit starts no run for it and does not say so; one that runs takes its time."""

    async def test(line: Line) -> None:
        fragment = asked("in it", fragment="dialog")
        await line.says(fragment, asked("second"), fragment, asked("third"))
        await asyncio.sleep(0.1)
        assert line.got == [fragment, asked("second")]
        await line.answers_with(finished())
        await line.answers_with(started())
        await asyncio.sleep(0.1)
        assert line.got == [fragment, asked("second"), fragment]
        await line.answers_with(finished(FRAGMENT_FINISHED))
        assert line.got[3:] == [asked("third")]

    on_a_line(test, start_seconds=0.05)


def test_a_request_that_let_another_go_first_does_not_say_what_the_browser_had():
    """By then the browser may have forgotten it; a reference to that breaks the page."""

    async def test(line: Line) -> None:
        await line.says(*(asked(name, cached=("hash",)) for name in ("one", "two", "three")))
        await line.answers_with(finished())
        await line.answers_with(finished())
        assert [len(state_of(one).cached_message_hashes) for one in line.got] == [1, 1, 0]
        assert [state_of(one).widget_states.widgets[0].id for one in line.got] == [
            "one",
            "two",
            "three",
        ]

    on_a_line(test)


@pytest.mark.parametrize("size", [1, WAITING_BYTES // 4])
def test_who_asks_without_end_is_read_only_so_far_and_loses_nothing(size):
    async def test(line: Line) -> None:
        many = [asked(f"{number}", text="x" * size) for number in range(2 * WAITING)]
        await line.says(*many)
        waiting = len(many) - line.sent.qsize() - len(line.got)
        assert waiting == min(WAITING, 4) if size > 1 else WAITING
        for _ in many:
            await line.answers_with(finished())
        assert [state_of(one) for one in line.got] == [state_of(one) for one in many]

    on_a_line(test)


def test_who_leaves_while_requests_wait_has_left():
    async def test(line: Line) -> None:
        await line.says(asked("first"), asked("second"))
        await line.leaves()
        assert line.got == [asked("first")]
        line._task = asyncio.ensure_future(asyncio.sleep(0))

    on_a_line(test)


def test_an_application_that_ends_leaves_nothing_behind():
    """As at the end of the server: it is cancelled while it waits for the browser."""

    async def run() -> None:
        line = Line()
        await line.says(asked("first"), asked("second"))
        line._task.cancel()
        await asyncio.wait({line._task})
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run_alone(run())


REQUESTS = st.one_of(
    st.builds(
        lambda number, click: asked(click, slider=number),
        st.sampled_from([1.0, 2.0, 3.0]),
        st.sampled_from(["", "", "add", "remove"]),
    ),
    st.builds(lambda text: asked(slider=1.0, text=text), st.sampled_from(["Emei", "Min River"])),
    st.builds(lambda query: asked(query=query, back=True), st.sampled_from(["q=1", "q=2"])),
    st.builds(lambda click: asked(click, fragment="dialog"), st.sampled_from(["", "merge"])),
)
STEPS = st.lists(st.one_of(REQUESTS, st.sampled_from([finished(), other()])), max_size=30)


def effects(requests: list[bytes]) -> list[tuple[Any, ...]]:
    """What an application takes up, one request after the other.

    A slider counts where it stands when something else happens, and at the end.
    """
    done: list[tuple[Any, ...]] = []
    slider: tuple[float, ...] = ()
    for state in map(state_of, requests):
        values = {one.id: one for one in state.widget_states.widgets}
        if "slider" in values:
            slider = tuple(values.pop("slider").double_array_value.data)
        plain = (state.query_string, tuple(sorted(str(one) for one in values.values())))
        once = state.fragment_id or state.is_history_navigation or set(values) - {"text"}
        if once or not done or done[-1][1] != plain:
            done.append((slider, plain, bool(once), state.fragment_id))
        else:
            done[-1] = (slider, *done[-1][1:])
    return done


@given(STEPS)
def test_whatever_happens_it_comes_to_the_same_as_one_after_the_other(steps):
    async def test(line: Line) -> None:
        sent = [step for step in steps if step not in (finished(), other())]
        open_runs = 0
        for step in steps:
            if step == finished():
                await line.answers_with(step)
            else:
                await line.says(step)
            open_runs = len([one for one in line.got if one != other()])
        while True:
            await line.answers_with(finished())
            runs = [one for one in line.got if one != other()]
            if len(runs) == open_runs:
                break
            open_runs = len(runs)
        assert line.got.count(other()) == steps.count(other())
        assert effects(runs) == effects(sent)

    on_a_line(test)


def test_what_streamlit_counts_as_a_trigger_counts_here():
    assert script_requests._TRIGGER_PROTO_FIELDS == TRIGGERS
    kinds = {field.name for field in WidgetState.DESCRIPTOR.oneofs_by_name["value"].fields}
    assert kinds > TRIGGERS | NUMBERS
    for kind in TRIGGERS:
        message = BackMsg()
        widget = message.rerun_script.widget_states.widgets.add(id="one")
        field = WidgetState.DESCRIPTOR.fields_by_name[kind]
        if field.message_type:
            getattr(widget, kind).data = ""
        else:
            setattr(widget, kind, True if kind == "trigger_value" else "[]")
        request = run_request(message.SerializeToString())
        assert request is not None
        assert request.besides_numbers is None


def test_every_end_of_a_run_that_streamlit_knows_is_decided_here():
    """A new Streamlit with a new status fails here, and somebody decides."""
    ends = {
        status: run_event(finished(status)) for status in ForwardMsg.ScriptFinishedStatus.values()
    }
    assert ends == {
        FINISHED: RunEvent.ENDED,
        BROKEN: RunEvent.ENDED,
        EARLY: None,
        FRAGMENT_FINISHED: RunEvent.ENDED,
    }
    assert run_event(started()) is RunEvent.STARTED
    assert len(finished()) < EVENT_BYTES / 4
