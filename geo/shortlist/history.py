"""Undo and redo: the states of one list as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geo.shortlist.model import Shortlist

MAX_STEPS = 100


@dataclass(frozen=True)
class History:
    """The list as it is, with what it was (oldest first) and what was undone (next first)."""

    now: Shortlist
    past: tuple[Shortlist, ...] = ()
    future: tuple[Shortlist, ...] = ()

    def do(self, changed: Shortlist) -> History:
        """Go on with `changed`; what was undone is forgotten. No change is no step."""
        if changed == self.now:
            return self
        return History(changed, (*self.past, self.now)[-MAX_STEPS:])

    def undo(self) -> History:
        """One step back; at the beginning nothing happens."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.now, *self.future))

    def redo(self) -> History:
        """One undone step forth; at the end nothing happens."""
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.now), self.future[1:])

    def saved(self, kept: Shortlist) -> History:
        """The same steps, all of them now based on the save that gave `kept`.

        Without this, saving what an undo brings back would conflict with one's own save.
        """

        def based(state: Shortlist) -> Shortlist:
            return replace(state, id=kept.id, version=kept.version, updated=kept.updated)

        return History(kept, tuple(map(based, self.past)), tuple(map(based, self.future)))
