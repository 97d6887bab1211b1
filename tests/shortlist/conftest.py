"""Databases for shortlists: a SQLite file, and a PostgreSQL server of our own for the session."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from geo import settings
from geo.shortlist.store import Store
from tests.programs import needs


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a private PostgreSQL server that listens on no port.

    Its programs refuse to run as root, as which CI runs; there they become `postgres` or `nobody`.
    """
    initdb, pg_ctl = (needs(name) for name in ("initdb", "pg_ctl"))
    folder = Path(tempfile.mkdtemp(prefix="shutu-pg-"))  # short: a socket's path has 107 bytes
    as_user: dict[str, Any] = {"cwd": folder, "capture_output": True, "check": True, "text": True}
    if os.geteuid() == 0:
        user = next(filter(_is_user, ("postgres", "nobody")))
        shutil.chown(folder, user)
        as_user["user"] = user
    data, log = folder / "data", folder / "log"
    options = f"-c listen_addresses='' -k {folder}"
    try:
        subprocess.run(
            [initdb, "-D", data, "-U", "shutu", "-A", "trust", "-E", "UTF8", "--no-sync"], **as_user
        )
        # pg_ctl would hold a pipe open for as long as the server runs.
        quiet = {**as_user, "capture_output": False, "stdout": subprocess.DEVNULL}
        subprocess.run([pg_ctl, "-D", data, "-l", log, "-o", options, "-w", "start"], **quiet)
        try:
            yield f"postgresql+psycopg://shutu@/postgres?host={folder}"
        finally:
            subprocess.run([pg_ctl, "-D", data, "-m", "immediate", "stop"], **as_user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new, empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'shortlists' / 'lists.sqlite'}"
    admin = request.getfixturevalue("server")
    name = f"t{uuid4().hex}"
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return str(admin).replace("/postgres?", f"/{name}?")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store(url)
    yield opened
    opened.close()


@pytest.fixture
def work():
    """Start a process of `tests/shortlist/worker.py`; what still runs at the end is ended."""
    started = []

    def start(*arguments: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.shortlist.worker", *map(str, arguments)]
        process = subprocess.Popen(
            command, cwd=settings.ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
