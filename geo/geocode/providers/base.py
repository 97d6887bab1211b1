"""The answers and errors of all providers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import isfinite
from typing import Protocol
from urllib.error import HTTPError, URLError

from geopy import exc

from geo import i18n
from geo.errors import ProviderError
from geo.gazetteer.datum import to_wgs84
from geo.model import Datum

TIMEOUT_S = 10.0
COARSE_M = 100_000  # of a province or prefecture: no place at all


@dataclass(frozen=True)
class ProviderAnswer:
    """A place that a provider found: degrees WGS84, and how far off it may be, in metres."""

    name: str
    lon: float
    lat: float
    uncertainty_m: int
    level: str = ""  # what it is, in the provider's own words


class Provider(Protocol):
    """A network service that finds places by name."""

    name: str
    pause_s: float  # minimum interval between two queries

    def ask(self, query: str) -> list[ProviderAnswer]:
        """The places that the provider knows by this name, best first; none is an answer too.

        Raises:
            ProviderError: it gave no answer that can be used.
        """
        ...


def answer(
    name: str, lon: object, lat: object, datum: Datum, metres: float, level: str
) -> ProviderAnswer:
    """An answer out of a provider's own coordinates, which lie in `datum`.

    Raises:
        ValueError: these are no coordinates.
    """
    x, y = float(str(lon)), float(str(lat))
    if not (isfinite(x) and isfinite(y) and abs(x) <= 180 and abs(y) <= 90) or x == y == 0:
        raise ValueError("no coordinates")
    point = to_wgs84(x, y, datum)
    if point is None:
        raise ValueError(f"no datum: {datum}")
    return ProviderAnswer(name, round(point[0], 6), round(point[1], 6), round(metres), level)


def failed(key: str, provider: str, **values: object) -> ProviderError:
    """The error whose texts are `provider.<key>`."""
    details = {"provider": provider, **values}
    return ProviderError(key, details, i18n.text("en", f"provider.{key}", **details))


# The first that fits counts: later classes are bases of earlier ones.
KINDS: tuple[tuple[type[Exception], str], ...] = (
    (exc.GeocoderTimedOut, "timeout"),
    (exc.GeocoderUnavailable, "unreachable"),
    (exc.GeocoderRateLimited, "busy"),
    (exc.GeocoderQuotaExceeded, "quota"),
    (exc.GeocoderAuthenticationFailure, "key"),
    (exc.GeocoderInsufficientPrivileges, "key"),
    (exc.GeocoderParseError, "malformed"),
    (exc.GeocoderQueryError, "refused"),
    (exc.GeocoderServiceError, "server"),
    (exc.GeopyError, "refused"),
)


@contextmanager
def as_failures(provider: str) -> Iterator[None]:
    """Convert all errors of a query to `ProviderError`.

    Its text contains nothing of the request, which includes the key.
    """
    try:
        yield
    except ProviderError:
        raise
    except exc.GeopyError as error:
        raise failed(_kind(error), provider) from error
    except TimeoutError as error:
        raise failed("timeout", provider) from error
    except OSError as error:
        raise failed("unreachable", provider) from error
    except Exception as error:  # an answer of another shape than the provider documents
        raise failed("malformed", provider) from error


def _kind(error: exc.GeopyError) -> str:
    cause = error.__context__
    if type(error) is exc.GeocoderServiceError and isinstance(cause, OSError):
        if isinstance(cause, TimeoutError):
            return "timeout"
        if isinstance(cause, URLError) and not isinstance(cause, HTTPError):
            return "unreachable"
    return next(key for kind, key in KINDS if isinstance(error, kind))
