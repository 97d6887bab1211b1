"""Write the artefacts: Parquet files, `explorer.duckdb`, base map layers and `manifest.json`.

Everything is written into a folder beside the target and put in its place by renaming, so that
nobody is ever served half a build. The build id is the hash of the hashes of the Parquet and
base map files, which are the same bytes from run to run; a DuckDB file is not, so it is derived
from them and does not count.
"""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

from geo import settings
from geo.build.prepare import Prepared, prepare
from geo.errors import OutputError, SourceError
from geo.files import KEPT
from geo.gazetteer.checks import MIN_STATIONS
from geo.query.tours import FILE as TOURS

BUILD_ID_LENGTH = 12
MANIFEST = "manifest.json"
STAGING = ".built-"
STALE_SECONDS = 3600  # no build takes so long
SWAP_TRIES = 20
OCCUPIED = (errno.ENOTEMPTY, errno.EEXIST)  # another build has just put its folder there


def build(sources: Path, target: Path, *, min_stations: int = MIN_STATIONS) -> dict[str, Any]:
    """Build everything from `sources` into `target` and return the manifest.

    `min_stations` is passed to `check_gazetteer`.

    Raises:
        SourceError: a source is missing or broken; the former build, if any, is kept.
        OutputError: the target cannot be written; the former build, if any, is kept.
    """
    staging = _staging(target)  # first, because making the tables takes its time
    try:
        prepared = prepare(sources, min_stations=min_stations)
        if prepared.errors:
            count = len(prepared.errors)
            raise SourceError(
                f"{prepared.errors[0]} ({count} fault{'s' if count > 1 else ''}; "
                f"`{settings.COMMAND} check` lists them)"
            )
        return _write(prepared, sources / TOURS, staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _staging(target: Path) -> Path:
    """A new folder beside the target, of the same file system.

    Raises:
        OutputError: none can be made there, or the target is there and no build.
    """
    try:
        foreign = target.is_file() or (
            target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).exists()
        )
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=target.parent))
        staging.chmod(target.parent.stat().st_mode & 0o777)  # whoever runs the server reads it
    except OSError as error:
        raise OutputError(
            f"cannot write into {target.parent}: {error.strerror}; {KEPT}; "
            "SHUTU_BUILT names another folder"
        ) from error
    if foreign:
        staging.rmdir()
        raise OutputError(
            f"{target} is something else than a build and was kept; name another folder with "
            "SHUTU_BUILT"
        )
    return staging


def _write(prepared: Prepared, tours: Path, staging: Path, target: Path) -> dict[str, Any]:
    """All artefacts into `staging`, and that in the place of `target`; returns the manifest.

    Raises:
        OutputError: something cannot be written; the former build, if any, is kept.
    """
    try:
        for name, text in prepared.basemap.items():
            (staging / name).write_text(text, encoding="utf-8")
        for name, table in prepared.tables.items():
            pq.write_table(table, staging / f"{name}.parquet", compression="zstd")
        shutil.copyfile(tours, staging / TOURS)
        manifest = _manifest(staging, prepared)
        _database(staging, list(prepared.tables), manifest)
        (staging / MANIFEST).write_text(
            json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
            encoding="utf-8",
        )
        _swap(staging, target)
    except OSError as error:
        raise OutputError(
            f"the build could not be put in place: {error.strerror or error}; {KEPT}"
        ) from error
    except duckdb.Error as error:  # a full disk is a fatal error, whose last line is the reason
        reason = str(error).splitlines()[-1]
        raise OutputError(f"the database could not be written: {reason}; {KEPT}") from error
    return manifest


def _manifest(staging: Path, prepared: Prepared) -> dict[str, Any]:
    document = prepared.catalogue.document
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(staging.iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        files[path.name] = {"sha256": digest, "bytes": path.stat().st_size}
        if path.suffix == ".parquet":
            files[path.name]["rows"] = prepared.tables[path.stem].num_rows
    together = "".join(f"{name}{entry['sha256']}" for name, entry in files.items())
    return {
        "build_id": hashlib.sha256(together.encode()).hexdigest()[:BUILD_ID_LENGTH],
        "plan": document["document_number"],
        "document": document,
        "datum": "WGS84 (EPSG:4326)",
        "files": files,
        "geometry_origins": prepared.origins["geometry"],
        "name_origins": prepared.origins["names"],
    }


def _database(staging: Path, names: list[str], manifest: dict[str, Any]) -> None:
    """Load the Parquet files into explorer.duckdb; names come from our own fixed list."""
    with duckdb.connect(staging / "explorer.duckdb") as connection:
        for name in names:
            relation = connection.read_parquet(str(staging / f"{name}.parquet"))
            relation.create(name)
        connection.execute(
            "CREATE TABLE build AS SELECT $build_id AS build_id", {"build_id": manifest["build_id"]}
        )
        connection.execute("CHECKPOINT")


def _swap(staging: Path, target: Path) -> None:
    """Put `staging` in the place of `target`; on failure the former build is put back.

    Another build may do the same at the same time; the one that comes last stays.
    """
    former = staging.with_name(f"{staging.name}-former")
    try:
        for tries_left in reversed(range(SWAP_TRIES)):
            with suppress(FileNotFoundError):  # there is none, or another build has just moved it
                target.replace(former)
            try:
                staging.replace(target)
                return
            except OSError as error:
                if error.errno not in OCCUPIED or not tries_left:
                    with suppress(OSError):
                        former.replace(target)
                    raise
            shutil.rmtree(former, ignore_errors=True)  # another build is in its place
    finally:
        shutil.rmtree(former, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Take away what builds that were killed have left behind."""
    for left in folder.glob(f"{STAGING}*"):
        if time.time() - left.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
