"""Place names in a running text: hits that stand together are one name."""

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
    hits: list[ToponymMatch]


def clusters(text: str, scanner: ToponymScanner) -> Iterator[Cluster]:
    """The clusters that hold a sure name, in order."""
    for stretch in STRETCH.finditer(text):
        hits = [hit for hit in scanner.scan(stretch.group()) if hit.weight >= FIRM]
        for together in _together(sorted(hits, key=lambda hit: (hit.start, hit.end))):
            if any(hit.form <= SURE_FORMS[UnitRank(hit.rank)] for hit in together):
                moved = [_moved(hit, stretch.start()) for hit in together]
                start = min(hit.start for hit in moved)
                end = max(hit.end for hit in moved)
                yield Cluster(start, end, moved)


def _together(hits: list[ToponymMatch]) -> Iterator[list[ToponymMatch]]:
    kept: list[ToponymMatch] = []
    end = -1
    for hit in hits:
        if kept and hit.start > end:
            yield kept
            kept = []
        kept.append(hit)
        end = max(end, hit.end)
    if kept:
        yield kept


def _moved(hit: ToponymMatch, by: int) -> ToponymMatch:
    return ToponymMatch(
        hit.start + by,
        hit.stem + by,
        hit.end + by,
        hit.form,
        hit.rank,
        hit.inside,
        hit.units,
        hit.known,
        hit.weight,
        hit.reach,
    )
