"""Place names in a running text: matches that stand together are one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.geocode.normalize import BREAK
from geo.geocode.suffixes import UnitRank
from geo.geocode.toponyms import FIRM, NameForm, ToponymMatch, ToponymScanner

STRETCH = re.compile(rf"[^{re.escape(BREAK)}]+")
# In running text a bare stem of a town or village is as often a word.
SURE_FORMS = {
    UnitRank.PROVINCE: NameForm.SHORT,
    UnitRank.PREFECTURE: NameForm.SHORT,
    UnitRank.COUNTY: NameForm.SHORT,
    UnitRank.TOWN: NameForm.OTHER,
    UnitRank.VILLAGE: NameForm.OTHER,
    UnitRank.THING: NameForm.ALIAS,
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Hits without a gap between them, at `[start, end)` of the folded text."""

    start: int
    end: int
    matches: list[ToponymMatch]


def clusters(text: str, scanner: ToponymScanner) -> Iterator[Cluster]:
    """The clusters that hold a sure name, in order."""
    for stretch in STRETCH.finditer(text):
        matches = [match for match in scanner.scan(stretch.group()) if match.weight >= FIRM]
        for together in _together(sorted(matches, key=lambda match: (match.start, match.end))):
            if any(match.form <= SURE_FORMS[UnitRank(match.rank)] for match in together):
                moved = [_moved(match, stretch.start()) for match in together]
                start = min(match.start for match in moved)
                end = max(match.end for match in moved)
                yield Cluster(start, end, moved)


def _together(matches: list[ToponymMatch]) -> Iterator[list[ToponymMatch]]:
    kept: list[ToponymMatch] = []
    end = -1
    for match in matches:
        if kept and match.start > end:
            yield kept
            kept = []
        kept.append(match)
        end = max(end, match.end)
    if kept:
        yield kept


def _moved(match: ToponymMatch, by: int) -> ToponymMatch:
    return ToponymMatch(
        match.start + by,
        match.stem + by,
        match.end + by,
        match.form,
        match.rank,
        match.inside,
        match.units,
        match.known,
        match.weight,
        match.reach,
    )
