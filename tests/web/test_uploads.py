"""What is sent is weighed before it is read, and all visitors together cannot fill the memory."""

from __future__ import annotations

import asyncio

import pytest
from starlette.responses import PlainTextResponse

from geo.web.uploads import FILES_A_SESSION, FRAMING, UploadLimits, UploadQuota
from tests.support.loops import run_alone
from tests.web.asgi_client import ask, ask_in_loop

MB = 1024**2
DOOR = "/_stcore/upload_file/one/file"
OTHER = "/_stcore/upload_file/two/file"
LIMITS = UploadQuota(file=5 * MB, total=64 * MB)


async def _reading(scope, receive, send):
    """An upload address: reads all and says thank you."""
    while scope["method"] == "PUT" and (await receive()).get("more_body"):
        pass
    await PlainTextResponse("", 204)(scope, receive, send)


def server(stored=None, limits=LIMITS, **options) -> UploadLimits:
    return UploadLimits(_reading, limits, lambda: stored or {}, **options)


def put(size: int) -> dict[str, str]:
    return {"content-length": str(size)}


def whole():
    return {"type": "http.request", "body": b"x", "more_body": False}


def test_an_ordinary_file_passes():
    assert ask(server(), DOOR, "PUT", put(5 * MB), whole).status == 204
    assert ask(server(), "/coverage").status == 204


@pytest.mark.parametrize("path", [DOOR, "/", "/api/later"])
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_body_that_is_too_large_is_refused_unread_at_every_address(path, method):
    answer = ask(server(), path, method, put(5 * MB + FRAMING + 1))
    assert answer.status == 413
    assert "larger than 5 MB" in answer.text
    assert "connection" not in answer.headers  # who still sends must get to read this


@pytest.mark.parametrize(
    "headers",
    [
        {"transfer-encoding": "chunked"},
        {"content-length": "many"},
        {"transfer-encoding": "chunked", "content-length": "3"},
    ],
)
def test_a_body_of_unknown_length_is_refused_unread(headers):
    assert ask(server(), DOOR, "PUT", headers).status == 411


def test_a_session_cannot_leave_file_after_file():
    full = LIMITS.session - 1
    answer = ask(server({"one": full}), DOOR, "PUT", put(2))
    assert answer.status == 413
    assert "Remove some first" in answer.text
    assert ask(server({"one": full}), OTHER, "PUT", put(2), whole).status == 204
    assert ask(server({"one": full}), DOOR, "DELETE").status == 204  # the way out stays open


def test_all_sessions_together_have_a_bound():
    stored = {str(one): 4 * MB for one in range(16)}
    answer = ask(server(stored), DOOR, "PUT", put(1))
    assert answer.status == 503
    assert "Try later" in answer.text


def test_what_is_on_the_way_counts_as_if_it_were_there():
    """Fifty people at once: as many as there is room for, the others are told."""
    limits = UploadQuota(file=5 * MB, total=50 * MB)
    arrive = asyncio.Event()

    async def slowly():
        await arrive.wait()
        return whole()

    app = server(limits=limits)

    async def rush():
        asked = [
            asyncio.create_task(
                ask_in_loop(app, f"/_stcore/upload_file/{one}/f", "PUT", put(5 * MB), slowly)
            )
            for one in range(50)
        ]
        await asyncio.sleep(0.05)
        arrive.set()
        first = [answer.status for answer in await asyncio.gather(*asked)]
        again = await ask_in_loop(app, DOOR, "PUT", put(5 * MB), whole)
        return first, again.status

    first, again = run_alone(rush())
    assert (first.count(204), first.count(503)) == (10, 40)
    assert again == 204  # and what has arrived or failed gives its share back


def test_a_stalled_upload_gives_its_share_back():
    async def never():
        await asyncio.sleep(60)

    app = server(limits=UploadQuota(file=5 * MB, total=6 * MB), seconds=0.05)
    assert ask(app, DOOR, "PUT", put(5 * MB), never).status == 408
    assert ask(app, DOOR, "PUT", put(5 * MB), whole).status == 204


def test_a_session_has_room_for_several_files_of_the_largest_size():
    assert LIMITS.session >= FILES_A_SESSION * LIMITS.file


def test_the_path_of_the_app_is_not_part_of_the_address():
    app = server({"one": LIMITS.session}, base="/shutu")
    assert ask(app, f"/shutu{DOOR}", "PUT", put(2)).status == 413
