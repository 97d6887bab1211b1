"""The uncertainty of an answer: from the level of Chinese providers, or from its extent."""

from __future__ import annotations

from collections.abc import Sequence

from pyproj import Geod

from geo.geocode.providers.base import COARSE_M

UNKNOWN_M = 5_000
# The first word that the level contains counts.
LEVELS_M = {
    "国家": COARSE_M,
    "省": COARSE_M,
    "区县": 20_000,
    "县级": 20_000,
    "地级": COARSE_M,
    "乡镇": 5_000,
    "街道": 3_000,
    "开发区": 3_000,
    "商圈": 2_000,
    "村": 2_000,
    "道路": 2_000,
    "门": 300,
    "单元": 300,
    "路口": 300,
    "站": 500,
    "兴趣点": 500,
    "景": 1_000,
    "小区": 500,
    "大厦": 300,
    "市": COARSE_M,
}
POINT_M = 500  # an answer that covers no area
WGS84 = Geod(ellps="WGS84")


def by_level(level: str) -> int:
    """Metres for the level of an answer, generous; 5 km for a word that we do not know."""
    return next((metres for word, metres in LEVELS_M.items() if word in level), UNKNOWN_M)


def by_extent(box: Sequence[float]) -> int:
    """Metres from the middle of a box (west, south, east, north in degrees) to its corner."""
    west, south, east, north = box
    _, _, metres = WGS84.inv(west, south, east, north)
    return max(POINT_M, round(float(metres) / 2))
