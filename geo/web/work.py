"""Work that takes seconds of a processor: in threads, and only so much of it at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from geo.web.requests import request_error

T = TypeVar("T")
AT_ONCE = 2  # a brief takes a processor for 3 s, and pages want one meanwhile
WAITING = 16
PATIENCE_S = 20.0  # browsers and scripts wait longer than this by default
RETRY_S = 10


class Workers:
    """So many at once; others wait for their turn, and are sent away when that takes too long."""

    def __init__(
        self, at_once: int = AT_ONCE, waiting: int = WAITING, patience_s: float = PATIENCE_S
    ) -> None:
        """Nothing is running."""
        self._free = asyncio.Semaphore(at_once)
        self._room = waiting
        self._patience_s = patience_s

    async def run(self, make: Callable[[], T]) -> T:
        """What `make` gives, in a thread.

        Raises:
            RequestError: there was no turn in time (503); `make` was not called.
        """
        await self._turn()
        try:
            # If the request is given up, this still waits for the thread: the turn stays taken.
            return await run_in_threadpool(make)
        finally:
            self._free.release()

    async def _turn(self) -> None:
        if not self._room:
            raise request_error("busy", 503, seconds=RETRY_S)
        self._room -= 1
        try:
            async with asyncio.timeout(self._patience_s):
                await self._free.acquire()
        except TimeoutError:
            raise request_error("busy", 503, seconds=RETRY_S) from None
        finally:
            self._room += 1
