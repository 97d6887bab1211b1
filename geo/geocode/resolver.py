"""The resolver: from a name to a place, or the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat

from geo.errors import UnknownValueError
from geo.fuzzy import closest
from geo.geocode.disambiguation import Disambiguator, Query
from geo.geocode.free_text import clusters
from geo.geocode.fuzzy_index import FuzzyIndex
from geo.geocode.gazetteer_index import GazetteerIndex
from geo.geocode.model import (
    Candidate,
    MatchStatus,
    Mention,
    Outcome,
    Outside,
    Reason,
    ReasonCode,
    Resolved,
    Unresolved,
)
from geo.geocode.normalize import BREAK, normalize
from geo.geocode.romanized import romanized_matches
from geo.geocode.scoring import CandidateScorer, Region, ScoredUnit
from geo.geocode.suffixes import UnitRank
from geo.geocode.toponyms import FIRM, NameForm, ToponymMatch, ToponymScanner
from geo.store.database import Database

FEW_COUNTIES = 4
MAX_HITS = 100  # in one cell or cluster, the first ones; an address has 30
PROGRESS_EVERY = 1_000
SENTENCE_END = re.compile(r"[。！？!?]|\.\s")


RegionMemo = dict[str, Region | Outside | None]


class Resolver:
    """Answers from what was built. It may be asked from several threads.

    One resolver serves all visitors, so it stores no queries. To resolve many rows, pass a
    `RegionMemo`, which lives as long as the list.
    """

    def __init__(self, database: Database) -> None:
        """Load the names of a build.

        Raises:
            ArtefactError: the build lacks them or is damaged.
        """
        self.gazetteer = GazetteerIndex(database)
        self._scanner = ToponymScanner(self.gazetteer)
        self._scorer = CandidateScorer(self.gazetteer)
        self._fuzzy = FuzzyIndex(self.gazetteer)
        self._decider = Disambiguator(self.gazetteer, self._scorer)

    def resolve(
        self, name: object, region: object = None, regions: RegionMemo | None = None
    ) -> Outcome:
        """The place that `name` means; `region` is a prefecture, county or zone: name or code.

        `regions` is the memo of the list that the name is part of: see `region`. Never raises for
        invalid input: a non-text is Unresolved.
        """
        query = name if isinstance(name, str) else ""
        folded = normalize(query, self.gazetteer.simplified)
        if not folded.text.strip(BREAK):
            return Unresolved(query, reasons=(Reason(ReasonCode.EMPTY),))
        if not isinstance(region, str) or not region.strip():
            return self._resolve(Query(query, folded))
        wanted = self.region(region, regions)
        if isinstance(wanted, Outside):
            return Outside(query, wanted.candidates, wanted.reasons)
        outcome = self._resolve(Query(query, folded, wanted or frozenset(), region.strip()))
        if wanted is None:
            unknown = Reason(ReasonCode.UNKNOWN_REGION, region.strip())
            return replace(outcome, reasons=(*outcome.reasons, unknown))
        return outcome

    def resolve_many(
        self,
        names: Sequence[object],
        regions: Iterable[object] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Outcome]:
        """The outcomes of names in their order; `progress(done, all)` is called now and then."""
        outcomes: list[Outcome] = []
        for done, outcome in enumerate(self.resolve_each(names, regions)):
            outcomes.append(outcome)
            if progress and done % PROGRESS_EVERY == 0:
                progress(done, len(names))
        if progress:
            progress(len(names), len(names))
        return outcomes

    def resolve_each(
        self, names: Iterable[object], regions: Iterable[object] | None = None
    ) -> Iterator[Outcome]:
        """The same one by one, for work that may be stopped; a name that comes again is not
        resolved again."""
        known: dict[tuple[str, str], Outcome] = {}
        memo: RegionMemo = {}
        for name, region in zip(names, repeat(None) if regions is None else regions, strict=False):
            key = (name if isinstance(name, str) else "", region if isinstance(region, str) else "")
            outcome = known.get(key)
            if outcome is None:
                outcome = known[key] = self.resolve(*key, memo)
            yield outcome

    def find_in_text(self, text: str) -> list[Mention]:
        """The place names in a running text, in order, with their spans.

        A name that alone fits several places is understood by the region named before it in the
        same sentence.
        """
        folded = normalize(text, self.gazetteer.simplified, limit=None)
        found: list[Mention] = []
        before: Candidate | None = None
        last = 0
        for cluster in clusters(folded.text, self._scanner):
            start, end = folded.span(cluster.start, cluster.end)
            # Folding makes all punctuation one, so the text itself says where a sentence ends.
            if SENTENCE_END.search(text, last, start):
                before = None
            last = end
            asked = Query(text[start:end], folded)
            matches = cluster.matches[:MAX_HITS]
            outcome = self._decider.decide(asked, self._scorer.weigh(matches))
            if outcome.status is MatchStatus.AMBIGUOUS and before is not None:
                outcome = self._in_context(asked, matches, before) or outcome
            if outcome.status is MatchStatus.RESOLVED:
                before = outcome.candidates[0]
            if outcome.status is not MatchStatus.UNRESOLVED:
                found.append(Mention((start, end), asked.query, outcome))
        return found

    def _in_context(
        self, asked: Query, matches: list[ToponymMatch], before: Candidate
    ) -> Resolved | None:
        """The place in the county or prefecture that was named before, if it is the only one."""
        unit = self.gazetteer.by_id.get(before.adcode or "")
        if unit is None:
            return None
        name = before.county or before.prefecture
        near = Query(asked.query, asked.folded, frozenset({unit}), name)
        outcome = self._decider.decide(near, self._scorer.weigh(matches, near.region))
        if not isinstance(outcome, Resolved):
            return None
        return replace(outcome, reasons=(*outcome.reasons, Reason(ReasonCode.CONTEXT, name)))

    def region(self, text: str, memo: RegionMemo | None = None) -> Region | Outside | None:
        """The units that a region's name or code means; Outside, or None where it is not known.

        What `memo` has of it is taken from there, and what is found is put there.
        """
        if memo is None:
            return self._read_region(text.strip())
        if text not in memo:
            memo[text] = self._read_region(text.strip())
        return memo[text]

    def require_region(self, text: str) -> None:
        """Check a region that is to hold for a whole list.

        Raises:
            UnknownValueError: it is no region of Sichuan that we know.
        """
        if not isinstance(self.region(text), frozenset):
            raise UnknownValueError("region", text, self._like(text))

    def _like(self, text: str) -> list[str]:
        """The names of our prefectures and counties that look most like `text`."""
        gazetteer = self.gazetteer
        names = [
            gazetteer.name[unit]
            for unit in gazetteer.by_id.values()
            if gazetteer.inside[unit]
            and gazetteer.rank[unit] in (UnitRank.PREFECTURE, UnitRank.COUNTY)
        ]
        return closest(text, names, limit=3, least=0.0)

    def _read_region(self, text: str) -> Region | Outside | None:
        gazetteer = self.gazetteer
        if text in gazetteer.by_id:
            return self._members(gazetteer.by_id[text])
        folded = normalize(text, gazetteer.simplified)
        ranked = self._scorer.weigh(self._scanner.scan(folded.text))
        outcome = self._decider.decide(Query(text, folded), ranked)
        if isinstance(outcome, Outside):
            return outcome
        firm = self._scorer.firm(ranked, inside=True)
        if not firm or outcome.status is MatchStatus.UNRESOLVED:
            return None
        group = self._scorer.group(firm)
        unit = group[0].unit if len(group) == 1 else self._scorer.common(group)
        return self._members(unit) if unit >= 0 and unit != gazetteer.top else None

    def _members(self, unit: int) -> Region:
        gazetteer = self.gazetteer
        if gazetteer.rank[unit] == UnitRank.THING and gazetteer.within[unit]:
            return frozenset(gazetteer.today[member] for member in gazetteer.within[unit])
        return frozenset({gazetteer.today[unit]})

    def _resolve(self, asked: Query) -> Outcome:
        # Weighing compares every match with every other: a cell of 2,000 characters could take 4 s.
        matches = sorted(self._hits(asked.folded.text), key=lambda match: match.start)[:MAX_HITS]
        length = len(asked.folded.text)
        ranked = self._scorer.weigh(matches, asked.region, length)
        outcome = self._decider.decide(asked, ranked)
        if outcome.status is MatchStatus.OUTSIDE:
            return outcome
        further = self._near_hits(asked.folded.text, matches, ranked, outcome)
        if further:
            kept = [match for match in matches if not any(_inside(match, near) for near in further)]
            ranked = self._scorer.weigh([*kept, *further], asked.region, length)
            outcome = self._decider.decide(asked, ranked)
        if outcome.status is MatchStatus.UNRESOLVED and asked.region:
            return self._decider.by_region(asked, outcome)
        if outcome.status is MatchStatus.RESOLVED:
            return self._decider.with_unknown(outcome, asked, ranked)
        return outcome

    def _hits(self, text: str) -> list[ToponymMatch]:
        if text.isascii():
            return romanized_matches(text, self.gazetteer)
        return self._scanner.scan(text)

    def _near_hits(
        self, text: str, matches: list[ToponymMatch], ranked: list[ScoredUnit], outcome: Outcome
    ) -> list[ToponymMatch]:
        """Hits with a wrong character in what the best candidates leave unexplained."""
        firm = self._scorer.firm(ranked, inside=True)
        if not firm:
            used = [
                match for match in matches if match.form is NameForm.FULL and match.weight >= FIRM
            ]
            return self._fuzzy.matches(text, used, frozenset())
        best = firm[0]
        if (
            outcome.status is MatchStatus.RESOLVED
            and self.gazetteer.rank[best.unit] >= UnitRank.VILLAGE
        ):
            return []
        counties = self._counties(self._scorer.group(firm), outcome)
        used = [best.match, *best.above] if outcome.status is MatchStatus.RESOLVED else []
        villages = [
            match
            for match in matches
            if match.form is NameForm.FULL and match.rank == UnitRank.VILLAGE
        ]
        if not used:  # what speaks against the best may be a slip
            used = [match for match in (best.match, *best.above) if match.rank != UnitRank.TOWN]
        used += villages
        used += [
            match
            for match in matches
            if not match.inside
            and match.form is NameForm.FULL
            and match.rank <= UnitRank.COUNTY
            and match.weight >= FIRM
        ]
        agreeing = frozenset(
            county for county in counties if any(self._lies_in(match, county) for match in villages)
        )
        if not agreeing:
            used += [
                match
                for match in matches
                if match.form is NameForm.FULL and match.rank == UnitRank.TOWN and match.inside
            ]
        found = self._fuzzy.matches(text, used, agreeing or counties) if counties else []
        if not found and outcome.status is MatchStatus.AMBIGUOUS and not best.above:
            found = self._fuzzy.matches(text, used, frozenset())
        return found

    def _lies_in(self, match: ToponymMatch, county: int) -> bool:
        """Whether one of a match's units lies in the county."""
        return any(self.gazetteer.county(unit) == county for unit in match.units)

    def _counties(self, group: list[ScoredUnit], outcome: Outcome) -> frozenset[int]:
        """The counties of the best candidates, if they are few enough to look into."""
        gazetteer = self.gazetteer
        counties = {gazetteer.county(gazetteer.today[item.unit]) for item in group}
        if outcome.status is MatchStatus.AMBIGUOUS:
            codes = {item.adcode for item in outcome.candidates if item.county}
            counties |= {gazetteer.by_id[code] for code in codes if code in gazetteer.by_id}
        counties = {county for county in counties if county >= 0 and gazetteer.inside[county]}
        return frozenset(counties) if len(counties) <= FEW_COUNTIES else frozenset()


def _inside(match: ToponymMatch, near: ToponymMatch) -> bool:
    """Whether a match is a part of a near name: 佳山镇 in 夕过佳山镇."""
    return near.start <= match.start and match.end <= near.end and match.start != near.start
