"""Store shortlists: every save is a version, and nobody overwrites unseen changes.

Versions have a quota (`geo.shortlist.quota`): the newest are kept, and the last one of each older
day.

Access: anyone who knows the id of a list (128 random bits) may open and change it; a list appears
in the listing of the keys that saved or added it, and a key, too, is known to its owner only. There
are no accounts. Whoever runs the database can read everything in it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256

from sqlalchemy import Connection, Engine, Row, and_, bindparam, delete, func, select, update
from sqlalchemy.exc import IntegrityError

from geo.shortlist.engine import open_engine, reading, writing
from geo.shortlist.errors import ConflictError, shortlist_error, store_error
from geo.shortlist.file import as_record, from_record
from geo.shortlist.model import Shortlist, new_id
from geo.shortlist.quota import Quota, StoredVersion, to_remove
from geo.shortlist.rules import is_list_id
from geo.shortlist.tables import lists, sizes, subscribers, versions


@dataclass(frozen=True)
class SavedVersion:
    """One save of a list: its number from 1, time (ISO 8601, UTC), name and number of items."""

    list_id: str
    number: int
    saved: str
    name: str
    count: int


class Store:
    """The shortlists of one database. Safe for several threads and processes."""

    def __init__(self, url: str, quota: Quota | None = None) -> None:
        """Take a SQLAlchemy URL; the database is opened when it is first needed."""
        self._url = url
        self.quota = quota or Quota()

    @cached_property
    def _engine(self) -> Engine:
        return open_engine(self._url)

    def check(self) -> None:
        """Check whether lists can be saved.

        Raises:
            StoreError: they cannot; the message states why.
        """
        with writing(self._engine) as connection:
            connection.scalar(select(lists.c.id).limit(1))

    def close(self) -> None:
        """Close the connections."""
        if "_engine" in vars(self):
            self._engine.dispose()

    def save(self, shortlist: Shortlist, *, owner: str | None = None) -> Shortlist:
        """Save the list as a new version; it is durable when this returns.

        Returns it with its new `version` and `updated`. With `owner`, a user's key, it appears in
        the user's listing.

        Raises:
            ConflictError: the version that it was changed from is no longer the current one.
            ShortlistError: it was deleted, is larger than a list may be, or there is no such list
                although it has a version.
            StoreError: the database cannot be used or is full; what was saved before is still
                there.
        """
        try:
            return self._save(shortlist, owner)
        except IntegrityError:  # another process created a list with that id at the same time
            return self._save(shortlist, owner)

    def _save(self, shortlist: Shortlist, owner: str | None) -> Shortlist:
        with writing(self._engine) as connection:
            row = self._row(connection, shortlist.id, lock=True)
            current = row.current if row else 0
            if row and row.deleted:
                raise shortlist_error("deleted", name=shortlist.name)
            if current != shortlist.version:
                if not row:
                    raise shortlist_error("unknown")
                raise ConflictError(shortlist, _read(connection, shortlist.id, current))
            kept = _add_version(connection, shortlist, current, owner)
            _make_room(connection, kept, self.quota)  # rolled back as a whole if it exceeds a limit
            return kept

    def open(self, list_id: str, number: int | None = None) -> Shortlist:
        """The current list, or the list at that save (then `version` is still the
        current).

        So an old version can be changed and saved like any other.

        Raises:
            ShortlistError: there is no such list or version, it was deleted, or is damaged.
            StoreError: the database cannot be used.
        """
        with reading(self._engine) as connection:
            row = self._row(connection, list_id)
            if row is None:
                raise shortlist_error("unknown")
            if row.deleted:
                raise shortlist_error("deleted", name="")
            found = _read(connection, list_id, row.current if number is None else number)
            return replace(found, version=row.current)

    def versions(self, list_id: str) -> list[SavedVersion]:
        """The saves of a list that are still there, newest first.

        Raises:
            StoreError: the database cannot be used.
        """
        with reading(self._engine) as connection:
            if self._row(connection, list_id) is None:
                return []
            chosen = select(versions).where(versions.c.list == list_id)
            rows = connection.execute(chosen.order_by(versions.c.number.desc()))
            return [_saved(row) for row in rows]

    def restore_version(self, list_id: str, number: int, *, base: int) -> Shortlist:
        """Make an old version the current one, as a new save.

        `base` is the version that the person has seen as the current one.

        Raises:
            ConflictError: another user saved in the meantime.
            ShortlistError, StoreError: as `open` and `save`.
        """
        old = self.open(list_id, number)
        return self.save(replace(old, version=base))

    def listing(self, owner: str, *, deleted: bool = False) -> list[SavedVersion]:
        """The lists of a user's key, last saved first; or the deleted ones.

        Raises:
            StoreError: the database cannot be used.
        """
        here = and_(versions.c.list == lists.c.id, versions.c.number == lists.c.current)
        chosen = (
            select(versions)
            .join(lists, here)
            .join(subscribers, subscribers.c.list == lists.c.id)
            .where(subscribers.c.owner == _hashed(owner), lists.c.deleted == deleted)
            .order_by(versions.c.saved.desc(), versions.c.list)
        )
        with reading(self._engine) as connection:
            return [_saved(row) for row in connection.execute(chosen)]

    def subscribe(self, list_id: str, owner: str) -> None:
        """Add a shared list to the listing of a key.

        Raises:
            ShortlistError: there is no such list.
            StoreError: the database cannot be used.
        """
        with writing(self._engine) as connection:
            if self._row(connection, list_id, lock=True) is None:
                raise shortlist_error("unknown")
            _subscribe(connection, list_id, owner)

    def delete(self, list_id: str) -> None:
        """Delete a list for all users; `restore` restores it with all its versions.

        Raises:
            ShortlistError: there is no such list.
            StoreError: the database cannot be used.
        """
        self._set_deleted(list_id, True)

    def restore(self, list_id: str) -> Shortlist:
        """Restore a deleted list.

        Raises:
            ShortlistError: there is no such list.
            StoreError: the database cannot be used.
        """
        self._set_deleted(list_id, False)
        return self.open(list_id)

    def _set_deleted(self, list_id: str, deleted: bool) -> None:
        with writing(self._engine) as connection:
            if self._row(connection, list_id, lock=True) is None:
                raise shortlist_error("unknown")
            connection.execute(update(lists).where(lists.c.id == list_id).values(deleted=deleted))

    @staticmethod
    def _row(connection: Connection, list_id: str, *, lock: bool = False) -> Row[tuple[str]] | None:
        """The list's row; with `lock` it is locked until this transaction ends."""
        if not is_list_id(list_id):  # addresses may contain values that a database rejects
            return None
        chosen = select(lists).where(lists.c.id == list_id)
        found: Sequence[Row[tuple[str]]] = connection.execute(
            chosen.with_for_update() if lock else chosen
        ).all()
        return found[0] if found else None


def as_new(shortlist: Shortlist, name: str) -> Shortlist:
    """A copy that is saved as a list of its own, e.g. to keep both sides of a conflict."""
    return replace(shortlist, id=new_id(), name=name, version=0, updated="")


def _add_version(
    connection: Connection, shortlist: Shortlist, current: int, owner: str | None
) -> Shortlist:
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    kept = replace(shortlist, version=current + 1, updated=now)
    if current:
        pointer = update(lists).where(lists.c.id == kept.id).values(current=kept.version)
        connection.execute(pointer)
    else:
        connection.execute(lists.insert().values(id=kept.id, current=1, deleted=False))
    content = json.dumps(as_record(kept))  # ASCII: as many bytes as characters
    connection.execute(
        versions.insert().values(
            list=kept.id,
            number=kept.version,
            saved=now,
            name=kept.name,
            places=len(kept.items),
            content=content,
        )
    )
    size = {"list": kept.id, "number": kept.version, "bytes": len(content)}
    connection.execute(sizes.insert().values(**size))
    if owner is not None:
        _subscribe(connection, kept.id, owner)
    return kept


def _make_room(connection: Connection, kept: Shortlist, quota: Quota) -> None:
    """Remove old versions of a list after one was added.

    Raises:
        ShortlistError: this version alone exceeds the limit of a list.
        StoreError: all lists together exceed the limit of the database.
    """
    here = and_(versions.c.list == sizes.c.list, versions.c.number == sizes.c.number)
    chosen = (
        select(versions.c.number, versions.c.saved, sizes.c.bytes)
        .join(sizes, here)
        .where(versions.c.list == kept.id)
    )
    stored = [StoredVersion(*row) for row in connection.execute(chosen)]
    newest = max(stored).bytes
    if newest > quota.list_bytes:
        raise shortlist_error("over_quota", limit=f"{quota.list_bytes / 1e6:g}")
    gone = [{"old": number} for number in to_remove(stored, quota)]
    for table in (sizes, versions) if gone else ():
        old = and_(table.c.list == kept.id, table.c.number == bindparam("old"))
        connection.execute(delete(table).where(old), gone)
    # Concurrent saves do not see each other in PostgreSQL and may exceed the limit by their size.
    total = connection.scalar(select(func.sum(sizes.c.bytes)))
    if int(total or 0) > quota.total_bytes:
        raise store_error("over_quota", limit=f"{quota.total_bytes / 1e6:g}")


def _subscribe(connection: Connection, list_id: str, owner: str) -> None:
    row = {"owner": _hashed(owner), "list": list_id}
    known = select(subscribers).filter_by(**row)
    if connection.execute(known).first() is None:
        connection.execute(subscribers.insert().values(**row))


def _read(connection: Connection, list_id: str, number: int) -> Shortlist:
    chosen = select(versions.c.content).where(
        versions.c.list == list_id, versions.c.number == number
    )
    content = connection.scalar(chosen)
    if content is None:
        raise shortlist_error("no_version", number=number)
    try:
        found = from_record(json.loads(content))
    except (ValueError, RecursionError) as error:
        raise shortlist_error("damaged_version", number=number) from error
    return replace(found, id=list_id, version=number)


def _saved(row: Row[tuple[str]]) -> SavedVersion:
    return SavedVersion(row.list, row.number, row.saved, row.name, row.places)


def _hashed(owner: str) -> str:
    return sha256(owner.encode()).hexdigest()
