"""Typed coordinates, in whatever way people type them."""

import pytest

from geo.gazetteer.datum import from_wgs84
from geo.geocode import UnitLevel
from geo.geocode.coordinate_input import candidate_at, read_coordinates
from geo.geocode.providers.provider_resolver import CountyAtPoint
from geo.model import Datum, Precision


@pytest.mark.parametrize(
    "text",
    [
        "104.06, 30.66",
        "104.06 30.66",
        "104.06,30.66",
        "(104.06;30.66)",
        "东经104.06° 北纬30.66°",
        "104.06°E, 30.66°N",
        "30.66, 104.06",
    ],
)
def test_read(text):
    typed = read_coordinates(text, Datum.WGS84)
    assert (typed.lon, typed.lat) == (104.06, 30.66)
    assert typed.turned == text.startswith("30")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "104",
        "abc",
        "104.06, 30.66, 500",
        "204, 30",
        "x 104 y 30",
        "104°03′36″, 30°39′36″",
        "nan, nan",
    ],
)
def test_refused(text):
    assert read_coordinates(text, Datum.WGS84) is None


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09, Datum.CGCS2000])
def test_converted(datum):
    lon, lat = from_wgs84(104.06, 30.66, datum)
    typed = read_coordinates(f"{lon}, {lat}", datum)
    assert (typed.lon, typed.lat) == pytest.approx((104.06, 30.66), abs=3e-6)


@pytest.mark.parametrize(
    ("text", "lon", "lat", "turned"),
    [
        ("104.06, 30.66", 104.06, 30.66, False),
        ("30.66, 104.06", 104.06, 30.66, True),
        ("-104.5, 30", -104.5, 30, False),
        ("30, -104.5", -104.5, 30, True),
        ("50, 30", 50, 30, False),
        ("30, 50", 30, 50, False),
        ("60, 61", 60, 61, False),
        ("59, 61", 61, 59, True),
        ("180, 90", 180, 90, False),
        ("-180, -90", -180, -90, False),
        ("104.12345678, 30.98765432", 104.123457, 30.987654, False),
        ("+104, +30", 104, 30, False),
    ],
)
def test_order_limits_and_digits(text, lon, lat, turned):
    typed = read_coordinates(text, Datum.WGS84)
    assert (typed.lon, typed.lat, typed.turned) == (lon, lat, turned)


@pytest.mark.parametrize("text", ["180.1, 30", "104, 90.1", "-181, 30", "104, -91", "59, 181"])
def test_not_on_earth(text):
    assert read_coordinates(text, Datum.WGS84) is None


def test_a_point_in_a_county():
    county = CountyAtPoint(adcode="510104", prefecture="成都市", county="锦江区")
    point = candidate_at(104.12345678, 30.98765432, Precision.EXACT, county)
    assert point.kind is UnitLevel.ADDRESS
    assert (point.id, point.lon, point.lat) == ("point:104.123457,30.987654", 104.123457, 30.987654)
    assert (point.adcode, point.prefecture, point.county) == ("510104", "成都市", "锦江区")
    assert (point.name_zh, point.town, point.village, point.province) == ("", "", "", "")
    assert (point.precision, point.uncertainty_m) == (Precision.EXACT, 200)
    assert (point.score, point.reasons, point.span) == (1.0, (), (0, 0))


def test_a_point_in_no_county():
    point = candidate_at(90, 30, Precision.SITE, None)
    assert (point.adcode, point.prefecture, point.county) == (None, "", "")
    assert point.precision is Precision.SITE
