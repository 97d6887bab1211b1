"""Circles and distances against GeographicLib (no part of PROJ) and published geodesics."""

import pytest
import shapely
from geographiclib.geodesic import Geodesic

from geo.query.buffers import buffer_outline
from geo.query.spatial import DistanceIndex

# Karney's test geodesics on WGS84 as PROJ's geodtest.c and GeographicLib's tests have them:
# lat1, lon1, lat2, lon2, metres. (The plane that picks the nearest points must reach both ends.)
PUBLISHED = [
    (35.60777, -139.44815, -11.17491, -69.95921, 8935244.5604818305),
    (55.52454, 106.05087, 77.03196, 197.18234, 4105086.1713924406),
    (-21.97856, 142.59065, 41.84138, 98.56635, 8394328.894657671),
]
ORIGINS = [(103.0, 30.0), (97.4, 33.0), (108.5, 26.1)]  # the middle of Sichuan and two corners


def metres(one, other):
    return Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0])["s12"]


@pytest.mark.parametrize(("lat1", "lon1", "lat2", "lon2", "expected"), PUBLISHED)
def test_published_geodesics(lat1, lon1, lat2, lon2, expected):
    there = (lon2 + 180) % 360 - 180
    (found,) = DistanceIndex([shapely.Point(there, lat2)]).distances_to(shapely.Point(lon1, lat1))
    assert found == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("km", [1.0, 50.0, 300.0])
def test_a_circle_is_round(origin, km):
    """Also between its vertices: a hexagon would cut off 13 % of the radius."""
    circle = buffer_outline(shapely.Point(origin), km)
    edge = shapely.segmentize(circle.exterior, circle.exterior.length / 720)
    away = [metres(origin, point) / 1000 for point in edge.coords]
    assert max(away) <= km * 1.000_01
    assert min(away) >= km * 0.998


@pytest.mark.parametrize("origin", ORIGINS)
def test_the_area_of_a_circle_is_that_of_a_circle(origin):
    circle = buffer_outline(shapely.Point(origin), 20.0)
    polygon = Geodesic.WGS84.Polygon()
    for lon, lat in circle.exterior.coords[:-1]:
        polygon.AddPoint(lat, lon)
    _, _, square_metres = polygon.Compute(False, True)
    assert abs(square_metres) == pytest.approx(3.14159265 * 20_000**2, rel=0.002)


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("bearing", range(0, 360, 45))
def test_points_at_a_known_distance(origin, bearing):
    at = Geodesic.WGS84.Direct(origin[1], origin[0], bearing, 75_000)
    (found,) = DistanceIndex([shapely.Point(at["lon2"], at["lat2"])]).distances_to(
        shapely.Point(origin)
    )
    assert found == pytest.approx(75_000, abs=0.01)


def test_around_a_line_the_reach_is_a_band_with_round_ends():
    line = shapely.LineString([(103.0, 30.0), (104.0, 30.0)])
    band = buffer_outline(line, 10.0)
    edge = shapely.segmentize(band.exterior, 0.02)
    away = DistanceIndex([shapely.Point(p) for p in edge.coords]).distances_to(line)
    assert min(away) > 9_950
    assert max(away) < 10_050


def test_from_where_the_plane_does_not_reach_everything_is_infinitely_far():
    shapes = [shapely.Point(103, 30), None, shapely.LineString([(103, 30), (104, 30)])]
    assert DistanceIndex(shapes).distances_to(shapely.Point(0, -90)) == [
        float("inf"),
        None,
        float("inf"),
    ]
