"""The resolver: a name to a place, or the honest reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from itertools import repeat

from geo.errors import UnknownValueError
from geo.geocode.answers import Writer
from geo.geocode.folding import BREAK, Folded, fold
from geo.geocode.judging import Judge, Region, Scored
from geo.geocode.knowledge import Knowledge
from geo.geocode.latin import latin_hits
from geo.geocode.mentions import FIRM, Form, Hit, Scanner
from geo.geocode.model import (
    Ambiguous,
    Candidate,
    Mention,
    Outcome,
    Outside,
    Reason,
    Resolved,
    Status,
    Unresolved,
    Why,
)
from geo.geocode.naming import MIN_STEM, Rank
from geo.geocode.nearly import Nearly, gaps, pieces
from geo.geocode.running import clusters
from geo.store.database import Database

MAX_SHOWN = 100  # candidates of an ambiguous answer; no name of a village is borne by more
MAX_BESIDE = 5  # further candidates beside a resolved place
BOTH = 2.4  # what a place here and one elsewhere weigh, when the text speaks of both
CLOSE, FAR = 1.0, 3.0
RARE = 2  # a name that so few units bear is meant, wherever the text says it is
REGION_SCORE = 0.5
FEW_COUNTIES = 4
PROGRESS_EVERY = 1_000


class Resolver:
    """Answers from what was built. It may be asked from several threads."""

    def __init__(self, database: Database) -> None:
        """Load the names of a build.

        Raises:
            ArtefactError: the build lacks them or is damaged.
        """
        self.knowledge = Knowledge(database)
        self._scanner = Scanner(self.knowledge)
        self._judge = Judge(self.knowledge)
        self._nearly = Nearly(self.knowledge)
        self._writer = Writer(self.knowledge)
        self._regions: dict[str, Region | Outside | None] = {}

    def resolve(self, name: object, region: object = None) -> Outcome:
        """The place that `name` means; `region` is a prefecture, county or zone: name or code.

        Never raises for odd input: what is no text is Unresolved.
        """
        query = name if isinstance(name, str) else ""
        folded = fold(query, self.knowledge.simplified)
        if not folded.text.strip(BREAK):
            return Unresolved(query, reasons=(Reason(Why.EMPTY),))
        wanted = self.region(region) if isinstance(region, str) and region.strip() else frozenset()
        if isinstance(wanted, Outside):
            return Outside(query, wanted.candidates, wanted.reasons)
        outcome = self._resolve(query, folded, wanted or frozenset())
        if wanted is None:
            unknown = (Reason(Why.UNKNOWN_REGION, str(region)),)
            return type(outcome)(query, outcome.candidates, (*outcome.reasons, *unknown))
        return outcome

    def resolve_many(
        self, names: Sequence[object], regions: Iterable[object] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Outcome]:  # fmt: skip
        """The outcomes of many names in their order; `progress(done, all)` is called now and then."""
        known: dict[tuple[str, str], Outcome] = {}
        outcomes: list[Outcome] = []
        pairs = zip(names, repeat(None) if regions is None else regions, strict=False)
        for done, (name, region) in enumerate(pairs):
            key = (name if isinstance(name, str) else "", region if isinstance(region, str) else "")
            outcome = known.get(key)
            if outcome is None:
                outcome = known[key] = self.resolve(*key)
            outcomes.append(outcome)
            if progress and done % PROGRESS_EVERY == 0:
                progress(done, len(names))
        if progress:
            progress(len(names), len(names))
        return outcomes

    def find_in_text(self, text: str) -> list[Mention]:
        """The place names in a running text, in order, with their spans.

        A name that alone fits several places is understood by the region named before it in the
        same sentence.
        """
        folded = fold(text, self.knowledge.simplified, limit=None)
        found: list[Mention] = []
        region: Region = frozenset()
        for cluster in clusters(folded.text, self._scanner):
            if cluster.new_sentence:
                region = frozenset()
            start, end = folded.span(cluster.start, cluster.end)
            part = text[start:end]
            outcome = self._plain(part, folded, cluster.hits, frozenset())
            if outcome.status is Status.AMBIGUOUS and region:
                closer = self._plain(part, folded, cluster.hits, region)
                if closer.status is Status.RESOLVED:
                    outcome = closer
            if outcome.status is Status.UNRESOLVED:
                continue
            if outcome.status is Status.RESOLVED:
                region = self._region_of(outcome.candidates[0]) or region
            found.append(Mention((start, end), part, outcome))
        return found

    def region(self, text: str) -> Region | Outside | None:
        """The units that a region's name or code means; Outside, or None where it is not known."""
        known = self._regions.get(text, False)
        if known is False:
            known = self._regions[text] = self._read_region(text.strip())
        return known

    def require_region(self, text: str) -> None:
        """Check a region that is to hold for a whole list.

        Raises:
            UnknownValueError: it is no region of Sichuan that we know.
        """
        if not isinstance(self.region(text), frozenset):
            raise UnknownValueError("region", text, self._like(text))

    def _like(self, text: str) -> list[str]:
        """The names of our prefectures and counties that look most like `text`."""
        know = self.knowledge
        names = [know.name[unit] for unit in know.by_id.values()
                 if know.inside[unit] and know.rank[unit] in (Rank.PREFECTURE, Rank.COUNTY)]  # fmt: skip
        return get_close_matches(text, names, n=3, cutoff=0.0)

    def _read_region(self, text: str) -> Region | Outside | None:
        know = self.knowledge
        if text in know.by_id:
            return self._members(know.by_id[text])
        folded = fold(text, know.simplified)
        ranked = self._judge.weigh(self._scanner.scan(folded.text))
        outcome = self._weighed(text, folded, ranked, frozenset())
        if isinstance(outcome, Outside):
            return outcome
        firm = self._judge.firm(ranked, inside=True)
        if not firm or outcome.status is Status.UNRESOLVED:
            return None
        group = self._judge.group(firm)
        unit = group[0].unit if len(group) == 1 else self._judge.common(group)
        return self._members(unit) if unit >= 0 and unit != know.top else None

    def _members(self, unit: int) -> Region:
        know = self.knowledge
        if know.rank[unit] == Rank.THING and know.within[unit]:
            return frozenset(know.today[member] for member in know.within[unit])
        return frozenset({know.today[unit]})

    def _region_of(self, candidate: Candidate) -> Region:
        unit = self.knowledge.by_id.get(candidate.adcode or "")
        return frozenset() if unit is None or candidate.province else frozenset({unit})

    def _resolve(self, query: str, folded: Folded, region: Region) -> Outcome:
        hits = self._hits(folded.text)
        ranked = self._judge.weigh(hits, region)
        outcome = self._weighed(query, folded, ranked, region)
        if outcome.status is Status.OUTSIDE:
            return outcome
        further = self._near_hits(folded.text, hits, ranked, outcome)
        if further:
            ranked = self._judge.weigh([*hits, *further], region)
            outcome = self._weighed(query, folded, ranked, region)
        if outcome.status is Status.UNRESOLVED and len(region) == 1:
            return self._by_region(query, outcome, next(iter(region)))
        if outcome.status is Status.RESOLVED:
            return self._with_unknown(outcome, folded, ranked)
        return outcome

    def _plain(self, query: str, folded: Folded, hits: list[Hit], region: Region) -> Outcome:
        return self._weighed(query, folded, self._judge.weigh(hits, region), region)

    def _hits(self, text: str) -> list[Hit]:
        if text.isascii():
            return latin_hits(text, self.knowledge)
        return self._scanner.scan(text)

    def _near_hits(
        self, text: str, hits: list[Hit], ranked: list[Scored], outcome: Outcome
    ) -> list[Hit]:
        """Hits with a wrong character in what the best candidates leave unexplained."""
        firm = self._judge.firm(ranked, inside=True)
        if not firm:
            used = [hit for hit in hits if hit.form is Form.FULL and hit.weight >= FIRM]
            return self._nearly.hits(text, used, frozenset())
        best = firm[0]
        if outcome.status is Status.RESOLVED and self.knowledge.rank[best.unit] >= Rank.VILLAGE:
            return []
        counties = self._counties(self._judge.group(firm))
        used = [best.hit, *best.above]
        used += [hit for hit in hits if hit.form is Form.FULL and hit.rank >= Rank.VILLAGE]
        found = self._nearly.hits(text, used, counties) if counties else []
        if not found and outcome.status is Status.AMBIGUOUS and not best.above:
            found = self._nearly.hits(text, used, frozenset())
        return found

    def _counties(self, group: list[Scored]) -> frozenset[int]:
        """The counties of the best candidates, if they are few enough to look into."""
        know = self.knowledge
        counties = {know.county(know.today[item.unit]) for item in group} - {-1}
        return frozenset(counties) if len(counties) <= FEW_COUNTIES else frozenset()

    def _weighed(
        self, query: str, folded: Folded, ranked: list[Scored], region: Region
    ) -> Outcome:
        """The outcome for weighed candidates: here, elsewhere, both or none."""
        ours = self._judge.firm(ranked, inside=True)
        theirs = [item for item in self._judge.firm(ranked, inside=False) if item.weight > 0]
        here, there = next(iter(ours), None), next(iter(theirs), None)
        if there is not None:
            strong = here is not None and min(here.own, there.own) >= BOTH and (
                here.hit.form is not Form.SHORT or there.weight - here.weight < FAR
            )
            if here is None or (there.weight > here.weight and not strong):
                return self._elsewhere(query, folded, theirs)
            if self._namesake(here, there) or (strong and there.weight >= here.weight - CLOSE):
                pair = (self._shown(here, folded), self._shown(there, folded))
                return Ambiguous(query, pair, (Reason(Why.ALSO_OUTSIDE, self._province(there)),))
        if here is None or self.knowledge.rank[here.unit] == Rank.PROVINCE:
            weak = [self._shown(item, folded) for item in ranked
                    if item.hit.inside and item.weight > 0]  # fmt: skip
            return Unresolved(query, tuple(weak[:MAX_BESIDE]), (Reason(Why.NO_NAME),))
        return self._inside(query, folded, ours, ranked)

    def _namesake(self, here: Scored, there: Scored) -> bool:
        """Whether only the place elsewhere has just the name, and nothing else speaks for ours."""
        return (
            here.hit.form in (Form.OTHER, Form.SHORT) and there.hit.form is Form.FULL
            and not here.above and here.region <= 0
            and here.hit.start == there.hit.start and here.hit.end == there.hit.end
        )  # fmt: skip

    def _elsewhere(self, query: str, folded: Folded, theirs: list[Scored]) -> Outside:
        group = self._judge.group(theirs)
        provinces = {self._province(item): None for item in group}
        reasons = tuple(Reason(Why.OTHER_PROVINCE, name) for name in provinces)
        shown = tuple(self._shown(item, folded, len(group)) for item in group[:MAX_SHOWN])
        return Outside(query, shown, reasons)

    def _inside(
        self, query: str, folded: Folded, firm: list[Scored], ranked: list[Scored]
    ) -> Outcome:
        best = firm[0]
        group = self._judge.group(firm)
        if len(group) == 1:
            return self._single(query, folded, firm, ranked)
        common = self._judge.common(group)
        alike = len(group)
        rest = tuple(self._shown(item, folded, alike) for item in group[:MAX_SHOWN])
        several = Reason(Why.SEVERAL, str(alike))
        settled = self.knowledge.rank[common] in (Rank.COUNTY, Rank.TOWN)
        if settled and not best.against and best.region >= 0:
            top = self._writer.candidate(best, folded, unit=common, further=(several,))
            return Resolved(query, (top, *rest[:MAX_BESIDE]))
        return Ambiguous(query, rest, (several, *self._contradictions(best)))

    def _single(
        self, query: str, folded: Folded, firm: list[Scored], ranked: list[Scored]
    ) -> Outcome:
        best = firm[0]
        reasons = self._contradictions(best)
        line = self.knowledge.lineage[best.unit]
        rest = [item for item in firm[1:] if self.knowledge.today[item.unit] not in line]
        other = self._misplaced(best, ranked)
        if other is not None:
            reasons = (*reasons, Reason(Why.CONTRADICTS, self.knowledge.name[other.unit]))
            rest = [other, *(item for item in rest if item is not other)]
        elif reasons:
            rest = firm[1:]
        shown = tuple(self._shown(item, folded) for item in (best, *rest[:MAX_BESIDE]))
        if reasons or _doubtful(best):
            return Ambiguous(query, shown, reasons)
        return Resolved(query, shown)

    def _contradictions(self, best: Scored) -> tuple[Reason, ...]:
        reasons = [Reason(Why.CONTRADICTS, self._writer.named(hit)) for hit in best.against]
        if best.region < 0:
            reasons.append(Reason(Why.CONTRADICTS_REGION))
        return tuple(reasons)

    def _misplaced(self, best: Scored, ranked: list[Scored]) -> Scored | None:
        """A town that the text names in full, that few can be, and that lies somewhere else."""
        if self.knowledge.rank[best.unit] > Rank.COUNTY or best.hit.rank == Rank.THING:
            return None
        taken = [(hit.start, hit.stem) for hit in (best.hit, *best.above)]
        for item in ranked:
            hit = item.hit
            apart = all(hit.stem <= start or hit.start >= stem for start, stem in taken)
            if hit.rank == Rank.TOWN and hit.form is Form.FULL and hit.inside and apart:
                if len(hit.known) <= RARE and hit.stem - hit.start >= MIN_STEM:
                    if best.unit not in self.knowledge.lineage[item.unit]:
                        return item
        return None

    def _with_unknown(
        self, outcome: Outcome, folded: Folded, ranked: list[Scored]
    ) -> Outcome:
        """The outcome, saying which name below the place is not known."""
        best = next(iter(self._judge.firm(ranked, inside=True)), None)
        if best is None or self.knowledge.rank[best.unit] >= Rank.VILLAGE:
            return outcome
        used = [best.hit, *best.above]
        for start, end in gaps(folded.text, used):
            if all(hit.end != start for hit in used):
                continue
            for begin, _, stop in pieces(folded.text, start, end):
                reason = Reason(Why.UNKNOWN_BELOW, folded.text[begin:stop])
                return Resolved(outcome.query, outcome.candidates, (*outcome.reasons, reason))
        return outcome

    def _by_region(self, query: str, outcome: Outcome, region: int) -> Outcome:
        """Nothing in the text, but the region given is a county: that is where it lies."""
        if self.knowledge.rank[region] < Rank.COUNTY:
            return outcome
        reason = Reason(Why.REGION, self.knowledge.name[region])
        top = self._writer.plain(region, score=REGION_SCORE, reasons=(reason,))
        return Resolved(query, (top, *outcome.candidates[:MAX_BESIDE]))

    def _shown(self, item: Scored, folded: Folded, alike: int = 1) -> Candidate:
        further = (Reason(Why.REGION),) if item.region > 0 else ()
        return self._writer.candidate(item, folded, share=alike, further=further)

    def _province(self, item: Scored) -> str:
        return self.knowledge.name[self.knowledge.lineage[item.unit][0]]


def _doubtful(best: Scored) -> bool:
    """Whether the answer rests on a short name with a wrong character and on nothing else."""
    hit = best.hit
    if hit.form is not Form.NEARLY or best.above or best.region > 0:
        return False
    sure = {Rank.PREFECTURE: 2, Rank.COUNTY: 2, Rank.TOWN: 3}.get(Rank(hit.rank), 4)
    return len(hit.units) > 1 or hit.stem - hit.start < sure
