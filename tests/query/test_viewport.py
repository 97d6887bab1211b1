"""What a browser may report: a server believes no view that no map can show."""

from math import inf, nan

import pytest

from geo.query.viewport import View, read_point, read_report

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
