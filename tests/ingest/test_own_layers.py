"""Own layers as their files come: geometries, attributes, reference systems, limits, tiles."""

from __future__ import annotations

import gzip
import json
import math
import struct

import geopandas as gpd
import pytest
import shapely
from pmtiles.tile import Compression, TileType

from geo.errors import AreaFileError, LayerFileError
from geo.ingest.layers import layer_names, read_features
from geo.ingest.layers.answer import LayerNames, OwnFeatures, OwnTiles
from geo.ingest.layers.drawable import drawable
from geo.ingest.layers.layer_file import MOST_COLUMNS, FileFeature, FileLayer, plain_text
from geo.ingest.layers.pmtiles import read_pmtiles
from geo.ingest.user_files import page_files
from geo.model import Datum
from tests.gazetteer.test_datum_vectors import CITIES
from tests.ingest.area_files import written, zipped
from tests.ingest.hostile import kml, kml_polygon
from tests.ingest.own_layer_files import CHENGDU, geojson, pmtiles, png, point, vector_tile

SHAPES = [
    shapely.Point(104.06, 30.67),
    shapely.LineString([(104, 30), (105, 31)]),
    shapely.box(103, 29, 104, 30),
]
LINE = {"type": "LineString", "coordinates": [[104, 30], [105, 31]]}


def content(found) -> dict:
    assert isinstance(found, OwnFeatures)
    return json.loads(found.content)


def texts(found) -> list[list[str]]:
    return [one["properties"]["values"] for one in content(found)["features"]]


# Formats: real files as GDAL writes them


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4490", "EPSG:4544", "EPSG:32648"])
@pytest.mark.parametrize(
    ("suffix", "number"), [(s, n) for s in (".geojson", ".gpkg", ".shp") for n in range(3)]
)
def test_each_kind_of_geometry_in_each_format_and_system(tmp_path, suffix, number, crs):
    shape = SHAPES[number]
    frame = gpd.GeoDataFrame({"名称": ["甲"], "n": [2.5]}, geometry=[shape], crs=4326).to_crs(crs)
    data = written(tmp_path, suffix, frame)
    layer, _ = read_features(f"a{'.zip' if suffix == '.shp' else suffix}", data)
    drawn = drawable(layer, Datum.WGS84)
    assert shapely.equals_exact(
        shapely.normalize(drawn.shapes[0]), shapely.normalize(shape), tolerance=1e-6
    )
    told = dict(zip(layer.columns, layer.features[0].values, strict=True))
    assert (told["名称"], told["n"]) == ("甲", "2.5")


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("named", [True, False])
def test_a_shapefile_in_both_encodings_with_and_without_its_cpg(tmp_path, encoding, named):
    frame = gpd.GeoDataFrame({"name": ["规划枢纽"]}, geometry=[SHAPES[0]], crs=4326)
    frame.to_file(tmp_path / "a.shp", encoding=encoding)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    if not named:
        del files["a.cpg"]
    layer, _ = read_features("a.zip", zipped(files))
    assert layer.features[0].values == ("规划枢纽",)


def test_a_kml_with_all_kinds_in_one_placemark_and_its_data():
    data = '<ExtendedData><Data name="级别"><value>省级</value></Data></ExtendedData>'
    line = "<LineString><coordinates>104,30,9 105,31,9</coordinates></LineString>"
    spot = "<Point><coordinates>104.5,30.5</coordinates></Point>"
    many = f"<MultiGeometry>{spot}{line}{kml_polygon()}</MultiGeometry>"
    text = f"<name>文档</name><Placemark><name>甲</name>{data}{many}</Placemark>"
    found = page_files().read_layer("a.kml", kml(text))
    (feature,) = content(found)["features"]
    kinds = [part["type"] for part in feature["geometry"]["geometries"]]
    assert kinds == ["Point", "LineString", "Polygon"]
    assert (found.name, found.columns) == ("文档", ("name", "级别"))
    assert texts(found) == [["甲", "省级"]]
    kmz = page_files().read_layer("a.kmz", zipped({"doc.kml": kml(text)}))
    assert content(kmz) == content(found)


def test_a_track_is_a_line():
    fixes = "".join(f"<gx:coord>{104 + at / 10} 30 500</gx:coord>" for at in range(3))
    layer, _ = read_features("a.kml", kml(f"<Placemark><gx:Track>{fixes}</gx:Track></Placemark>"))
    assert layer.features[0].geometry.wkt == "LINESTRING (104 30, 104.1 30, 104.2 30)"


def test_of_a_geopackage_with_several_layers_one_is_chosen(tmp_path):
    path = tmp_path / "a.gpkg"
    for name, shape in (("点", SHAPES[0]), ("线", SHAPES[1])):
        gpd.GeoDataFrame({"q": [name]}, geometry=[shape], crs=4326).to_file(path, layer=name)
    data = path.read_bytes()
    assert page_files().read_layer("a.gpkg", data) == LayerNames(("点", "线"))
    found = page_files().read_layer("a.gpkg", data, layer="线")
    assert found.counts == {"point": 0, "line": 1, "area": 0}
    assert texts(found)[0][found.columns.index("q")] == "线"
    with pytest.raises(LayerFileError) as fault:
        page_files().read_layer("a.gpkg", data, layer="gpkg_contents")
    assert fault.value.key == "no_features"


# Datum and what is sent


@pytest.mark.parametrize(("_name", "wgs84", "gcj02", "bd09"), CITIES)
def test_points_in_the_datum_of_web_maps_come_back(_name, wgs84, gcj02, bd09):
    for datum, there in ((Datum.WGS84, wgs84), (Datum.GCJ02, gcj02), (Datum.BD09, bd09)):
        layer, _ = read_features("a.geojson", geojson((point(*there), {})))
        (back,) = drawable(layer, datum).shapes
        assert (back.x, back.y) == pytest.approx(wgs84, abs=2e-5, rel=0)


def test_texts_are_one_short_line_without_what_hides_or_reverses():
    assert plain_text("a\u202eb\x00\n c") == "ab c"
    assert plain_text("x" * 500) == "x" * 199 + "…"
    assert plain_text(b"\0\1") == plain_text(None) == ""
    assert plain_text(2.0) == "2"
    assert plain_text("\ud800") == "?"
    assert plain_text("<b>&</b>") == "<b>&</b>"  # kept: it is never read as anything but text


def test_the_layer_that_is_sent_is_geojson_with_texts_and_a_spot():
    found = page_files().read_layer(
        "a.geojson", geojson((point(104, 30.5), {"id": "x", "n": {"a": [1]}}), (LINE, {"id": "y"}))
    )
    assert content(found) == {
        "columns": ["id", "n"],
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [104.0, 30.5]},
                "properties": {"values": ["x", '{"a": [1]}'], "at": [104.0, 30.5]},
            },
            {
                "type": "Feature",
                "geometry": {"type": "LineString", "coordinates": [[104.0, 30.0], [105.0, 31.0]]},
                "properties": {
                    "values": ["y", ""],
                    "at": content(found)["features"][1]["properties"]["at"],
                },
            },
        ],
    }
    assert found.bounds == (104, 30, 105, 31)
    assert found.counts == {"point": 1, "line": 1, "area": 0}


# Limits


def test_a_fine_coast_is_simplified_and_says_how_far():
    angles = [2 * math.pi * at / 3000 for at in range(3000)]
    ring = [(104 + math.cos(a) + 1e-5 * (-1) ** i, 31 + math.sin(a)) for i, a in enumerate(angles)]
    shape = shapely.Polygon(ring)
    layer = FileLayer("", gpd.GeoSeries([], crs=4326).crs, (), [FileFeature(shape, ())])
    drawn = drawable(layer, Datum.WGS84, most=500)
    assert drawn.vertices_read == 3001
    assert drawn.vertices <= 500
    assert drawn.simplified_m in (5, 20, 50)
    far = shapely.hausdorff_distance(drawn.shapes[0].exterior, shape.exterior)
    assert far <= drawn.simplified_m / 111_320 * 1.01
    with pytest.raises(LayerFileError) as fault:
        drawable(layer, Datum.WGS84, most=5)
    assert fault.value.key == "too_fine"


def test_what_the_map_never_shows_is_left_out_and_counted():
    layer, _ = read_features("a.geojson", geojson((point(104, 30), {}), (point(2, 48), {})))
    drawn = drawable(layer, Datum.WGS84)
    assert (len(drawn.shapes), drawn.outside) == (1, 1)
    far, _ = read_features("a.geojson", geojson((point(2, 48), {})))
    with pytest.raises(LayerFileError) as fault:
        drawable(far, Datum.WGS84)
    assert fault.value.key == "outside"


def test_columns_beyond_the_limit_are_left_out_and_counted():
    given = {f"c{at}": at for at in range(MOST_COLUMNS + 7)}
    layer, _ = read_features("a.geojson", geojson((point(104, 30), given)))
    assert (len(layer.columns), layer.columns_left_out) == (MOST_COLUMNS, 7)


def test_tangled_areas_are_refused_and_so_is_one_across_the_antimeridian():
    spikes = 999
    star = [
        (104 + math.cos(t * math.pi * 998 / spikes), 31 + math.sin(t * math.pi * 998 / spikes))
        for t in range(spikes)
    ]
    for ring, key in ((star, "too_tangled"), ([(-170, 20), (170, 20), (170, 40)], "antimeridian")):
        shape = {"type": "Polygon", "coordinates": [[*map(list, ring), list(ring[0])]]}
        layer, _ = read_features("a.geojson", geojson((shape, {})))
        with pytest.raises(AreaFileError) as fault:
            drawable(layer, Datum.WGS84)
        assert fault.value.key == key


# Tiles


def test_picture_tiles_come_out_as_they_were():
    tiles = {(5, 25, 13): png(2), CHENGDU: png(3), (7, 100, 52): png(4)}
    found = page_files().read_layer("a.pmtiles", pmtiles(tiles))
    assert isinstance(found, OwnTiles)
    assert (found.tiles, found.media, found.zooms) == (tiles, "image/png", (5, 7))
    west, south, east, north = found.bounds
    assert west < 102 < east
    assert south < 30.6 < north
    assert found.attribution == "<b>Office</b>"


def test_vector_tiles_become_features_with_attributes():
    data = pmtiles({CHENGDU: gzip.compress(vector_tile())}, TileType.MVT, Compression.GZIP)
    found = page_files().read_layer("a.pmtiles", data)
    assert found.media == "vector"
    area, spot = json.loads(found.tiles[CHENGDU])["features"]
    assert area["properties"]["values"] == {"": "zone", "名称": "甲"}
    # tile 6/50 begins at 50 / 64 of the world, its middle is at 50.5 / 64
    assert spot["geometry"]["coordinates"][0][0] == pytest.approx(50.5 / 64 * 360 - 180, abs=1e-6)
    assert area["geometry"]["coordinates"][0][0][0][0] == pytest.approx(50 / 64 * 360 - 180)


def test_tiles_that_the_map_never_shows_are_left_out():
    found = read_pmtiles(pmtiles({CHENGDU: png(), (6, 1, 1): png()}))
    assert list(found.tiles) == [CHENGDU]
    with pytest.raises(LayerFileError) as fault:
        read_pmtiles(pmtiles({(6, 1, 1): png()}))
    assert fault.value.key == "no_tiles"


def test_finer_zooms_than_fit_are_left_out_whole(monkeypatch):
    monkeypatch.setattr("geo.ingest.layers.pmtiles.MOST_TILES", 3)
    tiles = {(5, 25, 13): png(), **{(6, 50 + x, 26 + y): png() for x in (0, 1) for y in (0, 1)}}
    found = read_pmtiles(pmtiles(tiles))
    assert (list(found.tiles), found.zooms, found.zooms_left_out) == ([(5, 25, 13)], (5, 5), 1)


@pytest.mark.parametrize(
    "bad",
    [
        png(1, claimed=5000),
        b"<svg onload='x'/>",
        b"\xff\xd8\xff",
        gzip.compress(bytes(5_000_000)),
        b"\x1f\x8b" + bytes(40),
    ],
)
def test_a_tile_that_is_no_small_picture_is_left_out(bad):
    found = read_pmtiles(pmtiles({(5, 25, 13): png(), CHENGDU: bad}))
    assert (list(found.tiles), found.tiles_left_out) == ([(5, 25, 13)], 1)
    with pytest.raises(LayerFileError) as fault:
        page_files().read_layer("a.pmtiles", pmtiles({CHENGDU: bad}))
    assert fault.value.key == "not_readable"


def test_shifted_tiles_and_foreign_kinds_are_refused():
    with pytest.raises(LayerFileError) as fault:
        page_files().read_layer("a.pmtiles", pmtiles({CHENGDU: png()}), Datum.GCJ02)
    assert fault.value.key == "shifted_tiles"
    for kind, packing in ((TileType.AVIF, Compression.NONE), (TileType.MVT, Compression.BROTLI)):
        with pytest.raises(LayerFileError) as fault:
            page_files().read_layer("a.pmtiles", pmtiles({CHENGDU: b"x"}, kind, packing))
        assert fault.value.key == "tile_kind"


def test_a_picture_says_its_size_in_each_format():
    from geo.ingest.layers.raster_tiles import is_picture

    jpeg = b"\xff\xd8\xff\xe0\0\4ab\xff\xc0" + struct.pack(">HBHHB", 11, 8, 256, 256, 1)
    lossy = b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", 256, 256)
    lossless = b"RIFF\0\0\0\0WEBPVP8L" + bytes(4) + b"/" + struct.pack("<I", 255 | 255 << 14)
    large = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\xff\x0f\0\xff\0\0"
    assert is_picture(jpeg, "image/jpeg")
    assert is_picture(lossy, "image/webp")
    assert is_picture(lossless, "image/webp")
    assert not is_picture(large, "image/webp")  # 4,096 pixels wide
    assert not is_picture(jpeg, "image/png")


def test_layer_names_of_other_formats_are_none():
    assert layer_names("a.geojson", b"{}") == []
    with pytest.raises(LayerFileError) as fault:
        layer_names("a.exe", b"")
    assert fault.value.key == "unknown_format"
