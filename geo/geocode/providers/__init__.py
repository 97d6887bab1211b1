"""Online providers, optional. Without the setting no data leaves the machine."""

from geo.geocode.providers.base import Provider, ProviderAnswer
from geo.geocode.providers.registry import PROVIDERS, configured

__all__ = ["PROVIDERS", "Provider", "ProviderAnswer", "configured"]
