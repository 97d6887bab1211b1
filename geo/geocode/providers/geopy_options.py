"""Options of the providers that geopy knows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import URLLibAdapter
from geopy.location import Location

# Where `requests` is installed geopy would use it, which logs URLs, and with them the key, when it
# repeats a request.
OPTIONS = {"user_agent": "shutu", "adapter_factory": URLLibAdapter}
MAX_ANSWERS = 5
# The surroundings of Sichuan (lat, lon): Nominatim and Photon search the whole world.
SOUTH_WEST, NORTH_EAST = (25.5, 97.0), (35.0, 109.5)


def private_server(url: str) -> dict[str, str]:
    """geopy's `scheme` and `domain` for the URL of a private server; empty without one."""
    if not url:
        return {}
    parts = urlsplit(url)
    return {"scheme": parts.scheme, "domain": f"{parts.netloc}{parts.path}".rstrip("/")}


def as_list(found: Any) -> list[Location]:
    """geopy's result as a list, which is None when nothing was found."""
    return list(found or [])
