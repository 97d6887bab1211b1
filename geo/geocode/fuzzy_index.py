"""Names with one character wrong, missing or too many.

Two words are that near if they share a word that is left when one character, or none, is taken
out of each. So an index of what is left finds the near names without comparing all of them. Only
the stem may be wrong: the suffix says where a name ends, and what it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from geo.fuzzy import within_one_edit
from geo.geocode.gazetteer_index import GazetteerIndex
from geo.geocode.normalize import BREAK
from geo.geocode.suffixes import ANY_SUFFIX, UnitRank, accepts
from geo.geocode.toponyms import LONE, WEIGHT, NameForm, ToponymMatch

DISCOUNT = 0.65
MIN_CHARS = 2
MIN_VILLAGE_STEM = 3  # where the text names no county
MIN_BARE_STEM = 3  # of a name without suffix: 都江宴
MAX_CHARS = 8
MAX_ALIKE = 5
# Not typing errors but other words.
WORDS = re.compile(
    r"乡村|社区|街道|城区|地区|园区|片区|景区|校区|库区|灌区|山区|新区|小区|市场|城市|县域|区域|县城|镇街"
)


class FuzzyIndex:
    """Finds near names in what a text leaves unexplained."""

    def __init__(self, gazetteer: GazetteerIndex) -> None:
        """Use the names of `gazetteer`; the indexes are made when they are first needed."""
        self._gazetteer = gazetteer
        self._by_county: dict[int, dict[str, list[int]]] = {}

    def matches(
        self, text: str, used: Iterable[ToponymMatch], counties: frozenset[int]
    ) -> list[ToponymMatch]:
        """Near names in the gaps between `used` matches: below `counties`, or else anywhere."""
        found: list[ToponymMatch] = []
        for start, end in gaps(text, used):
            for stem_start, stem_end, suffix_end in pieces(text, start, end):
                stem, suffix = text[stem_start:stem_end], text[stem_end:suffix_end]
                if counties:
                    units = self._below(counties, stem, suffix)
                elif stem_start == start:
                    units = self._anywhere(stem, suffix)
                else:
                    units = []
                matches = list(self._as_hits(units, stem_start, stem_end, suffix_end))
                found += matches
                if matches:
                    break
            else:
                found += [] if counties else self._bare(text, start, end)
        return found

    def _below(self, counties: frozenset[int], stem: str, suffix: str) -> list[int]:
        units: list[int] = []
        for county in counties:
            units += self._matching(self._index_of(county), stem, suffix)
        return units

    def _anywhere(self, stem: str, suffix: str) -> list[int]:
        if len(stem) < MIN_CHARS:
            return []
        return [
            unit
            for unit in self._matching(self._regions, stem, suffix)
            if self._gazetteer.rank[unit] < UnitRank.VILLAGE or len(stem) >= MIN_VILLAGE_STEM
        ]

    def _matching(self, index: dict[str, list[int]], stem: str, suffix: str) -> list[int]:
        """Units whose stem is near and whose level the suffix fits; best level first."""
        units = {unit for left in deletes(stem) for unit in index.get(left, ())}
        return sorted(
            unit
            for unit in units
            if accepts(self._gazetteer.rank[unit], suffix)
            and is_near(stem, self._gazetteer.stem[unit])
        )

    def _as_hits(self, units: list[int], start: int, stem: int, end: int) -> Iterator[ToponymMatch]:
        """One match per level, at most `MAX_ALIKE` units; units elsewhere make ours doubtful."""
        gazetteer = self._gazetteer
        outside = any(not gazetteer.inside[unit] for unit in units)
        levels: dict[int, list[int]] = defaultdict(list)
        for unit in units:
            if gazetteer.inside[unit]:
                levels[gazetteer.rank[unit]].append(unit)
        for rank, alike in levels.items():
            if len({gazetteer.today[unit] for unit in alike}) > MAX_ALIKE:
                continue
            weight = LONE if outside else WEIGHT[UnitRank(rank), NameForm.FULL] * DISCOUNT
            yield ToponymMatch(
                start,
                stem,
                end,
                NameForm.FUZZY,
                rank,
                True,
                tuple(alike),
                frozenset(gazetteer.today[unit] for unit in alike),
                weight,
            )

    def _bare(self, text: str, start: int, end: int) -> list[ToponymMatch]:
        """A long stem without suffix at the beginning of a gap."""
        for length in (MIN_BARE_STEM, MIN_BARE_STEM + 1):
            stem = text[start : start + length]
            if len(stem) < length or start + length > end or BREAK in stem:
                continue
            units = [
                unit
                for left in deletes(stem)
                for unit in self._bare_regions.get(left, ())
                if is_near(stem, self._gazetteer.stem[unit])
                and len(self._gazetteer.stem[unit]) == length
            ]
            matches = list(self._as_hits(sorted(set(units)), start, start + length, start + length))
            if matches:
                return matches
        return []

    def _index_of(self, county: int) -> dict[str, list[int]]:
        """Leavings of the names of all towns and villages of a county."""
        if county not in self._by_county:
            self._by_county[county] = _indexed(
                (unit, self._gazetteer.stem[unit]) for unit in self._children.get(county, ())
            )
        return self._by_county[county]

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        gazetteer, found = self._gazetteer, defaultdict(list)
        for unit, rank in enumerate(gazetteer.rank):
            if gazetteer.inside[unit] and rank in (UnitRank.TOWN, UnitRank.VILLAGE):
                found[gazetteer.county(unit)].append(unit)
        return found

    @cached_property
    def _regions(self) -> dict[str, list[int]]:
        """All regions down to our towns, and our villages with long names."""
        gazetteer = self._gazetteer
        return _indexed(
            (unit, gazetteer.stem[unit])
            for unit, rank in enumerate(gazetteer.rank)
            if rank in (UnitRank.PREFECTURE, UnitRank.COUNTY)
            or (
                gazetteer.inside[unit]
                and (
                    rank == UnitRank.TOWN
                    or (rank == UnitRank.VILLAGE and len(gazetteer.stem[unit]) >= MIN_VILLAGE_STEM)
                )
            )
        )

    @cached_property
    def _bare_regions(self) -> dict[str, list[int]]:
        gazetteer = self._gazetteer
        return _indexed(
            (unit, gazetteer.stem[unit])
            for unit, rank in enumerate(gazetteer.rank)
            if rank in (UnitRank.PREFECTURE, UnitRank.COUNTY)
            and len(gazetteer.stem[unit]) >= MIN_BARE_STEM
        )


def deletes(word: str) -> set[str]:
    """The word, and what is left when one character is taken out."""
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_near(one: str, other: str) -> bool:
    """Whether one substitution, insertion or deletion makes one of the other; not the same."""
    if one == other or min(len(one), len(other)) < MIN_CHARS:
        return False
    return within_one_edit(one, other, swaps=False)


def gaps(text: str, used: Iterable[ToponymMatch]) -> Iterator[tuple[int, int]]:
    """The stretches of `text` that no hit covers and no mark breaks."""
    covered = sorted((match.start, match.end) for match in used)
    start = 0
    for begin, end in [*covered, (len(text), len(text))]:
        for piece in re.finditer(rf"[^{re.escape(BREAK)}]+", text[start:begin]):
            if len(piece.group()) > MIN_CHARS:
                yield start + piece.start(), start + piece.end()
        start = max(start, end)


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Stem start, stem end and suffix end of what may be names in a gap, likeliest first."""
    for place in range(start + 1, min(end, start + MAX_CHARS + 1)):
        token = ANY_SUFFIX.match(text, place)
        if not token:
            continue
        word = WORDS.match(text, place - 1) or WORDS.match(text, place)
        if word and token.group() not in ("社区", "街道"):
            continue
        if place - start >= MIN_CHARS and token.end() <= end:
            yield start, place, token.end()


def _indexed(names: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for unit, stem in names:
        if len(stem) >= MIN_CHARS:
            for left in deletes(stem):
                found[left].append(unit)
    return dict(found)
