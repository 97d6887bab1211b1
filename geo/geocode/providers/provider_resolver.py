"""Query a provider for one name: only places in Sichuan count, and errors are not results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import call

from geopy.extra.rate_limiter import RateLimiter
from pyproj import Geod

from geo.errors import ProviderError
from geo.geocode.model import (
    Ambiguous,
    Candidate,
    Failed,
    Outcome,
    Outside,
    Reason,
    ReasonCode,
    Resolved,
    UnitLevel,
    Unresolved,
)
from geo.geocode.providers.base import COARSE_M, Provider, ProviderAnswer
from geo.model import LIMIT_M, Precision

PROVINCE = "四川"
APART_M = 5_000  # answers that lie farther apart are different places
FIRST_SCORE, STEP = 0.8, 0.1
MAX_QUERY = 80  # characters; providers refuse more
PATIENCE = 3  # consecutive failures before the rest is skipped
WGS84 = Geod(ellps="WGS84")


@dataclass(frozen=True)
class CountyAtPoint:
    """The county that holds a point, with its names."""

    adcode: str
    county: str
    prefecture: str


Locator = Callable[[float, float], CountyAtPoint | None]  # degrees WGS84; None outside the province


def rate_limiter(seconds: float) -> RateLimiter:
    """Calls the function that it is given, at least `seconds` after it began the last call.

    Sessions share the provider's key, so one limiter serves all sessions of a provider, whose
    object each session has of its own. Errors pass through, and nothing is asked again.
    """
    return RateLimiter(
        call,
        min_delay_seconds=seconds,
        max_retries=0,
        error_wait_seconds=seconds,  # it may not be less than the delay; without retries unused
        swallow_exceptions=False,
    )


class ProviderResolver:
    """The queries of one session. Answers are cached for its lifetime; failures are not."""

    def __init__(self, provider: Provider, county_at: Locator, limiter: RateLimiter) -> None:
        """`county_at` says which county of Sichuan holds a point; see `rate_limiter`."""
        self.provider, self._county_at, self._limiter = provider, county_at, limiter
        self._known: dict[str, list[ProviderAnswer]] = {}
        self._failures, self._last = 0, ""

    def resolve(self, name: str, region: str = "") -> Outcome:
        """What the provider knows of a name; `region` is put before it."""
        asked = query_text(name, region)
        try:
            return self._outcome(name, self._ask(asked))
        except ProviderError as error:
            self._failures = PATIENCE if error.lasting else self._failures + 1
            self._last = str(error)
            return Failed(name, method=self.provider.name, message=self._last)

    @property
    def given_up(self) -> bool:
        """Whether the rest would fail as the last ones did."""
        return self._failures >= PATIENCE

    def try_again(self) -> None:
        """Forget the failures so far."""
        self._failures = 0

    def _ask(self, asked: str) -> list[ProviderAnswer]:
        if asked not in self._known:
            found: list[ProviderAnswer] = self._limiter(self.provider.ask, asked)
            if found:
                self._known[asked] = found
            self._failures = 0
            return found
        return self._known[asked]

    def _outcome(self, name: str, answers: Sequence[ProviderAnswer]) -> Outcome:
        method = self.provider.name
        useful = [one for one in answers if one.uncertainty_m < COARSE_M]
        found = [self._candidate(name, one, self._county_at(one.lon, one.lat)) for one in useful]
        inside = self._apart([one for one in found if one.adcode])
        if inside:
            kind = Resolved if len(inside) == 1 else Ambiguous
            return kind(name, tuple(inside), method=method)
        if found:
            return Outside(name, tuple(found), method=method)
        return Unresolved(name, reasons=(Reason(ReasonCode.NO_NAME),), method=method)

    def _candidate(self, name: str, one: ProviderAnswer, county: CountyAtPoint | None) -> Candidate:
        return Candidate(
            kind=UnitLevel.ADDRESS,
            id=f"{self.provider.name}:{one.lon:.5f},{one.lat:.5f}",
            name_zh=one.name or name,
            adcode=county.adcode if county else None,
            prefecture=county.prefecture if county else "",
            county=county.county if county else "",
            town="",
            village="",
            lon=one.lon,
            lat=one.lat,
            precision=precision_of(one.uncertainty_m),
            uncertainty_m=one.uncertainty_m,
            score=FIRST_SCORE,
            reasons=(Reason(ReasonCode.PROVIDER, self.provider.name),),
            span=(0, len(name)),
            province="" if county else one.name,
        )

    def _apart(self, found: Sequence[Candidate]) -> list[Candidate]:
        """Different places only, each with a lower score than the one before."""
        kept: list[Candidate] = []
        for one in found:
            if all(_metres(one, other) > APART_M for other in kept):
                kept.append(replace(one, score=round(FIRST_SCORE - STEP * len(kept), 2)))
        return kept


def query_text(name: str, region: str) -> str:
    """The question: province, region and name, none of them twice."""
    parts = [part for part in (region.strip(), name.strip()) if part]
    text = "".join(part for at, part in enumerate(parts) if part not in "".join(parts[at + 1 :]))
    return (text if PROVINCE in text else f"{PROVINCE}省{text}")[:MAX_QUERY]


def precision_of(metres: int) -> Precision:
    """The class for an uncertainty; one source alone never makes a place exact."""
    if metres <= LIMIT_M[Precision.SITE]:
        return Precision.SITE
    return Precision.LOCALITY if metres <= LIMIT_M[Precision.LOCALITY] else Precision.AREA


def _metres(one: Candidate, other: Candidate) -> float:
    _, _, metres = WGS84.inv(one.lon, one.lat, other.lon, other.lat)
    return float(metres)
