"""Datums against numbers that others published, not against our own formula.

Figures only, from the tests of other projects, looked up on 2026-11-28: googollee/eviltransform
(its Python test), wandergis/coordtransform (test/app.js) and hujiulong/gcoord
(test/fixtures/china-cities.json: answers of the maps' own services, with 7 decimals).
"""

import pytest

from geo.gazetteer import datum
from geo.gazetteer.checks import distance_m
from geo.model import Datum

WGS84_TO_GCJ02 = [
    # lon, lat → lon, lat: eviltransform (Shanghai, Shenzhen, Beijing), and coordtransform
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
]
GCJ02_TO_BD09 = [
    ((116.404, 39.915), (116.41036949371029, 39.92133699351021)),  # coordtransform
]
# gcoord: three cities of Sichuan and one beyond each side of it, as the services answered
CITIES = [
    # name, WGS84, GCJ-02, BD-09
    ("Xichang", (102.2658401, 27.8850446), (102.2673386, 27.8816151), (102.2738428, 27.8876621)),
    ("Ziyang", (104.6252411, 30.1317508), (104.6276449, 30.1289052), (104.6340814, 30.1351581)),
    ("Luzhou", (105.4386655, 28.8748404), (105.4422659, 28.8718150), (105.4487888, 28.8776874)),
    ("Nagqu", (92.0499619, 31.4784436), (92.0512438, 31.4762063), (92.0576832, 31.4824421)),
    ("Hanzhong", (107.0188197, 33.0693761), (107.0233282, 33.0674824), (107.0297571, 33.0736864)),
    ("Chuxiong", (101.5265949, 25.0485660), (101.5280737, 25.0455363), (101.5344863, 25.0518094)),
]


@pytest.mark.parametrize(("there", "expected"), WGS84_TO_GCJ02)
def test_gcj02_is_that_of_other_programs(there, expected):
    assert datum.wgs84_to_gcj02(*there) == pytest.approx(expected, abs=1e-12, rel=0)
    assert datum.gcj02_to_wgs84(*expected) == pytest.approx(there, abs=1e-9, rel=0)


@pytest.mark.parametrize(("there", "expected"), GCJ02_TO_BD09)
def test_bd09_is_that_of_other_programs(there, expected):
    assert datum.gcj02_to_bd09(*there) == pytest.approx(expected, abs=1e-12, rel=0)
    assert datum.bd09_to_gcj02(*expected) == pytest.approx(there, abs=1e-9, rel=0)


@pytest.mark.parametrize(("name", "wgs84", "gcj02", "bd09"), CITIES)
def test_cities_lie_where_the_maps_show_them(name, wgs84, gcj02, bd09):
    """Within 1 m: the services round, and their formula is not the published one to the end."""
    for code, there in ((Datum.GCJ02, gcj02), (Datum.BD09, bd09)):
        assert distance_m(datum.from_wgs84(*wgs84, code), there) < 1.0
        assert distance_m(datum.to_wgs84(*there, code), wgs84) < 1.0


@pytest.mark.parametrize("code", [Datum.WGS84, Datum.CGCS2000])
def test_what_is_wgs84_already_stays_to_the_last_digit(code):
    assert datum.to_wgs84(104.06512345, 30.65712345, code) == (104.06512345, 30.65712345)
    assert datum.from_wgs84(104.06512345, 30.65712345, code) == (104.06512345, 30.65712345)


@pytest.mark.parametrize("code", [Datum.UNKNOWN, Datum.NONE])
def test_no_datum_gives_no_coordinates(code):
    assert datum.to_wgs84(104.0, 30.0, code) is None
    with pytest.raises(ValueError, match="no coordinate system"):
        datum.from_wgs84(104.0, 30.0, code)
