"""The resolver: a name to a place, or the honest reason why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat

from geo.geocode.answers import Writer
from geo.geocode.folding import BREAK, Folded, fold
from geo.geocode.judging import Judge, Scored
from geo.geocode.knowledge import Knowledge
from geo.geocode.mentions import FIRM, Form, Hit, Scanner
from geo.geocode.model import (
    Ambiguous,
    Candidate,
    Mention,
    Outcome,
    Outside,
    Reason,
    Resolved,
    Unresolved,
    Why,
)
from geo.geocode.naming import Rank
from geo.store.database import Database

MAX_SHOWN = 10  # candidates of an answer
BOTH = 2.4  # what a place here and one elsewhere weigh, when the text speaks of both
REGION_SCORE = 0.5
PROGRESS_EVERY = 1_000


class Resolver:
    """Answers from what was built; thread-safe, as nothing in it changes."""

    def __init__(self, database: Database) -> None:
        """Load the names of a build.

        Raises:
            ArtefactError: the build lacks them or is damaged.
        """
        self.knowledge = Knowledge(database)
        self._scanner = Scanner(self.knowledge)
        self._judge = Judge(self.knowledge)
        self._writer = Writer(self.knowledge)

    def resolve(self, name: object, region: object = None) -> Outcome:
        """The place that `name` means; `region` is a prefecture or county, name or code.

        Never raises for odd input: what is no text is Unresolved.
        """
        query = name if isinstance(name, str) else ""
        folded = fold(query, self.knowledge.simplified)
        if not folded.text.strip(BREAK):
            return Unresolved(query, reasons=(Reason(Why.EMPTY),))
        wanted, outcome = self._region(query, region)
        if outcome is not None:
            return outcome
        hits = self._scanner.scan(folded.text)
        return self._decide(query, folded, hits, wanted)

    def resolve_many(
        self, names: Sequence[object], regions: Iterable[object] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Outcome]:  # fmt: skip
        """The outcomes of many names in their order; `progress(done, all)` is called now and then."""
        known: dict[tuple[object, object], Outcome] = {}
        outcomes: list[Outcome] = []
        pairs = zip(names, repeat(None) if regions is None else regions, strict=False)
        for done, (name, region) in enumerate(pairs):
            key = (name if isinstance(name, str) else None,
                   region if isinstance(region, str) else None)  # fmt: skip
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
        """The place names in a running text, in order, with their spans."""
        return []

    def _region(self, query: str, region: object) -> tuple[int, Outcome | None]:
        return -1, None

    def _decide(self, query: str, folded: Folded, hits: list[Hit], region: int) -> Outcome:
        ranked = self._judge.weigh(hits, region)
        here, there = self._judge.inside_and_outside(ranked)
        if there is not None and (here is None or there.weight > here.weight):
            if here is not None and here.own >= BOTH and there.own >= BOTH:
                return Ambiguous(query, (self._candidate(here, folded), self._outside(there, folded)))
            return Outside(query, (self._outside(there, folded),),
                           (Reason(Why.OTHER_PROVINCE, self._province(there)),))  # fmt: skip
        if here is None:
            weak = [self._candidate(item, folded) for item in ranked
                    if item.hit.inside and item.weight > 0]  # fmt: skip
            return Unresolved(query, tuple(weak[:MAX_SHOWN]), (Reason(Why.NO_NAME),))
        if there is not None and there.own >= BOTH and here.own >= BOTH and there.weight >= here.weight - 1:
            return Ambiguous(query, (self._candidate(here, folded), self._outside(there, folded)))
        return self._inside(query, folded, ranked, region)

    def _inside(self, query: str, folded: Folded, ranked: list[Scored], region: int) -> Outcome:
        firm = [item for item in ranked if item.hit.inside and item.weight >= FIRM]
        best = firm[0]
        group = self._judge.group(firm)
        if len(group) == 1:
            return self._single(query, folded, firm)
        common = self._judge.common(group)
        rank = self.knowledge.rank[common]
        if rank >= Rank.COUNTY or any(self.knowledge.today[i.unit] == common for i in group):
            several = (Reason(Why.SEVERAL, str(len(group))),)
            top = self._writer.candidate(best, folded, unit=common, further=several)
            rest = tuple(self._candidate(item, folded, len(group)) for item in group)
            return Resolved(query, (top, *rest[: MAX_SHOWN - 1]))
        shown = tuple(self._candidate(item, folded, len(group)) for item in group[:MAX_SHOWN])
        return Ambiguous(query, shown, (Reason(Why.SEVERAL, str(len(group))),))

    def _single(self, query: str, folded: Folded, firm: list[Scored]) -> Outcome:
        best = firm[0]
        if best.against:
            shown = [self._candidate(item, folded) for item in firm[:MAX_SHOWN]]
            return Ambiguous(query, tuple(shown), tuple(
                Reason(Why.CONTRADICTS, self._writer.named(hit)) for hit in best.against))  # fmt: skip
        line = self.knowledge.lineage[best.unit]
        rest = [item for item in firm[1:] if self.knowledge.today[item.unit] not in line]
        shown = [self._candidate(item, folded) for item in (best, *rest[: MAX_SHOWN - 1])]
        return Resolved(query, tuple(shown))

    def _candidate(self, item: Scored, folded: Folded, share: int = 1) -> Candidate:
        return self._writer.candidate(item, folded, share=share)

    def _outside(self, item: Scored, folded: Folded) -> Candidate:
        return self._writer.candidate(item, folded)

    def _province(self, item: Scored) -> str:
        return self.knowledge.name[self.knowledge.lineage[item.unit][0]]
