"""Find places and regions by what people type: names, pinyin, initials, English, codes.

A query of Chinese characters is compared with names; any other one with readings (`dujiangyan`,
`du jiang yan`), initials (`djy`), English names and codes. One wrong, missing or extra character
is forgiven from four characters (two Chinese ones) on; such hits are marked `fuzzy`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

HAN = re.compile(r"[\u3400-\u9fff]")
MIN_FUZZY_LATIN, MIN_FUZZY_HAN = 4, 3
MIN_INSIDE_LATIN = 3  # shorter pieces stand inside nearly every reading
NEAREST = 3


class Match(IntEnum):
    """How a name answers a query, best first."""

    EXACT = 0
    INITIALS = 1
    PREFIX = 2
    WORD = 3
    INSIDE = 4
    FUZZY = 5


@dataclass(frozen=True)
class Name:
    """One spelling of a place or region.

    `kind` is `place`, `station` or `region`; `reading` is the pinyin of a Chinese text, syllables
    apart, else empty.
    """

    kind: str
    code: str
    text: str
    reading: str


@dataclass(frozen=True)
class Hit:
    """A place or region that answers a query; `text` is the spelling that matched."""

    kind: str
    code: str
    text: str
    match: Match

    @property
    def fuzzy(self) -> bool:
        """Whether a character had to be forgiven."""
        return self.match is Match.FUZZY


KIND_ORDER = {"place": 0, "region": 1, "station": 2}


class SearchIndex:
    """All names, folded once."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Index `names`; their order breaks ties."""
        self._entries = [(name, _keys(name)) for name in names]

    def find(self, query: str, *, fuzzy: bool = True, limit: int = 8) -> list[Hit]:
        """The best hits, at most one per place or region, best first; [] for an empty query."""
        wanted = compact(query)
        if not wanted:
            return []
        best: dict[tuple[str, str], tuple[tuple[int, int, int, int], Hit]] = {}
        for order, (name, keys) in enumerate(self._entries):
            match = _match(wanted, keys, fuzzy)
            if match is None:
                continue
            rank = (match, KIND_ORDER[name.kind], len(name.text), order)
            known = best.get((name.kind, name.code))
            if known is None or rank < known[0]:
                best[name.kind, name.code] = rank, Hit(name.kind, name.code, name.text, match)
        return [hit for _, hit in sorted(best.values(), key=lambda pair: pair[0])][:limit]

    def nearest(self, query: str) -> list[str]:
        """The spellings that look most like a query that found nothing."""
        wanted = compact(query)
        distances = sorted(
            (min(_distance(wanted, key) / max(len(wanted), len(key), 1) for key in keys.whole),
             order)
            for order, (_, keys) in enumerate(self._entries)
            if keys.whole
        )  # fmt: skip
        texts = [self._entries[order][0].text for _, order in distances]
        return list(dict.fromkeys(texts))[:NEAREST]


@dataclass(frozen=True)
class _Keys:
    whole: tuple[str, ...]  # the spelling and its reading, without spaces
    initials: str
    words: tuple[str, ...]  # what starts at each word or syllable


def compact(text: str) -> str:
    """Folded text without spaces and marks: full width, case, accents and apostrophes vanish."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(char for char in plain if char.isalnum())


def _keys(name: Name) -> _Keys:
    syllables = name.reading.split()
    words = syllables or re.split(r"[\s\-–/]+", name.text)
    folded = [compact(word) for word in words]
    tails = tuple("".join(folded[start:]) for start in range(1, len(folded)))
    spelling, reading = compact(name.text), "".join(folded)
    return _Keys(
        whole=tuple(dict.fromkeys((spelling, reading))),
        initials="".join(word[:1] for word in folded) if len(folded) > 1 else "",
        words=tails,
    )


def _match(wanted: str, keys: _Keys, fuzzy: bool) -> Match | None:
    han = bool(HAN.search(wanted))
    if wanted in keys.whole:
        return Match.EXACT
    if not han and wanted == keys.initials:
        return Match.INITIALS
    if any(key.startswith(wanted) for key in keys.whole):
        return Match.PREFIX
    if not han and any(tail.startswith(wanted) for tail in keys.words):
        return Match.WORD
    if (han or len(wanted) >= MIN_INSIDE_LATIN) and any(wanted in key for key in keys.whole):
        return Match.INSIDE
    long_enough = len(wanted) >= (MIN_FUZZY_HAN if han else MIN_FUZZY_LATIN)
    if fuzzy and long_enough and any(_one_off(wanted, key) for key in keys.whole):
        return Match.FUZZY
    return None


def _one_off(a: str, b: str) -> bool:
    """Whether one substitution, insertion, deletion or swap of neighbours turns `a` into `b`."""
    if abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    if start is None:
        return True
    if len(a) == len(b):
        swapped = a[start + 1 : start + 2] + a[start] == b[start : start + 2]
        return a[start + 1 :] == b[start + 1 :] or (swapped and a[start + 2 :] == b[start + 2 :])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[start + 1 :] == shorter[start:]


def _distance(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]
