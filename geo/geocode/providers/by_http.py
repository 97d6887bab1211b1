"""Providers that geopy does not know, over geopy's own adapter: AMap and Tianditu."""

from __future__ import annotations

import json
import ssl
from typing import Any
from urllib.parse import urlencode

from geopy import exc
from geopy.adapters import AdapterHTTPError, URLLibAdapter

from geo.geocode.providers.base import TIMEOUT_S, ProviderAnswer, answer, as_failures, failed
from geo.geocode.providers.levels import by_level
from geo.json_document import Json
from geo.model import Datum

KEY_STATUS, BUSY_STATUS = (401, 403, 418), 429
# https://lbs.amap.com/api/webservice/guide/tools/info: the codes that have a cause of their own
AMAP_KEY = ("10001", "10002", "10005", "10006", "10007", "10008", "10009", "10012", "10013")
AMAP_QUOTA = ("10003", "10044", "10045", "40000", "40002")
AMAP_BUSY = ("10004", "10014", "10019", "10020", "10021", "10029")
AMAP_REFUSED = ("20000", "20001", "20011", "20012")
TIANDITU_OK, TIANDITU_NOTHING = "0", ("101", "404")


class _Asked:
    """Gets JSON from an address, with the failures that all providers share."""

    name = ""

    def __init__(self, key: str, url: str, timeout: float) -> None:
        self._key, self._url, self._timeout = key, url, timeout
        self._adapter = URLLibAdapter(proxies=None, ssl_context=ssl.create_default_context())

    def _get(self, path: str, **parameters: str) -> Any:
        address = f"{self._url.rstrip('/')}{path}?{urlencode(parameters)}"
        try:
            return self._adapter.get_json(
                address, timeout=self._timeout, headers={"User-Agent": "shutu"}
            )
        except AdapterHTTPError as error:
            if error.status_code in KEY_STATUS:
                raise failed("key", self.name) from error
            if error.status_code == BUSY_STATUS:
                raise failed("busy", self.name) from error
            raise exc.GeocoderServiceError(f"HTTP {error.status_code}") from error


class AMapProvider(_Asked):
    """AMap's geocoding v3; its coordinates are GCJ-02."""

    name = "amap"
    pause_s = 0.35

    def __init__(self, key: str, url: str, timeout: float = TIMEOUT_S) -> None:
        """`key` is one for AMap's web services."""
        super().__init__(key, url or "https://restapi.amap.com", timeout)

    def ask(self, query: str) -> list[ProviderAnswer]:
        """See `Provider`."""
        with as_failures(self.name):
            message = self._get("/v3/geocode/geo", address=query, key=self._key, output="JSON")
            if message["status"] != "1":
                raise failed(_amap_kind(str(message.get("infocode"))), self.name)
            return [self._answer(place) for place in message["geocodes"]]

    def _answer(self, place: Json) -> ProviderAnswer:
        lon, lat = str(place["location"]).split(",")
        level = str(place.get("level") or "")
        name = str(place.get("formatted_address") or "")
        return answer(name, lon, lat, Datum.GCJ02, by_level(level), level)


class TiandituProvider(_Asked):
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
            message = self._get("/geocoder", ds=asked, tk=self._key)
            if (
                "code" in message and "status" not in message
            ):  # the gateway's response to invalid keys
                raise failed("key", self.name)
            status = str(message["status"])
            if status in TIANDITU_NOTHING:
                return []
            if status != TIANDITU_OK:
                raise failed("server", self.name)
            place = message["location"]
            level = str(place.get("level") or "")
            name = str(place.get("keyWord") or query)
            return [
                answer(name, place["lon"], place["lat"], Datum.CGCS2000, by_level(level), level)
            ]


def _amap_kind(code: str) -> str:
    kinds = {"key": AMAP_KEY, "quota": AMAP_QUOTA, "busy": AMAP_BUSY, "refused": AMAP_REFUSED}
    return next((kind for kind, codes in kinds.items() if code in codes), "server")
