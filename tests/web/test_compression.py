"""What is compressed, what is not, and what is compressed only once."""

from __future__ import annotations

import asyncio
import gzip
from collections import Counter

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from geo.export.registry import FORMATS
from geo.web.compression import Compression
from tests.support.loops import run_alone
from tests.web.asgi_client import ask, ask_in_loop

GZIP = {"accept-encoding": "gzip, br"}
TEXT = b"The quick brown fox. " * 500
SCRIPT = "/static/js/index.DormvYxC.js"
DECK = "/app/static/deck-0.9.3.js"
PACKED = {"xlsx", "gpkg", "shp", "parquet", "pdf", "png"}


class Files:
    """The framework behind: files as Streamlit serves them, with its own compression."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.body = TEXT

    async def give(self, request) -> Response:
        self.asked[request.url.path] += 1
        await asyncio.sleep(0)
        if "missing" in request.url.path:
            return Response("no", 404)
        headers = {"etag": '"abc"'}
        if request.url.path.startswith("/static/"):
            hashed = request.url.path.endswith((".js", ".woff2"))
            headers["cache-control"] = "public, immutable, max-age=9" if hashed else "no-cache"
        return Response(self.body, headers=headers, media_type="application/javascript")

    def server(self, **options) -> Starlette:
        return Starlette(
            routes=[Route("/{path:path}", self.give)],
            middleware=[
                Middleware(Compression, **options),
                Middleware(GZipMiddleware, minimum_size=1000),
            ],
        )


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.mark.parametrize("path", [SCRIPT, DECK, "/app/static/21b4900f98b6/base-far-rivers.json"])
def test_an_immutable_file_is_read_and_compressed_once(files, path):
    app = files.server()
    for _ in range(3):
        answer = ask(app, path, headers=GZIP)
        assert gzip.decompress(answer.body) == TEXT
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["content-length"] == str(len(answer.body))
        assert "Accept-Encoding" in answer.headers["vary"]
        assert answer.headers["etag"] == 'W/"abc"'
        assert answer.headers["content-type"] == "application/javascript"
    assert files.asked[path] == 1
    assert len(answer.body) < len(TEXT) / 10


def test_a_visitor_who_leaves_early_does_not_cut_the_file_for_all():
    """A cold first load that is given up must not be what everybody after it is given."""

    async def slowly(request) -> StreamingResponse:
        async def parts():
            for start in range(0, len(TEXT), 1000):
                yield TEXT[start : start + 1000]
                await asyncio.sleep(0.001)

        return StreamingResponse(parts(), media_type="application/javascript")

    app = Starlette(routes=[Route("/{path:path}", slowly)], middleware=[Middleware(Compression)])
    ask(app, DECK, headers=GZIP, body=lambda: {"type": "http.disconnect"})
    assert gzip.decompress(ask(app, DECK, headers=GZIP).body) == TEXT


def test_an_answer_that_never_ends_is_not_kept():
    """The framework gives up in the middle, without an error."""
    app = Compression(half_an_answer)
    for _ in range(2):
        answer = ask(app, DECK, headers=GZIP)
        assert "content-encoding" not in answer.headers


async def half_an_answer(scope, receive, send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": TEXT, "more_body": True})


def test_who_comes_together_gets_it_from_one_reading(files):
    app = files.server()

    async def crowd():
        return await asyncio.gather(*(ask_in_loop(app, DECK, headers=GZIP) for _ in range(20)))

    assert {gzip.decompress(answer.body) for answer in run_alone(crowd())} == {TEXT}
    assert files.asked[DECK] == 1


def test_who_has_it_is_not_sent_it_again(files):
    app = files.server()
    tag = ask(app, DECK, headers=GZIP).headers["etag"]
    again = ask(app, DECK, headers=GZIP | {"if-none-match": tag})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize(
    ("path", "headers", "method"),
    [
        (DECK, {}, "GET"),  # who cannot unpack it
        (DECK, GZIP | {"range": "bytes=0-9"}, "GET"),
        (DECK, GZIP, "HEAD"),
        ("/static/media/font.woff2", GZIP, "GET"),
        ("/app/static/21b4900f98b6/base-approved.json", GZIP, "GET"),  # may change
        ("/app/static/deck.js", GZIP, "GET"),
        ("/static/index.html", GZIP, "GET"),
        ("/static/missing.js", GZIP, "GET"),
        ("/_stcore/health", GZIP, "GET"),
    ],
)
def test_everything_else_goes_to_the_framework_each_time(files, path, headers, method):
    app = files.server()
    for _ in range(2):
        ask(app, path, method, headers=headers)
    assert files.asked[path] == 2


def test_a_small_file_is_sent_as_it_is(files):
    files.body = b"short"
    answer = ask(files.server(), SCRIPT, headers=GZIP)
    assert (answer.body, answer.headers.get("content-encoding")) == (b"short", None)


def test_no_more_is_kept_than_there_is_room_for(files):
    app = files.server(most_kept=10)
    for _ in range(2):
        assert gzip.decompress(ask(app, DECK, headers=GZIP).body) == TEXT
    assert files.asked[DECK] == 2


def test_the_path_of_the_app_is_not_part_of_its_addresses(files):
    app = files.server(base="/shutu")
    for _ in range(2):
        ask(app, f"/shutu{DECK}", headers=GZIP)
    assert files.asked[f"/shutu{DECK}"] == 1


@pytest.mark.parametrize("name", FORMATS)
def test_packed_formats_are_sent_as_they_are(app, name):
    answer = ask(app, f"/export/{name}?sector=rural", headers=GZIP)
    packed = answer.headers.get("content-encoding")
    assert packed == (None if name in PACKED else "gzip")
    if packed:
        plain = ask(app, f"/export/{name}?sector=rural")
        assert len(gzip.decompress(answer.body)) == len(plain.body)
        assert answer.headers["etag"] == plain.headers["etag"]
