"""Upload limits, checked before the body is read.

Streamlit limits one file, but not how many a session may leave in memory. Here every upload is
counted while it is on the way, together with what is kept already: by session, and in all.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.web.asgi import UPLOADS, path_below, refuse

FRAMING = 1024 * 1024  # bytes of a request around its file: boundaries, names
FILES_A_SESSION = 6  # of an ordinary size, or any number of smaller ones
ORDINARY = 5 * 1024 * 1024  # bytes of such a file; only tiles are larger
SECONDS = 120.0  # for one upload; a stalled one then releases its share


@dataclass(frozen=True)
class UploadQuota:
    """Bytes: of one file, and of all files of all sessions together."""

    file: int
    total: int

    @property
    def request(self) -> int:
        """The largest body of a request."""
        return self.file + FRAMING

    @property
    def session(self) -> int:
        """The memory limit of one session."""
        return max(self.request, FILES_A_SESSION * (ORDINARY + FRAMING))


class UploadLimits:
    """Rejects bodies that are too large, of unknown length, or beyond the total limit."""

    def __init__(
        self,
        app: ASGIApp,
        limits: UploadQuota,
        stored: Callable[[], Mapping[str, int]],
        base: str = "",
        seconds: float = SECONDS,
    ) -> None:
        """`stored` gives the bytes that are kept in memory now, by session id."""
        self.app = app
        self.limits = limits
        self.stored = stored
        self.base = base
        self.seconds = seconds
        self._on_the_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward a request, or reject it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        path = path_below(self.base, scope)
        size = _size(headers)
        refusal = self._refusal(path, size)
        if refusal:
            await refuse(scope, receive, send, *refusal)
        elif scope["method"] == "PUT" and path.startswith(UPLOADS):
            await self._take(scope, receive, send, _session(path), size or 0)
        else:
            await self.app(scope, receive, send)

    def _refusal(self, path: str, size: int | None) -> tuple[int, str] | None:
        """Status and message for a rejected request, or None."""
        if size is None:
            return 411, "The length of the file was not given, so nothing was read. Send it whole."
        if size > self.limits.request:
            most = self.limits.file // 1024**2
            return 413, f"The file is larger than {most} MB, so nothing was read. Make it smaller."
        if not size or not path.startswith(UPLOADS):
            return None
        stored = self.stored()
        session = _session(path)
        if stored.get(session, 0) + self._on_the_way[session] + size > self.limits.session:
            return 413, "This session has too many files; this one was not read. Remove some first."
        if sum(stored.values()) + self._on_the_way.total() + size > self.limits.total:
            return 503, "The server has no room for this file now; it was not read. Try later."
        return None

    async def _take(
        self, scope: Scope, receive: Receive, send: Send, session: str, size: int
    ) -> None:
        started = False

        async def send_noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            with self._counted(session, size):
                async with asyncio.timeout(self.seconds):
                    await self.app(scope, receive, send_noted)
        except TimeoutError:
            if started:
                raise
            text = "The file did not arrive in time and was given up. Try again."
            await refuse(scope, receive, send, 408, text)

    @contextmanager
    def _counted(self, session: str, size: int) -> Iterator[None]:
        self._on_the_way[session] += size
        try:
            yield
        finally:
            self._on_the_way[session] -= size
            if not self._on_the_way[session]:
                del self._on_the_way[session]


def _size(headers: Headers) -> int | None:
    """Bytes of the body, 0 without one, None where it comes without a length."""
    if "transfer-encoding" in headers:
        return None
    given = headers.get("content-length", "0")
    return int(given) if given.isascii() and given.isdigit() else None


def _session(path: str) -> str:
    return path.removeprefix(UPLOADS).split("/", 1)[0]
