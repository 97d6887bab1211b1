"""Parse typed coordinates."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.gazetteer.datum import to_wgs84
from geo.geocode.model import Candidate, UnitLevel
from geo.geocode.providers.provider_resolver import CountyAtPoint
from geo.model import LIMIT_M, Datum, Precision

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
NOISE = re.compile(
    r"[\s,;:/|°EeNn\N{FULLWIDTH COMMA}\N{IDEOGRAPHIC COMMA}\N{FULLWIDTH SEMICOLON}"
    r"\N{FULLWIDTH COLON}东经北纬度()\[\]\N{FULLWIDTH LEFT PARENTHESIS}"
    r"\N{FULLWIDTH RIGHT PARENTHESIS}]*"
)
EASTERNMOST_LAT = 60  # in China every longitude is greater and every latitude smaller


@dataclass(frozen=True)
class CoordinateInput:
    """Typed degrees as WGS84; `turned` when latitude was typed first."""

    lon: float
    lat: float
    turned: bool


def read_coordinates(text: str, datum: Datum) -> CoordinateInput | None:
    """Two numbers in `datum`, longitude and latitude in either order; None when it is not that.

    >>> read_coordinates("30.66, 104.06", Datum.WGS84)
    CoordinateInput(lon=104.06, lat=30.66, turned=True)
    """
    numbers = NUMBER.findall(text)
    if len(numbers) != 2 or NOISE.fullmatch(NUMBER.sub("", text)) is None:
        return None
    first, second = map(float, numbers)
    turned = abs(first) < EASTERNMOST_LAT < abs(second)
    lon, lat = (second, first) if turned else (first, second)
    if abs(lon) > 180 or abs(lat) > 90:
        return None
    point = to_wgs84(lon, lat, datum)
    return CoordinateInput(round(point[0], 6), round(point[1], 6), turned) if point else None


def candidate_at(
    lon: float, lat: float, precision: Precision, county: CountyAtPoint | None
) -> Candidate:
    """A point set by the user with a `precision`; degrees WGS84."""
    return Candidate(
        kind=UnitLevel.ADDRESS,
        id=f"point:{lon:.6f},{lat:.6f}",
        name_zh="",
        adcode=county.adcode if county else None,
        prefecture=county.prefecture if county else "",
        county=county.county if county else "",
        town="",
        village="",
        lon=round(lon, 6),
        lat=round(lat, 6),
        precision=precision,
        uncertainty_m=LIMIT_M[precision],
        score=1.0,
        reasons=(),
        span=(0, 0),
    )
