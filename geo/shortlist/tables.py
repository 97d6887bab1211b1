"""The tables of the shortlists' database.

Versions are added and never changed, but for one pointer; old ones are removed (`quota`).
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 1  # of the tables; a higher one means a newer Shutu
metadata = MetaData()

# The name of the table is that of 0.1, so that its databases open.
about = Table("shutu_desk", metadata, Column("schema", Integer, primary_key=True))

lists = Table(
    "shutu_list",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("current", Integer, nullable=False),  # the current version
    Column("deleted", Boolean, nullable=False),
)

versions = Table(
    "shutu_version",
    metadata,
    Column("list", String(200), ForeignKey(lists.c.id), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("saved", String(40), nullable=False),  # ISO 8601, UTC
    Column("name", Text, nullable=False),
    Column("places", Integer, nullable=False),
    Column("content", Text, nullable=False),  # as geo.shortlist.file writes it, ASCII
)

# The size of each version, so that totals need not read all versions. A separate table, because
# older databases lack it; it is filled when such a database is opened.
sizes = Table(
    "shutu_version_size",
    metadata,
    Column("list", String(200), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("bytes", Integer, nullable=False),
    ForeignKeyConstraint(["list", "number"], [versions.c.list, versions.c.number]),
)

subscribers = Table(
    "shutu_keeper",
    metadata,
    Column("owner", String(64), primary_key=True),  # SHA-256 of a user's key
    Column("list", String(200), ForeignKey(lists.c.id), primary_key=True),
)
