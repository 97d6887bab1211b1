"""The browser's storage for a visitor, and whether the session has loaded it."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.shortlist.model import new_id


@dataclass
class Memory:
    """`owner` is the key under which the database lists a user's saved lists.

    `session` lets the browser detect a new session, to which it must send its storage.
    """

    session: str = field(default_factory=new_id)
    owner: str = field(default_factory=new_id)
    keeps_owner: bool = False  # whether the browser remembers the key
    is_recalled: bool = False  # whether what it remembers was taken over

    def keep_owner(self) -> None:
        """Store the key in the browser, because something was saved under it."""
        self.keeps_owner = True

    def recall_owner(self, owner: str) -> None:
        """Use the key from the browser's storage, unless something was saved already."""
        if not self.keeps_owner:
            self.owner, self.keeps_owner = owner, True
