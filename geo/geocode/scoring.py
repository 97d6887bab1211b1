"""Select the unit that a text means, by the mentions of its lineage.

Every unit of every match is a candidate. Its weight is that of its own match, plus the matches of
units that it lies in, minus the firm matches of regions that it does not lie in. So the deepest
unit that agrees with the rest of the text wins, and a contradiction shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from geo.geocode.gazetteer_index import GazetteerIndex
from geo.geocode.suffixes import UnitRank
from geo.geocode.toponyms import FAINT, FIRM, LONE, NameForm, ToponymMatch

AFTER = 0.8  # a unit above that is named after, not before
REACHED = 0.6  # a former town of the county, or a functional zone, named beside
REGION = 5.0  # what the region given weighs
FORMER = 0.1
ANCHOR = 2.0  # a region weighs at least this to contradict something
COMPLETE = 0.3  # a reading that leaves nothing unexplained
MARGIN = 0.45
ALONE = {UnitRank.COUNTY: 2.2, UnitRank.TOWN: 1.5}  # elsewhere, without its province or prefecture
MAX_UNITS = 400
FEW = 12  # units that are kept of a name that nothing in the text agrees with

Region = frozenset[int]
_NO_UNITS: frozenset[int] = frozenset()


@dataclass(slots=True, eq=False)
class ScoredUnit:
    """A candidate: the unit, its match, the matches for and against it, and what that weighs.

    `own` is the weight without what is against it; `region` is 1 if it lies in the region given,
    -1 if it does not, else 0.
    """

    unit: int
    match: ToponymMatch
    weight: float
    own: float
    above: list[ToponymMatch]
    against: list[ToponymMatch]
    region: int = 0


class CandidateScorer:
    """Weighs matches of one text."""

    def __init__(self, gazetteer: GazetteerIndex) -> None:
        """Use the lineages of `gazetteer`."""
        self._gazetteer = gazetteer

    def weigh(
        self, matches: list[ToponymMatch], region: Region = frozenset(), length: int = -1
    ) -> list[ScoredUnit]:
        """All candidates, best first.

        `region` are the units that are known to hold the place, `length` is that of the text.
        """
        ours = bool(region) or self._speaks_of_ours(matches)
        today = self._gazetteer.today
        best: dict[int, ScoredUnit] = {}
        speaking = [match for match in matches if match.rank <= UnitRank.TOWN or match.reach]
        for match, units in self._worth(matches, speaking):
            for unit in units:
                scored = self._scored(unit, match, speaking, ours)
                if match.end == length and _complete(scored):
                    scored.own += COMPLETE
                    scored.weight += COMPLETE
                if region:
                    self._regard(scored, region)
                known = best.get(today[unit])
                if known is None or scored.weight > known.weight:
                    best[today[unit]] = scored
        return sorted(best.values(), key=self._order)

    def _speaks_of_ours(self, matches: list[ToponymMatch]) -> bool:
        """Whether the text names a region of our own: in full, or shortly and none
        elsewhere."""
        regions = [
            match for match in matches if match.rank <= UnitRank.COUNTY and match.weight >= ANCHOR
        ]
        ours = [match for match in regions if match.inside and match.rank > UnitRank.PROVINCE]
        if any(match.form is not NameForm.SHORT for match in ours):
            return True
        theirs = any(
            not match.inside and (match.form is NameForm.FULL or match.rank < UnitRank.COUNTY)
            for match in regions
        )
        return bool(ours) and not theirs

    def _worth(
        self, matches: list[ToponymMatch], speaking: list[ToponymMatch]
    ) -> Iterator[tuple[ToponymMatch, Sequence[int]]]:
        """Hits with those of their units that can be meant.

        Where some units of the names at one place agree with the rest of the text, only those.
        """
        if not speaking or len(matches) == 1:
            yield from ((match, match.units[:MAX_UNITS]) for match in matches)
            return
        lineage = self._gazetteer.lineage
        agreed: set[tuple[int, int]] = set()
        open_hits: list[tuple[ToponymMatch, list[ToponymMatch]]] = []
        for match in matches:
            others = [
                other
                for other in speaking
                if (other.rank < match.rank or other.reach) and other.start != match.start
            ]
            if others:
                named = _named_units(others)
                agreeing = [unit for unit in match.units if not named.isdisjoint(lineage[unit])]
                if agreeing:
                    agreed.add((match.start, match.rank))
                    yield match, agreeing
                    continue
            open_hits.append((match, others))
        for match, others in open_hits:
            if (match.start, match.rank) not in agreed:
                lost = any(other.rank <= UnitRank.COUNTY for other in others)
                yield match, match.units[: FEW if lost else MAX_UNITS]

    def _order(self, item: ScoredUnit) -> tuple[float, bool, int, int]:
        """By weight; the plan's own places and names of today first."""
        gazetteer = self._gazetteer
        return (
            -item.weight,
            gazetteer.site[item.unit] is None,
            gazetteer.last_year[item.unit],
            item.unit,
        )

    def _scored(
        self, unit: int, match: ToponymMatch, speaking: list[ToponymMatch], ours: bool
    ) -> ScoredUnit:
        """Weigh one unit by the matches of regions, which are `speaking` for it or against it."""
        gazetteer = self._gazetteer
        line = gazetteer.lineage[unit]
        own = match.weight
        if gazetteer.last_year[unit] and gazetteer.today[unit] == unit:
            own -= FORMER
        above: dict[int, tuple[float, ToponymMatch]] = {}
        against: dict[int, tuple[float, ToponymMatch]] = {}
        for other in speaking:
            if other is match or (other.stem > match.start and other.start < match.end):
                continue
            if not other.known.isdisjoint(line):
                if other.rank < match.rank:
                    _keep(above, other, other.weight)
            elif not other.reach.isdisjoint(line):
                if other.rank == UnitRank.THING or match.rank == UnitRank.VILLAGE:
                    _keep(above, other, other.weight * REACHED)
            elif self._contradicts(other, match, line, ours):
                _keep(against, other, other.weight)
        for start, (share, _) in above.items():
            own += share if start < match.start else share * AFTER
        if ours and gazetteer.spread[unit]:
            own = min(own, FAINT)  # the region that the text names is the better place
        if not match.inside and not above:
            own = self._alone(match, own, ours)
        vague = match.rank == UnitRank.TOWN and match.weight < LONE and match.form is NameForm.SHORT
        if vague and not any(other.rank == UnitRank.COUNTY for _, other in above.values()):
            own = min(own, FAINT)  # 中和 in a title is as often two halves of words
        weight, contra = own, []
        for start, (share, other) in against.items():
            if start not in above:
                contra.append(other)
                weight -= share
        return ScoredUnit(unit, match, weight, own, [other for _, other in above.values()], contra)

    def _contradicts(
        self, other: ToponymMatch, match: ToponymMatch, line: tuple[int, ...], ours: bool
    ) -> bool:
        """Whether a mention of a region, or of a town right before a village, speaks against it."""
        if other.rank == UnitRank.TOWN:
            if (
                match.rank != UnitRank.VILLAGE
                or other.form is NameForm.SHORT
                or other.end > match.start
            ):
                return False
        elif other.rank > UnitRank.COUNTY or other.weight < ANCHOR:
            return False
        if (
            not other.inside
            and ours
            and (other.rank == UnitRank.COUNTY or other.form is NameForm.SHORT)
        ):
            return False
        if not other.inside and other.rank == UnitRank.COUNTY and other.form is not NameForm.FULL:
            return False
        last = line[-1]
        return not any(last in self._gazetteer.lineage[unit] for unit in other.units)

    def _alone(self, match: ToponymMatch, own: float, ours: bool) -> float:
        """What a place elsewhere weighs when the text says nothing of where it lies."""
        if match.rank < UnitRank.COUNTY:
            return min(own, LONE) if ours and match.form is NameForm.SHORT else own
        if match.form is not NameForm.FULL or (ours and match.rank == UnitRank.TOWN):
            return min(own, FAINT)
        return min(own, LONE if ours else ALONE[UnitRank(match.rank)])

    def _regard(self, scored: ScoredUnit, region: Region) -> None:
        """Let the region given decide."""
        lineage = self._gazetteer.lineage
        if not region.isdisjoint(lineage[scored.unit]):
            scored.weight += REGION
            scored.own += REGION
            scored.region = 1
        elif not any(self._gazetteer.today[scored.unit] in lineage[unit] for unit in region):
            scored.weight -= REGION
            scored.region = -1

    def group(self, ranked: list[ScoredUnit]) -> list[ScoredUnit]:
        """The best and those that weigh nearly as much, without units that hold the best."""
        best = ranked[0]
        line = self._gazetteer.lineage[best.unit]
        used = {(match.start, match.rank) for match in best.above}
        found = [best]
        for item in ranked[1:]:
            if item.weight < best.weight - MARGIN:
                break
            if (
                self._gazetteer.today[item.unit] in line
                or (item.match.start, item.match.rank) in used
            ):
                continue
            found.append(item)
        return found

    def common(self, group: list[ScoredUnit]) -> int:
        """The lowest unit that all of a group lie in."""
        lines = [self._gazetteer.lineage[item.unit] for item in group]
        shared = set(lines[0]).intersection(*lines[1:])
        return max(shared, key=lambda unit: (self._gazetteer.rank[unit], unit), default=-1)

    def firm(self, ranked: Iterable[ScoredUnit], *, inside: bool) -> list[ScoredUnit]:
        """The candidates here or elsewhere that are more than a guess, best first."""
        return [item for item in ranked if item.match.inside == inside and item.own >= FIRM]


def _named_units(matches: list[ToponymMatch]) -> frozenset[int]:
    """All units that matches speak of."""
    if len(matches) == 1 and not matches[0].reach:
        return matches[0].known
    return _NO_UNITS.union(*(match.known for match in matches), *(match.reach for match in matches))


def _complete(scored: ScoredUnit) -> bool:
    """Whether a village and the units above it, side by side, are all of the text up to its end."""
    end = scored.match.start
    for match in sorted(scored.above, key=lambda match: -match.start):
        if match.end != end:
            return False
        end = match.start
    town = any(match.rank == UnitRank.TOWN for match in scored.above)
    return end == 0 and town and scored.match.rank == UnitRank.VILLAGE


def _keep(kept: dict[int, tuple[float, ToponymMatch]], match: ToponymMatch, weight: float) -> None:
    """Of the matches that begin at one place, keep the weightiest."""
    known = kept.get(match.start)
    if known is None or weight > known[0]:
        kept[match.start] = weight, match
