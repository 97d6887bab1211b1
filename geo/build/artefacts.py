"""Write the artefacts: Parquet files, `explorer.duckdb`, base map layers and `manifest.json`.

Everything is written to a folder next to the target and moved into place by renaming, so that no
reader sees an incomplete build. The build id is the hash of the hashes of the Parquet and base map
files, which are the same bytes from run to run; a DuckDB file is not, so it is derived from them
and is not hashed.
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
from typing import cast

import duckdb
import pyarrow.parquet as pq

from geo import settings
from geo.build.prepare import Prepared, prepare
from geo.errors import OutputError, SourceError
from geo.files import KEPT
from geo.gazetteer.checks import MIN_STATIONS
from geo.i18n import english_count
from geo.query.tours import FILE as TOURS
from geo.schema.manifest import FileFacts, Manifest, PlanDocument

BUILD_ID_LENGTH = 12
MANIFEST = "manifest.json"
STAGING = ".built-"
STALE_SECONDS = 3600  # longer than any build
SWAP_TRIES = 20
OCCUPIED = (errno.ENOTEMPTY, errno.EEXIST)  # another build has just put its folder there


def build(sources: Path, target: Path, *, min_stations: int = MIN_STATIONS) -> Manifest:
    """Build everything from `sources` into `target` and return the manifest.

    `min_stations` is passed to `check_gazetteer`.

    Raises:
        SourceError: a source is missing or broken; the former build, if any, is kept.
        OutputError: the target cannot be written; the former build, if any, is kept.
    """
    staging = _staging(target)  # first, because creating the tables is slow
    try:
        prepared = prepare(sources, min_stations=min_stations)
        if prepared.errors:
            count = english_count(len(prepared.errors), "error", "errors")
            raise SourceError(
                f"{prepared.errors[0]} ({count}; `{settings.COMMAND} check` lists them)"
            )
        return _write(prepared, sources / TOURS, staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _staging(target: Path) -> Path:
    """A new folder next to the target, on the same file system.

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
        staging.chmod(target.parent.stat().st_mode & 0o777)  # readable by the server
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


def _write(prepared: Prepared, tours: Path, staging: Path, target: Path) -> Manifest:
    """Write all artefacts into `staging` and move it to `target`; returns the manifest.

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
    except duckdb.Error as error:  # a full disk is a fatal error with the reason in its last line
        reason = str(error).splitlines()[-1]
        raise OutputError(f"the database could not be written: {reason}; {KEPT}") from error
    return manifest


def _manifest(staging: Path, prepared: Prepared) -> Manifest:
    document = cast(PlanDocument, prepared.curated.document)
    files: dict[str, FileFacts] = {}
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


def _database(staging: Path, names: list[str], manifest: Manifest) -> None:
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
    """Move `staging` to `target`; on failure the former build is restored.

    Concurrent builds are possible; the last one wins.
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
    """Remove leftovers of killed builds."""
    for left in folder.glob(f"{STAGING}*"):
        if time.time() - left.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
