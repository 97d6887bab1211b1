"""Online providers, for those who set one. Without the setting nothing leaves the machine."""

from geo.geocode.providers.base import Provider, ProviderAnswer
from geo.geocode.providers.registry import PROVIDERS, configured

__all__ = ["PROVIDERS", "Provider", "ProviderAnswer", "configured"]
