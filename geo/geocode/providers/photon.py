"""Photon, Komoot's search of OpenStreetMap."""

from __future__ import annotations

from geopy.geocoders import Photon
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
from geo.geocode.providers.levels import POINT_M, by_extent
from geo.model import Datum


class PhotonProvider:
    """Komoot's search of OpenStreetMap."""

    name = "photon"
    pause_s = 1.0

    def __init__(self, key: str, url: str, timeout: float = TIMEOUT_S) -> None:
        """`url` of a private server, without `/api`; there is no key."""
        self._geocoder = Photon(timeout=timeout, **OPTIONS, **private_server(url))

    def ask(self, query: str) -> list[ProviderAnswer]:
        """See `Provider`."""
        with as_failures(self.name):
            found = self._geocoder.geocode(
                query, exactly_one=False, limit=MAX_ANSWERS, bbox=(SOUTH_WEST, NORTH_EAST)
            )
            return [self._answer(place) for place in as_list(found)]

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
