"""Map layers as JSON values: right geometry, right ids, nothing that asks the network."""

import json

import pytest
import shapely
from shapely.geometry import shape

from geo.mapping import base, layers
from geo.mapping.theme import THEMES
from geo.mapping.view import target
from geo.model import Precision
from geo.query.filters import Filter


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


@pytest.mark.parametrize("kind", ["areas", "lines"])
def test_the_far_view_shows_the_same_places_with_less_than_half_of_the_points(by_id, kind):
    near, far = by_id[f"places-{kind}"], by_id[f"places-{kind}-far"]
    assert ids(far) == ids(near)
    assert far["zoomRange"] == [0, base.COUNTY_ZOOM]
    assert near["zoomRange"] == [base.COUNTY_ZOOM, 24]

    def points(layer):
        return sum(shapely.get_num_coordinates(shape(f["geometry"])) for f in layer["data"])

    assert 0 < points(far) < points(near) / 2
    for one, other in zip(far["data"], near["data"], strict=True):
        apart = shapely.hausdorff_distance(shape(one["geometry"]), shape(other["geometry"]))
        assert apart < 0.06  # small islands and spurs go; at this scale it is less than 3 pixels


def test_layers_are_plain_json_with_stable_ids(rows):
    once = layers.place_layers(rows, "zh", "jiuzhaigou")
    assert json.loads(json.dumps(once, allow_nan=False)) == once
    assert [layer["id"] for layer in once[:6]] == [
        "places-areas-far", "places-areas", "places-lines-far", "places-lines",
        "places-stations", "places-icons"]  # fmt: skip
    assert [layer["id"] for layer in once[6:]] == ["selected-uncertainty", "selected-ring"]


@pytest.mark.parametrize("theme", THEMES)
def test_base_layers_ask_only_our_own_server_for_files_that_are_there(explorer, built, theme):
    made = base.base_layers("/app/static/x", explorer.areas[0], theme)
    assert len({layer["id"] for layer in made}) == len(made)
    for layer in made:
        folder, _, name = layer["data"].rpartition("/")
        assert folder == "/app/static/x"
        assert (built / name).is_file()


def test_tooltips_follow_the_language(rows):
    english = {layer["id"]: layer for layer in layers.place_layers(rows, "en", None)}
    tips = {item["id"]: item["tip"] for item in english["places-icons"]["data"]}
    assert tips["dujiangyan"] == "Dujiangyan"


def test_an_unlocated_place_is_never_drawn(rows):
    unlocated = {row["id"] for row in rows if row["precision"] == Precision.UNLOCATED}
    assert unlocated
    for layer in layers.place_layers(rows, "zh", next(iter(unlocated))):
        assert not unlocated & set(ids(layer))
    assert not unlocated & {label.get("id") for label in layers.labels(rows, [], [], "zh")}


def test_labels_carry_the_id_by_which_the_browser_hides_those_of_a_crowd(rows):
    named = [label for label in layers.labels(rows, [], [], "zh") if label["kind"] == "place"]
    assert sorted(label["id"] for label in named) == sorted(
        row["id"] for row in rows if row["lon"] is not None
    )


def test_outlines_are_not_in_the_way_of_a_click():
    (layer,) = base.outline_layers({"near": shapely.Point(104, 30).buffer(1)}, "dark")
    assert layer["id"] == "outline-near"
    assert layer["filled"] is False
    assert not layer.get("pickable")


def test_target_is_a_point_or_a_box(rows):
    places = {row["id"]: row for row in rows}
    assert set(target(places["sanxingdui"])) == {"lon", "lat", "zoom"}
    west, south, east, north = target(places["min-river"])["bounds"]
    assert west < 103.6 < east
    assert south < 30 < north
    assert target(places["jiepai-oil-field"]) is None
