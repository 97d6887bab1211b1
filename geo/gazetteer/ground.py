"""Load what the base map shows besides borders and rivers: lakes, and the seats of counties.

Both come from packages (`data/derive/lakes.py`, `seats.py`); the sources of another province may
have neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.admin import Admin, read_boundaries
from geo.source_tables import read_table

LAKES, SEATS = "lakes", "seats"  # their folders in the sources
SEAT_COLUMNS = ["adcode", "geonames", "code", "name_en", "lon", "lat"]


@dataclass(frozen=True)
class Seat:
    """Where the government of a county is, by GeoNames (`geonames` is its id there); WGS84."""

    adcode: str
    geonames: str
    lon: float
    lat: float


@dataclass(frozen=True)
class Ground:
    """Lakes as polygons (EPSG:4326), and the seats of the counties where they are known."""

    lakes: tuple[BaseGeometry, ...] = ()
    seats: tuple[Seat, ...] = ()


def load_ground(sources: Path) -> Ground:
    """Read `lakes/lakes.geojson` and `seats/seats.csv`, each where its folder is there.

    Raises:
        SourceError: a file is missing from its folder, or broken.
    """
    lakes, seats = sources / LAKES, sources / SEATS
    return Ground(
        tuple(read_boundaries(lakes / "lakes.geojson", ("km2",)).geometry)
        if lakes.is_dir()
        else (),
        tuple(_seats(seats / "seats.csv")) if seats.is_dir() else (),
    )


def seat_errors(ground: Ground, admin: Admin) -> list[str]:
    """Seats that lie outside of their county, or whose county is unknown or has another one."""
    counties = dict(zip(admin.counties["adcode"], admin.counties.geometry, strict=True))
    errors, seen = [], set()
    for seat in ground.seats:
        county = counties.get(seat.adcode)
        if county is None:
            errors.append(f"seats.csv: there is no county {seat.adcode}")
        elif not shapely.contains_xy(county, seat.lon, seat.lat):
            errors.append(f"seats.csv: the seat of {seat.adcode} lies outside of it")
        if seat.adcode in seen:
            errors.append(f"seats.csv: county {seat.adcode} has two seats")
        seen.add(seat.adcode)
    return errors


def _seats(path: Path) -> tuple[Seat, ...]:
    seats = []
    for row in read_table(path, SEAT_COLUMNS):
        lon, lat = row.number("lon"), row.number("lat")
        if lon is None or lat is None:
            raise row.fail("lon", "has no position")
        seats.append(Seat(row.text("adcode"), row.text("geonames"), lon, lat))
    return tuple(seats)
