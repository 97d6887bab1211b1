"""What cannot be shown as a choropleth."""

from __future__ import annotations

from geo import i18n
from geo.errors import LocalizedError


class ChoroplethError(LocalizedError, ValueError):
    """Numbers cannot be divided as asked; `key` selects the text `choropleth.error.<key>`."""

    group = "choropleth.error"


def choropleth_error(key: str, **values: object) -> ChoroplethError:
    """The error whose texts are `choropleth.error.<key>`."""
    return ChoroplethError(key, values, i18n.text("en", f"choropleth.error.{key}", **values))
