"""Files that belong to a session: whoever has the address gets them, as long as the session lives.

A session holds its `Offer`s; here they are only found by their tokens. When the session lets go of
one, or is itself collected, nothing leads to the file or to what it is made from any more.
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
    """A file that is made when it is asked for, in a thread of the server without a session."""

    file_name: str
    mime: str
    make: Callable[[], bytes]


class Offer:
    """A file under an address that cannot be guessed; hold it for as long as it may be fetched."""

    def __init__(self, file: File) -> None:
        """Offer a file from now on."""
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        self.file = file  # may be replaced: the newest one is given
        _offers[self.token] = self

    @property
    def path(self) -> str:
        """The address below the app's own path."""
        return f"{PATH}/{self.token}"


# Holds nothing alive: an entry goes with the last reference that its session has.
_offers: WeakValueDictionary[str, Offer] = WeakValueDictionary()


def find(token: str) -> File | None:
    """The file of an offer that somebody still holds."""
    offer = _offers.get(token)
    return offer.file if offer else None
