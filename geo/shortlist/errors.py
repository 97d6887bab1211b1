"""The errors of shortlists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import i18n
from geo.errors import ShortlistError, ShutuError, StoreError

if TYPE_CHECKING:
    from geo.shortlist.model import Shortlist


class ConflictError(ShutuError, RuntimeError):
    """Another user saved the list after `mine` was opened; nothing was written.

    `mine` is what was about to be saved, `theirs` is the current version in the database. Its text
    is `store_error.conflict`.
    """

    def __init__(self, mine: Shortlist, theirs: Shortlist) -> None:
        """Keep both, so that the user can choose or merge."""
        self.mine, self.theirs = mine, theirs
        self.values: dict[str, object] = {
            "name": theirs.name,
            "mine": mine.version,
            "theirs": theirs.version,
        }
        super().__init__(i18n.text("en", "store_error.conflict", **self.values))


def shortlist_error(key: str, **values: object) -> ShortlistError:
    """The error whose text is `shortlist.<key>`."""
    return ShortlistError(key, values, i18n.text("en", f"shortlist_error.{key}", **values))


def store_error(key: str, **values: object) -> StoreError:
    """The error whose text is `store_error.<key>`."""
    return StoreError(key, values, i18n.text("en", f"store_error.{key}", **values))
