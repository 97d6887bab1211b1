"""Online providers, for those who set one. Without the setting nothing leaves the machine."""

from geo.geocode.providers.answers import Answer, Provider
from geo.geocode.providers.registry import PROVIDERS, configured

__all__ = ["PROVIDERS", "Answer", "Provider", "configured"]
