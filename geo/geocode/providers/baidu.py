"""Baidu (百度), geocoding v3."""

from __future__ import annotations

from geopy.geocoders import BaiduV3

from geo.geocode.providers.base import TIMEOUT_S, ProviderAnswer, answer, as_failures
from geo.geocode.providers.geopy_options import OPTIONS
from geo.geocode.providers.levels import by_level
from geo.model import Datum


class BaiduProvider:
    """Baidu's geocoding v3; its coordinates are BD-09."""

    name = "baidu"
    pause_s = 0.35

    def __init__(self, key: str, url: str, timeout: float = TIMEOUT_S) -> None:
        """`key` is Baidu's AK."""
        self._geocoder = BaiduV3(key, timeout=timeout, **OPTIONS)
        if url:
            self._geocoder.api = url.rstrip("/") + self._geocoder.api_path

    def ask(self, query: str) -> list[ProviderAnswer]:
        """See `Provider`."""
        with as_failures(self.name):
            place = self._geocoder.geocode(query)  # at most one result
            if place is None:
                return []
            level = str(place.raw.get("level") or "")
            metres = by_level(level)
            at = place.raw["location"]
            return [answer(query, at["lng"], at["lat"], Datum.BD09, metres, level)]
