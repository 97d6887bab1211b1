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
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from geo.build.basemap import make_basemap
from geo.build.geocode import make_geocode_tables
from geo.build.tables import make_tables
from geo.check import tour_faults
from geo.errors import OutputError, SourceError
from geo.gazetteer.admin import load_admin
from geo.gazetteer.checks import MIN_STATIONS, check_gazetteer
from geo.gazetteer.places import load_gazetteer
from geo.plan.catalogue import load_catalogue
from geo.query.tours import FILE as TOURS
from geo.tables import read_toml

BUILD_ID_LENGTH = 12
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
    catalogue = load_catalogue(sources / "plan")
    admin = load_admin(sources)
    gazetteer = load_gazetteer(sources, admin)
    faults = check_gazetteer(gazetteer, catalogue.structure, admin, min_stations)
    faults += tour_faults(sources, catalogue, admin, gazetteer)
    if faults:
        raise SourceError(f"{faults[0]} ({len(faults)} faults; `python -m geo check` lists them)")
    tables = make_tables(catalogue, admin, gazetteer)
    tables |= make_geocode_tables(sources, admin, gazetteer)
    basemap = make_basemap(admin, gazetteer.river_lines)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target.parent)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=target.parent))
    except OSError as error:
        raise OutputError(f"cannot write beside {target.name}: {error.strerror}") from error
    try:
        for name, text in basemap.items():
            (staging / name).write_text(text, encoding="utf-8")
        for name, table in tables.items():
            pq.write_table(table, staging / f"{name}.parquet", compression="zstd")
        shutil.copyfile(sources / TOURS, staging / TOURS)
        manifest = _manifest(staging, tables, sources, catalogue.document)
        _database(staging, list(tables), manifest)
        (staging / "manifest.json").write_text(
            json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
            encoding="utf-8",
        )
        _swap(staging, target)
    except OSError as error:
        raise OutputError(f"the build could not be put in place: {error.strerror}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return manifest


def _manifest(
    staging: Path, tables: dict[str, pa.Table], sources: Path, document: dict[str, Any]
) -> dict[str, Any]:
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(staging.iterdir()):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        files[path.name] = {"sha256": digest, "bytes": path.stat().st_size}
        if path.suffix == ".parquet":
            files[path.name]["rows"] = tables[path.stem].num_rows
    together = "".join(f"{name}{entry['sha256']}" for name, entry in files.items())
    return {
        "build_id": hashlib.sha256(together.encode()).hexdigest()[:BUILD_ID_LENGTH],
        "plan": document["document_number"],
        "document": document,
        "datum": "WGS84 (EPSG:4326)",
        "files": files,
        "geometry_origins": _origins(sources, ("boundaries", "geometry")),
        "name_origins": _origins(sources, ("admin", "names")),
    }


def _origins(sources: Path, folders: Iterable[str]) -> list[dict[str, str]]:
    """Origin and licence of what was derived from packages, from the sidecar files."""
    origins = []
    for path in (sources / folder / "origin.toml" for folder in folders):
        sidecar = read_toml(path, ["processing", "package"])
        for package in sidecar.pop("package"):
            facts = {"folder": path.parent.name, **sidecar, **package}
            origins.append({key: str(value) for key, value in facts.items()})
    return origins


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
