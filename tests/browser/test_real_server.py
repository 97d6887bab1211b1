"""Real servers, asked over raw HTTP and a raw websocket, as somebody would who means harm."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from geo.ui.links import PAGES

MB = 1024**2
STAND_DRAWS = {"html", "bidi_component"}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


def ask(address: str, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    named = {name.lower(): value for name, value in answer.getheaders()}
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return Answer(answer.status, named, text)


@contextmanager
def session(address: str, **headers: str) -> Iterator[ClientConnection]:
    """A session of the pages, as a browser opens it."""
    stream = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    with connect(stream, max_size=None, additional_headers=headers) as socket:
        yield socket


def until(socket: ClientConnection, kind: str) -> list[ForwardMsg]:
    """All messages up to the first one of a kind."""
    heard: list[ForwardMsg] = []
    while not heard or heard[-1].WhichOneof("type") != kind:
        message = ForwardMsg()
        message.ParseFromString(socket.recv(timeout=60))
        heard.append(message)
    return heard


def drawn(heard: list[ForwardMsg]) -> set[str]:
    """The kinds of elements in what a run has drawn."""
    return {
        one.delta.new_element.WhichOneof("type")
        for one in heard
        if one.WhichOneof("type") == "delta" and one.delta.WhichOneof("type") == "new_element"
    }


def rerun(page: str = "", script: str = "", query: str = "") -> BackMsg:
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.page_script_hash = script
    message.rerun_script.query_string = query
    return message


@pytest.fixture(scope="module")
def kiosk(servers) -> str:
    """A locked server on which nobody has opened a page."""
    return servers.start(SHUTU_KIOSK="1")


def test_a_fresh_kiosk_takes_no_uploads_and_answers_nothing_else(kiosk):
    for method in ("PUT", "POST", "DELETE", "OPTIONS"):
        answer = ask(kiosk, method, "/_stcore/upload_file/session/file", b"x")
        assert (answer.status, "takes no files" in answer.text) == (403, True)
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/media/x", "/nowhere"):
        answer = ask(kiosk, "GET", path)
        assert (answer.status, "is a kiosk" in answer.text) == (404, True), path
        assert answer.headers["x-content-type-options"] == "nosniff"
    for page in PAGES.values():
        assert ask(kiosk, "GET", f"/{page}").status == 200


def test_whatever_a_client_says_a_kiosk_draws_the_kiosk(kiosk):
    with session(kiosk) as socket:
        socket.send(rerun("locate").SerializeToString())
        first = until(socket, "script_finished")
        assert drawn(first) == STAND_DRAWS
        scripts = {
            page.page_script_hash
            for one in first
            if one.WhichOneof("type") == "navigation"
            for page in one.navigation.app_pages
        }
        assert len(scripts) >= len(PAGES)
        empty = BackMsg(clear_cache=True)
        for script in (*scripts, "0" * 32):
            socket.send(empty.SerializeToString())
            socket.send(rerun(script=script, query="kiosk=0&embed=true").SerializeToString())
            assert drawn(until(socket, "script_finished")) == STAND_DRAWS


def test_uploads_have_a_bound_that_is_streamlits_own_count(servers):
    server = servers.start(SHUTU_UPLOADS_MB="16")
    cookie = ask(server, "GET", "/_stcore/health").headers["set-cookie"].split(";")[0]
    xsrf = {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2]}
    frame = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n%s\r\n--b--\r\n'
    file = frame % bytes(4 * MB)
    kind = {"Content-Type": "multipart/form-data; boundary=b"}

    with session(server) as socket:
        wanted = BackMsg()
        wanted.file_urls_request.request_id = "1"
        wanted.file_urls_request.file_names.extend(["f"] * 5)
        socket.send(wanted.SerializeToString())
        doors = until(socket, "file_urls_response")[-1].file_urls_response.file_urls
        taken = [ask(server, "PUT", door.upload_url, file, **xsrf, **kind) for door in doors]
        assert [answer.status for answer in taken] == [204, 204, 204, 503, 503]
        assert {answer.headers["cache-control"] for answer in taken} == {"no-store"}
        assert ask(server, "DELETE", doors[0].delete_url, **xsrf).status == 204
        assert ask(server, "PUT", doors[3].upload_url, file, **xsrf, **kind).status == 204
        large = ask(server, "PUT", doors[4].upload_url, frame % bytes(33 * MB), **xsrf, **kind)
        assert (large.status, "larger than 32 MB" in large.text) == (413, True)


def test_handshakes_carry_headers_and_foreign_origins_get_none(server):
    with session(server) as socket:
        assert socket.response.headers["x-content-type-options"] == "nosniff"
    with pytest.raises(InvalidStatus) as refused, session(server, Origin="http://foreign.example"):
        pass
    assert refused.value.response.status_code == 403
    assert "frame-ancestors" in refused.value.response.headers["content-security-policy"]


def test_a_server_asked_under_a_foreign_name_refuses_where_names_are_set(servers):
    server = servers.start(STREAMLIT_SERVER_ALLOWED_HOSTS="127.0.0.1")
    assert ask(server, "GET", "/").status == 200
    answer = ask(server, "GET", "/", Host="rebound.example")
    assert answer.status == 400
    assert answer.headers["x-content-type-options"] == "nosniff"
