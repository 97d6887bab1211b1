"""Area files that are refused: each with the reason, and before it costs anything."""

import random
import re
import sqlite3
import struct
import zipfile
from pathlib import Path

import pytest
from shapely.geometry import LineString, Point, Polygon, box

from geo import i18n
from geo.errors import AreaFileError, ShutuError
from geo.ingest import areas
from geo.ingest.areas import AREA_LIMITS, AreaLimits, read_area
from geo.ingest.areas.shapefile import SHAPEFILE_MAGIC
from tests.ingest.area_files import (
    RING,
    VRT,
    WITH_HOLE,
    assert_same,
    frame,
    geojson,
    kml,
    polygon_json,
    refused,
    unzipped,
    written,
    zipped,
)


def test_every_error_has_its_text_and_is_one_of_ours():
    folder = Path(areas.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.parents[1].rglob("*.py"))
    raised = set(re.findall(r'area_error\(\s*"(\w+)"', code))
    for lang in i18n.LANGUAGES:
        known = {key for key in i18n.all_texts(lang) if key.startswith("area_file.")}
        assert known == {f"area_file.{key}" for key in raised}
    assert issubclass(AreaFileError, ShutuError) and issubclass(AreaFileError, ValueError)


def test_too_large():
    error = refused("a.json", b" " * (AREA_LIMITS.bytes + 1))
    assert (error.key, error.values) == ("too_large", {"name": "a.json", "limit": 5})


@pytest.mark.parametrize("name", ["a.vrt", "a", "a.rar", "a.shp", ".json", ""])
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
    data = b"<kml>" + b"<a>" * depth + b"</a>" * depth + b"</kml>"
    assert refused("a.kml", data).key == "not_readable"
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


def test_zip_bombs():
    bomb = {"a.shp": SHAPEFILE_MAGIC + bytes(AREA_LIMITS.unzipped), "a.shx": b""}
    data = zipped(bomb)
    assert len(data) < 100_000
    assert refused("a.zip", data).key == "unzipped_too_large"
    # One whose directory lies about the size is not unpacked beyond what it says.
    size = struct.pack("<I", len(bomb["a.shp"]))
    assert refused("a.zip", data.replace(size, struct.pack("<I", 1000))).key == "not_readable"


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
def test_too_many_features(tmp_path, suffix):
    shapes = [box(104 + i / 10, 30, 104.1 + i / 10, 31) for i in range(4)]
    name = f"a{suffix.replace('shp', 'zip')}"
    data = written(tmp_path, suffix, frame(*shapes))
    error = refused(name, data, AreaLimits(features=3))
    assert (error.key, error.values) == ("too_many_features", {"limit": 3})
    assert read_area(name, data, AreaLimits(features=4))


def test_too_many_features_in_several_layers(tmp_path):
    written(tmp_path, ".gpkg", frame(WITH_HOLE), layer="one")
    data = written(tmp_path, ".gpkg", frame(WITH_HOLE), layer="two")
    assert refused("a.gpkg", data, AreaLimits(features=1)).key == "too_many_features"
    assert refused("a.gpkg", data, AreaLimits(layers=1)).key == "too_many_layers"


def test_too_many_vertices():
    data = geojson(WITH_HOLE)
    assert refused("a.json", data, AreaLimits(vertices=9)).key == "too_many_vertices"
    assert read_area("a.json", data, AreaLimits(vertices=10))


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
