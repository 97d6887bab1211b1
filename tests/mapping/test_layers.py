"""Map layers as JSON values: right geometry, right ids, nothing that asks the network."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.mapping import layers
from geo.mapping.view import target
from geo.model import Precision
from geo.query.filters import Filter
from geo.ui.explore import THEME


@pytest.fixture(scope="module")
def rows(explorer):
    return explorer.places(Filter()).to_pylist()


@pytest.fixture(scope="module")
def by_id(rows):
    return {layer["id"]: layer for layer in layers.place_layers(rows, "zh", None)}


def ids(layer):
    return [item.get("id") or item["properties"]["id"] for item in layer["data"]]


def test_every_located_place_is_on_the_map_once_as_an_icon_or_a_dot(rows, by_id):
    drawn = ids(by_id["places-icons"]) + ids(by_id["places-stations"])
    assert sorted(drawn) == sorted(row["id"] for row in rows if row["lon"] is not None)


def test_lines_and_areas_are_drawn_as_such(rows, by_id):
    for name, precision, kinds in (
        ("places-lines", Precision.LINE, {"LineString", "MultiLineString"}),
        ("places-areas", Precision.AREA, {"Polygon", "MultiPolygon"}),
    ):
        assert set(ids(by_id[name])) == {r["id"] for r in rows if r["precision"] == precision}
        assert {f["geometry"]["type"] for f in by_id[name]["data"]} <= kinds
    river = next(f for f in by_id["places-lines"]["data"] if f["properties"]["id"] == "min-river")
    assert len(river["geometry"]["coordinates"]) > 50


def test_layers_are_plain_json_with_stable_ids(rows):
    once = layers.place_layers(rows, "zh", "jiuzhaigou")
    assert json.loads(json.dumps(once, allow_nan=False)) == once
    assert [layer["id"] for layer in once[:4]] == [
        "places-areas", "places-lines", "places-stations", "places-icons"]  # fmt: skip
    assert [layer["id"] for layer in once[4:]] == ["selected-uncertainty", "selected-ring"]


def test_base_layers_ask_only_our_own_server_for_files_that_are_there(explorer, built):
    made = layers.base_layers("/app/static/x", explorer.areas[0], THEME)
    assert len({layer["id"] for layer in made}) == len(made)
    for layer in made:
        folder, _, name = layer["data"].rpartition("/")
        assert folder == "/app/static/x"
        assert (built / name).is_file()


def test_tooltips_follow_the_language(rows):
    english = layers.place_layers(rows, "en", None)[3]
    tips = {item["id"]: item["tip"] for item in english["data"]}
    assert tips["dujiangyan"] == "Dujiangyan"


def test_an_unlocated_place_is_never_drawn(rows):
    unlocated = {row["id"] for row in rows if row["precision"] == Precision.UNLOCATED}
    assert unlocated
    for layer in layers.place_layers(rows, "zh", next(iter(unlocated))):
        assert not unlocated & set(ids(layer))
    assert not unlocated & {label.get("id") for label in layers.labels(rows, [], [], "zh")}


@given(st.lists(st.tuples(st.floats(97, 109), st.floats(26, 34)), max_size=12))
def test_fan_out_gives_each_of_a_crowd_its_own_place(points):
    rows = [{"id": str(n), "lon": lon, "lat": lat} for n, (lon, lat) in enumerate(points)]
    crowd = [{"id": f"c{n}", "lon": 104.0, "lat": 30.0} for n in range(4)]
    offsets = layers.fan_out([*rows, *crowd])
    assert set(offsets) == {row["id"] for row in [*rows, *crowd]}
    assert len({tuple(offsets[row["id"]]) for row in crowd}) == 4
    assert offsets == layers.fan_out([*crowd, *reversed(rows)])


def test_target_is_a_point_or_a_box(rows):
    places = {row["id"]: row for row in rows}
    assert set(target(places["sanxingdui"])) == {"lon", "lat", "zoom"}
    west, south, east, north = target(places["min-river"])["bounds"]
    assert west < 103.6 < east
    assert south < 30 < north
    assert target(places["jiepai-oil-field"]) is None
