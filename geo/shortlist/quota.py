"""How many versions of a list are kept: the newest ones, and of older days the last of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

MAX_DAYS = 365  # of which the last version is kept


@dataclass(frozen=True)
class Quota:
    """The limits.

    `versions`: so many of the newest versions of a list are kept, at least 1. `list_bytes`: all
    versions of one list together. `total_bytes`: all versions of all lists of the database.
    """

    versions: int = 50
    list_bytes: int = 50_000_000
    total_bytes: int = 2_000_000_000


class StoredVersion(NamedTuple):
    """A version in the database: its number, time (ISO 8601, UTC) and size in bytes."""

    number: int
    saved: str
    bytes: int


def to_remove(stored: Sequence[StoredVersion], quota: Quota) -> list[int]:
    """The numbers of the versions to remove, oldest first; never the newest one.

    Of `stored`, one list's versions, the newest `quota.versions` stay, and of older ones the last
    of each day. If these exceed `quota.list_bytes`, the oldest are removed, one by one.
    """
    newest_first = sorted(stored, key=lambda one: -one.number)
    recent, older = newest_first[: quota.versions], newest_first[quota.versions :]
    daily: dict[str, StoredVersion] = {}
    for one in older:
        daily.setdefault(one.saved[:10], one)
    kept = [*recent, *list(daily.values())[:MAX_DAYS]]
    size = sum(one.bytes for one in kept)
    while size > quota.list_bytes and len(kept) > 1:
        size -= kept.pop().bytes
    numbers = {one.number for one in kept}
    return sorted(one.number for one in stored if one.number not in numbers)
