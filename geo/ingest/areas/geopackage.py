"""GeoPackage: an SQLite database, of which only plain tables and plain columns are read.

Views, generated columns and virtual tables could run code of the file's author.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import shapely
from pyproj import CRS

from geo.ingest.areas.crs import from_code, from_definition
from geo.ingest.areas.model import AreaLayer, Budget, area_error
from geo.ingest.areas.polygons import polygons_of
from geo.ingest.areas.wkb import check_wkb

SQLITE_MAGIC = b"SQLite format 3\0"
GPKG_HEADER = 8  # bytes before the envelope of a geometry
GPKG_ENVELOPES = (0, 32, 48, 48, 64)  # bytes, by the code in the header's flags
MAX_TABLES = 2_000  # and indexes; GeoPackages of QGIS have 30 and a few for each layer
MAX_COLUMNS = 500
MAX_STATEMENT = 100_000  # bytes of SQL: ours, and the definition of each table
MAX_SYSTEMS = 10_000  # rows of reference systems; the EPSG register has 7,000
# Steps of SQLite's machine: 20 for a row of a layer; what takes more never ends.
STEPS_AT_ONCE, MAX_CALLS = 10_000, 500
LAYERS, SYSTEMS = "gpkg_geometry_columns", "gpkg_spatial_ref_sys"


def read_geopackage(data: bytes, budget: Budget) -> Generator[AreaLayer, None, None]:
    """The polygons of all layers, each with its own reference system."""
    with opened(data) as database:
        for table, column, system in layers_of(database, plain_tables(database), budget):
            yield AreaLayer(crs_of(database, system), _polygons(database, table, column, budget))


@contextmanager
def opened(data: bytes) -> Iterator[sqlite3.Connection]:
    """The database in a file's bytes, which can read plain tables only.

    Raises:
        ValueError: it is no SQLite database.
    """
    if not data.startswith(SQLITE_MAGIC):
        raise ValueError("a GeoPackage is an SQLite database")
    with TemporaryDirectory() as folder:
        path = Path(folder, "read.gpkg")
        path.write_bytes(data)
        # immutable: SQLite else wants to write beside a database in WAL mode, as QGIS leaves it
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as database:
            _restrain(database, len(data))
            yield database


def _restrain(database: sqlite3.Connection, size: int) -> None:
    """Limits: value length, statement steps, and neither views nor functions."""
    for limit, most in (
        (sqlite3.SQLITE_LIMIT_LENGTH, max(size, MAX_STATEMENT)),
        (sqlite3.SQLITE_LIMIT_SQL_LENGTH, MAX_STATEMENT),
        (sqlite3.SQLITE_LIMIT_COLUMN, MAX_COLUMNS),
        (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50),
        (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
        (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
        (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
    ):
        database.setlimit(limit, most)
    calls = iter(range(MAX_CALLS))
    database.set_progress_handler(lambda: next(calls, None) is None, STEPS_AT_ONCE)
    database.set_authorizer(_only_tables)


def _only_tables(
    action: int, first: str | None, _second: str | None, _database: str | None, view: str | None
) -> int:
    """An authorizer that allows reading tables and columns, but no views or functions."""
    reads = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
    columns = action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo"
    return sqlite3.SQLITE_OK if (reads or columns) and view is None else sqlite3.SQLITE_DENY


def plain_tables(database: sqlite3.Connection) -> dict[str, str]:
    """Folded name → name of each table that is kept in the file, not computed."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 LIMIT ?"
    names = [name for (name,) in database.execute(query, (MAX_TABLES + 1,))]
    if len(names) > MAX_TABLES:
        raise ValueError(f"more than {MAX_TABLES} tables")
    return {name.lower(): name for name in names if isinstance(name, str)}


def layers_of(
    database: sqlite3.Connection, tables: dict[str, str], budget: Budget
) -> list[tuple[str, str, object]]:
    """Table, column and number of the reference system of each layer, each table once."""
    check_columns(database, tables[LAYERS])
    query = f"SELECT table_name, column_name, srs_id FROM {LAYERS} LIMIT ?"
    most = budget.limits.layers
    layers: dict[str, tuple[str, str, object]] = {}
    for name, column, system in database.execute(query, (MAX_TABLES,)):
        table = tables.get(str(name).lower())
        if table is not None and isinstance(column, str):
            layers.setdefault(table, (table, column, system))
    if len(layers) > most:
        raise area_error("too_many_layers", limit=most)
    return list(layers.values())


def check_columns(database: sqlite3.Connection, table: str) -> None:
    """Refuse columns that are computed when they are read."""
    columns_of(database, table)


def columns_of(database: sqlite3.Connection, table: str) -> list[str]:
    """The names of a table's columns.

    Raises:
        ValueError: one is computed when it is read.
    """
    names = []
    for row in database.execute(f"PRAGMA table_xinfo({quoted(table)})"):
        if row[-1]:  # hidden: 1 of a virtual table, 2 and 3 generated
            raise ValueError("a column is generated")
        names.append(str(row[1]))
    return names


def crs_of(database: sqlite3.Connection, system: object) -> CRS | None:
    """The reference system of a number; None where the file defines none."""
    check_columns(database, SYSTEMS)
    query = (
        f"SELECT srs_id, organization, organization_coordsys_id, definition FROM {SYSTEMS} LIMIT ?"
    )
    for number, organization, code, definition in database.execute(query, (MAX_SYSTEMS,)):
        if number == system:
            is_epsg = isinstance(organization, str) and organization.upper() == "EPSG"
            return from_code(code) if is_epsg else from_definition(definition)
    return None


def _polygons(
    database: sqlite3.Connection, table: str, column: str, budget: Budget
) -> list[shapely.Polygon]:
    check_columns(database, table)
    query = f"SELECT {quoted(column)} FROM {quoted(table)} LIMIT ?"
    found: list[shapely.Polygon] = []
    for (blob,) in database.execute(query, (budget.limits.features + 1,)):
        budget.feature()
        if blob is not None:
            found += _shape(blob, budget)
    return found


def _shape(blob: object, budget: Budget) -> list[shapely.Polygon]:
    wkb = wkb_in(blob)
    check_wkb(wkb, budget.vertices)
    return polygons_of(shapely.from_wkb(wkb))


def wkb_in(blob: object) -> bytes:
    """The geometry after the header, whose flags say how long the envelope in between is.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(blob, bytes) or not blob.startswith(b"GP"):
        raise ValueError("not a GeoPackage geometry")
    return blob[GPKG_HEADER + GPKG_ENVELOPES[blob[3] >> 1 & 0b111] :]


def quoted(name: str) -> str:
    """A name as SQL writes it, whatever it holds."""
    return '"' + name.replace('"', '""') + '"'
