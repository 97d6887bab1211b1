"""The layers of the kiosk: every placed site has its light, rivers run from source to mouth."""

import pytest
import shapely

from geo.mapping import kiosk_layers
from geo.mapping.features import map_features
from geo.mapping.view import SICHUAN
from geo.query.filters import Filter


@pytest.fixture(scope="module")
def rows(catalog):
    return catalog.places(Filter(inferred=True)).to_pylist()


@pytest.fixture(scope="module")
def light(rows):
    return {layer["id"]: layer for layer in kiosk_layers.light_layers(map_features(rows))}


def test_every_placed_site_is_lit_and_no_other(rows, light):
    lit = {
        item.get("id") for name in ("lines", "stations", "symbols") for item in light[name]["data"]
    }
    assert lit == {row["id"] for row in rows if row["lon"] is not None}


def test_lines_stay_in_the_province_and_run_from_nought_to_one(light):
    frame = shapely.box(*SICHUAN).buffer(0.001)
    for line in light["lines"]["data"]:
        assert frame.covers(shapely.LineString(line["path"]))
        assert line["timestamps"][0] == 0
        assert line["timestamps"][-1] == 1
        assert line["timestamps"] == sorted(line["timestamps"])


def test_the_min_river_runs_south(light):
    river = next(line for line in light["lines"]["data"] if line["id"] == "min-river")
    assert river["path"][0][1] > 32 > 29 > river["path"][-1][1]


def test_coordinates_of_lines_are_sent_once(light):
    for name in ("lines-glow", "lines-halo", "flow"):
        assert light[name]["data"] == []
        assert light[name]["dataOf"] == "lines"


def test_the_shore_is_the_province(rows):
    square = shapely.box(100, 28, 104, 32)
    ground = {
        layer["id"]: layer for layer in kiosk_layers.ground_layers(square, map_features(rows))
    }
    assert ground["shore"]["currentTime"] == 0
    (ring,) = ground["shore"]["data"]
    assert shapely.LineString(ring["path"]).equals(square.exterior)
