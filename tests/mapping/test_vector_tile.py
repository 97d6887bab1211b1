"""Vector tiles, by the worked examples of the specification (Mapbox Vector Tile 2.1, 4.3)."""

from __future__ import annotations

import json

import pytest

from geo.mapping.vector_tile import as_geojson

LINE, AREA, POINT = 2, 3, 1
# 4.3.5.3: a line (2,2) (2,10) (10,10).
LINESTRING = [9, 4, 4, 18, 0, 16, 16, 0]
# 4.3.5.6: two areas, the second with a hole.
MULTIPOLYGON = [
    9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15,
    9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15,
    9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15,
]  # fmt: skip


def message(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | 2, len(content)]) + content


def tile(name: str, kind: int, commands: list[int], extent: int = 64) -> bytes:
    """A tile of one layer with one feature; all numbers are below 128, one byte each."""
    feature = bytes([3 << 3, kind]) + message(4, bytes(commands))
    layer = message(1, name.encode()) + message(2, feature) + bytes([5 << 3, extent])
    return message(3, layer)


EXAMPLE = tile("roads", LINE, LINESTRING)


def features(content: bytes, *place: int) -> list[dict]:
    return json.loads(as_geojson(content, *(place or (0, 0, 0))))["features"]


def test_the_line_of_the_specification():
    (line,) = features(EXAMPLE)
    ((a, b, c),) = line["geometry"]["coordinates"]
    assert a[0] == b[0] == pytest.approx(2 / 64 * 360 - 180)
    assert c[0] == pytest.approx(10 / 64 * 360 - 180)
    assert a[1] > b[1] == c[1]


def test_the_areas_of_the_specification():
    (shape,) = features(tile("Waterways", AREA, MULTIPOLYGON))
    first, second = shape["geometry"]["coordinates"]
    assert [len(first), len(second)] == [1, 2]
    assert first[0][0] == first[0][-1]
    assert shape["properties"] == {"water": True}


def test_a_tile_lies_where_its_address_says():
    """Zoom 1, south-east: the middle of the map is its north-western corner (EPSG:3857)."""
    (line,) = features(tile("x", LINE, [9, 0, 0, 10, 126, 126]), 1, 1, 1)
    ((corner, far),) = line["geometry"]["coordinates"]
    assert corner == [0, 0]
    assert far[0] == pytest.approx(63 / 64 * 180)
    assert -85.06 < far[1] < -80


def test_points_are_left_out():
    assert features(tile("towns", POINT, [9, 50, 34])) == []


@pytest.mark.parametrize("end", range(1, len(EXAMPLE)))
def test_a_tile_that_is_cut_off_is_empty(end):
    assert features(EXAMPLE[:end]) == []


@pytest.mark.parametrize("commands", [[10, 1, 1], [15], [12, 1, 1], [9, 1]])
def test_commands_without_sense_draw_nothing(commands):
    assert features(tile("x", LINE, commands)) == []
