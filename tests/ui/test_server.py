"""What the server lets a browser say, and how the parts of `geo/web` are put together."""

from __future__ import annotations

import asyncio

import pytest
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg

from geo.errors import SettingError
from geo.ui import server
from geo.ui.server import framework, is_visitors_message
from geo.web.messages import MessageFilter
from geo.web.stack import middleware
from tests.support.loops import run_alone

DEVELOPERS = [
    "clear_cache",
    "set_run_on_save",
    "load_git_info",
    "debug_disconnect_websocket",
    "debug_shutdown_runtime",
]


def message(kind: str) -> BackMsg:
    made = BackMsg()
    if BackMsg.DESCRIPTOR.fields_by_name[kind].message_type:
        getattr(made, kind).SetInParent()
    else:
        setattr(made, kind, True)
    return made


def operation(kind: str) -> bytes:
    made = message("backend_operation_request")
    getattr(made.backend_operation_request, kind).SetInParent()
    return made.SerializeToString()


@pytest.mark.parametrize(
    "kind", ["rerun_script", "stop_script", "app_heartbeat", "file_urls_request"]
)
def test_what_our_pages_send_passes(kind):
    assert is_visitors_message(message(kind).SerializeToString())


@pytest.mark.parametrize("kind", DEVELOPERS)
def test_what_is_meant_for_a_developer_does_not(kind):
    assert not is_visitors_message(message(kind).SerializeToString())
    # Of several that are set, the last one counts, as for Streamlit.
    both = message("rerun_script").SerializeToString() + message(kind).SerializeToString()
    assert not is_visitors_message(both)


def test_operations_are_a_list_of_what_is_allowed_too():
    assert is_visitors_message(operation("dataframe_chunk"))
    assert not is_visitors_message(operation("deferred_file"))
    assert not is_visitors_message(operation("install_skills"))
    assert not is_visitors_message(operation("dismiss_skills_nudge"))


def test_every_kind_that_streamlit_knows_is_decided_here():
    """A new Streamlit with a new kind fails here, and somebody decides."""
    known = {field.name for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
    assert known == {
        "rerun_script",
        "stop_script",
        "app_heartbeat",
        "file_urls_request",
        "backend_operation_request",
        *DEVELOPERS,
    }


def test_a_dropped_message_is_as_if_it_had_not_been_sent():
    sent = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "bytes": message("clear_cache").SerializeToString()},
        {"type": "websocket.receive", "bytes": message("rerun_script").SerializeToString()},
        {"type": "websocket.receive", "text": "no binary message: the framework's to refuse"},
        {"type": "websocket.disconnect", "code": 1000},
    ]
    arrived = []

    async def application(scope, receive, send):
        while not arrived or arrived[-1]["type"] != "websocket.disconnect":
            arrived.append(await receive())

    async def receive():
        return sent[position.pop(0)]

    position = list(range(len(sent)))
    guarded = MessageFilter(application, is_visitors_message)
    run_alone(guarded({"type": "websocket"}, receive, None))
    assert arrived == [sent[0], *sent[2:]]


def test_the_lock_is_in_the_stack_of_a_kiosk_only(monkeypatch):
    names = lambda: [one.cls.__name__ for one in middleware(framework())]  # noqa: E731
    monkeypatch.delenv("SHUTU_KIOSK", raising=False)
    stack = ["SecurityHeaders", "Compression", "UploadLimits", "MessageFilter", "RunQueue"]
    assert names() == stack
    monkeypatch.setenv("SHUTU_KIOSK", "1")
    assert names() == [stack[0], "KioskLock", *stack[1:]]


def test_a_setting_that_cannot_be_understood_stops_the_start(monkeypatch):
    monkeypatch.setenv("SHUTU_FRAME_ANCESTORS", "portal.example.cn/map")
    with pytest.raises(SettingError, match=r"portal\.example\.cn/map"):
        middleware(framework())


@pytest.mark.parametrize(
    ("headless", "opened"), [(True, []), (False, ["http://127.0.0.1:8600/shutu"])]
)
def test_who_starts_the_server_by_hand_gets_the_page_in_their_browser(
    monkeypatch, headless, opened
):
    options = {
        "server.headless": headless,
        "server.address": "127.0.0.1",
        "server.port": 8600,
        "server.baseUrlPath": "shutu",
    }
    before = {name: config.get_option(name) for name in options}
    asked = []
    monkeypatch.setattr(server.cli_util, "open_browser", asked.append)

    async def live():
        async with server.lifespan(None):
            await asyncio.sleep(0)

    try:
        for name, value in options.items():
            config.set_option(name, value)
        run_alone(live())
    finally:
        for name, value in before.items():
            config.set_option(name, value)
    assert asked == opened
