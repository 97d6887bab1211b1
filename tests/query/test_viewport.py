"""Views that a link may ask for and points that a browser may report: none that cannot be."""

from math import inf, nan

import pytest

from geo.query.viewport import Viewport, make_viewport, read_point


@pytest.mark.parametrize(
    "damaged",
    [None, [], [104], [104, 30, 1], ["104", "30"], [nan, 30], [104, 91], {"lon": 104}, "104,30"],
)
def test_what_is_no_point_is_none(damaged):
    assert read_point(damaged) is None


def test_a_point_is_read():
    assert read_point([104, 30.5]) == (104.0, 30.5)


VIEWS = [
    # lon, lat, zoom, bearing; the bearing of the view, None for no view
    (86.0, 17.5, 4.0, 0, 0),
    (120.0, 43.0, 15.0, 0, 0),
    (85.999, 30, 8, 0, None),
    (120.001, 30, 8, 0, None),
    (104, 17.499, 8, 0, None),
    (104, 43.001, 8, 0, None),
    (104, 30, 3.999, 0, None),
    (104, 30, 15.001, 0, None),
    (104, 30, 8, 359.4, 359),
    (104, 30, 8, 359.6, 0),
    (104, 30, 8, 360, 0),
    (104, 30, 8, 725, 5),
    (-3.4303, -73.8621, 4, 0, None),  # of a box without a height
    (nan, 30, 8, 0, None),
    (104, 30, nan, 0, None),
    (104, 30, 8, nan, None),
    (104, 30, 8, -30, 330),
    (104, 30, 8, -0.4, 0),
    (104, 30, 8, inf, None),
    (104, inf, 8, 0, None),
]


@pytest.mark.parametrize(("lon", "lat", "zoom", "bearing", "turned"), VIEWS)
def test_views_that_there_can_be(lon, lat, zoom, bearing, turned):
    known = None if turned is None else Viewport(lon, lat, zoom, turned)
    assert make_viewport(lon, lat, zoom, bearing) == known


def test_a_view_looks_north_unless_it_is_said():
    assert make_viewport(104, 30, 8) == Viewport(104, 30, 8, 0)


@pytest.mark.parametrize(
    ("message", "point"),
    [
        ([360, 90], (360.0, 90.0)),
        ([-360, -90], (-360.0, -90.0)),
        ((104, 30), (104.0, 30.0)),
        ([0, 0], (0.0, 0.0)),
        ([360.1, 30], None),
        ([-360.1, 30], None),
        ([104, 90.1], None),
        ([104, -90.1], None),
        ([True, 30], None),
        ([10**400, 30], None),
        ([104, None], None),
    ],
)
def test_points_on_earth(message, point):
    assert read_point(message) == point
