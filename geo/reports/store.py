"""Keep reports in the database of the shortlists, within limits; whoever runs it reads them.

There are no accounts: anyone may send a report, and only those who can open the database see it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Float,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    select,
    update,
)

from geo.model import Datum
from geo.reports.model import ErrorReport, ReportField, report_error
from geo.shortlist.engine import add_tables, open_engine, reading, writing

metadata = MetaData()

reports = Table(
    "shutu_reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("sent", String(40), nullable=False),  # ISO 8601, UTC
    Column("done", Boolean, nullable=False),
    Column("place", String(200), nullable=False),
    Column("name_zh", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("build", String(40), nullable=False),
    Column("field", String(20), nullable=False),
    Column("right", Text, nullable=False),
    Column("lon", Float),
    Column("lat", Float),
    Column("datum", String(20), nullable=False),
    Column("source", Text, nullable=False),
    Column("contact", Text, nullable=False),
)


@dataclass(frozen=True)
class ReportLimits:
    """How many reports are taken: of one session, of all people on a day (UTC), and in all."""

    session: int = 10
    day: int = 200
    total: int = 5_000


class ReportStore:
    """The reports of one database. Safe for several threads and processes."""

    def __init__(self, url: str, limits: ReportLimits | None = None) -> None:
        """Take a SQLAlchemy URL; the database is opened when it is first needed."""
        self._url = url
        self.limits = limits or ReportLimits()

    @cached_property
    def _engine(self) -> Engine:
        engine = open_engine(self._url)
        add_tables(engine, metadata)
        return engine

    def close(self) -> None:
        """Close the connections."""
        if "_engine" in vars(self):
            self._engine.dispose()

    def keep(self, report: ErrorReport, *, sent_before: int = 0) -> ErrorReport:
        """Keep a report; it is durable when this returns, with its number and time.

        `sent_before` is how many the same session has sent.

        Raises:
            ReportError: the session, the day or the database has reached its limit.
            StoreError: the database cannot be used.
        """
        if sent_before >= self.limits.session:
            raise report_error("session_limit", most=self.limits.session)
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        count = select(func.count()).select_from(reports)
        with writing(self._engine) as connection:
            # Concurrent reports do not see each other in PostgreSQL and may exceed a limit by one.
            if (connection.scalar(count) or 0) >= self.limits.total:
                raise report_error("total_limit")
            today = count.where(reports.c.sent >= now[:10])
            if (connection.scalar(today) or 0) >= self.limits.day:
                raise report_error("day_limit")
            row = {**asdict(replace(report, sent=now, done=False))}
            del row["number"]
            key = connection.execute(reports.insert().values(**row)).inserted_primary_key
        return replace(report, number=key[0] if key else 0, sent=now)

    def listing(self, *, with_done: bool = False) -> list[ErrorReport]:
        """The reports, oldest first; those that are done only if wanted.

        Raises:
            StoreError: the database cannot be used.
        """
        chosen = select(reports).order_by(reports.c.number)
        if not with_done:
            chosen = chosen.where(~reports.c.done)
        with reading(self._engine) as connection:
            rows = [dict(row) for row in connection.execute(chosen).mappings()]
        return [
            ErrorReport(**{**row, "field": ReportField(row["field"]), "datum": Datum(row["datum"])})
            for row in rows
        ]

    def mark(self, numbers: Iterable[int], *, done: bool = True) -> list[int]:
        """Mark reports as done, or as open again; returns the numbers that there are none of.

        Raises:
            StoreError: the database cannot be used.
        """
        unknown = []
        with writing(self._engine) as connection:
            for number in numbers:
                chosen = update(reports).where(reports.c.number == number).values(done=done)
                if connection.execute(chosen).rowcount == 0:
                    unknown.append(number)
        return unknown

    def remove(self, numbers: Iterable[int]) -> list[int]:
        """Delete reports for good; returns the numbers that there are none of.

        Raises:
            StoreError: the database cannot be used.
        """
        with writing(self._engine) as connection:
            return [
                number
                for number in numbers
                if connection.execute(delete(reports).where(reports.c.number == number)).rowcount
                == 0
            ]
