"""Tianditu (天地图), the national platform."""

from __future__ import annotations

import json

from geo.geocode.providers.base import TIMEOUT_S, ProviderAnswer, answer, as_failures, failed
from geo.geocode.providers.http_json import JsonProvider
from geo.geocode.providers.levels import by_level
from geo.model import Datum

OK, NOT_FOUND = "0", ("101", "404")


class TiandituProvider(JsonProvider):
    """The national platform Tianditu; its coordinates are CGCS2000."""

    name = "tianditu"
    pause_s = 0.35

    def __init__(self, key: str, url: str, timeout: float = TIMEOUT_S) -> None:
        """`key` is one of the kind for servers."""
        super().__init__(key, url or "https://api.tianditu.gov.cn", timeout)

    def ask(self, query: str) -> list[ProviderAnswer]:
        """See `Provider`."""
        with as_failures(self.name):
            asked = json.dumps({"keyWord": query}, ensure_ascii=False)
            found = self.get("/geocoder", ds=asked, tk=self._key)
            # The gateway's response to invalid keys.
            if "code" in found and "status" not in found:
                raise failed("key", self.name)
            status = str(found["status"])
            if status in NOT_FOUND:
                return []
            if status != OK:
                raise failed("server", self.name)
            place = found["location"]
            level = str(place.get("level") or "")
            name = str(place.get("keyWord") or query)
            return [
                answer(name, place["lon"], place["lat"], Datum.CGCS2000, by_level(level), level)
            ]
