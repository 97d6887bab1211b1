"""Typed coordinates, in whatever way people type them."""

import pytest

from geo.gazetteer.datum import from_wgs84
from geo.geocode.deciding import read_coordinates
from geo.model import Datum


@pytest.mark.parametrize("text", [
    "104.06, 30.66", "104.06 30.66", "104.06,30.66", "(104.06;30.66)", "东经104.06° 北纬30.66°",
    "104.06°E, 30.66°N", "30.66, 104.06",
])  # fmt: skip
def test_read(text):
    typed = read_coordinates(text, Datum.WGS84)
    assert (typed.lon, typed.lat) == (104.06, 30.66)
    assert typed.turned == text.startswith("30")


@pytest.mark.parametrize("text", ["", "104", "abc", "104.06, 30.66, 500", "204, 30", "x 104 y 30",
                                  "104°03′36″, 30°39′36″", "nan, nan"])  # fmt: skip
def test_refused(text):
    assert read_coordinates(text, Datum.WGS84) is None


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09, Datum.CGCS2000])
def test_converted(datum):
    lon, lat = from_wgs84(104.06, 30.66, datum)
    typed = read_coordinates(f"{lon}, {lat}", datum)
    assert (typed.lon, typed.lat) == pytest.approx((104.06, 30.66), abs=3e-6)
