"""Undo and redo of anything: the states of one value, as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

T = TypeVar("T")
MAX_STEPS = 100


@dataclass(frozen=True)
class History(Generic[T]):
    """A state as it is, with what it was (oldest first) and what was undone (next first).

    No more than `limit` steps can be undone.
    """

    now: T
    past: tuple[T, ...] = ()
    future: tuple[T, ...] = ()
    limit: int = MAX_STEPS

    def do(self, changed: T) -> History[T]:
        """Go on with `changed`; what was undone is forgotten. No change is no step."""
        if changed == self.now:
            return self
        return History(changed, (*self.past, self.now)[-self.limit :], (), self.limit)

    def undo(self) -> History[T]:
        """One step back; at the beginning nothing happens."""
        if not self.past:
            return self
        return replace(
            self, now=self.past[-1], past=self.past[:-1], future=(self.now, *self.future)
        )

    def redo(self) -> History[T]:
        """One undone step forth; at the end nothing happens."""
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
