"""A hardened, read-only connection to `explorer.duckdb`, and the named queries.

The connection can read its own tables and nothing else: no files, no network, no extensions, no
settings (checked by tests/store/test_database.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import duckdb
import pyarrow as pa

from geo import settings
from geo.errors import ArtefactError
from geo.schema.manifest import Manifest

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "1GB",
    "threads": 2,
    "lock_configuration": True,
}
_Row = TypeVar("_Row")
REBUILD = f"run `{settings.COMMAND} build`"


class Database:
    """One open build. Use one cursor per thread: `rows` takes care of that."""

    def __init__(self, folder: Path) -> None:
        """Open the build in `folder`.

        Raises:
            ArtefactError: there is no build, or it is half-written or damaged.
        """
        self.manifest = _manifest(folder)
        path = folder / "explorer.duckdb"
        if not path.is_file():
            raise ArtefactError(f"{path.name} is missing from {folder.name}: {REBUILD}")
        try:
            self._connection = duckdb.connect(path, read_only=True, config=CONFIG)
            row = self._connection.execute("SELECT build_id FROM build").fetchone()
        except (duckdb.Error, RuntimeError) as error:
            raise ArtefactError(
                f"{path.name} cannot be opened (damaged or in use by a writer): {REBUILD}"
            ) from error
        if row is None or row[0] != self.manifest["build_id"]:
            raise ArtefactError(f"{path.name} and manifest.json are of different builds: {REBUILD}")

    @property
    def build_id(self) -> str:
        """The hash that names the state of all data."""
        return self.manifest["build_id"]

    def rows(self, query: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """The result of the named query `geo/store/sql/<query>.sql`.

        Raises:
            ArtefactError: the database answers with an error, e.g. because it is damaged.
        """
        try:
            with self._connection.cursor() as cursor:
                return cursor.execute(_sql(query), parameters or {}).to_arrow_table()
        except duckdb.Error as error:
            raise ArtefactError(
                f"the database could not answer {query} ({type(error).__name__}): {REBUILD}"
            ) from error

    def records(
        self, query: str, row: type[_Row], parameters: Mapping[str, object] | None = None
    ) -> list[_Row]:
        """The rows of a named query, of the type `row`; the caller may change them.

        Raises:
            ArtefactError: as `rows`.
        """
        return list(self.rows(query, parameters).to_pylist())

    def close(self) -> None:
        """Release the file."""
        self._connection.close()


@cache
def _sql(query: str) -> str:
    return (files("geo.store") / "sql" / f"{query}.sql").read_text(encoding="utf-8")


def _manifest(folder: Path) -> Manifest:
    path = folder / "manifest.json"
    try:
        manifest: Manifest = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(manifest["build_id"], str) or not isinstance(manifest["files"], dict):
            raise KeyError("build_id")
    except FileNotFoundError as error:
        raise ArtefactError(f"no built data in {folder.name}: {REBUILD}") from error
    except PermissionError as error:
        raise ArtefactError(
            f"the build in {folder.name} cannot be read by this user: ask its owner, or name "
            "another with SHUTU_BUILT"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactError(f"manifest.json in {folder.name} is damaged: {REBUILD}") from error
    return manifest
