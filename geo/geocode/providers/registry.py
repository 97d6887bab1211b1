"""The configured provider."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from geo import settings
from geo.geocode.providers.amap import AMapProvider
from geo.geocode.providers.baidu import BaiduProvider
from geo.geocode.providers.base import Provider, failed
from geo.geocode.providers.nominatim import NominatimProvider
from geo.geocode.providers.photon import PhotonProvider
from geo.geocode.providers.tianditu import TiandituProvider

PROVIDERS: dict[str, Callable[[str, str], Provider]] = {
    kind.name: kind
    for kind in (NominatimProvider, PhotonProvider, BaiduProvider, TiandituProvider, AMapProvider)
}
NEED_KEY = ("baidu", "tianditu", "amap")


def configured() -> Provider | None:
    """The provider of the settings, None (the default) when there is none.

    Raises:
        ProviderError: the provider is unknown, its key is missing, or its URL is invalid.
    """
    name, key, url = settings.geocoder(), settings.geocoder_key(), settings.geocoder_url()
    if not name:
        return None
    if name not in PROVIDERS:
        raise failed("setting", name, known=", ".join(PROVIDERS))
    if name in NEED_KEY and not key:
        raise failed("no_key", name)
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.netloc):
        raise failed("no_url", name)
    return PROVIDERS[name](key, url)
