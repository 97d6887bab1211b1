"""One resolver of the real data for all tests of the geocoder."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from geo import settings
from geo.geocode.resolver import Resolver
from geo.store.database import Database

ADMIN = settings.ROOT / "data" / "sources" / "admin"


@pytest.fixture(scope="session")
def resolver(built: Path) -> Resolver:
    database = Database(built)
    try:
        return Resolver(database)
    finally:
        database.close()


def rows(name: str) -> list[dict[str, str]]:
    with (ADMIN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
