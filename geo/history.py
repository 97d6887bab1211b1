"""Undo and redo: the states of one value, as an immutable value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

T = TypeVar("T")
MAX_STEPS = 100


@dataclass(frozen=True)
class History(Generic[T]):
    """The current state, the earlier ones (oldest first) and the undone ones (next first).

    At most `limit` steps can be undone.
    """

    now: T
    past: tuple[T, ...] = ()
    future: tuple[T, ...] = ()
    limit: int = MAX_STEPS

    def do(self, changed: T) -> History[T]:
        """Move on to `changed` and discard the undone states; an equal state adds no step."""
        if changed == self.now:
            return self
        return History(changed, (*self.past, self.now)[-self.limit :], (), self.limit)

    def amend(self, changed: T) -> History[T]:
        """`changed` in the place of the current state, as part of the same step."""
        return replace(self, now=changed, future=())

    def undo(self) -> History[T]:
        """One step back; no effect at the oldest state."""
        if not self.past:
            return self
        return replace(
            self, now=self.past[-1], past=self.past[:-1], future=(self.now, *self.future)
        )

    def redo(self) -> History[T]:
        """Redo one step; no effect if nothing was undone."""
        if not self.future:
            return self
        return replace(
            self, now=self.future[0], past=(*self.past, self.now), future=self.future[1:]
        )

    def replaced(self, change: Callable[[T], T]) -> History[T]:
        """The same steps, with another state in the place of each."""
        return replace(
            self,
            now=change(self.now),
            past=tuple(map(change, self.past)),
            future=tuple(map(change, self.future)),
        )
