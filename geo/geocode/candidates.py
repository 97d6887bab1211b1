"""From weighed units to candidates with names, place, score and reasons."""

from __future__ import annotations

from math import exp
from typing import Any, NamedTuple

from geo.geocode.gazetteer_index import GazetteerIndex
from geo.geocode.model import Candidate, Reason, ReasonCode, UnitLevel
from geo.geocode.normalize import NormalizedText
from geo.geocode.scoring import ScoredUnit
from geo.geocode.suffixes import UnitRank
from geo.geocode.toponyms import NameForm, ToponymMatch
from geo.model import Precision

STEEPNESS = 3.0  # a weight of 3 is a score of 0.63, one of 9 is 0.95
NEARLY_SCORE = 0.7
CONTRADICTED = 0.3  # of the weight is left where the text says two things
DECIMALS = 3


def score(weight: float) -> float:
    """A weight as a number in 0..1."""
    return round(1 - exp(-max(weight, 0.0) / STEEPNESS), DECIMALS)


class UnitFacts(NamedTuple):
    """What all candidates of a unit share."""

    fixed: dict[str, Any]
    reasons: tuple[Reason, ...]
    province: str


class CandidateBuilder:
    """Makes candidates."""

    def __init__(self, gazetteer: GazetteerIndex) -> None:
        """Use the columns of `gazetteer`."""
        self._gazetteer = gazetteer
        self._facts: dict[int, UnitFacts] = {}

    def candidate(
        self,
        item: ScoredUnit,
        folded: NormalizedText,
        *,
        unit: int = -1,
        share: int = 1,
        further: tuple[Reason, ...] = (),
    ) -> Candidate:
        """The candidate of a weighed unit, or of `unit` above it; `share` is how many are alike."""
        place = item.unit if unit < 0 else unit
        raised = 0 <= unit != self._gazetteer.today[item.unit]
        start = min([item.match.start, *[match.start for match in item.above]])
        end = max([item.match.end, *[match.end for match in item.above]])
        weight = max(item.weight, item.own * CONTRADICTED) if item.against else item.weight
        value = score(weight) * (NEARLY_SCORE if item.match.form is NameForm.FUZZY else 1.0)
        return self.plain(
            place,
            score=round(value / share**0.5, DECIMALS),
            reasons=(*(() if raised else self._reasons(item)), *self._lineage(item), *further),
            span=folded.span(start, end),
        )

    def plain(
        self,
        place: int,
        *,
        score: float,
        reasons: tuple[Reason, ...],
        span: tuple[int, int] = (0, 0),
    ) -> Candidate:
        """The candidate of a unit with given score and reasons."""
        facts = self._facts.get(place)
        if facts is None:
            facts = self._facts[place] = self._read(place)
        return Candidate(
            **facts.fixed,
            score=score,
            reasons=reasons + facts.reasons,
            span=span,
            province=facts.province,
        )

    def _read(self, place: int) -> UnitFacts:
        """What is the same of a unit in every answer."""
        gazetteer = self._gazetteer
        now = gazetteer.today[place]
        level = UnitLevel(gazetteer.level[now])
        province, prefecture, county, town, village = (
            gazetteer.name[gazetteer.today[above]]
            if (above := gazetteer.above(now, rank)) >= 0
            else ""
            for rank in (
                UnitRank.PROVINCE,
                UnitRank.PREFECTURE,
                UnitRank.COUNTY,
                UnitRank.TOWN,
                UnitRank.VILLAGE,
            )
        )
        inside, site = gazetteer.inside[now], gazetteer.site[now]
        reasons = self._spread(now)
        if level in (UnitLevel.TOWN, UnitLevel.VILLAGE) and inside and self._has_seat(now):
            reasons += (Reason(ReasonCode.SEAT, town),)
        fixed = {
            "kind": UnitLevel.SITE if site else level,
            "id": site or gazetteer.id[now],
            "name_zh": gazetteer.name[now],
            "adcode": self._adcode(now),
            "prefecture": prefecture,
            "county": county,
            "town": town,
            "village": village,
            "lon": gazetteer.lon[now],
            "lat": gazetteer.lat[now],
            "precision": Precision(gazetteer.precision[now]),
            "uncertainty_m": gazetteer.uncertainty_m[now],
        }
        return UnitFacts(fixed, reasons, "" if inside else province)

    def _adcode(self, unit: int) -> str | None:
        for rank in (UnitRank.COUNTY, UnitRank.PREFECTURE):
            above = self._gazetteer.above(unit, rank)
            if above >= 0:
                return self._gazetteer.id[above][:6]
        return (
            None
            if self._gazetteer.inside[unit]
            else self._gazetteer.id[self._gazetteer.lineage[unit][0]]
        )

    def _has_seat(self, unit: int) -> bool:
        county = self._gazetteer.county(unit)
        return county >= 0 and self._gazetteer.lon[unit] != self._gazetteer.lon[county]

    def _spread(self, unit: int) -> tuple[Reason, ...]:
        count = len(self._gazetteer.within[unit])
        if count > 1 and self._gazetteer.rank[unit] == UnitRank.THING:
            return (Reason(ReasonCode.SPANS_COUNTIES, str(count)),)
        return ()

    def _reasons(self, item: ScoredUnit) -> tuple[Reason, ...]:
        gazetteer, unit, form = self._gazetteer, item.unit, item.match.form
        found: list[Reason] = []
        if gazetteer.last_year[unit]:
            found.append(Reason(ReasonCode.FORMER_NAME, str(gazetteer.last_year[unit])))
        match form:
            case NameForm.SHORT:
                found.append(Reason(ReasonCode.SHORT_NAME, gazetteer.stem[unit]))
            case NameForm.OTHER if not gazetteer.last_year[unit]:
                found.append(Reason(ReasonCode.OTHER_SUFFIX, gazetteer.name[unit]))
            case NameForm.FUZZY:
                found.append(Reason(ReasonCode.ONE_WRONG, gazetteer.name[unit]))
            case NameForm.ALIAS if gazetteer.rank[unit] != UnitRank.THING:
                found.append(Reason(ReasonCode.ALIAS, gazetteer.name[unit]))
            case NameForm.FULL | NameForm.ALIAS:
                found.append(Reason(ReasonCode.FULL_NAME, gazetteer.name[unit]))
        return tuple(found)

    def _lineage(self, item: ScoredUnit) -> tuple[Reason, ...]:
        found = [
            Reason(ReasonCode.WITHIN, self.named(match)) for match in sorted(item.above, key=_start)
        ]
        found += [Reason(ReasonCode.CONTRADICTS, self.named(match)) for match in item.against]
        return tuple(found)

    def named(self, match: ToponymMatch) -> str:
        """The name of what a match of a region means."""
        return self._gazetteer.name[self._gazetteer.today[match.units[0]]]


def _start(match: ToponymMatch) -> int:
    return match.start
