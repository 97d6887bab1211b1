"""JSON over HTTP for the providers that geopy does not know, by geopy's own adapter."""

from __future__ import annotations

import ssl
from typing import Any
from urllib.parse import urlencode

from geopy import exc
from geopy.adapters import AdapterHTTPError, URLLibAdapter

from geo.geocode.providers.base import failed

KEY_STATUS, BUSY_STATUS = (401, 403, 418), 429


class JsonProvider:
    """Gets JSON from a URL and translates the failures that these providers share."""

    name = ""

    def __init__(self, key: str, url: str, timeout: float) -> None:
        """`url` is the root of the service, `timeout` in seconds."""
        self._key, self._url, self._timeout = key, url, timeout
        self._adapter = URLLibAdapter(proxies=None, ssl_context=ssl.create_default_context())

    def get(self, path: str, **parameters: str) -> Any:
        """The parsed JSON at `path` with these parameters.

        Raises:
            ProviderError: the provider refuses the key, or is busy.
            GeopyError: any other failure.
        """
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
