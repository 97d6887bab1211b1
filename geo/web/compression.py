"""Compression of responses where it helps; immutable files are compressed only once.

Streamlit compresses its own answers and files below `/app/static` on every request (a tenth of a
second of a processor for deck.gl), and its own scripts below `/static` never (1.67.0). Files whose
address changes with their content are compressed once here, and their compressed bytes are kept.
"""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.web.asgi import path_below
from geo.web.caching import is_known
from geo.web.headers import DATA, IMMUTABLE, cache_control

SMALLEST = 1_000  # bytes; below that the headers outweigh the gain
LEVEL = 6  # of responses generated each time
BEST = 9  # of files that are compressed once
MOST_KEPT = 64 * 1024**2  # bytes of compressed files; all of Streamlit and ours are 8 MB
PACKED = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/geopackage+sqlite3",
    "application/pdf",
    "application/vnd.apache.parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
PACKED_ENDINGS = (".woff2", ".woff", ".png", ".jpg", ".gif", ".webp", ".gz")


@dataclass(frozen=True)
class _Kept:
    """A compressed file; `headers` are those of the answer that had it first."""

    headers: Mapping[str, str]
    body: bytes


class Compression:
    """Compresses responses of our own routes, and immutable files once."""

    def __init__(self, app: ASGIApp, base: str = "", most_kept: int = MOST_KEPT) -> None:
        """`base` is the path of the app; `most_kept` bytes of compressed files stay in memory."""
        self.app = app
        self.base = base
        self._data = GZipMiddleware(
            _Plain(app), minimum_size=SMALLEST, compresslevel=LEVEL, exclude_content_types=PACKED
        )
        self._kept: dict[str, _Kept] = {}
        self._room = most_kept
        self._first = (
            asyncio.Lock()
        )  # one at a time: concurrent requests would all do the same work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; a websocket passes untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = path_below(self.base, scope)
        if path.startswith(DATA):
            await self._data(scope, receive, send)
        elif _wants_whole_file(scope, path):
            await self._send_file(path, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _send_file(self, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        kept = self._kept.get(path)
        if kept is None:
            async with self._first:
                kept = self._kept.get(path)
                if kept is None:
                    recorded = _Recorded(path)
                    await _Plain(self.app)(scope, _Staying().receive, recorded.take)
                    kept = await self._compressed(path, recorded)
            if kept is None:
                await recorded.give(send)
                return
        tag = kept.headers.get("etag", "")
        if tag and is_known(tag, Headers(scope=scope).getlist("if-none-match")):
            headers = {name: kept.headers[name] for name in ("etag", "vary")}
            await Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)(
                scope, receive, send
            )
            return
        await Response(kept.body, headers=dict(kept.headers))(scope, receive, send)

    async def _compressed(self, path: str, recorded: _Recorded) -> _Kept | None:
        """The compressed file; None if the response is not cacheable."""
        if not recorded.is_kept:
            return None
        body = await run_in_threadpool(gzip.compress, bytes(recorded.body), BEST, mtime=0)
        headers = {
            name: value
            for name, value in recorded.headers.items()
            if name in ("content-type", "etag", "cache-control", "access-control-allow-origin")
        }
        if "etag" in headers:  # weak: the same content in other bytes
            headers["etag"] = f"W/{headers['etag'].removeprefix('W/')}"
        kept = _Kept({**headers, "content-encoding": "gzip", "vary": "Accept-Encoding"}, body)
        if len(body) <= self._room:
            self._room -= len(body)
            self._kept[path] = kept
        return kept


class _Plain:
    """Call the application without accepting compression."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app({**scope, "headers": headers}, receive, send)


class _Staying:
    """A client that waits for the whole answer: what is kept for all must not end where the first
    visitor closed the page.
    """

    def __init__(self) -> None:
        self._asked = False

    async def receive(self) -> Message:
        if self._asked:
            await asyncio.Event().wait()  # until the answer is complete
        self._asked = True
        return {"type": "http.request", "body": b"", "more_body": False}


class _Recorded:
    """A response that is inspected before it is sent."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.start: Message = {}
        self.body = bytearray()
        self.is_complete = False

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            self.is_complete = not message.get("more_body", False)

    async def give(self, send: Send) -> None:
        await send(self.start)
        await send({"type": "http.response.body", "body": bytes(self.body)})

    @property
    def headers(self) -> MutableHeaders:
        return MutableHeaders(raw=self.start.setdefault("headers", []))

    @property
    def is_kept(self) -> bool:
        """Whether this is the whole of a file whose address changes with its content."""
        headers, status = self.headers, self.start.get("status", 500)
        kept = cache_control(self.path, status) or headers.get("cache-control", "")
        whole = self.is_complete and status == HTTPStatus.OK and "content-encoding" not in headers
        return whole and "immutable" in kept and len(self.body) >= SMALLEST


def _wants_whole_file(scope: Scope, path: str) -> bool:
    """Whether a request is for a file that can be compressed and never changes, as a whole."""
    headers = Headers(scope=scope)
    immutable = path.startswith("/static/") or cache_control(path, HTTPStatus.OK) == IMMUTABLE
    return (
        immutable
        and scope["method"] == "GET"
        and not path.endswith(PACKED_ENDINGS)
        and "range" not in headers
        and "gzip" in headers.get("accept-encoding", "")
    )
