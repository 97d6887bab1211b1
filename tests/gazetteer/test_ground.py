"""Lakes and county seats of the base map, against what other sources say of them."""

from __future__ import annotations

import csv
import dataclasses
import shutil
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.errors import SourceError
from geo.gazetteer.admin import METRIC_CRS, WGS84
from geo.gazetteer.ground import Ground, Seat, load_ground, seat_errors

SOURCES = Path(__file__).resolve().parents[2] / "data" / "sources"
# Somewhere in the water or at its shore, and the published area in square kilometres.
LAKES = {
    "Lugu": (100.78, 27.70, 50),
    "Qionghai": (102.31, 27.82, 27),
    "Heilongtan": (104.05, 30.07, 23.6),
    "Mahu": (103.79, 28.40, 7.3),
}


@pytest.fixture(scope="module")
def ground():
    return load_ground(SOURCES)


@pytest.mark.parametrize("name", LAKES)
def test_known_lakes_are_where_they_are_and_as_large(ground, name):
    lon, lat, published = LAKES[name]
    lakes = gpd.GeoSeries(list(ground.lakes), crs=WGS84).to_crs(METRIC_CRS)
    point = gpd.GeoSeries([shapely.Point(lon, lat)], crs=WGS84).to_crs(METRIC_CRS)[0]
    away = lakes.distance(point)
    assert away.min() < 1_000
    assert lakes[away.idxmin()].area / 1e6 == pytest.approx(published, rel=0.25)


def test_the_lake_of_a_site_of_the_plan_lies_at_it(ground, gazetteer):
    site = next(place for place in gazetteer.places if place.id == "sancha-reservoir")
    shapes = gpd.GeoSeries([*ground.lakes, site.geometry], crs=WGS84).to_crs(METRIC_CRS)
    assert shapes[:-1].distance(shapes.iloc[-1]).min() < 500


def test_no_lake_is_a_piece_of_a_river(ground, gazetteer):
    rivers = gazetteer.river_lines.geometry.union_all()
    assert not [lake for lake in ground.lakes if lake.intersects(rivers)]


def test_every_seat_lies_in_its_county(ground, admin):
    assert len(ground.seats) == 136  # of 183; GeoNames leaves the others in doubt
    assert seat_errors(ground, admin) == []


def test_seats_are_towns_that_geonames_has_there(ground):
    with (SOURCES / "names" / "geonames.csv").open(encoding="utf-8", newline="") as file:
        newer = {row["id"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(file)}
    both = [seat for seat in ground.seats if seat.geonames in newer]
    assert len(both) > 100
    away = [
        shapely.Point(seat.lon, seat.lat).distance(shapely.Point(newer[seat.geonames]))
        for seat in both
    ]
    assert sorted(away)[len(both) * 9 // 10] < 0.01  # degrees


def test_a_seat_outside_its_county_is_an_error(ground, admin):
    first, second, *_ = ground.seats
    moved = dataclasses.replace(first, lon=second.lon, lat=second.lat)
    nowhere = Seat("519999", "1", first.lon, first.lat)
    errors = seat_errors(Ground(seats=(first, moved, nowhere)), admin)
    assert len(errors) == 3
    assert all("seats.csv" in error for error in errors)


def test_a_province_may_have_neither_lakes_nor_seats(tmp_path):
    assert load_ground(tmp_path) == Ground()
    shutil.copytree(SOURCES / "seats", tmp_path / "seats")
    (tmp_path / "seats" / "seats.csv").unlink()
    with pytest.raises(SourceError, match=r"seats\.csv"):
        load_ground(tmp_path)
