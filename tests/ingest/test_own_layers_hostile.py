"""Hostile own layers: one sentence, no crash, nothing fetched, nothing of a foreign file run."""

from __future__ import annotations

import gzip
import json
import socket
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.tile import Compression, TileType

from geo.errors import IngestError, LayerFileError
from geo.ingest.layers import guarded
from geo.ingest.layers.pmtiles import read_pmtiles, unpacked
from geo.ingest.layers.raster_tiles import is_picture
from geo.ingest.layers.vector_tiles import VertexBudget, vector_tile
from geo.ingest.user_files import page_files
from tests.ingest.hostile import generated_geopackage, geopackage, kml, wkb_nest, wkb_polygon
from tests.ingest.hostile_areas import AREAS
from tests.ingest.own_layer_files import CHENGDU, pmtiles, png
from tests.ingest.own_layer_files import vector_tile as written_tile

HEADER = 127
QUICK = [name for name in AREAS if name.startswith(("wkb nest 60", "wkb of many", "kml", "zip"))]


def outcome(name: str, data: bytes):
    """The layer, or the key of the error."""
    try:
        return page_files().read_layer(name, data)
    except (LayerFileError, IngestError) as fault:
        assert str(fault)
        return fault.key


@pytest.mark.parametrize("name", QUICK)
def test_hostile_areas_are_hostile_layers_too(tmp_path, name):
    suffix, make = AREAS[name]
    outcome(f"a{suffix}", make(tmp_path))


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE k [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><kml><Placemark><name>&b;</name>'
        b"<Point><coordinates>104,30</coordinates></Point></Placemark></kml>",
        b'<!DOCTYPE k SYSTEM "http://127.0.0.1:9/x"><kml/>',
        b"<kml>" + b"<Folder>" * 3000,
    ],
)
def test_entities_and_depth_of_a_kml_are_refused(data):
    assert outcome("a.kml", data) == "not_readable"


def test_links_of_a_kml_are_told_and_never_followed():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        link = f"<NetworkLink><Link><href>{address}</href></Link></NetworkLink>"
        icon = f"<GroundOverlay><Icon><href>{address}</href></Icon></GroundOverlay>"
        style = f"<Style><IconStyle><Icon><href>{address}</href></Icon></IconStyle></Style>"
        spot = "<Placemark><Point><coordinates>104,30</coordinates></Point></Placemark>"
        found = outcome("a.kml", kml(link + icon + style + spot))
        assert found.facts["unread_links"] == 2
        assert outcome("a.kml", kml(link)) == "only_links"
        with pytest.raises(TimeoutError):
            server.accept()


def test_of_a_geopackage_no_view_no_trigger_no_computed_column_is_run(tmp_path):
    view = (
        "CREATE VIEW v AS SELECT 1 AS id, geom FROM layer;"
        "INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 4326);"
        "CREATE TRIGGER t AFTER INSERT ON layer BEGIN SELECT load_extension('x'); END;"
    )
    found = outcome("a.gpkg", geopackage(tmp_path, [wkb_polygon()], more=view))
    assert found.counts == {"point": 0, "line": 0, "area": 1}  # of the table, not of the view
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"
    more = f"DROP TABLE layer; CREATE VIEW layer AS SELECT x AS id, x AS geom FROM ({endless})"
    assert outcome("a.gpkg", geopackage(tmp_path, [], more=more)) == "no_features"
    assert (
        outcome("a.gpkg", generated_geopackage(tmp_path, "zeroblob(900000000)")) == "not_readable"
    )
    assert outcome("a.gpkg", geopackage(tmp_path, [wkb_nest(1000)])) == "not_readable"


def damaged(at: int, value: bytes) -> bytes:
    data = bytearray(pmtiles({(5, 25, 13): png(), CHENGDU: png(2)}))
    data[at : at + len(value)] = value
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"PMTiles\x03",
        b"PMTiles\x02" + bytes(200),
        damaged(8, (2**40).to_bytes(8, "little")),  # the root directory lies behind the file
        damaged(16, (2**63).to_bytes(8, "little")),  # ... or is longer than it
        damaged(56, (2**40).to_bytes(8, "little")),  # the tiles do
        damaged(HEADER, b"\xff" * 12),  # the directory is not gzip
        damaged(97, b"\1\1"),  # it says that nothing is packed
    ],
)
def test_broken_directories_of_tiles_are_refused(data):
    assert outcome("a.pmtiles", data) == "not_readable"


def directory(*entries: int) -> bytes:
    """A file whose root directory has these numbers."""
    packed = gzip.compress(b"".join(number for number in map(varint, entries)))
    head = bytearray(pmtiles({CHENGDU: png()})[:HEADER])
    head[8:24] = HEADER.to_bytes(8, "little") + len(packed).to_bytes(8, "little")
    head[40:56] = HEADER.to_bytes(8, "little") + len(packed).to_bytes(8, "little")
    head[56:72] = HEADER.to_bytes(8, "little") + len(packed).to_bytes(8, "little")
    return bytes(head) + packed


def varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def test_a_directory_that_holds_itself_or_billions_of_tiles_ends():
    size = len(gzip.compress(bytes(5)))
    assert outcome("a.pmtiles", directory(1, 0, 0, size, 1)) == "not_readable"  # a leaf: itself
    assert outcome("a.pmtiles", directory(1, 5000, 2**40, 3, 1)) == "too_many_tiles"
    assert outcome("a.pmtiles", directory(2**50, 0)) == "not_readable"


def test_a_bomb_is_unpacked_to_the_limit_only():
    with pytest.raises(ValueError, match="larger"):
        unpacked(gzip.compress(bytes(50_000_000)), 1000)
    data = pmtiles({CHENGDU: gzip.compress(bytes(20_000_000))}, TileType.MVT, Compression.GZIP)
    assert outcome("a.pmtiles", data) == "not_readable"


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_vector_tile_that_is_cut_off_is_an_error_of_its_own(cut):
    tile = written_tile()
    with pytest.raises((ValueError, IndexError)):
        vector_tile(tile[:-cut], *CHENGDU, VertexBudget(1000))


def test_numbers_without_an_end_and_too_many_vertices_are_errors():
    with pytest.raises(ValueError, match="too long"):
        vector_tile(b"\x1a\xff" + b"\xff" * 5000, *CHENGDU, VertexBudget(1000))
    with pytest.raises(OverflowError):
        vector_tile(written_tile(), *CHENGDU, VertexBudget(3))


@given(st.binary(max_size=300))
def test_no_bytes_at_all_are_more_than_a_damaged_tile(content):
    for data in (content, written_tile() + content, written_tile()[: len(content)] + content):
        with suppress(ValueError, IndexError, OverflowError):
            json.loads(vector_tile(data, *CHENGDU, VertexBudget(10_000)))
    for media, magic in (
        ("image/png", b"\x89PNG\r\n\x1a\n"),
        ("image/jpeg", b"\xff\xd8"),
        ("image/webp", b"RIFF0000WEBP"),
    ):
        assert is_picture(magic + content, media) in (True, False)


@given(st.integers(0, 400), st.binary(min_size=1, max_size=12))
def test_a_changed_archive_is_read_or_refused(at, value):
    with suppress(LayerFileError):
        found = guarded("a.pmtiles", lambda: read_pmtiles(damaged(at, value)))
        assert all(is_picture(tile, found.media) for tile in found.tiles.values())
