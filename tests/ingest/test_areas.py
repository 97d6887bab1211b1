"""Uploaded polygon files: real ones of every format, wrong ones, and hostile ones."""

import io
import json
import random
import re
import sqlite3
import struct
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from geo import i18n
from geo.errors import AreaFileError, ShutuError
from geo.ingest import areas
from geo.ingest.areas import AREA_LIMITS, read_area
from geo.ingest.areas.geopackage import SQLITE_MAGIC
from geo.ingest.areas.shapefile import SHAPEFILE_MAGIC
from geo.query.space import Area

RING = [(103.2, 30.1), (105.3, 30.4), (105.1, 31.6), (103.9, 31.9), (103.2, 30.1)]
HOLE = [(104.0, 30.8), (104.5, 30.8), (104.5, 31.2), (104.0, 31.2), (104.0, 30.8)]
WITH_HOLE = Polygon(RING, [HOLE])
TWO = MultiPolygon([WITH_HOLE, box(101, 28, 102, 29)])
# 4544 and 4547 are CGCS2000 in three-degree zones around 105°E and 114°E
SYSTEMS = ["EPSG:4326", "EPSG:4490", "EPSG:3857", "EPSG:32648", "EPSG:4544", "EPSG:4547"]
DRIVERS = {".geojson": "GeoJSON", ".gpkg": "GPKG", ".kml": "KML", ".shp": "ESRI Shapefile"}
VRT = """<OGRVRTDataSource><OGRVRTLayer name="secret">
<SrcDataSource>{path}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"""


def frame(*shapes, crs="EPSG:4326"):
    return gpd.GeoDataFrame(geometry=list(shapes), crs="EPSG:4326").to_crs(crs)


def written(folder: Path, suffix: str, data: gpd.GeoDataFrame, **options) -> bytes:
    """The bytes of a file as GDAL writes it; a Shapefile comes zipped."""
    target = folder / f"成都平原{suffix}"
    data.to_file(target, driver=DRIVERS[suffix], **options)
    if suffix != ".shp":
        return target.read_bytes()
    return zipped({path.name: path.read_bytes() for path in folder.glob("成都平原.*")})


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def geojson(*shapes, **more) -> bytes:
    features = [
        {"type": "Feature", "properties": None,
         "geometry": None if shape is None else json.loads(shapely.to_geojson(shape))}
        for shape in shapes
    ]  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def polygon_json(ring) -> bytes:
    return json.dumps({"type": "Polygon", "coordinates": [ring]}).encode()


def kml(inner: str, head: str = "") -> bytes:
    space = 'xmlns="http://www.opengis.net/kml/2.2"'
    return f'<?xml version="1.0"?>{head}<kml {space}><Document>{inner}</Document></kml>'.encode()


def shape_of(area: Area) -> shapely.Geometry:
    return shapely.from_wkb(area.wkb)


def assert_same(area: Area, expected: shapely.Geometry) -> None:
    """The same corners to less than a millionth of a degree, the same holes and parts."""
    found = shape_of(area)
    assert found.is_valid and not found.has_z
    pairs = zip(parts(found), parts(expected), strict=True)
    for one, other in pairs:
        corners, wanted = (shapely.get_coordinates(shape.normalize()) for shape in (one, other))
        assert len(corners) == len(wanted)
        distances = np.abs(corners[:, None] - wanted[None]).max(axis=2)
        assert distances.min(axis=0).max() < 1e-6
        assert one.area == pytest.approx(other.area, abs=1e-6)


def parts(shape):
    return sorted(shapely.get_parts(shape), key=lambda part: part.bounds)


def refused(name: str, data: bytes) -> AreaFileError:
    """The error, of which both languages must have the text."""
    with pytest.raises(AreaFileError) as caught:
        read_area(name, data)
    error = caught.value
    for lang in i18n.LANGUAGES:
        assert i18n.text(lang, f"area_file.{error.key}", **error.values)
    assert str(error) == i18n.text("en", f"area_file.{error.key}", **error.values)
    return error


# What is read


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
        return (f"<{side}BoundaryIs><LinearRing><coordinates>\n {text}\n</coordinates>"
                f"</LinearRing></{side}BoundaryIs>")  # fmt: skip

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


def test_a_county_map_as_large_as_allowed(monkeypatch):
    """Shared borders are no crossings, even when the file repeats them."""
    cells = [box(98 + x / 4, 26 + y / 4, 98.25 + x / 4, 26.25 + y / 4)
             for x in range(20) for y in range(20)]  # fmt: skip
    monkeypatch.setattr(areas, "MAX_CROSSINGS", 0)
    found = shape_of(read_area("a.json", geojson(*shapely.segmentize(cells, 0.02), *cells[:5])))
    assert found.area == pytest.approx(25)


def test_the_same_file_gives_the_same_area():
    first, second = (read_area("a.json", geojson(WITH_HOLE)) for _ in range(2))
    assert first == second and hash(first) == hash(second)


# What is refused


def test_every_error_has_its_text_and_is_one_of_ours():
    code = Path(areas.__file__).read_text(encoding="utf-8")
    raised = set(re.findall(r'_error\(\s*"(\w+)"', code))
    for lang in i18n.LANGUAGES:
        known = {key for key in i18n.catalogue(lang) if key.startswith("area_file.")}
        assert known == {f"area_file.{key}" for key in raised}
    assert issubclass(AreaFileError, ShutuError) and issubclass(AreaFileError, ValueError)


def test_too_large():
    error = refused("a.json", b" " * (AREA_LIMITS.bytes + 1))
    assert (error.key, error.values) == ("too_large", {"name": "a.json", "limit": 5})


@pytest.mark.parametrize("name", ["a.vrt", "a", "a.kmz", "a.shp", ".json", ""])
def test_unknown_format(name):
    assert refused(name, geojson(WITH_HOLE)).key == "unknown_format"


@pytest.mark.parametrize("suffix", [".json", ".geojson", ".kml", ".zip", ".gpkg"])
@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"PK\x05\x06", b"\xff\xfe\x00"])
def test_not_readable(suffix, data):
    assert refused(f"{{a}}{suffix}", data).key == "not_readable"


@pytest.mark.parametrize(
    "document",
    [
        b"[" * 100_000,
        b'{"type": "Topology"}',
        b'{"type": "FeatureCollection", "features": 7}',
        b'{"type": "Polygon", "coordinates": [[["a", "b"], [1, 2], [3, 4], [1, 1]]]}',
        b'{"type": "Polygon", "coordinates": [[[104, 30], [105, 30]]]}',
    ],
)
def test_geojson_that_is_none(document):
    assert refused("a.json", document).key == "not_readable"


@pytest.mark.parametrize("suffix", [".json", ".geojson", ".kml", ".zip", ".gpkg"])
def test_a_virtual_dataset_under_another_name(tmp_path, suffix):
    secret = tmp_path / "secret.geojson"
    secret.write_bytes(geojson(WITH_HOLE))
    assert refused(f"a{suffix}", VRT.format(path=secret).encode()).key == "not_readable"


def test_a_virtual_dataset_inside_kml_and_zip(tmp_path):
    secret = tmp_path / "secret.geojson"
    secret.write_bytes(geojson(WITH_HOLE))
    vrt = VRT.format(path=secret)
    assert refused("a.kml", kml(vrt)).key == "no_polygon"
    assert refused("a.kml", kml("", f"<!--{vrt}-->")).key == "no_polygon"
    for magic in (b"", SHAPEFILE_MAGIC):
        data = zipped({"a.shp": magic + vrt.encode(), "a.shx": vrt.encode()})
        assert refused("a.zip", data).key == "not_readable"


def test_a_database_that_is_no_geopackage(tmp_path):
    path = tmp_path / "a.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE t (geom BLOB)")
    assert refused("a.gpkg", path.read_bytes()).key == "not_readable"


@pytest.mark.parametrize("target", ["gpkg_geometry_columns", "gpkg_spatial_ref_sys", "layer"])
def test_a_geopackage_with_a_view_that_never_ends(tmp_path, target):
    written(tmp_path, ".gpkg", frame(WITH_HOLE), layer="layer")
    path = tmp_path / "成都平原.gpkg"
    with sqlite3.connect(path) as database:
        database.execute(f"DROP TABLE {target}")
        database.execute(
            f"CREATE VIEW {target} AS WITH RECURSIVE n(geom) AS "
            "(SELECT 1 UNION ALL SELECT geom + 1 FROM n) "
            "SELECT geom, geom AS table_name, geom AS column_name, geom AS srs_id, "
            "geom AS organization, geom AS organization_coordsys_id, geom AS definition "
            "FROM n WHERE geom < 0"
        )
    assert refused("a.gpkg", path.read_bytes()).key in ("not_readable", "no_polygon")


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE kml>",
        '<!DOCTYPE kml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE kml SYSTEM "file:secret.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_kml_with_a_doctype(head, encoding):
    data = kml("", head).decode().encode(encoding)
    assert refused("a.kml", data).key == "not_readable"


def test_deep_nesting():
    assert refused("a.kml", b"<kml>" + b"<a>" * 500_000).key == "not_readable"
    depth = 500_000
    assert refused("a.kml", b"<kml>" + b"<a>" * depth + b"</a>" * depth + b"</kml>").key == (
        "no_polygon"
    )
    nested = '{"type": "GeometryCollection", "geometries": [' * 5000
    assert refused("a.json", (nested + "]}" * 5000).encode()).key == "not_readable"


def test_bad_archives(tmp_path):
    members = unzipped(written(tmp_path, ".shp", frame(WITH_HOLE)))
    again = {f"b/{name}": content for name, content in members.items()}
    without = {name: body for name, body in members.items() if not name.endswith(".shx")}
    for data in (
        zipped({}),
        zipped({"a.geojson": geojson(WITH_HOLE)}),
        zipped(members | again),
        zipped(without),
        zipped(members, zipfile.ZIP_BZIP2),
        zipped(members, zipfile.ZIP_LZMA),
    ):
        assert refused("a.zip", data).key == "bad_archive"


def test_zip_bombs(tmp_path, monkeypatch):
    bomb = {"a.shp": SHAPEFILE_MAGIC + bytes(AREA_LIMITS.unzipped), "a.shx": b""}
    data = zipped(bomb)
    assert len(data) < 100_000
    assert refused("a.zip", data).key == "unzipped_too_large"
    # One whose directory lies about the size is not unpacked beyond what it says.
    size = struct.pack("<I", len(bomb["a.shp"]))
    assert refused("a.zip", data.replace(size, struct.pack("<I", 1000))).key == "not_readable"
    monkeypatch.setattr(areas, "_members", lambda archive: {".shp": archive.infolist()[0]})
    assert refused("a.zip", data).key == "unzipped_too_large"


def test_a_zip_with_a_password(tmp_path):
    data = bytearray(written(tmp_path, ".shp", frame(WITH_HOLE)))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), bytes(data)):
            data[found.start() + flags] |= 1
    assert refused("a.zip", bytes(data)).key == "not_readable"


def test_no_reference_system(tmp_path):
    members = unzipped(written(tmp_path, ".shp", frame(WITH_HOLE)))
    without = {name: body for name, body in members.items() if not name.endswith(".prj")}
    assert refused("a.zip", zipped(without)).key == "no_crs"
    local = 'LOCAL_CS["tunnel",UNIT["Meter",1]]'
    for text in (b"", b"nothing", local.encode()):
        (name,) = set(members) - set(without)
        assert refused("a.zip", zipped(without | {name: text})).key == "no_crs"
    member = {"type": "name", "properties": {"name": "EPSG:999999"}}
    assert refused("a.json", geojson(WITH_HOLE, crs=member)).key == "no_crs"


@pytest.mark.parametrize("undefined", [0, -1])
def test_no_reference_system_in_a_geopackage(tmp_path, undefined):
    written(tmp_path, ".gpkg", frame(WITH_HOLE))
    path = tmp_path / "成都平原.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("UPDATE gpkg_geometry_columns SET srs_id = ?", (undefined,))
    assert refused("a.gpkg", path.read_bytes()).key == "no_crs"


@pytest.mark.parametrize(
    "ring",
    [
        [(lat, lon) for lon, lat in RING],
        [(lon * 1e5, lat * 1e5) for lon, lat in RING],
        [*RING[:2], (float("nan"), 30), *RING[2:]],
        [*RING[:2], (float("inf"), 30), *RING[2:]],
    ],
    ids=["latitude first", "metres", "NaN", "infinite"],
)
def test_bad_coordinates(ring):
    assert refused("a.json", polygon_json(ring)).key == "bad_coordinates"


@pytest.mark.parametrize(
    "data",
    [
        geojson(),
        geojson(None),
        geojson(Point(104, 30), LineString([(104, 30), (105, 31)])),
        geojson(Polygon()),
        polygon_json([(104, 30), (105, 31), (106, 32), (104, 30)]),
    ],
    ids=["nothing", "null", "others", "empty", "flat"],
)
def test_no_polygon(data):
    assert refused("a.json", data).key == "no_polygon"


def test_outside():
    error = refused("a.json", geojson(box(-1, 51, 0, 52), box(2, 48, 3, 49)))
    assert error.key == "outside"
    assert error.values == {"west": -1, "south": 48, "east": 3, "north": 52}
    assert "-1.00° to 3.00°" in str(error)


def test_part_of_it_in_sichuan_is_enough():
    assert_same(read_area("a.json", geojson(box(90, 20, 100, 30))), box(90, 20, 100, 30))


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp", ".kml"])
def test_too_many_features(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(areas, "MAX_FEATURES", 3)
    shapes = [box(104 + i / 10, 30, 104.1 + i / 10, 31) for i in range(4)]
    name = f"a{suffix.replace('shp', 'zip')}"
    data = written(tmp_path, suffix, frame(*shapes))
    error = refused(name, data)
    assert (error.key, error.values) == ("too_many_features", {"limit": 3})
    monkeypatch.setattr(areas, "MAX_FEATURES", 4)
    assert read_area(name, data)


def test_too_many_features_in_several_layers(tmp_path, monkeypatch):
    monkeypatch.setattr(areas, "MAX_FEATURES", 1)
    written(tmp_path, ".gpkg", frame(WITH_HOLE), layer="one")
    data = written(tmp_path, ".gpkg", frame(WITH_HOLE), layer="two")
    assert refused("a.gpkg", data).key == "too_many_features"


def test_too_many_vertices(monkeypatch):
    monkeypatch.setattr(areas, "MAX_VERTICES", 9)
    assert refused("a.json", geojson(WITH_HOLE)).key == "too_many_vertices"
    monkeypatch.setattr(areas, "MAX_VERTICES", 10)
    assert read_area("a.json", geojson(WITH_HOLE))


@pytest.mark.parametrize("rings", ["one", "a comb across a comb", "on one line"])
def test_too_tangled(rings):
    """What would take minutes or hours is refused at once."""
    if rings == "one":
        rng = random.Random(1)
        shapes = [Polygon([(rng.uniform(100, 105), rng.uniform(28, 32)) for _ in range(3000)])]
    elif rings == "on one line":
        shapes = [Polygon([(104 + i % 2 + i / 1e4, 30) for i in range(3000)])]
    else:
        teeth = [(100 + i / 500, 28 + 4 * (i // 2 % 2)) for i in range(2000)]
        comb = Polygon([*teeth, (104, 27), (100, 27)])
        shapes = [comb, Polygon([(lat + 72, lon - 72) for lon, lat in comb.exterior.coords])]
    assert refused("a.json", geojson(*shapes)).key == "too_tangled"


# Damaged files


@pytest.fixture(scope="module")
def valid(tmp_path_factory) -> dict[str, bytes]:
    data = frame(WITH_HOLE, box(101, 28, 102, 29), crs="EPSG:4544")
    return {
        f"a{suffix.replace('shp', 'zip')}": written(
            tmp_path_factory.mktemp("valid"), suffix, data if suffix != ".kml" else frame(TWO)
        )
        for suffix in DRIVERS
    }


def damage(draw, data: bytes) -> bytes:
    """Some bytes changed, perhaps a piece taken out, perhaps the end cut off."""
    broken = bytearray(data)
    for position, value in draw(
        st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255)), max_size=12)
    ):
        broken[position] = value
    if draw(st.booleans()):
        start = draw(st.integers(0, len(broken)))
        del broken[start : start + draw(st.integers(0, 64))]
    return bytes(broken[: draw(st.integers(0, len(broken)))] if draw(st.booleans()) else broken)


def area_or_error(name: str, data: bytes) -> None:
    try:
        area = read_area(name, data)
    except AreaFileError as error:
        assert str(error)
    else:
        assert shape_of(area).is_valid
        assert shape_of(area).geom_type in ("Polygon", "MultiPolygon")


FUZZ = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", ["a.geojson", "a.kml", "a.gpkg", "a.zip"])
@FUZZ
@given(st.data())
def test_damaged_files_give_an_area_or_our_error(valid, name, data):
    area_or_error(name, damage(data.draw, valid[name]))


@FUZZ
@given(st.data())
def test_damaged_shapefiles_in_a_sound_archive(valid, data):
    """The checksums of an archive would else keep the damage away from GDAL."""
    members = unzipped(valid["a.zip"])
    chosen = data.draw(st.sampled_from([n for n in members if not n.endswith(".cpg")]))
    area_or_error("a.zip", zipped(members | {chosen: damage(data.draw, members[chosen])}))


@FUZZ
@given(st.sampled_from(list(areas.READERS)), st.binary(max_size=400))
def test_any_bytes_give_our_error(suffix, data):
    magic = {".gpkg": SQLITE_MAGIC, ".kml": b"<kml>", ".json": b'{"type":'}
    area_or_error(f"a{suffix}", magic.get(suffix, b"") + data)


def test_nothing_is_printed(valid, capfd, recwarn):
    area_or_error("a.json", polygon_json([*RING[:2], (float("nan"), 30), *RING[2:]]))
    members = unzipped(valid["a.zip"])
    (name,) = [name for name in members if name.endswith(".shp")]
    for end in range(100, len(members[name]), 20):
        area_or_error("a.zip", zipped(members | {name: members[name][:end]}))
    out, err = capfd.readouterr()
    assert (out, err, list(recwarn)) == ("", "", [])
