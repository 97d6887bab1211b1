"""CPU-bound work of seconds: run in threads, with limited concurrency."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from geo.web.requests import request_error

T = TypeVar("T")
AT_ONCE = 2  # a brief takes 3 s of CPU, and pages need some meanwhile
WAITING = 16
PATIENCE_S = 20.0  # browsers and scripts wait longer than this by default
RETRY_S = 10


class Workers:
    """Limited concurrency; further requests wait, and are rejected after a timeout."""

    def __init__(
        self, at_once: int = AT_ONCE, waiting: int = WAITING, patience_s: float = PATIENCE_S
    ) -> None:
        """Nothing is running."""
        self._free = asyncio.Semaphore(at_once)
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="export")
        self._room = waiting
        self._patience_s = patience_s

    async def run(self, make: Callable[[], T]) -> T:
        """What `make` gives, in a thread.

        Raises:
            RequestError: no slot was free in time (503); `make` was not called.
        """
        await self._turn()
        loop = asyncio.get_running_loop()
        working = self._threads.submit(make)
        # A cancelled request does not stop its thread: the slot stays taken until it is done.
        working.add_done_callback(lambda _: self._give_back(loop))
        return await asyncio.wrap_future(working)

    def _give_back(self, loop: asyncio.AbstractEventLoop) -> None:
        with suppress(RuntimeError):  # the server has shut down meanwhile
            loop.call_soon_threadsafe(self._free.release)

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
