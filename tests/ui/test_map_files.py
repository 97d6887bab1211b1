"""What a run sends to the map, and what was published before it."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
import shapely

from geo import i18n, settings
from geo.errors import ArtefactError
from geo.query.filters import Filter
from geo.ui import static
from geo.ui.widgets import map_files
from tests.ui.apptest import opened
from tests.ui.test_app import map_data, shown_ids

MOST = 6_000  # bytes of the map's part of a run
STEPS = [
    {},
    {"sector": "energy"},
    {"region": "510100,513200"},
    {"near": "dujiangyan,50"},
    {"near": "min-river,80", "site": "dujiangyan"},
    {"lang": "en", "task": "8"},
]


@pytest.fixture
def folder(catalog, tmp_path, monkeypatch):
    """Where the files of this build were published."""
    monkeypatch.setattr(static, "STATIC", tmp_path)
    map_files._publish.clear()
    yield tmp_path / map_files.map_folder(catalog).rpartition("/")[2]
    map_files._publish.clear()


@pytest.mark.parametrize("parameters", STEPS, ids=str)
def test_a_run_sends_little_and_the_same_places_as_the_filter(parameters):
    app = opened(**parameters)
    sent = map_data(app)
    assert len(json.dumps(sent, ensure_ascii=False).encode()) <= MOST
    proto = next(
        one.proto
        for one in app.get("bidi_component")
        if one.proto.component_name.endswith("shutu_map")
    )
    assert len(proto.json.encode()) <= MOST
    assert shown_ids(app)


def test_everything_a_map_asks_for_is_published(folder, catalog):
    names = {path.name for path in folder.iterdir()}
    assert {
        "places.json",
        "near.json",
        "geometry.json",
        "layers-light.json",
        "layers-dark.json",
    } <= names
    assert {f"region-{code}.json" for code in catalog.regions.codes} <= names
    places = json.loads((folder / "places.json").read_text(encoding="utf-8"))
    assert places["places"]["id"] == list(catalog.spatial.points)
    for lang in i18n.LANGUAGES:
        assert places["texts"][lang]["legend"] == i18n.text(lang, "map.legend")
    for theme in ("light", "dark"):
        for layer in json.loads((folder / f"layers-{theme}.json").read_text(encoding="utf-8")):
            if isinstance(layer["data"], str):
                name = urlsplit(layer["data"]).path.rpartition("/")[2]
                assert (settings.built_dir() / name).is_file()


@pytest.mark.parametrize("level", ["prefectures", "counties"])
def test_the_areas_of_a_level_are_in_the_order_of_their_codes(folder, catalog, level):
    path = folder / f"areas-{level}.json"
    areas = json.loads(path.read_text(encoding="utf-8"))
    rows = getattr(catalog.regions, level)
    assert [area["properties"]["adcode"] for area in areas] == [row["adcode"] for row in rows]
    assert path.stat().st_size < 400_000
    for area, row in zip(areas, rows, strict=True):
        assert area["properties"]["en"].endswith(row["name_en"])
        shape = shapely.from_geojson(json.dumps(area["geometry"]))
        point = shapely.Point(row["label_lon"], row["label_lat"])
        assert shape.distance(point) < 0.02


def test_counties_of_the_near_view_are_in_the_order_that_the_layers_say(folder, catalog):
    layers = json.loads((folder / "layers-light.json").read_text(encoding="utf-8"))
    pieces = [layer for layer in layers if "codes" in layer]
    assert sum(len(layer["codes"]) for layer in pieces) == len(catalog.regions.counties)
    for layer in pieces:
        name = urlsplit(layer["data"]).path.rpartition("/")[2]
        found = json.loads((settings.built_dir() / name).read_text(encoding="utf-8"))["features"]
        for code, feature in zip(layer["codes"], found, strict=True):
            shape = shapely.from_geojson(json.dumps(feature["geometry"]))
            row = catalog.regions.names[code]
            assert shape.distance(shapely.Point(row["label_lon"], row["label_lat"])) < 0.01


def test_the_folder_is_named_after_what_stands_in_it(folder, catalog, monkeypatch):
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    map_files._publish.clear()
    assert map_files.map_folder(catalog).endswith(folder.name)
    monkeypatch.setitem(i18n.all_texts("zh"), "map.legend", "图")
    map_files._publish.clear()
    other = folder.parent / map_files.map_folder(catalog).rpartition("/")[2]
    assert other != folder
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_files_that_cannot_be_written_are_told_in_plain_words(catalog, tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setattr(static, "STATIC", blocked)
    map_files._publish.clear()
    with pytest.raises(ArtefactError, match="make the folder writable"):
        map_files.map_folder(catalog)
    map_files._publish.clear()


def test_the_relation_of_a_filter_decides_what_is_a_station(catalog):
    from geo.ui.widgets.live_map import shown_bits

    rows = catalog.places(Filter(inferred=True)).to_pylist()
    bits = shown_bits(catalog, rows)
    assert bits["stations"] != bits["places"]
    applied = [row | {"relation": "applicable"} for row in rows]
    assert set(shown_bits(catalog, applied)["stations"].rstrip("=")) == {"A"}
