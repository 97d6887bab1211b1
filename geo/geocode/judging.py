"""Which of the units mentioned in a text is meant: what the text says of its lineage decides.

Every unit of every hit is a candidate. It weighs what its own hit weighs, plus the hits of units
that it lies in, minus the firm hits of regions that it does not lie in. So the deepest unit that
agrees with the rest of the text wins, and a contradiction shows.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.geocode.knowledge import Knowledge
from geo.geocode.mentions import FAINT, FIRM, Form, Hit
from geo.geocode.naming import Rank

AFTER = 0.8  # a unit above that is named after, not before
REGION = 5.0  # what the region given weighs
FORMER = 0.1
ANCHOR = 2.0  # a region weighs at least this to contradict something
LONE = 1.0  # a province or prefecture elsewhere, named beside a region of ours
MARGIN = 0.45
RARE = 2  # units of a name that few can be meant by it, wherever they are
MAX_CANDIDATES = 400


@dataclass(slots=True)
class Scored:
    """A candidate: the unit, its hit, the hits for and against it, and what that weighs."""

    unit: int
    hit: Hit
    weight: float
    own: float  # without what is against it
    above: list[Hit]
    against: list[Hit]
    region: int = 0  # 1: lies in the region given, -1: does not


class Judge:
    """Weighs hits of one text."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Use the lineages of `knowledge`."""
        self._know = knowledge

    def weigh(self, hits: list[Hit], region: int = -1) -> list[Scored]:
        """All candidates, best first; `region` is the unit that is known to hold the place."""
        ours = any(hit.inside and hit.rank in (Rank.PREFECTURE, Rank.COUNTY)
                   and hit.weight >= ANCHOR for hit in hits) or region >= 0  # fmt: skip
        lineage = self._know.lineage
        by_unit: dict[int, Scored] = {}
        for hit in hits:
            several = ours and hit.rank == Rank.THING
            for unit in hit.units[:MAX_CANDIDATES]:
                scored = self._scored(unit, hit, hits, ours)
                if several and len(self._know.within[unit]) > 1:
                    scored.weight = min(scored.weight, FAINT)  # the region is the better place
                if region >= 0:
                    self._regard(scored, region)
                known = by_unit.get(self._know.today[unit])
                if known is None or scored.weight > known.weight:
                    by_unit[lineage[unit][-1]] = scored
        return sorted(by_unit.values(), key=lambda item: (-item.weight, item.unit))

    def _scored(self, unit: int, hit: Hit, hits: list[Hit], ours: bool) -> Scored:
        know = self._know
        line = know.lineage[unit]
        own = hit.weight
        if know.last_year[unit] and know.today[unit] == unit:
            own -= FORMER
        if not hit.inside and ours and hit.form is Form.SHORT and hit.rank <= Rank.PREFECTURE:
            own = min(own, LONE)
        above: dict[int, Hit] = {}
        against: dict[int, Hit] = {}
        for other in hits:
            if other is hit or (other.stem > hit.start and other.start < hit.end):
                continue
            if not other.known.isdisjoint(line):
                if other.rank >= hit.rank and hit.rank != Rank.THING:
                    continue
                known = above.get(other.start)
                if known is None or other.weight > known.weight:
                    above[other.start] = other
            elif other.rank <= Rank.COUNTY and other.weight >= ANCHOR and self._against(other, line, ours):
                known = against.get(other.start)
                if known is None or other.weight > known.weight:
                    against[other.start] = other
        for other in above.values():
            own += other.weight * (1.0 if other.start < hit.start else AFTER)
        if not hit.inside and hit.rank >= Rank.COUNTY and not above:
            own = self._alone(hit, own, ours)
        contra = [item for start, item in against.items() if start not in above]
        weight = own - sum(item.weight for item in contra)
        return Scored(unit, hit, weight, own, list(above.values()), contra)

    def _against(self, other: Hit, line: tuple[int, ...], ours: bool) -> bool:
        """Whether a region contradicts a lineage: none of its units lies in the lineage's last."""
        if not other.inside and ours and other.form is Form.SHORT and other.rank <= Rank.PREFECTURE:
            return False
        if not other.inside and other.rank == Rank.COUNTY and (
            other.form is Form.SHORT or ours
        ):
            return False
        last = line[-1]
        return not any(last in self._know.lineage[unit] for unit in other.units)

    def _alone(self, hit: Hit, own: float, ours: bool) -> float:
        """A county or town elsewhere without its province or prefecture."""
        if hit.form is not Form.FULL or (ours and hit.rank == Rank.TOWN):
            return min(own, FAINT)
        if ours:
            return min(own, LONE)
        return min(own, 2.2 if hit.rank == Rank.COUNTY else 1.5)

    def _regard(self, scored: Scored, region: int) -> None:
        """Let the region given decide."""
        lineage = self._know.lineage
        if region in lineage[scored.unit]:
            scored.weight += REGION
            scored.own += REGION
            scored.region = 1
        elif self._know.today[scored.unit] not in lineage[region]:
            scored.weight -= REGION
            scored.region = -1

    def group(self, ranked: list[Scored]) -> list[Scored]:
        """The best and those that weigh nearly as much, without units that hold the best."""
        best = ranked[0]
        line = self._know.lineage[best.unit]
        return [
            item for item in ranked
            if item is best or (
                item.weight >= best.weight - MARGIN
                and item.hit.inside == best.hit.inside
                and self._know.today[item.unit] not in line
            )
        ]  # fmt: skip

    def common(self, group: list[Scored]) -> int:
        """The lowest unit that all of a group lie in."""
        lines = [self._know.lineage[item.unit] for item in group]
        shared = set(lines[0]).intersection(*lines[1:])
        return max(shared, key=lambda unit: (self._know.rank[unit], unit), default=-1)

    def inside_and_outside(self, ranked: list[Scored]) -> tuple[Scored | None, Scored | None]:
        """The best candidate here and the best elsewhere, as far as they are firm."""
        here = next((item for item in ranked if item.hit.inside and item.weight >= FIRM), None)
        there = next((item for item in ranked if not item.hit.inside and item.weight >= FIRM), None)
        return here, there
