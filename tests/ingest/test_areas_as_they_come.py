"""Area files as Chinese offices, Google Earth and web maps write them."""

import codecs
import json

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Polygon, box

from geo.ingest.areas import AreaLimits, read_area
from geo.ingest.user_files import command_files
from geo.model import Datum
from tests.gazetteer.test_datum_vectors import CITIES
from tests.ingest.area_files import (
    RING,
    assert_same,
    geojson,
    kml,
    polygon_json,
    refused,
    shape_of,
    zipped,
)

AREA = Polygon(RING)
PLACEMARK = (
    "<Placemark><name>成都片区</name><Polygon><outerBoundaryIs><LinearRing><coordinates>"
    + " ".join(f"{lon},{lat},0" for lon, lat in RING)
    + "</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>"
)
LINK = "<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>"


def in_encoding(declared: str | None, codec: str, inner: str = PLACEMARK) -> bytes:
    said = f' encoding="{declared}"' if declared else ""
    return f'<?xml version="1.0"{said}?><kml><Document>{inner}</Document></kml>'.encode(codec)


# KML


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("GB2312", "gb2312"),
        ("gb2312", "gb18030"),  # what Windows calls GB2312 is GBK
        ("GBK", "gbk"),
        ("cp936", "gbk"),
        ("GB18030", "gb18030"),
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8"),
        ("UTF-16", "utf-16"),
        (None, "utf-8-sig"),
        (None, "gbk"),
        ("GBK", "utf-8"),
        ("UTF-8", "gbk"),  # edited and saved in another encoding than the one it declares
    ],
)
def test_kml_in_every_encoding_of_chinese_programs(declared, codec):
    assert_same(read_area("a.kml", in_encoding(declared, codec)), AREA)


def test_kml_in_an_encoding_that_nobody_knows():
    data = in_encoding("x-secret", "utf-8")
    assert refused("a.kml", data).key == "not_readable"


@pytest.mark.parametrize("cut", [1, 2])
def test_kml_that_is_cut_off_within_a_sign(cut):
    data = in_encoding("GBK", "gbk")
    name = data.index("成都片区".encode("gbk"))
    assert refused("a.kml", data[: name + cut]).key == "not_readable"


def test_a_prefix_that_nobody_declares_is_no_error():
    inner = '<gx:balloonVisibility gx:x="1">1</gx:balloonVisibility>' + PLACEMARK
    assert_same(read_area("a.kml", kml(inner)), AREA)
    assert_same(read_area("a.kml", f"<kml:kml>{PLACEMARK}</kml:kml>".encode()), AREA)


def test_links_to_other_files_are_told_and_not_followed():
    """A connection to that address would be refused at once, and raise something else."""
    error = refused("a.kml", kml(LINK + LINK))
    assert (error.key, error.values) == ("only_links", {"count": 2})
    found = read_area("a.kml", kml(LINK + PLACEMARK))
    assert_same(found, AREA)
    assert found.unread_links == 1
    assert read_area("a.kml", kml(PLACEMARK)).unread_links == 0


# KMZ


def test_kmz():
    data = zipped({"files/logo.png": b"picture", "doc.kml": kml(PLACEMARK)})
    area = read_area("片区.KMZ", data)
    assert area.name == "片区"
    assert_same(area, AREA)


def test_the_main_document_of_a_kmz_is_read_and_no_other():
    other = kml(PLACEMARK.replace("103.2,", "102.2,"))
    assert_same(read_area("a.kmz", zipped({"b.kml": other, "doc.kml": kml(PLACEMARK)})), AREA)
    assert_same(read_area("a.kmz", zipped({"x/._a.kml": b"-", "x/a.kml": kml(PLACEMARK)})), AREA)
    inside = in_encoding("gb2312", "gb2312")
    assert_same(read_area("a.kmz", zipped({"DOC.KML": inside})), AREA)


def test_a_kmz_without_a_document():
    assert refused("a.kmz", zipped({"a.png": b""})).key == "bad_kmz"
    assert refused("a.kmz", zipped({})).key == "bad_kmz"
    assert refused("a.kmz", kml(PLACEMARK)).key == "not_readable"
    assert refused("a.kmz", zipped({"doc.kml": kml(PLACEMARK)})[:-30]).key == "not_readable"
    assert refused("a.kmz", zipped({"doc.kml": kml(PLACEMARK)}, method=12)).key == "bad_kmz"


def test_a_kmz_that_is_a_bomb():
    bomb = zipped({"doc.kml": kml(PLACEMARK) + b" " * 2_000_000})
    assert len(bomb) < 10_000
    assert refused("a.kmz", bomb, AreaLimits(unzipped=1_000_000)).key == "unzipped_too_large"
    # the archive says less than it holds
    size = (2_000_000 + len(kml(PLACEMARK))).to_bytes(4, "little")
    lying = bomb.replace(size, (1_000).to_bytes(4, "little"))
    assert lying != bomb
    assert refused("a.kmz", lying, AreaLimits(unzipped=1_000_000)).key in (
        "unzipped_too_large",
        "not_readable",
    )
    crowd = zipped({f"{number}.kml": b"" for number in range(10_001)})
    assert refused("a.kmz", crowd).key == "too_many_entries"


def test_a_ring_of_a_kmz_with_more_points_than_a_kml_could_hold():
    crowd = kml(PLACEMARK.replace("<coordinates>", "<coordinates>" + "104,30 " * 900_000))
    data = zipped({"doc.kml": crowd})
    assert len(crowd) > 6_000_000 and len(data) < 100_000
    assert refused("a.kmz", data).key == "too_many_vertices"


# GeoJSON


@pytest.mark.parametrize("codec", ["gbk", "gb18030"])
def test_geojson_in_gbk(codec):
    document = json.loads(geojson(AREA)) | {"name": "汶川县映秀镇片区"}
    data = json.dumps(document, ensure_ascii=False).encode(codec)
    assert_same(read_area("a.geojson", data), AREA)


@pytest.mark.parametrize("code", [4544, "4544", "EPSG:4544"])
@pytest.mark.parametrize("form", ["name", "code"])
def test_geojson_in_a_zone_of_three_degrees(code, form):
    """Both ways to name it, as of before 2008 and of before 2016."""
    zone = gpd.GeoSeries([AREA], crs=4326).to_crs(4544)[0]
    assert zone.bounds[0] > 300_000
    named = f"urn:ogc:def:crs:EPSG::{str(code)[-4:]}" if form == "name" else code
    member = {"type": "EPSG" if form == "code" else "name", "properties": {form: named}}
    assert_same(read_area("a.geojson", geojson(zone, crs=member)), AREA)


# The antimeridian


@pytest.mark.parametrize(
    "ring",
    [
        [(170, 20), (-170, 20), (-170, 40), (170, 40), (170, 20)],
        [(100, 20), (-100, 20), (-100, 40), (100, 40), (100, 20)],
    ],
)
def test_a_polygon_across_the_antimeridian_is_refused(ring):
    """Read as it stands it would hold Sichuan, which it leaves out."""
    assert refused("a.json", polygon_json(ring)).key == "antimeridian"


def test_wide_polygons_that_do_not_cross_it_are_read():
    whole = [(-180, -80), (180, -80), (180, 80), (-180, 80), (-180, -80)]
    assert shape_of(read_area("a.json", polygon_json(whole))).equals(box(-180, -80, 180, 80))
    half = box(0, 0, 179, 60)
    assert shape_of(read_area("a.json", geojson(half))).equals(half)
    cut = geojson(box(100, 20, 180, 40), box(-180, 20, -170, 40))
    assert len(shapely.get_parts(shape_of(read_area("a.json", cut)))) == 2


# Datums


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_shifted_corners_lie_where_the_maps_own_services_say(datum):
    """A triangle around each city, as the person draws it on AMap or Baidu."""
    shifted = {Datum.GCJ02: 2, Datum.BD09: 3}[datum]
    inner = [row for row in CITIES if row[0] in ("Xichang", "Ziyang", "Luzhou")]
    drawn, true = Polygon([row[shifted] for row in inner]), Polygon([row[1] for row in inner])
    found = shape_of(read_area("a.json", geojson(drawn), datum=datum))
    corners, wanted = (shapely.get_coordinates(one.normalize()) for one in (found, true))
    assert np.abs(corners - wanted).max() < 1e-5  # about a metre


def test_cgcs2000_is_taken_as_wgs84_and_said():
    area = read_area("a.json", geojson(AREA), datum=Datum.CGCS2000)
    assert_same(area, AREA)
    assert area.datum == Datum.CGCS2000


@settings(max_examples=30, deadline=None)
@given(st.floats(98, 107), st.floats(26.5, 33.5), st.floats(0.05, 1), st.floats(0.05, 1))
def test_a_datum_moves_an_area_by_less_than_two_kilometres(lon, lat, width, height):
    drawn = box(lon, lat, lon + width, lat + height)
    for datum in (Datum.GCJ02, Datum.BD09):
        found = shape_of(read_area("a.json", geojson(drawn), datum=datum))
        assert 1e-4 < shapely.hausdorff_distance(found, drawn) < 0.02


def test_the_process_tells_datum_and_links(tmp_path):
    path = tmp_path / "片区.kml"
    path.write_bytes(codecs.BOM_UTF8 + kml(LINK + PLACEMARK))
    area = command_files().read_area_file(path, Datum.GCJ02)
    assert (area.name, area.datum, area.unread_links) == ("片区", Datum.GCJ02, 1)
    assert area == read_area("片区.kml", path.read_bytes(), datum=Datum.GCJ02)
