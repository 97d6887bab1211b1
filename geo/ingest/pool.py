"""A pool of pre-started processes that read untrusted files, each used for one file.

The pool is shared by all sessions and keeps no user data: a process ends after its file and is
replaced by a new one.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Protocol, TypeVar

from geo.errors import IngestError
from geo.ingest.process import Worker, WorkerAnswer, WorkerRequest, ingest_error

AT_ONCE = 2  # files; more would only take the processor from each other and from the pages
WAITING = 8  # waiting requests; further ones are rejected
PATIENCE_S = 20.0
T = TypeVar("T")


class Runner(Protocol):
    """Runs a reader process."""

    def run(self, request: WorkerRequest, decode: Callable[[WorkerAnswer], T]) -> T:
        """The decoded response; raises IngestError, or the reader's error."""


class Pool:
    """A limited number of processes, as many pre-started, and a short queue."""

    def __init__(
        self, at_once: int = AT_ONCE, waiting: int = WAITING, patience_s: float = PATIENCE_S
    ) -> None:
        """Start nothing yet, see `start`."""
        self._at_once, self._waiting, self._patience_s = at_once, waiting, patience_s
        self._turns = threading.BoundedSemaphore(at_once)
        self._queue = threading.BoundedSemaphore(at_once + waiting)
        self._lock = threading.Lock()
        self._ready: list[Worker] = []
        self._closed = False

    def start(self) -> None:
        """Pre-start processes; if none can start, reading a file raises the error."""
        with suppress(IngestError):
            while self._missing():
                self._add(Worker.start())

    def run(self, request: WorkerRequest, decode: Callable[[WorkerAnswer], T]) -> T:
        """Read a file in a separate process, when one is free.

        Raises:
            IngestError: too many files are waiting, or see `Worker.run`.
            LocalizedError: the reader's error.
        """
        if not self._queue.acquire(blocking=False):
            raise ingest_error("busy")
        try:
            if not self._turns.acquire(timeout=self._patience_s):
                raise ingest_error("busy")
            try:
                return self._take().run(request, decode)
            finally:
                self._turns.release()
                self.start()
        finally:
            self._queue.release()

    def close(self) -> None:
        """End all idle processes."""
        with self._lock:
            self._closed = True
            ready, self._ready = self._ready, []
        for worker in ready:
            worker.close()

    def _missing(self) -> bool:
        with self._lock:
            return not self._closed and len(self._ready) < self._at_once

    def _add(self, worker: Worker) -> None:
        with self._lock:
            wanted = not self._closed and len(self._ready) < self._at_once
            if wanted:
                self._ready.append(worker)
        if not wanted:  # two threads started a process for the same slot
            worker.close()

    def _take(self) -> Worker:
        while True:
            with self._lock:
                worker = self._ready.pop(0) if self._ready else None
            if worker is None:
                return Worker.start()
            if worker.is_alive():
                return worker
            worker.close()  # the system has ended it


class OneProcess:
    """For the command line: one process, which starts when it is needed."""

    def run(self, request: WorkerRequest, decode: Callable[[WorkerAnswer], T]) -> T:
        """See `Worker.run`."""
        return Worker.start().run(request, decode)


_making = threading.Lock()


def page_pool() -> Pool:
    """The pool of this server, started at its first use and closed at its end."""
    with _making:
        return _page_pool()


@cache
def _page_pool() -> Pool:
    pool = Pool()
    pool.start()
    atexit.register(pool.close)
    return pool
