"""From weighted candidates to one of the outcomes."""

from __future__ import annotations

from dataclasses import dataclass

from geo.geocode.candidates import CandidateBuilder
from geo.geocode.fuzzy_index import gaps, pieces
from geo.geocode.gazetteer_index import GazetteerIndex
from geo.geocode.model import (
    Ambiguous,
    Candidate,
    Outcome,
    Outside,
    Reason,
    ReasonCode,
    Resolved,
    Unresolved,
)
from geo.geocode.normalize import NormalizedText
from geo.geocode.scoring import CandidateScorer, Region, ScoredUnit
from geo.geocode.suffixes import MIN_STEM, UnitRank
from geo.geocode.toponyms import NameForm

MAX_SHOWN = 100  # candidates of an ambiguous answer; no name of a village is borne by more
MAX_BESIDE = 5  # further candidates beside a resolved place
BOTH = 2.4  # what a place here and one elsewhere weigh, when the text speaks of both
CLOSE, FAR = 1.0, 3.0  # differences of weights
WORTH_SHOWING = 0.4  # of the weight of the best, beside a resolved place
RARE = 2  # a name that so few units bear is meant, wherever the text says it is
REGION_SCORE = 0.5


@dataclass(frozen=True, slots=True)
class Query:
    """A query: as given, folded, and the region that is known to hold it, with its name."""

    query: str
    folded: NormalizedText
    region: Region = frozenset()
    region_name: str = ""


class Disambiguator:
    """Decides between resolved and ambiguous, in Sichuan and elsewhere."""

    def __init__(self, knowledge: GazetteerIndex, scorer: CandidateScorer) -> None:
        """Use the names of `knowledge` and the groups of `scorer`."""
        self._gazetteer = knowledge
        self._scorer = scorer
        self._builder = CandidateBuilder(knowledge)

    def decide(self, asked: Query, ranked: list[ScoredUnit]) -> Outcome:
        """The outcome for weighed candidates: here, elsewhere, both or none."""
        ours = self._scorer.firm(ranked, inside=True)
        theirs = [item for item in self._scorer.firm(ranked, inside=False) if item.weight > 0]
        if theirs:
            outcome = self._if_elsewhere(asked, ours, theirs)
            if outcome is not None:
                return outcome
        if not ours or self._gazetteer.rank[ours[0].unit] == UnitRank.PROVINCE:
            weak = [
                self._shown(item, asked) for item in ranked if item.hit.inside and item.weight > 0
            ]
            return Unresolved(asked.query, tuple(weak[:MAX_BESIDE]), (Reason(ReasonCode.NO_NAME),))
        group = self._scorer.group(ours)
        if len(group) == 1:
            return self._single(asked, ours, ranked)
        return self._several(asked, group)

    def by_region(self, asked: Query, outcome: Outcome) -> Outcome:
        """Nothing in the text, but the region given is one county: that is where it lies."""
        region = next(iter(asked.region))
        if len(asked.region) > 1 or self._gazetteer.rank[region] < UnitRank.COUNTY:
            return outcome
        reason = Reason(ReasonCode.REGION, asked.region_name)
        top = self._builder.plain(region, score=REGION_SCORE, reasons=(reason,))
        return Resolved(asked.query, (top, *outcome.candidates[:MAX_BESIDE]))

    def with_unknown(self, outcome: Outcome, asked: Query, ranked: list[ScoredUnit]) -> Outcome:
        """The outcome, saying which name below the place is not known."""
        best = next(iter(self._scorer.firm(ranked, inside=True)), None)
        if best is None or self._gazetteer.rank[best.unit] >= UnitRank.VILLAGE:
            return outcome
        text, used = asked.folded.text, [best.hit, *best.above]
        for start, end in gaps(text, used):
            if all(hit.end != start for hit in used):
                continue
            for begin, _, stop in pieces(text, start, end):
                reason = Reason(ReasonCode.UNKNOWN_BELOW, text[begin:stop])
                return Resolved(outcome.query, outcome.candidates, (*outcome.reasons, reason))
        return outcome

    def _if_elsewhere(
        self, asked: Query, ours: list[ScoredUnit], theirs: list[ScoredUnit]
    ) -> Outcome | None:
        """Outside, or Ambiguous where the text speaks of both; None where ours is meant."""
        here, there = next(iter(ours), None), theirs[0]
        if here is None:
            return self._elsewhere(asked, theirs)
        placed = here.hit.rank <= UnitRank.COUNTY or bool(here.above) or here.region > 0
        sure = here.hit.form is not NameForm.SHORT or there.weight - here.weight < FAR
        both = placed and sure and min(here.own, there.own) >= BOTH
        by_name = not there.above and (here.own >= BOTH or _village_speaks(here, there))
        if there.weight > here.weight and not both and not by_name:
            return self._elsewhere(asked, theirs)
        close = there.weight >= here.weight - CLOSE
        if _namesake(here, there) or ((both or by_name) and close):
            pair = (self._shown(here, asked), self._shown(there, asked))
            return Ambiguous(
                asked.query, pair, (Reason(ReasonCode.ALSO_OUTSIDE, self._province(there)),)
            )
        return None

    def _elsewhere(self, asked: Query, theirs: list[ScoredUnit]) -> Outside:
        group = self._scorer.group(theirs)
        provinces = {self._province(item): None for item in group}
        reasons = tuple(Reason(ReasonCode.OTHER_PROVINCE, name) for name in provinces)
        shown = tuple(self._shown(item, asked, len(group)) for item in group[:MAX_SHOWN])
        return Outside(asked.query, shown, reasons)

    def _several(self, asked: Query, group: list[ScoredUnit]) -> Outcome:
        """The county or town that all of a group lie in, or Ambiguous."""
        best, common = group[0], self._scorer.common(group)
        rest = tuple(self._shown(item, asked, len(group)) for item in group[:MAX_SHOWN])
        several = Reason(ReasonCode.SEVERAL, str(len(group)))
        settled = self._gazetteer.rank[common] in (UnitRank.COUNTY, UnitRank.TOWN)
        if settled and not best.against and best.region >= 0:
            top = self._builder.candidate(best, asked.folded, unit=common, further=(several,))
            return Resolved(asked.query, (top, *rest[:MAX_BESIDE]))
        return Ambiguous(asked.query, rest, (several, *self._contradictions(best, asked)))

    def _single(self, asked: Query, firm: list[ScoredUnit], ranked: list[ScoredUnit]) -> Outcome:
        """The best candidate, unless something in the text speaks against it."""
        best = firm[0]
        reasons = self._contradictions(best, asked)
        line = self._gazetteer.lineage[best.unit]
        least = best.weight * WORTH_SHOWING
        rest = [
            item
            for item in firm[1:]
            if item.weight >= least and self._gazetteer.today[item.unit] not in line
        ]
        other = self._misplaced(best, ranked)
        if other is not None:
            reasons = (*reasons, Reason(ReasonCode.CONTRADICTS, self._gazetteer.name[other.unit]))
            rest = [other, *(item for item in rest if item is not other)]
        elif reasons:
            rest = firm[1:]
        shown = tuple(self._shown(item, asked) for item in (best, *rest[:MAX_BESIDE]))
        if reasons or _doubtful(best):
            return Ambiguous(asked.query, shown, reasons)
        only = () if best.above or rest else (Reason(ReasonCode.ONLY_ONE),)
        return Resolved(asked.query, shown, only)

    def _contradictions(self, best: ScoredUnit, asked: Query) -> tuple[Reason, ...]:
        reasons = [Reason(ReasonCode.CONTRADICTS, self._builder.named(hit)) for hit in best.against]
        if best.region < 0:
            reasons.append(Reason(ReasonCode.CONTRADICTS_REGION, asked.region_name))
        return tuple(reasons)

    def _misplaced(self, best: ScoredUnit, ranked: list[ScoredUnit]) -> ScoredUnit | None:
        """A town or village named in full, that few can be, and that lies somewhere else."""
        top = UnitRank(self._gazetteer.rank[best.unit])
        alone = not any(hit.rank == UnitRank.COUNTY for hit in best.above)
        if top > UnitRank.TOWN or (top is UnitRank.TOWN and not alone) or best.region > 0:
            return None
        below = UnitRank.VILLAGE if top is UnitRank.TOWN else UnitRank.TOWN
        taken = [(hit.start, hit.stem) for hit in (best.hit, *best.above)]
        for item in ranked:
            hit = item.hit
            if hit.rank != below or hit.form is not NameForm.FULL or not hit.inside:
                continue
            apart = all(hit.stem <= start or hit.start >= stem for start, stem in taken)
            rare = len(hit.known) <= RARE and hit.stem - hit.start >= MIN_STEM
            if apart and rare and best.unit not in self._gazetteer.lineage[item.unit]:
                return item
        return None

    def _shown(self, item: ScoredUnit, asked: Query, alike: int = 1) -> Candidate:
        further = (Reason(ReasonCode.REGION, asked.region_name),) if item.region > 0 else ()
        return self._builder.candidate(item, asked.folded, share=alike, further=further)

    def _province(self, item: ScoredUnit) -> str:
        return self._gazetteer.name[self._gazetteer.lineage[item.unit][0]]


def _village_speaks(here: ScoredUnit, there: ScoredUnit) -> bool:
    """Whether a village of our own, named in full, outweighs a mere town elsewhere.

    Against a county elsewhere only a name does that few villages bear.
    """
    hit = here.hit
    if hit.rank != UnitRank.VILLAGE or hit.form is not NameForm.FULL:
        return False
    return there.hit.rank == UnitRank.TOWN or len(hit.known) <= RARE


def _namesake(here: ScoredUnit, there: ScoredUnit) -> bool:
    """Whether only the place elsewhere has just the name, and nothing else speaks for ours."""
    return (
        here.hit.form in (NameForm.OTHER, NameForm.SHORT)
        and there.hit.form is NameForm.FULL
        and not here.above
        and here.region <= 0
        and (here.hit.start, here.hit.end) == (there.hit.start, there.hit.end)
    )


def _doubtful(best: ScoredUnit) -> bool:
    """Whether the answer rests on nothing but a short name with a wrong character, or one that
    may be cut out of a longer one: 鼓岭村 in 铜鼓岭村.
    """
    hit = best.hit
    if best.above or best.region > 0:
        return False
    if hit.rank == UnitRank.VILLAGE and hit.form is NameForm.FULL:
        return hit.start > 0 and hit.stem - hit.start <= MIN_STEM
    if hit.form is not NameForm.FUZZY:
        return False
    sure = {UnitRank.PREFECTURE: 2, UnitRank.COUNTY: 2, UnitRank.TOWN: 3}.get(UnitRank(hit.rank), 4)
    return len(hit.units) > 1 or hit.stem - hit.start < sure
