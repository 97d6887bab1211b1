"""Own layers: the state of a session, what the maps are sent, and the panel on both pages."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
import shapely

from geo import i18n
from geo.errors import LayerFileError
from geo.ingest.layers.answer import OwnFeatures, OwnTiles
from geo.mapping.own_layers import own_tip
from geo.model import Datum
from geo.shortlist import link
from geo.shortlist.drift import pick
from geo.shortlist.model import Shortlist
from geo.ui.state import own_layers
from geo.ui.state.own_layers import COLOURS, MOST_LAYERS, OwnLayers, WaitingFile
from geo.ui.widgets.own_layer_data import own_layers_data
from tests.ingest.own_layer_files import CHENGDU, geojson, pmtiles, png, point
from tests.ui.apptest import field, opened, session
from tests.ui.test_app import map_data

HOSTILE = "<img src=x onerror=pwned=1>\u202e :red[a] ![b](https:foreign.example)"


def features(name: str = "", columns=("名称",), size: int = 10) -> OwnFeatures:
    counts = {"point": 2, "line": 0, "area": 1}
    return OwnFeatures(name, columns, b"x" * size, counts, (103.0, 30.0, 104.0, 31.0), {})


def tiles() -> OwnTiles:
    return OwnTiles({CHENGDU: b"12"}, "image/png", (6, 6), (101.25, 28.3, 106.9, 31.95), "", {})


# State


def test_layers_stand_above_each_other_and_tiles_below():
    own = OwnLayers()
    for name, content in (("a", features()), ("t", tiles()), ("b", features())):
        own.add(name, content, Datum.WGS84)
    assert [layer.name for layer in own.layers] == ["b", "a", "t"]
    own.move(own.layers[0].number, 1)
    assert [layer.name for layer in own.layers] == ["a", "b", "t"]
    own.move(own.layers[0].number, -1)
    own.rename(own.layers[0].number, f"  {HOSTILE * 5} ")
    assert len(own.layers[0].name) == 60
    assert "\u202e" not in own.layers[0].name
    for change in (own.zoom_to, own.remove, lambda gone: own.move(gone, 1)):
        change(999)  # a browser that is behind
    own.rename(own.layers[0].number, "   ")
    assert own.layers[0].name.startswith("<img")


def test_colours_differ_as_long_as_there_are_some():
    own = OwnLayers()
    for number in range(5):
        own.add(str(number), features(), Datum.WGS84)
        own.add(f"t{number}", tiles(), Datum.WGS84) if number < 2 else None  # take no colour
    used = [layer.colour for layer in own.layers if layer.has_features]
    assert set(used[-4:]) == set(COLOURS)


def test_number_and_bytes_of_a_session_are_bounded(monkeypatch):
    own = OwnLayers()
    for number in range(MOST_LAYERS):
        own.add(str(number), features(), Datum.WGS84)
    with pytest.raises(LayerFileError) as fault:
        own.add("x", features(), Datum.WGS84)
    assert fault.value.key == "too_many"
    own = OwnLayers()
    monkeypatch.setattr(own_layers, "MOST_BYTES", 100)
    own.add("a", features(size=40), Datum.WGS84)
    own.wait(WaitingFile("a.gpkg", b"x" * 40, Datum.WGS84, ("a", "b")))
    with pytest.raises(LayerFileError) as fault:
        own.add("b", features(size=40), Datum.WGS84)
    assert fault.value.key == "full"
    own.drop_waiting(own.waiting[0])
    own.add("b", features(size=40), Datum.WGS84)
    monkeypatch.setattr(own_layers, "offered_bytes", lambda: 10**12)
    own.remove(own.layers[0].number)
    with pytest.raises(LayerFileError) as fault:
        own.add("c", features(), Datum.WGS84)
    assert fault.value.key == "busy"


def test_a_zoom_counts_until_the_map_has_a_newer_target_of_its_own():
    own = OwnLayers()
    own.add("a", features(), Datum.WGS84)
    here = {"bounds": [1, 2, 3, 4], "nonce": 7}
    assert own.target("explore", here) is here
    own.zoom_to(own.layers[0].number)
    west, south, east, north = own.target("explore", here)["bounds"]
    assert (west < 103, south < 30, east > 104, north > 31) == (True, True, True, True)
    assert own.target("explore", here)["nonce"] == "own-1"
    assert own.target("shortlist", here)["nonce"] == "own-1"
    assert own.target("explore", here | {"nonce": 8}) == here | {"nonce": 8}
    own.zoom_to(own.layers[0].number)
    assert own.target("explore", here | {"nonce": 8})["nonce"] == "own-2"


# What the map is sent


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_map_is_sent_addresses_and_styles_but_no_geometry(theme):
    own = OwnLayers()
    own.add("a", features(columns=("n", "名称")), Datum.WGS84)
    own.add("t", tiles(), Datum.WGS84)
    data = own_layers_data(own, theme, "zh")
    assert json.loads(json.dumps(data)) == data
    first, last = data["layers"]
    assert first["address"] == own.layers[0].offer.path
    assert (first["kind"], first["label"], first["legend"]["count"]) == ("features", 1, 3)
    assert first["legend"]["printed"] == "{name}（由用户提供，仅供参考）"
    assert (last["kind"], last["zooms"], last["legend"]["count"]) == ("pictures", [6, 6], None)
    assert last["address"].endswith("/{z}/{x}/{y}")
    assert "features" not in first
    own.show(own.layers[0].number, False)
    assert [one["id"] for one in own_layers_data(own, theme, "en")["layers"]] == [last["id"]]
    own.show(own.layers[1].number, False)
    assert own_layers_data(own, theme, "en") is None


def test_attributes_are_lines_of_text():
    assert own_tip(["a", "b", "c"], ["<b>1</b>", "", "2"]) == "a: <b>1</b>\nc: 2"


# The panel

PRINTED = "shutu-print-map"


def html_of(app) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


def panel(app):
    (found,) = [one for one in app.expander if one.label.startswith(("自带图层", "Own layers"))]
    return found


def bring(app, name: str, data: bytes):
    box = next(one for one in app.file_uploader if one.label in ("上传图层", "Upload layers"))
    box.upload(name, data, "application/octet-stream").run()
    assert not app.exception


SPOTS = geojson((point(104, 30.5), {"名称": HOSTILE, "id": "dujiangyan"}), (point(103, 30), {}))


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_a_file_is_shown_styled_hidden_and_removed(lang):
    app = opened(lang=lang)
    assert map_data(app)["ownLayers"] is None
    bring(app, f"{HOSTILE.replace('/', '')}.geojson", SPOTS)
    (layer,) = map_data(app)["ownLayers"]["layers"]
    assert layer["legend"]["count"] == 2
    assert layer["label"] == 0
    assert "features" not in layer
    assert PRINTED not in html_of(app)  # the sheet for paper, which has no own layers
    own = session(app).own_layers
    assert own.layers[0].offer.path == layer["address"]
    number = layer["id"]
    app.radio(key=field(app, f"own_colour_{number}")).set_value("magenta").run()
    app.selectbox(key=field(app, f"own_label_{number}")).set_value(-1).run()
    app.text_input(key=field(app, f"own_name_{number}")).set_value("新名").run()
    (layer,) = map_data(app)["ownLayers"]["layers"]
    assert (layer["label"], layer["legend"]["text"]) == (None, "新名")
    assert layer["style"]["colour"] == [255, 0, 180]
    app.button(key=f"own_zoom_{number}").click().run()
    assert map_data(app)["target"]["nonce"] == "own-1"
    app.checkbox(key=field(app, f"own_visible_{number}")).uncheck().run()
    assert map_data(app)["ownLayers"] is None
    assert PRINTED in html_of(app)
    app.button(key=f"own_remove_{number}").click().run()
    assert own.layers == []
    assert not app.exception


def test_the_panel_says_what_exports_do_not_have_and_what_was_left_out():
    app = opened(lang="en")
    assert "not part of exported files" in " ".join(one.value for one in panel(app).caption)
    far = geojson((point(104, 30), {}), (point(2, 48), {}))
    app.selectbox(key=field(app, "own_datum")).set_value(Datum.GCJ02).run()
    bring(app, "a.geojson", far)
    said = " ".join(one.value for one in panel(app).caption)
    assert "1 feature lies outside of the map" in said
    assert "Moved from GCJ-02" in said


def test_of_several_layers_some_are_chosen(tmp_path):
    path = tmp_path / "a.gpkg"
    for name in ("甲", "乙", "丙"):
        spot = gpd.GeoDataFrame({"q": [1]}, geometry=[shapely.Point(104, 30)], crs=4326)
        spot.to_file(path, layer=name)
    app = opened(lang="zh")
    bring(app, "a.gpkg", path.read_bytes())
    assert map_data(app)["ownLayers"] is None
    (choice,) = [one for one in app.multiselect if one.options == ["甲", "乙", "丙"]]
    choice.set_value(["甲", "丙"]).run()
    next(one for one in app.button if one.label == "显示所选图层").click().run()
    names = [one["legend"]["text"] for one in map_data(app)["ownLayers"]["layers"]]
    assert names == ["丙", "甲"]
    assert session(app).own_layers.waiting == []


def test_a_bad_file_says_why_and_leaves_the_layers():
    app = opened(lang="en")
    bring(app, "a.geojson", SPOTS)
    bring(app, "b.geojson", b'{"type": "FeatureCollection", "features": []}')
    assert "no point, line or area" in " ".join(one.value for one in app.error)
    assert len(map_data(app)["ownLayers"]["layers"]) == 1
    bring(app, "t.pmtiles", pmtiles({CHENGDU: png()}))
    assert not app.error
    assert [one["kind"] for one in map_data(app)["ownLayers"]["layers"]] == ["features", "pictures"]


def test_both_pages_share_the_layers(catalog):
    here = Shortlist(items=pick(catalog, ["sanxingdui", "jinsha-site"]))
    app = opened("pages/shortlist.py", lang="zh", **{link.CONTENT: link.encode(here)})
    bring(app, "a.geojson", SPOTS)
    ((layer,),) = [map_data(app)["ownLayers"]["layers"]]
    app.switch_page("pages/explore.py").run()
    assert map_data(app)["ownLayers"]["layers"] == [layer]


def test_another_visitor_sees_nothing_of_it():
    one, other = opened(), opened()
    bring(one, "a.geojson", SPOTS)
    other.run()
    assert map_data(other)["ownLayers"] is None


def test_the_plain_map_shows_features_and_says_that_it_shows_no_tiles(monkeypatch):
    monkeypatch.setenv("SHUTU_MAP", "pydeck")
    app = opened(lang="en")
    bring(app, "a.geojson", SPOTS)
    bring(app, "t.pmtiles", pmtiles({CHENGDU: png()}))
    assert "ordinary map only" in " ".join(one.value for one in panel(app).caption)
    (chart,) = app.get("deck_gl_json_chart")
    layers = json.loads(chart.proto.json)["layers"]
    ids = [layer["id"] for layer in layers]
    at = ids.index("own-1")
    assert all(one.startswith("base-") for one in ids[:at])
    assert not ids[at + 1].startswith(("own-", "base-"))
    assert "id" not in layers[at]["data"][0]["properties"]


def test_in_a_kiosk_there_is_none(monkeypatch):
    monkeypatch.setenv("SHUTU_KIOSK", "1")
    app = opened()
    assert not app.expander
    assert not app.file_uploader
