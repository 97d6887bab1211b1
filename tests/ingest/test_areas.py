"""Area files that are read: real ones of every format, in every reference system."""

import json

import pytest
import shapely
from shapely.geometry import LineString, Point, box

from geo.ingest.areas import AreaLimits, read_area
from tests.ingest.area_files import (
    HOLE,
    RING,
    TWO,
    WITH_HOLE,
    assert_same,
    frame,
    geojson,
    kml,
    polygon_json,
    shape_of,
    unzipped,
    written,
    zipped,
)

# 4544 and 4547 are CGCS2000 in three-degree zones around 105°E and 114°E
SYSTEMS = ["EPSG:4326", "EPSG:4490", "EPSG:3857", "EPSG:32648", "EPSG:4544", "EPSG:4547"]


@pytest.mark.parametrize("crs", SYSTEMS)
@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp"])
def test_every_format_in_every_system(tmp_path, suffix, crs):
    data = written(tmp_path, suffix, frame(WITH_HOLE, box(101, 28, 102, 29), crs=crs))
    area = read_area(f"成都平原{suffix.replace('shp', 'zip')}", data)
    assert area.name == "成都平原"
    assert_same(area, TWO)


def test_kml(tmp_path):
    assert_same(read_area("范围.KML", written(tmp_path, ".kml", frame(TWO))), TWO)


def test_kml_of_any_version_with_folders_and_heights():
    def ring(side, points):
        text = " ".join(f"{lon},{lat},500" for lon, lat in points)
        return (
            f"<{side}BoundaryIs><LinearRing><coordinates>\n {text}\n</coordinates>"
            f"</LinearRing></{side}BoundaryIs>"
        )

    polygon = f"<Polygon>{ring('outer', RING)}{ring('inner', HOLE)}</Polygon>"
    mark = f"<Folder><Placemark><MultiGeometry>{polygon}</MultiGeometry></Placemark></Folder>"
    for data in (kml(mark), f"<kml>{mark}</kml>".encode()):
        assert_same(read_area("a.kml", data), WITH_HOLE)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_geojson_of_every_kind(encoding):
    geometry = json.loads(shapely.to_geojson(WITH_HOLE))
    feature = {"type": "Feature", "properties": {}, "geometry": geometry}
    collection = {"type": "GeometryCollection", "geometries": [geometry]}
    for document in (geometry, feature, collection):
        assert_same(read_area("a.json", json.dumps(document).encode(encoding)), WITH_HOLE)


@pytest.mark.parametrize(
    "name",
    ["EPSG:32648", "urn:ogc:def:crs:EPSG::32648", "http://www.opengis.net/def/crs/EPSG/0/32648"],
)
def test_geojson_with_the_old_crs_member(name):
    projected = frame(WITH_HOLE, crs="EPSG:32648").geometry[0]
    member = {"type": "name", "properties": {"name": name}}
    assert_same(read_area("a.geojson", geojson(projected, crs=member)), WITH_HOLE)


@pytest.mark.parametrize(
    "member", [None, {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}]
)
def test_geojson_is_wgs84_when_its_crs_member_names_no_code(member):
    assert_same(read_area("a.geojson", geojson(WITH_HOLE, crs=member)), WITH_HOLE)


def test_a_shapefile_in_a_folder_beside_other_files(tmp_path):
    members = unzipped(written(tmp_path, ".shp", frame(WITH_HOLE)))
    data = zipped(
        {f"四川/边界/{name.replace('shp', 'SHP')}": content for name, content in members.items()}
        | {"说明.txt": b"text", "__MACOSX/四川/边界/._成都平原.SHP": b"companion"}
        | {"四川/其他.prj": b"of another file"}
    )
    assert_same(read_area("上传.zip", data), WITH_HOLE)


def test_a_zip_with_names_in_gbk(tmp_path):
    """Windows writes Chinese names into archives without saying in which encoding."""
    members = unzipped(written(tmp_path, ".shp", frame(WITH_HOLE)))
    data = zipped({name.replace("成都平原", "XXXXXXXX"): body for name, body in members.items()})
    assert_same(read_area("a.zip", data.replace(b"XXXXXXXX", "成都平原".encode("gbk"))), WITH_HOLE)


def test_a_shapefile_needs_neither_attributes_nor_their_encoding(tmp_path):
    members = unzipped(written(tmp_path, ".shp", frame(WITH_HOLE)))
    kept = {name: body for name, body in members.items() if name[-4:] in (".shp", ".shx", ".prj")}
    assert_same(read_area("a.zip", zipped(kept)), WITH_HOLE)


def test_the_polygon_layers_of_a_geopackage_are_united(tmp_path):
    written(tmp_path, ".gpkg", frame(WITH_HOLE, crs="EPSG:4544"), layer='范围 "一"')
    written(tmp_path, ".gpkg", frame(Point(104, 30)), layer="points")
    data = written(tmp_path, ".gpkg", frame(box(101, 28, 102, 29)), layer="other")
    assert_same(read_area("a.gpkg", data), TWO)


def test_a_geopackage_in_the_journal_mode_that_qgis_leaves(tmp_path):
    data = bytearray(written(tmp_path, ".gpkg", frame(WITH_HOLE)))
    data[18:20] = b"\x02\x02"  # write-ahead log
    assert_same(read_area("a.gpkg", bytes(data)), WITH_HOLE)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg"])
def test_what_is_no_polygon_is_ignored(tmp_path, suffix):
    shapes = [Point(0, 0), WITH_HOLE, LineString([(0, 0), (1, 1)]), None]
    assert_same(read_area(f"a{suffix}", written(tmp_path, suffix, frame(*shapes))), WITH_HOLE)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp", ".kml"])
def test_heights_are_dropped(tmp_path, suffix):
    data = written(tmp_path, suffix, frame(shapely.force_3d(WITH_HOLE, 500)))
    assert_same(read_area(f"a{suffix.replace('shp', 'zip')}", data), WITH_HOLE)


def test_wrong_rings_are_repaired():
    bow_tie = [(104, 30), (105, 31), (105, 30), (104, 31), (104, 30)]
    found = shape_of(read_area("a.json", polygon_json(bow_tie)))
    assert found.is_valid
    assert found.area == pytest.approx(0.5)


def test_polygons_that_overlap_or_share_a_border_become_one():
    data = geojson(box(104, 30, 105, 31), box(104.5, 30, 106, 31), box(106, 30, 107, 31))
    assert shape_of(read_area("a.json", data)).equals(box(104, 30, 107, 31))


def test_a_county_map_as_large_as_allowed():
    """Shared borders are no crossings, even when the file repeats them."""
    cells = [
        box(98 + x / 4, 26 + y / 4, 98.25 + x / 4, 26.25 + y / 4)
        for x in range(20)
        for y in range(20)
    ]
    data = geojson(*shapely.segmentize(cells, 0.02), *cells[:5])
    found = shape_of(read_area("a.json", data, AreaLimits(crossings=0)))
    assert found.area == pytest.approx(25)


def test_the_same_file_gives_the_same_area():
    first, second = (read_area("a.json", geojson(WITH_HOLE)) for _ in range(2))
    assert first == second and hash(first) == hash(second)
