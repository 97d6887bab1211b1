"""Open the database of the shortlists with durable commits."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    MetaData,
    and_,
    create_engine,
    event,
    exists,
    func,
    select,
    text,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from geo.shortlist import tables
from geo.shortlist.errors import store_error

WAIT_S = 15.0  # for another process that is writing
SETUP_LOCK = 5_104_107  # the advisory lock under which PostgreSQL gets its tables
# What SQLite says → the key of our text. Its result codes do not distinguish these in all cases.
SQLITE_ERRORS = {
    "locked": "locked",
    "busy": "locked",
    "malformed": "damaged",
    "not a database": "damaged",
    "corrupt": "damaged",
    "readonly": "unwritable",
    "unable to open": "unwritable",
    "disk I/O": "unwritable",
    "full": "full",
}


def open_engine(url: str) -> Engine:
    """An engine with tables, for SQLite or PostgreSQL.

    Raises:
        StoreError: the URL is of another kind, or the database cannot be used.
    """
    try:
        address = make_url(url)
        kind = address.get_backend_name()
        if kind == "sqlite":
            engine = _sqlite(address)
        elif address.drivername == "postgresql+psycopg":
            engine = _postgresql(address)
        else:
            raise store_error("bad_url")
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise store_error("bad_url") from error
    with store_errors(engine):
        _set_up(engine)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; in SQLite it waits for the write lock at the start, not later."""
    with store_errors(engine), engine.execution_options(shutu_writes=True).begin() as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads."""
    with store_errors(engine), engine.begin() as connection:
        yield connection


@contextmanager
def store_errors(engine: Engine) -> Iterator[None]:
    """Convert database errors to StoreError, without the URL (and password)."""
    try:
        yield
    except SQLAlchemyError as error:
        raise store_error(_error_key(engine, error)) from error


def _error_key(engine: Engine, error: SQLAlchemyError) -> str:
    if engine.dialect.name == "sqlite":
        message = str(error.orig if isinstance(error, DBAPIError) else error).lower()
        return next(
            (key for part, key in SQLITE_ERRORS.items() if part.lower() in message), "broken"
        )
    lost = isinstance(error, DBAPIError) and (
        error.connection_invalidated or not getattr(error.orig, "sqlstate", None)
    )
    return "unreachable" if lost else "broken"


def _sqlite(address: URL) -> Engine:
    database = address.database or ":memory:"
    if database != ":memory:" and not database.startswith("file:"):
        try:
            Path(database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise store_error("unwritable") from error
    engine = create_engine(address, connect_args={"timeout": WAIT_S})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # we control transactions, see `begin`
        _use_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")  # commits are durable
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("shutu_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging; SQLite does not wait here for concurrent switches."""
    until = time.monotonic() + WAIT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def _postgresql(address: URL) -> Engine:
    return create_engine(
        address,
        pool_pre_ping=True,  # reconnect after a restart of the database server
        connect_args={"connect_timeout": 5, "options": "-c synchronous_commit=on"},
    )


def _set_up(engine: Engine) -> None:
    """Create the tables once, under a lock.

    Raises:
        StoreError: the database belongs to a newer Shutu.
    """
    with _setting_up(engine) as connection:
        tables.metadata.create_all(connection)
        schema = connection.scalar(select(tables.about.c.schema))
        if schema is None:
            connection.execute(tables.about.insert().values(schema=tables.SCHEMA))
        elif schema > tables.SCHEMA:
            raise store_error("newer")
        _count_sizes(connection)


def add_tables(engine: Engine, metadata: MetaData) -> None:
    """Create the tables of another room in the same database, where they are not there yet.

    Raises:
        StoreError: the database cannot be used.
    """
    with store_errors(engine), _setting_up(engine) as connection:
        metadata.create_all(connection)


@contextmanager
def _setting_up(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else creates tables."""
    with engine.execution_options(shutu_writes=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SETUP_LOCK})
        yield connection


def _count_sizes(connection: Connection) -> None:
    """Record the sizes of versions saved by an older Shutu."""
    versions, sizes = tables.versions, tables.sizes
    known = and_(sizes.c.list == versions.c.list, sizes.c.number == versions.c.number)
    missing = select(versions.c.list, versions.c.number, func.length(versions.c.content)).where(
        ~exists().where(known)
    )
    connection.execute(sizes.insert().from_select(["list", "number", "bytes"], missing))
