"""Datum conversion: exact round trips, the published offsets, and honest None."""

from hypothesis import given
from hypothesis import strategies as st

from geo.gazetteer import datum
from geo.gazetteer.checks import distance_m
from geo.model import Datum

points = st.tuples(st.floats(97.3, 108.6), st.floats(26.0, 34.4))


@given(points)
def test_gcj02_round_trip_is_within_a_centimetre(point):
    back = datum.gcj02_to_wgs84(*datum.wgs84_to_gcj02(*point))
    assert distance_m(point, back) < 0.01


@given(points)
def test_bd09_round_trip_is_within_a_centimetre(point):
    there = datum.gcj02_to_bd09(*datum.wgs84_to_gcj02(*point))
    assert distance_m(point, datum.to_wgs84(*there, Datum.BD09)) < 0.01


@given(points)
def test_gcj02_moves_a_point_by_hundreds_of_metres(point):
    assert 100 < distance_m(point, datum.wgs84_to_gcj02(*point)) < 800


def test_unknown_datum_is_not_guessed():
    assert datum.to_wgs84(104.0, 30.0, Datum.UNKNOWN) is None
    assert datum.to_wgs84(104.0, 30.0, Datum.CGCS2000) == (104.0, 30.0)
