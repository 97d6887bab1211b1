"""Map layers as JSON values: right geometry, right ids, nothing that asks the network."""

import itertools
import json
import math
from collections import defaultdict

import pytest
import shapely
from shapely.geometry import shape

from geo.mapping import base, layers
from geo.mapping.features import map_features
from geo.mapping.label_room import label_room
from geo.mapping.paths import outline_of
from geo.mapping.resolve import ShownPlaces, resolved
from geo.mapping.theme import THEMES, rgb_color
from geo.mapping.view import target
from geo.model import Precision
from geo.query.filters import Filter


@pytest.fixture(scope="module")
def rows(catalog):
    return catalog.places(Filter(inferred=True)).to_pylist()


def drawn(rows, lang="zh", selected=None, theme="light"):
    """The layers of places with what they draw of `rows`."""
    features = map_features(rows)
    return resolved(layers.place_layers(features, theme), ShownPlaces(features, lang, selected))


@pytest.fixture(scope="module")
def by_id(rows):
    return {layer["id"]: layer for layer in drawn(rows)}


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


FAR_LINES = {"areas": "places-areas-far-border", "lines": "places-lines-far"}


def drawn_lines(layer):
    """Id → the lines that a layer of segments draws, put together again."""
    parts = defaultdict(list)
    for item in layer["data"]:
        parts[item["id"]].append(shapely.LineString([item["from"], item["to"]]))
    return {place: shapely.union_all(lines) for place, lines in parts.items()}


@pytest.mark.parametrize("kind", FAR_LINES)
def test_the_far_view_shows_the_same_places_with_less_than_half_of_the_points(by_id, kind):
    near, far = by_id[f"places-{kind}"], by_id[FAR_LINES[kind]]
    assert far["zoomRange"] == [0, base.COUNTY_ZOOM]
    assert near["zoomRange"] == [base.COUNTY_ZOOM, 24]
    shapes = {f["properties"]["id"]: shape(f["geometry"]) for f in near["data"]}
    fine = {place: s.boundary if kind == "areas" else s for place, s in shapes.items()}
    light = drawn_lines(far)
    assert list(light) == list(fine)
    assert 0 < len(far["data"]) < shapely.get_num_coordinates(list(fine.values())).sum() / 2
    for place, line in light.items():
        # small islands and spurs go; at this scale it is less than 3 pixels
        assert shapely.hausdorff_distance(line, fine[place]) < 0.06


def test_an_area_of_the_far_view_is_filled_within_its_border(by_id):
    filled, border = by_id["places-areas-far"], drawn_lines(by_id[FAR_LINES["areas"]])
    assert filled["stroked"] is False
    assert filled["zoomRange"] == [0, base.COUNTY_ZOOM]
    for feature in filled["data"]:
        line = border.pop(feature["properties"]["id"])
        assert shapely.equals(shape(feature["geometry"]).boundary, line)
    assert border == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_layers_are_plain_json_with_stable_ids_and_name_what_they_draw(rows, theme):
    once = layers.place_layers(map_features(rows), theme)
    assert json.loads(json.dumps(once, allow_nan=False)) == once
    assert [(layer["id"], layer["data"]["from"]) for layer in once] == [
        ("places-areas-far", "areas"),
        ("places-areas-far-border", "areas"),
        ("places-areas", "areas"),
        ("places-lines-far", "lines"),
        ("places-lines", "lines"),
        ("places-stations", "stations"),
        ("places-icons", "places"),
        ("selected-uncertainty", "uncertain"),
        ("selected-ring", "selected"),
    ]
    assert len(json.dumps(once)) < 20_000  # no place is in it


def test_only_the_selected_place_is_ringed(rows):
    chosen = {layer["id"]: layer["data"] for layer in drawn(rows, selected="jiuzhaigou")}
    assert [item["id"] for item in chosen["selected-ring"]] == ["jiuzhaigou"]
    none = {layer["id"]: layer["data"] for layer in drawn(rows)}
    assert none["selected-ring"] == none["selected-uncertainty"] == []


@pytest.mark.parametrize("theme", THEMES)
def test_base_layers_ask_only_our_own_server_for_files_that_are_there(catalog, built, theme):
    made = base.base_layers("/app/static/x", catalog.regions.prefectures, theme)
    assert len({layer["id"] for layer in made}) == len(made)
    for layer in made:
        if layer["id"] == "base-fade":  # computed, not loaded
            continue
        folder, _, name = layer["data"].rpartition("/")
        assert folder == "/app/static/x"
        assert (built / name).is_file()


@pytest.mark.parametrize("theme", ["light", "dark", "kiosk"])
def test_the_neighbours_fade_into_the_background_before_they_end(catalog, theme):
    made = base.fade_layer(theme)
    rings = [shape(item["geometry"]) for item in made["data"]]
    opacity = [item["properties"]["fill"][3] for item in made["data"]]
    province = shapely.union_all(
        [catalog.regions.shape((row["adcode"],)) for row in catalog.regions.prefectures]
    )
    assert all(ring.is_valid and not ring.intersects(province) for ring in rings)
    assert opacity == sorted(opacity)
    assert 0 < opacity[0] < 40
    assert max(late - early for early, late in itertools.pairwise(opacity)) < 40
    # The edge of the box to which the neighbours are cut is covered, and all outside of it.
    edge = shapely.box(94, 24, 112, 37).boundary
    assert opacity[-1] == 255
    assert rings[-1].buffer(1e-6).contains(edge)
    for one, other in itertools.pairwise(rings):
        assert one.intersection(other).area == pytest.approx(0, abs=1e-9)
    assert {tuple(item["properties"]["fill"][:3]) for item in made["data"]} == {
        tuple(rgb_color(THEMES[theme].page["ground"]))
    }


def test_over_an_approved_map_nothing_fades(catalog):
    made = base.base_layers("/x", catalog.regions.prefectures, "light", approved=True)
    assert "base-fade" not in {layer["id"] for layer in made}


def test_names_of_prefectures_have_room_inside_their_prefecture(catalog):
    for row in catalog.regions.prefectures:
        area = catalog.regions.shape((row["adcode"],))
        flat = label_room(area, row["label_lon"], row["label_lat"])
        points = list(zip(flat[::2], flat[1::2], strict=True))
        assert 8 <= len(points) <= 24
        assert all(area.contains(shapely.Point(point)) for point in points)
        away = [math.dist(point, (row["label_lon"], row["label_lat"])) for point in points]
        assert all(late > early - 0.02 for early, late in itertools.pairwise(away))


def test_tooltips_follow_the_language(rows):
    english = {layer["id"]: layer for layer in drawn(rows, "en")}
    tips = {item["id"]: item["tip"] for item in english["places-icons"]["data"]}
    assert tips["dujiangyan"] == "Dujiangyan"


def test_an_unlocated_place_is_never_drawn(rows):
    unlocated = {row["id"] for row in rows if row["precision"] == Precision.UNLOCATED}
    assert unlocated
    *places, uncertain, ring = drawn(rows, selected=next(iter(unlocated)))
    for layer in places:
        assert not unlocated & set(ids(layer))
    assert uncertain["data"] == ring["data"] == []


def test_names_of_prefectures_come_before_those_of_counties(catalog):
    for lang, first, last in (("zh", "成都", "会东县"), ("en", "Chengdu", "Huidong")):
        names = layers.area_labels(*catalog.regions.levels, lang)
        assert [label["kind"] for label in names] == ["prefecture"] * 21 + ["county"] * 183
        texts = [label["text"] for label in names]
        assert texts[0] == first
        assert last in texts


def test_outlines_are_not_in_the_way_of_a_click():
    circle = shapely.Point(104, 30).buffer(1)
    (layer,) = resolved(
        [base.outline_layer("dark")], ShownPlaces([], "zh", None, [outline_of(circle)])
    )
    assert layer["filled"] is False
    assert not layer.get("pickable")
    (feature,) = layer["data"]
    assert shapely.hausdorff_distance(shape(feature["geometry"]), circle.boundary) < 0.001


def test_target_is_a_point_or_a_box(rows):
    places = {row["id"]: row for row in rows}
    assert set(target(places["sanxingdui"])) == {"lon", "lat", "zoom"}
    west, south, east, north = target(places["min-river"])["bounds"]
    assert west < 103.6 < east
    assert south < 30 < north
    assert target(places["jiepai-oil-field"]) is None
