"""Nominatim, the search of OpenStreetMap."""

from __future__ import annotations

from geopy.geocoders import Nominatim
from geopy.location import Location

from geo.geocode.providers.base import TIMEOUT_S, ProviderAnswer, answer, as_failures
from geo.geocode.providers.geopy_options import (
    MAX_ANSWERS,
    NORTH_EAST,
    OPTIONS,
    SOUTH_WEST,
    as_list,
    private_server,
)
from geo.geocode.providers.levels import by_extent
from geo.model import Datum


class NominatimProvider:
    """OpenStreetMap's own search; its public server allows one query per second."""

    name = "nominatim"
    pause_s = 1.0

    def __init__(self, key: str, url: str, timeout: float = TIMEOUT_S) -> None:
        """`url` of a private server, without `/search`; there is no key."""
        self._geocoder = Nominatim(timeout=timeout, **OPTIONS, **private_server(url))

    def ask(self, query: str) -> list[ProviderAnswer]:
        """See `Provider`."""
        with as_failures(self.name):
            found = self._geocoder.geocode(
                query,
                exactly_one=False,
                limit=MAX_ANSWERS,
                country_codes="cn",
                language="zh",
                viewbox=(SOUTH_WEST, NORTH_EAST),
            )
            return [self._answer(place) for place in as_list(found)]

    def _answer(self, place: Location) -> ProviderAnswer:
        raw = place.raw
        south, north, west, east = map(float, raw["boundingbox"])
        metres = by_extent((west, south, east, north))
        level = str(raw.get("addresstype") or raw.get("type") or "")
        # From `raw`: geopy normalises coordinates, which would hide invalid ones.
        return answer(place.address, raw["lon"], raw["lat"], Datum.WGS84, metres, level)
