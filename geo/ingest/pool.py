"""Processes that read foreign files: a few started ahead, each used for one file of one person.

The pool is shared by all sessions and holds nothing of a person: a process is gone when its file is
read, and another one takes its place.
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
WAITING = 8  # people behind these; whoever comes then is asked to try again
PATIENCE_S = 20.0
T = TypeVar("T")


class Runner(Protocol):
    """Who lets a process read a file."""

    def run(self, request: WorkerRequest, decode: Callable[[WorkerAnswer], T]) -> T:
        """What `decode` makes of the answer; raises IngestError, or what the reader says."""


class Pool:
    """So many processes at once, as many ready, and a short queue."""

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
        """Have processes ready; where none can start, whoever brings a file is told."""
        with suppress(IngestError):
            while self._missing():
                self._add(Worker.start())

    def run(self, request: WorkerRequest, decode: Callable[[WorkerAnswer], T]) -> T:
        """Read a file in a process of its own, when it is its turn.

        Raises:
            IngestError: too many files are waiting, or see `Worker.run`.
            WordedError: what the reader says of the file.
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
        """End all processes that wait."""
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
        if not wanted:  # two have started one for the same place
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
