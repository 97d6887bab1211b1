"""From weighed units to candidates with names, place, score and reasons."""

from __future__ import annotations

from math import exp
from typing import Any, NamedTuple

from geo.geocode.folding import Folded
from geo.geocode.judging import Scored
from geo.geocode.knowledge import Knowledge
from geo.geocode.mentions import Form, Hit
from geo.geocode.model import Candidate, Level, Reason, Why
from geo.geocode.naming import Rank
from geo.model import Precision

STEEPNESS = 3.0  # a weight of 3 is a score of 0.63, one of 9 is 0.95
NEARLY_SCORE = 0.7
CONTRADICTED = 0.3  # of the weight is left where the text says two things
DECIMALS = 3


def score(weight: float) -> float:
    """A weight as a number in 0..1."""
    return round(1 - exp(-max(weight, 0.0) / STEEPNESS), DECIMALS)


class Facts(NamedTuple):
    """What all candidates of a unit share."""

    fixed: dict[str, Any]
    reasons: tuple[Reason, ...]
    province: str


class Writer:
    """Makes candidates."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Use the columns of `knowledge`."""
        self._know = knowledge
        self._facts: dict[int, Facts] = {}

    def candidate(
        self,
        item: Scored,
        folded: Folded,
        *,
        unit: int = -1,
        share: int = 1,
        further: tuple[Reason, ...] = (),
    ) -> Candidate:
        """The candidate of a weighed unit, or of `unit` above it; `share` is how many are alike."""
        place = item.unit if unit < 0 else unit
        raised = 0 <= unit != self._know.today[item.unit]
        start = min([item.hit.start, *[hit.start for hit in item.above]])
        end = max([item.hit.end, *[hit.end for hit in item.above]])
        weight = max(item.weight, item.own * CONTRADICTED) if item.against else item.weight
        value = score(weight) * (NEARLY_SCORE if item.hit.form is Form.NEARLY else 1.0)
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

    def _read(self, place: int) -> Facts:
        """What is the same of a unit in every answer."""
        know = self._know
        now = know.today[place]
        level = Level(know.level[now])
        province, prefecture, county, town, village = (
            know.name[know.today[above]] if (above := know.above(now, rank)) >= 0 else ""
            for rank in (Rank.PROVINCE, Rank.PREFECTURE, Rank.COUNTY, Rank.TOWN, Rank.VILLAGE)
        )
        inside, site = know.inside[now], know.site[now]
        reasons = self._spread(now)
        if level in (Level.TOWN, Level.VILLAGE) and inside and self._has_seat(now):
            reasons += (Reason(Why.SEAT, town),)
        fixed = {
            "kind": Level.SITE if site else level,
            "id": site or know.id[now],
            "name_zh": know.name[now],
            "adcode": self._adcode(now),
            "prefecture": prefecture,
            "county": county,
            "town": town,
            "village": village,
            "lon": know.lon[now],
            "lat": know.lat[now],
            "precision": Precision(know.precision[now]),
            "uncertainty_m": know.uncertainty_m[now],
        }
        return Facts(fixed, reasons, "" if inside else province)

    def _adcode(self, unit: int) -> str | None:
        for rank in (Rank.COUNTY, Rank.PREFECTURE):
            above = self._know.above(unit, rank)
            if above >= 0:
                return self._know.id[above][:6]
        return None if self._know.inside[unit] else self._know.id[self._know.lineage[unit][0]]

    def _has_seat(self, unit: int) -> bool:
        county = self._know.county(unit)
        return county >= 0 and self._know.lon[unit] != self._know.lon[county]

    def _spread(self, unit: int) -> tuple[Reason, ...]:
        count = len(self._know.within[unit])
        if count > 1 and self._know.rank[unit] == Rank.THING:
            return (Reason(Why.SPANS_COUNTIES, str(count)),)
        return ()

    def _reasons(self, item: Scored) -> tuple[Reason, ...]:
        know, unit, form = self._know, item.unit, item.hit.form
        found: list[Reason] = []
        if know.last_year[unit]:
            found.append(Reason(Why.FORMER_NAME, str(know.last_year[unit])))
        match form:
            case Form.SHORT:
                found.append(Reason(Why.SHORT_NAME, know.stem[unit]))
            case Form.OTHER if not know.last_year[unit]:
                found.append(Reason(Why.OTHER_SUFFIX, know.name[unit]))
            case Form.NEARLY:
                found.append(Reason(Why.ONE_WRONG, know.name[unit]))
            case Form.ALIAS if know.rank[unit] != Rank.THING:
                found.append(Reason(Why.ALIAS, know.name[unit]))
            case Form.FULL | Form.ALIAS:
                found.append(Reason(Why.FULL_NAME, know.name[unit]))
        return tuple(found)

    def _lineage(self, item: Scored) -> tuple[Reason, ...]:
        found = [Reason(Why.WITHIN, self.named(hit)) for hit in sorted(item.above, key=_start)]
        found += [Reason(Why.CONTRADICTS, self.named(hit)) for hit in item.against]
        return tuple(found)

    def named(self, hit: Hit) -> str:
        """The name of what a hit of a region means."""
        return self._know.name[self._know.today[hit.units[0]]]


def _start(hit: Hit) -> int:
    return hit.start
