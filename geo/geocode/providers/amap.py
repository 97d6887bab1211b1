"""AMap (高德), geocoding v3."""

from __future__ import annotations

from geo.geocode.providers.base import TIMEOUT_S, ProviderAnswer, answer, as_failures, failed
from geo.geocode.providers.http_json import JsonProvider
from geo.geocode.providers.levels import by_level
from geo.json_document import Json
from geo.model import Datum

# https://lbs.amap.com/api/webservice/guide/tools/info: the codes that have a cause of their own
KEY_CODES = ("10001", "10002", "10005", "10006", "10007", "10008", "10009", "10012", "10013")
QUOTA_CODES = ("10003", "10044", "10045", "40000", "40002")
BUSY_CODES = ("10004", "10014", "10019", "10020", "10021", "10029")
REFUSED_CODES = ("20000", "20001", "20011", "20012")
REASONS = {"key": KEY_CODES, "quota": QUOTA_CODES, "busy": BUSY_CODES, "refused": REFUSED_CODES}


class AMapProvider(JsonProvider):
    """AMap's geocoding v3; its coordinates are GCJ-02."""

    name = "amap"
    pause_s = 0.35

    def __init__(self, key: str, url: str, timeout: float = TIMEOUT_S) -> None:
        """`key` is one for AMap's web services."""
        super().__init__(key, url or "https://restapi.amap.com", timeout)

    def ask(self, query: str) -> list[ProviderAnswer]:
        """See `Provider`."""
        with as_failures(self.name):
            found = self.get("/v3/geocode/geo", address=query, key=self._key, output="JSON")
            if found["status"] != "1":
                raise failed(_reason(str(found.get("infocode"))), self.name)
            return [self._answer(place) for place in found["geocodes"]]

    def _answer(self, place: Json) -> ProviderAnswer:
        lon, lat = str(place["location"]).split(",")
        level = str(place.get("level") or "")
        name = str(place.get("formatted_address") or "")
        return answer(name, lon, lat, Datum.GCJ02, by_level(level), level)


def _reason(code: str) -> str:
    """The reason for an error code of AMap."""
    return next((reason for reason, codes in REASONS.items() if code in codes), "server")
