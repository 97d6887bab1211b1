"""Convert between WGS84 and the coordinates that Chinese web maps publish.

AMap and Tencent publish GCJ-02, Baidu BD-09. The published forward formulas are inverted by
fixed-point iteration; the round trip stays below 0.01 m in Sichuan. CGCS2000 equals WGS84 to well
under a metre and passes unchanged.
"""

from __future__ import annotations

from math import atan2, cos, hypot, pi, sin, sqrt

from geo.model import Datum

SEMI_MAJOR_AXIS_M = 6378245.0  # the Krasovsky ellipsoid that the GCJ-02 formula is built on
ECCENTRICITY_SQUARED = 0.00669342162296594323
BD_ANGLE = pi * 3000.0 / 180.0
ITERATIONS = 6


def to_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float] | None:
    """Degrees in `datum` as WGS84 degrees; None when the datum is not known."""
    match datum:
        case Datum.WGS84 | Datum.CGCS2000:
            return lon, lat
        case Datum.GCJ02:
            return gcj02_to_wgs84(lon, lat)
        case Datum.BD09:
            return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))
        case _:
            return None


def from_wgs84(lon: float, lat: float, datum: Datum) -> tuple[float, float]:
    """WGS84 degrees as degrees in `datum`.

    Raises:
        ValueError: `datum` names no system.
    """
    match datum:
        case Datum.WGS84 | Datum.CGCS2000:
            return lon, lat
        case Datum.GCJ02:
            return wgs84_to_gcj02(lon, lat)
        case Datum.BD09:
            return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))
        case _:
            raise ValueError(f"no coordinate system: {datum}")


def wgs84_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """WGS84 degrees as GCJ-02 degrees."""
    x, y = lon - 105.0, lat - 35.0
    wave = 20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (wave + 20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (wave + 20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    phi = lat / 180.0 * pi
    curvature = 1.0 - ECCENTRICITY_SQUARED * sin(phi) ** 2
    meridian = SEMI_MAJOR_AXIS_M * (1.0 - ECCENTRICITY_SQUARED) / (curvature * sqrt(curvature))
    parallel = SEMI_MAJOR_AXIS_M / sqrt(curvature) * cos(phi)
    return lon + east * 180.0 / (parallel * pi), lat + north * 180.0 / (meridian * pi)


def gcj02_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """GCJ-02 degrees as WGS84 degrees."""
    guess_lon, guess_lat = lon, lat
    for _ in range(ITERATIONS):
        there_lon, there_lat = wgs84_to_gcj02(guess_lon, guess_lat)
        guess_lon, guess_lat = guess_lon + lon - there_lon, guess_lat + lat - there_lat
    return guess_lon, guess_lat


def gcj02_to_bd09(lon: float, lat: float) -> tuple[float, float]:
    """GCJ-02 degrees as BD-09 degrees."""
    radius = hypot(lon, lat) + 0.00002 * sin(lat * BD_ANGLE)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * BD_ANGLE)
    return radius * cos(angle) + 0.0065, radius * sin(angle) + 0.006


def bd09_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """BD-09 degrees as GCJ-02 degrees."""
    guess_lon, guess_lat = lon - 0.0065, lat - 0.006
    for _ in range(ITERATIONS):
        there_lon, there_lat = gcj02_to_bd09(guess_lon, guess_lat)
        guess_lon, guess_lat = guess_lon + lon - there_lon, guess_lat + lat - there_lat
    return guess_lon, guess_lat
