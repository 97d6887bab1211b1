"""Providers that geopy knows: Nominatim, Photon, Baidu."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import URLLibAdapter
from geopy.geocoders import BaiduV3, Nominatim, Photon
from geopy.location import Location

from geo.geocode.providers.base import TIMEOUT_S, ProviderAnswer, answer, as_failures
from geo.geocode.providers.levels import POINT_M, by_extent, by_level
from geo.model import Datum

# Where `requests` is installed geopy would take it, which writes addresses, and with them the key,
# into the log when it asks again.
OPTIONS = {"user_agent": "shutu/0.1", "adapter_factory": URLLibAdapter}
MOST = 5  # answers to one question
# Around Sichuan: these two are asked about the whole world.
SOUTH_WEST, NORTH_EAST = (25.5, 97.0), (35.0, 109.5)


def _address(url: str) -> dict[str, str]:
    """geopy's `scheme` and `domain` for the address of private to one visitor server."""
    parts = urlsplit(url)
    return {"scheme": parts.scheme, "domain": f"{parts.netloc}{parts.path}".rstrip("/")}


def _list(found: Any) -> list[Location]:
    return list(found or [])


class NominatimProvider:
    """OpenStreetMap's own search; its public server wants one question a second at most."""

    name = "nominatim"
    pause_s = 1.0

    def __init__(self, key: str, url: str, timeout: float = TIMEOUT_S) -> None:
        """`url` of a private server, without `/search`; there is no key."""
        where = _address(url) if url else {}
        self._geocoder = Nominatim(timeout=timeout, **OPTIONS, **where)

    def ask(self, query: str) -> list[ProviderAnswer]:
        """See `Provider`."""
        with as_failures(self.name):
            found = self._geocoder.geocode(
                query,
                exactly_one=False,
                limit=MOST,
                country_codes="cn",
                language="zh",
                viewbox=(SOUTH_WEST, NORTH_EAST),
            )
            return [self._answer(place) for place in _list(found)]

    def _answer(self, place: Location) -> ProviderAnswer:
        raw = place.raw
        south, north, west, east = map(float, raw["boundingbox"])
        metres = by_extent((west, south, east, north))
        level = str(raw.get("addresstype") or raw.get("type") or "")
        # geopy's own numbers are turned until they fit on the earth, whatever came
        return answer(place.address, raw["lon"], raw["lat"], Datum.WGS84, metres, level)


class PhotonProvider:
    """Komoot's search of OpenStreetMap."""

    name = "photon"
    pause_s = 1.0

    def __init__(self, key: str, url: str, timeout: float = TIMEOUT_S) -> None:
        """`url` of a private server, without `/api`; there is no key."""
        where = _address(url) if url else {}
        self._geocoder = Photon(timeout=timeout, **OPTIONS, **where)

    def ask(self, query: str) -> list[ProviderAnswer]:
        """See `Provider`."""
        with as_failures(self.name):
            found = self._geocoder.geocode(
                query, exactly_one=False, limit=MOST, bbox=(SOUTH_WEST, NORTH_EAST)
            )
            return [self._answer(place) for place in _list(found)]

    def _answer(self, place: Location) -> ProviderAnswer:
        properties = place.raw["properties"]
        extent = properties.get("extent")  # west, north, east, south
        metres = POINT_M
        if extent:
            west, north, east, south = map(float, extent)
            metres = by_extent((west, south, east, north))
        level = str(properties.get("type") or "")
        lon, lat = place.raw["geometry"]["coordinates"][:2]
        return answer(place.address, lon, lat, Datum.WGS84, metres, level)


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
            place = self._geocoder.geocode(query)  # it never gives more than one
            if place is None:
                return []
            level = str(place.raw.get("level") or "")
            metres = by_level(level)
            at = place.raw["location"]
            return [answer(query, at["lng"], at["lat"], Datum.BD09, metres, level)]
