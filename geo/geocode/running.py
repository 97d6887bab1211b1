"""Place names in a running text: hits that stand together are one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.geocode.folding import BREAK
from geo.geocode.mentions import FIRM, Form, Hit, Scanner
from geo.geocode.naming import Rank

STRETCH = re.compile(rf"[^{re.escape(BREAK)}]+")
# In running text a bare stem of a town or village is as often a word.
SURE_FORMS = {
    Rank.PROVINCE: Form.SHORT,
    Rank.PREFECTURE: Form.SHORT,
    Rank.COUNTY: Form.SHORT,
    Rank.TOWN: Form.OTHER,
    Rank.VILLAGE: Form.OTHER,
    Rank.THING: Form.ALIAS,
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Hits without a gap between them, at `[start, end)` of the folded text."""

    start: int
    end: int
    hits: list[Hit]


def clusters(text: str, scanner: Scanner) -> Iterator[Cluster]:
    """The clusters that hold a sure name, in order."""
    for stretch in STRETCH.finditer(text):
        hits = [hit for hit in scanner.scan(stretch.group()) if hit.weight >= FIRM]
        for together in _together(sorted(hits, key=lambda hit: (hit.start, hit.end))):
            if any(hit.form <= SURE_FORMS[Rank(hit.rank)] for hit in together):
                moved = [_moved(hit, stretch.start()) for hit in together]
                start = min(hit.start for hit in moved)
                end = max(hit.end for hit in moved)
                yield Cluster(start, end, moved)


def _together(hits: list[Hit]) -> Iterator[list[Hit]]:
    kept: list[Hit] = []
    end = -1
    for hit in hits:
        if kept and hit.start > end:
            yield kept
            kept = []
        kept.append(hit)
        end = max(end, hit.end)
    if kept:
        yield kept


def _moved(hit: Hit, by: int) -> Hit:
    return Hit(
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
