"""The results of the geocoder: one of five outcomes, with ranked candidates and their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from geo.model import Precision


class MatchStatus(StrEnum):
    """The five outcomes."""

    RESOLVED = "resolved"
    AMBIGUOUS = "ambiguous"
    UNRESOLVED = "unresolved"
    OUTSIDE = "outside"
    FAILED = "failed"


class UnitLevel(StrEnum):
    """What a candidate is."""

    PROVINCE = "province"
    ZONE = "zone"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"
    SITE = "site"
    STATION = "station"
    RIVER = "river"
    AIRPORT = "airport"
    GEONAME = "geoname"
    AREA = "area"  # functional zones: 成都高新区, 天府新区
    ADDRESS = "address"  # what an online provider found


class ReasonCode(StrEnum):
    """Reason codes; texts are `geocode.why.<code>` in the locale files."""

    FULL_NAME = "full_name"  # value: the name as it stands in the text
    SHORT_NAME = "short_name"  # the text drops the suffix; value: what the text says
    OTHER_SUFFIX = "other_suffix"  # 村 for 社区, 乡 for 镇; value: today's name
    FORMER_NAME = "former_name"  # value: the last year in which the name was official
    ALIAS = "alias"  # value: the alias
    ONE_WRONG = "one_wrong"  # one character is wrong, missing or too many; value: what was meant
    WITHIN = "within"  # the text names the unit above; value: its name
    REGION = "region"  # the region column or setting decides; value: its name
    CONTEXT = "context"  # a region named before in the running text; value: its name
    ONLY_ONE = "only_one"  # the only one of its name in the province
    SEVERAL = "several"  # several of that name below the unit given; value: how many
    UNKNOWN_BELOW = "unknown_below"  # names something below that is not known; value: it
    CONTRADICTS = "contradicts"  # the text names another unit; value: it
    CONTRADICTS_REGION = "contradicts_region"  # the region given is another; value: it
    OTHER_PROVINCE = "other_province"  # value: the province
    ALSO_OUTSIDE = "also_outside"  # units of that name exist elsewhere too; value: where
    SPANS_COUNTIES = "spans_counties"  # the place lies in several counties; value: how many
    SEAT = "seat"  # the point is the seat of the town
    UNKNOWN_REGION = "unknown_region"  # the region given is no region of Sichuan; value: it
    EMPTY = "empty"
    NO_NAME = "no_name"  # no place name that we know stands in the text
    PROVIDER = "provider"  # found by an online provider; value: its id


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a code, and the value that its text has a place for."""

    code: ReasonCode
    value: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a name may mean.

    `adcode` is the six-digit code of the county, or of the prefecture where no county is known, or
    None; `prefecture`, `county`, `town` and `village` are names, empty where not known. `lon`/`lat`
    are WGS84 degrees or both None; `uncertainty_m` is in metres; `score` lies in 0..1; `span` is
    the part of the query as given, end exclusive. `province` is empty in Sichuan.
    """

    kind: UnitLevel
    id: str
    name_zh: str
    adcode: str | None
    prefecture: str
    county: str
    town: str
    village: str
    lon: float | None
    lat: float | None
    precision: Precision
    uncertainty_m: int | None
    score: float
    reasons: tuple[Reason, ...]
    span: tuple[int, int]
    province: str = ""

    @property
    def label(self) -> str:
        """The full path, e.g. 泸州市合江县先市镇下坝村."""
        path = [self.province, self.prefecture, self.county, self.town, self.village]
        text = "".join(dict.fromkeys(part for part in path if part))
        return text if text.endswith(self.name_zh) else f"{text} {self.name_zh}".strip()


@dataclass(frozen=True, slots=True)
class BaseOutcome:
    """What all outcomes have: the query as given, ranked candidates, and reasons of the whole."""

    query: str
    candidates: tuple[Candidate, ...] = ()
    reasons: tuple[Reason, ...] = ()
    method: str = "offline"
    status: MatchStatus = field(default=MatchStatus.UNRESOLVED, init=False)


@dataclass(frozen=True, slots=True)
class Resolved(BaseOutcome):
    """One place; it is `best`, further candidates are what else was weighed."""

    status: MatchStatus = field(default=MatchStatus.RESOLVED, init=False)

    @property
    def best(self) -> Candidate:
        """The place."""
        return self.candidates[0]


@dataclass(frozen=True, slots=True)
class Ambiguous(BaseOutcome):
    """Several places fit, none of them clearly best."""

    status: MatchStatus = field(default=MatchStatus.AMBIGUOUS, init=False)


@dataclass(frozen=True, slots=True)
class Unresolved(BaseOutcome):
    """No known place name; weak guesses, if any, are among the candidates."""

    status: MatchStatus = field(default=MatchStatus.UNRESOLVED, init=False)


@dataclass(frozen=True, slots=True)
class Outside(BaseOutcome):
    """The name belongs to another province; the candidates say where."""

    status: MatchStatus = field(default=MatchStatus.OUTSIDE, init=False)


@dataclass(frozen=True, slots=True)
class Failed(BaseOutcome):
    """A provider could not answer; must not be stored as "no such place"."""

    message: str = ""
    status: MatchStatus = field(default=MatchStatus.FAILED, init=False)


Outcome = Resolved | Ambiguous | Unresolved | Outside | Failed


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in a running text: `span` (end exclusive) and what it means."""

    span: tuple[int, int]
    text: str
    outcome: Outcome
