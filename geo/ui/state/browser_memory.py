"""What the browser remembers of a visitor, and whether the session has taken it over."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.shortlist.model import new_id


@dataclass
class Memory:
    """`owner` is the key under which the database lists a person's saved lists.

    `session` lets the browser see that a session is new and must first be told what it remembers.
    """

    session: str = field(default_factory=new_id)
    owner: str = field(default_factory=new_id)
    keeps_owner: bool = False  # whether the browser remembers the key
    is_recalled: bool = False  # whether what it remembers was taken over

    def keep_owner(self) -> None:
        """From now on the browser remembers the key, because something was saved under it."""
        self.keeps_owner = True

    def recall_owner(self, owner: str) -> None:
        """Take over the key that the browser remembers, unless something was saved already."""
        if not self.keeps_owner:
            self.owner, self.keeps_owner = owner, True
