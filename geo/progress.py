"""How far long work is: what is done of how much, and about how long the rest will take."""

from __future__ import annotations

import time
from collections.abc import Callable

EVERY_S = 0.3  # between two reports: often enough to be seen, too seldom to cost anything
FIRST_S = 1.0  # of work, before it says anything about the rest


class Progress:
    """The state of work on `total` things of one kind; times are in seconds.

    `done` things were done before, in no time that counts: the pace is that of the rest.
    """

    def __init__(
        self, total: int, done: int = 0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin now."""
        self.total = total
        self.done = done
        self._before = done
        self._clock = clock
        self._begun = self._told = clock()

    def reach(self, done: int) -> bool:
        """Note how much is done; whether it is time for the next report."""
        self.done = done
        now = self._clock()
        if now - self._told < EVERY_S:
            return False
        self._told = now
        return True

    @property
    def share(self) -> float:
        """The part that is done, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 1.0

    @property
    def seconds_left(self) -> int | None:
        """About how long the rest takes at the pace so far; None while too little is done."""
        spent, new = self._clock() - self._begun, self.done - self._before
        if spent < FIRST_S or new <= 0:
            return None
        return round(spent / new * max(0, self.total - self.done))
