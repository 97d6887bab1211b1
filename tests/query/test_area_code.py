"""Typed areas inside links: what fits comes back the same, what is damaged is no area."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, Polygon, box

from geo.model import AreaRule, Datum
from geo.query.area_code import MAX_CODE, decode_area, encode_area, on_grid
from geo.query.area_input import AREA_DATUMS
from geo.query.spatial import AreaFilter

SQUARE = box(103.4, 30.9, 104.0, 31.3)
WITH_HOLE = Polygon(SQUARE.exterior, [box(103.5, 31.0, 103.6, 31.1).exterior])
corner = st.tuples(st.floats(98, 108), st.floats(26, 34))


def convex_hull(corners: list[tuple[float, float]]) -> shapely.Geometry:
    return shapely.MultiPoint(corners).convex_hull


shapes = st.one_of(
    st.lists(corner, min_size=3, max_size=30).map(convex_hull),
    st.tuples(corner, st.floats(0.001, 1)).map(lambda one: Point(one[0]).buffer(one[1])),
    st.just(WITH_HOLE),
    st.just(MultiPolygon([WITH_HOLE, box(105, 30, 106, 31)])),
).filter(lambda shape: shape.area > 1e-6)


def typed(shape, **more) -> AreaFilter:
    return AreaFilter("片区", shapely.to_wkb(on_grid(shape)), is_typed=True, **more)


@settings(max_examples=150, deadline=None)
@given(shapes, st.sampled_from(AreaRule), st.sampled_from(AREA_DATUMS))
def test_an_area_survives_the_round_trip(shape, rule, datum):
    area = typed(shape, rule=rule, datum=datum)
    code = encode_area(area)
    assert code and len(code) <= MAX_CODE
    assert decode_area(code) == area


@settings(max_examples=60, deadline=None)
@given(shapes)
def test_a_rounded_area_is_valid_and_moves_by_less_than_two_metres(shape):
    kept = on_grid(shape)
    assert kept.is_valid
    assert shapely.hausdorff_distance(kept, shape) < 2e-5
    decimals = shapely.get_coordinates(kept) * 1e5
    assert np.abs(decimals - np.round(decimals)).max() < 1e-6


def test_what_has_no_code():
    assert encode_area(AreaFilter("上传", shapely.to_wkb(SQUARE))) is None
    turns = np.linspace(0, 6.2, 2000)
    crowd = np.column_stack([103 + (1 + turns % 0.01) * np.cos(turns), 31 + np.sin(turns)])
    assert encode_area(typed(Polygon(crowd).buffer(0))) is None


def test_a_hundred_corners_fit():
    ring = Point(104, 31).buffer(0.5, quad_segs=25)
    assert shapely.count_coordinates(ring) == 101
    assert encode_area(typed(ring))


@pytest.mark.parametrize("code", ["", "1", "2abc", "1abc", "1é", "x" * 2_000, "1" + "A" * 1_400])
def test_what_is_no_code(code):
    assert decode_area(code) is None


def packed(record) -> str:
    content = record if isinstance(record, bytes) else json.dumps(record).encode()
    return "1" + urlsafe_b64encode(zlib.compress(content, 9)).decode().rstrip("=")


FLAT = [10300000, 3000000, 100000, 0, 0, 100000]


@pytest.mark.parametrize(
    "record",
    [
        None,
        [],
        {"n": 1},
        ["a", "share", "WGS84", []],
        ["a", "share", "WGS84", [[]]],
        ["a", "share", "WGS84", [[FLAT[:-1]]]],
        ["a", "share", "WGS84", [[[*FLAT, 0.5, 1]]]],
        ["a", "share", "WGS84", [[[*FLAT, 10**400, 1]]]],
        ["a", "share", "WGS84", [[[*FLAT, True, 1]]]],
        ["a", "share", "WGS84", [[[0, 0, 19000000, 0, 0, 100000]]]],  # 190 degrees east
        ["a", "share", "WGS84", [[[0, 0, 10, 10, 0, -10, -10, 10]]]],  # crosses itself
        ["a", "most", "WGS84", [[FLAT]]],
        ["a", "share", "unknown", [[FLAT]]],
        ["a", "share", [], [[FLAT]]],
        [5, "share", "WGS84", [[FLAT]]],
        ["a\u202eb", "share", "WGS84", [[FLAT]]],
        ["a\n#b", "share", "WGS84", [[FLAT]]],
        ["a" * 101, "share", "WGS84", [[FLAT]]],
        b"[" * 15_000,
        b'["' + b"a" * 1_000_000 + b'"]',
        b"\xff",
    ],
)
def test_a_code_with_other_content_is_no_area(record):
    assert decode_area(packed(["a", "share", Datum.WGS84, [[FLAT]]])) is not None
    assert decode_area(packed(record)) is None


def test_a_code_that_was_cut_off_or_changed_is_no_area():
    code = encode_area(typed(WITH_HOLE))
    assert code
    raw = bytearray(urlsafe_b64decode(code[1:] + "=="))
    raw[len(raw) // 2] ^= 1
    assert decode_area("1" + urlsafe_b64encode(raw).decode().rstrip("=")) is None
    for end in range(1, len(code)):
        assert decode_area(code[:end]) is None
