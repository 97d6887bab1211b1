"""Show the progress of long work."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TextIO

EVERY_S = 2.0


@contextmanager
def ticking(message: str, stream: TextIO, every_s: float = EVERY_S) -> Iterator[None]:
    """Print the current work and its elapsed time until it is done."""
    print(f"{message} …", file=stream, flush=True)
    begun, done = time.monotonic(), Event()

    def tick() -> None:
        while not done.wait(every_s):
            print(f"{message} … {time.monotonic() - begun:.0f} s", file=stream, flush=True)

    teller = Thread(target=tick, daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
