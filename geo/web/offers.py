"""Files that belong to a session, available at an unguessable address while the session lives.

A session holds its `Offer`s; this module only looks them up by token (weak references). When the
session drops one, or ends, the file and its inputs are freed.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakValueDictionary

PATH = "/export/session"
TOKEN_BYTES = 32


@dataclass(frozen=True)
class File:
    """A file that is created on request, in a server thread without a session."""

    file_name: str
    mime: str
    make: Callable[[], bytes]


class Offer:
    """A file at an unguessable address; keep a reference for as long as it may be fetched."""

    def __init__(self, file: File) -> None:
        """Register the file."""
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self.file = file  # may be replaced: the newest one is used
        _offers[self.token] = self

    @property
    def path(self) -> str:
        """The address below the app's own path."""
        return f"{PATH}/{self.token}"


# Weak: an entry is dropped with the last reference of its session.
_offers: WeakValueDictionary[str, Offer] = WeakValueDictionary()


def find(token: str) -> File | None:
    """The file of an offer that is still referenced."""
    offer = _offers.get(token)
    return offer.file if offer else None
