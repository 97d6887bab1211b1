"""One run at a time: a browser's next request waits until the run before it has ended.

Streamlit ends a run for the next request of the same browser, wherever it stands: a click that it
has not yet taken up is lost, and the function of one that it has is left partway. Two requests
that wait together are joined. None of this happens to requests that come one by one, which is what
this middleware makes of them. Nothing inside Streamlit is touched. What was checked:
`docs/2026-11-29-turns.md`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# A run that does not report its end, because its thread broke, must not block its browser for ever;
# one that is still at work when the next request comes in is ended by that. The slowest run we
# know, locating a list of 100,000 rows, takes half a minute on an idle server.
RUN_SECONDS = 180.0
# A request for a fragment that the page no longer has starts no run, and nothing says so.
START_SECONDS = 2.0
# Requests of one connection that may wait. Beyond, its messages stay where the server receives
# them, and TCP slows the sender down: nothing is lost, and memory stays bounded.
WAITING = 100
WAITING_BYTES = 4 * 1024**2


class RunEvent(Enum):
    """What a message of the server says about a run."""

    STARTED = "started"
    ENDED = "ended"  # and no other follows by itself, as after `st.rerun`


@dataclass(frozen=True)
class RunRequest:
    """A request to run the page, or a fragment of it, as far as its turn depends on it."""

    content: bytes
    fragment: bool
    # The message for a browser that may have dropped cached messages since.
    without_cache: bytes
    # All but the numbers a user moves through (sliders); None: it may not be left out. Where two
    # requests agree in this, the later one has all that the earlier one had.
    besides_numbers: bytes | None = None

    def is_superseded_by(self, later: RunRequest) -> bool:
        """Whether this request may be skipped in favour of the next one, `later`."""
        return self.besides_numbers is not None and self.besides_numbers == later.besides_numbers


@dataclass(frozen=True)
class RunProtocol:
    """Decoders of the framework's messages."""

    request: Callable[[bytes], RunRequest | None]  # in a message of the browser
    event: Callable[[bytes], RunEvent | None]  # in a message of the server


class RunQueue:
    """Forwards the run requests of each connection one by one, and all other messages at once."""

    def __init__(
        self,
        app: ASGIApp,
        protocol: RunProtocol,
        run_seconds: float = RUN_SECONDS,
        start_seconds: float = START_SECONDS,
    ) -> None:
        """After `run_seconds` the next request is forwarded, even if the run has not ended."""
        self.app = app
        self.protocol = protocol
        self.run_seconds = run_seconds
        self.start_seconds = start_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one websocket; requests of HTTP pass untouched."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        connection = _Connection(receive, self.protocol, self.run_seconds, self.start_seconds)

        async def send_noted(message: Message) -> None:
            connection.sent(message)
            await send(message)

        try:
            await self.app(scope, connection.receive, send_noted)
        finally:
            connection.close()


@dataclass(frozen=True)
class _Waiting:
    request: RunRequest
    runs_before: int  # how many runs the connection had begun when it was asked


class _Connection:
    """The queued requests of one browser, and whether a run is active."""

    def __init__(
        self, receive: Receive, protocol: RunProtocol, run_seconds: float, start_seconds: float
    ) -> None:
        self._receive = receive
        self._protocol = protocol
        self._run_seconds = run_seconds
        self._start_seconds = start_seconds
        self._waiting: deque[_Waiting] = deque()
        self._reading: asyncio.Future[Message] | None = None
        self._loop = asyncio.get_running_loop()
        self._begun = 0
        self._until = 0.0  # when the run going on counts as ended; in the past: none is going on
        self._ended: asyncio.Future[None] = self._loop.create_future()

    async def receive(self) -> Message:
        """The next message for the application; what it asks for is a run that may begin now."""
        while True:
            if self._waiting and not self._is_running():
                return self._begin(self._waiting.popleft())
            message = await self._next()
            request = message and self._request_in(message)
            if message and not request:
                return message
            if request:
                self._put(request)

    def sent(self, message: Message) -> None:
        """Track the messages that the application sends."""
        content = message.get("bytes")
        if content is None or not self._is_running():
            return
        event = self._protocol.event(content)
        if event is RunEvent.STARTED:
            self._until = self._loop.time() + self._run_seconds
        elif event is RunEvent.ENDED:
            self._until = 0.0
            if not self._ended.done():
                self._ended.set_result(None)

    def close(self) -> None:
        """Stop reading: the application has gone."""
        if self._reading is not None:
            self._reading.cancel()

    async def _next(self) -> Message | None:
        """What the browser sends next, or None when the run going on has ended before that."""
        if self._reading is None:
            if not self._waiting:
                return await self._receive()
            if not self._is_full():
                self._reading = asyncio.ensure_future(self._receive())
        first: set[asyncio.Future[Any]] = {self._reading} if self._reading else set()
        rest = None
        if self._waiting:
            first.add(self._ended)
            rest = max(self._until - self._loop.time(), 0.0)
        await asyncio.wait(first, timeout=rest, return_when=asyncio.FIRST_COMPLETED)
        if self._reading is None or not self._reading.done():
            return None
        reading, self._reading = self._reading, None
        return reading.result()

    def _request_in(self, message: Message) -> RunRequest | None:
        content = message.get("bytes")
        if message["type"] != "websocket.receive" or content is None:
            return None
        return self._protocol.request(content)

    def _put(self, request: RunRequest) -> None:
        """Queue a request, replacing the last one if that is safe."""
        if self._waiting and self._waiting[-1].request.is_superseded_by(request):
            self._waiting.pop()
        self._waiting.append(_Waiting(request, self._begun))

    def _begin(self, waiting: _Waiting) -> Message:
        request = waiting.request
        # The browser forgets messages from run to run: what it had before the last one it may no
        # longer have, and a reference to that breaks the page.
        late = self._begun > waiting.runs_before
        seconds = self._start_seconds if request.fragment else self._run_seconds
        self._begun += 1
        self._until = self._loop.time() + seconds
        self._ended = self._loop.create_future()
        content = request.without_cache if late else request.content
        return {"type": "websocket.receive", "bytes": content}

    def _is_running(self) -> bool:
        return self._loop.time() < self._until

    def _is_full(self) -> bool:
        size = sum(len(one.request.content) for one in self._waiting)
        return len(self._waiting) >= WAITING or size >= WAITING_BYTES
