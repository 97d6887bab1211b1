"""What a browser may report: a server believes no view that no map can show."""

from math import inf, nan

import pytest

from geo.query.viewport import View, read_point, read_report, view_of

GOOD = {"lon": 104.06, "lat": 30.66, "zoom": 8, "bearing": -30, "home": False,
        "bounds": [102.0, 29.0, 106.0, 32.0]}  # fmt: skip


def test_a_report_is_read():
    report = read_report(GOOD)
    assert report
    assert report.view == View(104.06, 30.66, 8, 330)
    assert report.bounds == (102.0, 29.0, 106.0, 32.0)
    assert not report.home


@pytest.mark.parametrize(
    "wrong",
    [
        {"lon": -3.4303, "lat": -73.8621, "zoom": 4},  # of a box without a height
        {"lon": None}, {"lon": nan}, {"lat": inf}, {"lat": "30"}, {"lon": True}, {"lon": 10**400},
        {"zoom": 3.9}, {"zoom": 15.01}, {"zoom": nan}, {"bearing": None}, {"bearing": nan},
        {"lon": 200}, {"lat": 60},
        {"bounds": [104, 30, 104, 31]}, {"bounds": [103, 31, 104, 31]},  # empty
        {"bounds": [105, 30, 104, 31]}, {"bounds": [104, 32, 105, 31]},  # the wrong way round
        {"bounds": [103, 29, 105]}, {"bounds": None}, {"bounds": "none"},
        {"bounds": [103, 29, nan, 31]}, {"bounds": [103, 29, 999, 31]},
    ],
    ids=str,
)  # fmt: skip
def test_an_impossible_report_is_not_believed(wrong):
    assert read_report(GOOD | wrong) is None


@pytest.mark.parametrize("damaged", [None, [], "view", 7, {}, {"home": True}])
def test_what_is_no_report_is_none(damaged):
    assert read_report(damaged) is None


@pytest.mark.parametrize("damaged", [None, [], [104], [104, 30, 1], ["104", "30"], [nan, 30],
                                     [104, 91], {"lon": 104}, "104,30"])  # fmt: skip
def test_what_is_no_point_is_none(damaged):
    assert read_point(damaged) is None


def test_a_point_is_read():
    assert read_point([104, 30.5]) == (104.0, 30.5)


VIEWS = [
    # lon, lat, zoom, bearing; the bearing of the view, None for no view
    (86.0, 17.5, 4.0, 0, 0), (120.0, 43.0, 15.0, 0, 0),
    (85.999, 30, 8, 0, None), (120.001, 30, 8, 0, None),
    (104, 17.499, 8, 0, None), (104, 43.001, 8, 0, None),
    (104, 30, 3.999, 0, None), (104, 30, 15.001, 0, None),
    (104, 30, 8, 359.4, 359), (104, 30, 8, 359.6, 0), (104, 30, 8, 360, 0), (104, 30, 8, 725, 5),
    (104, 30, 8, -30, 330), (104, 30, 8, -0.4, 0), (104, 30, 8, inf, None), (104, inf, 8, 0, None),
]  # fmt: skip


@pytest.mark.parametrize(("lon", "lat", "zoom", "bearing", "turned"), VIEWS)
def test_views_that_there_can_be(lon, lat, zoom, bearing, turned):
    known = None if turned is None else View(lon, lat, zoom, turned)
    assert view_of(lon, lat, zoom, bearing) == known


def test_a_view_looks_north_unless_it_is_said():
    assert view_of(104, 30, 8) == View(104, 30, 8, 0)


@pytest.mark.parametrize(("bounds", "believed"), [
    ([-360, -90, 360, 90], True), ([-360.1, 29, 105, 31], False), ([103, 29, 360.1, 31], False),
    ([103, -90.1, 105, 31], False), ([103, 29, 105, 90.1], False),
    ((103, 29, 105, 31), True), ([103, 29, 105, 31, 0], False), ([True, 29, 105, 31], False),
])  # fmt: skip
def test_boxes_on_earth(bounds, believed):
    assert (read_report(GOOD | {"bounds": bounds}) is not None) is believed


def test_whether_the_province_is_shown_is_said_or_it_is_not():
    assert read_report(GOOD | {"home": True}).home is True
    assert (
        read_report({name: value for name, value in GOOD.items() if name != "home"}).home is False
    )


@pytest.mark.parametrize(("said", "point"), [
    ([360, 90], (360.0, 90.0)), ([-360, -90], (-360.0, -90.0)), ((104, 30), (104.0, 30.0)),
    ([0, 0], (0.0, 0.0)), ([360.1, 30], None), ([-360.1, 30], None), ([104, 90.1], None),
    ([104, -90.1], None), ([True, 30], None), ([10**400, 30], None), ([104, None], None),
])  # fmt: skip
def test_points_on_earth(said, point):
    assert read_point(said) == point
