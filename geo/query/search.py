"""Find places and regions by typed text: names, pinyin, initials, English, codes.

A query of Chinese characters is compared with names; any other one with readings (`dujiangyan`,
`du jiang yan`), initials (`djy`), English names and codes. Near matches follow, marked `fuzzy`:
Chinese with the same reading (traditional characters, 都江偃), and one wrong, missing or extra
character from four characters (three Chinese ones) on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from geo.fuzzy import relative_distance, within_one_edit
from geo.query.pinyin import romanize

HAN = re.compile(r"[\u3400-\u9fff]")
MIN_FUZZY_LATIN, MIN_FUZZY_HAN = 4, 3
MIN_FUZZY_START = 5  # letters; shorter prefixes match too many names
MIN_SOUND = 2  # Chinese characters
MIN_INSIDE_LATIN = 3  # shorter substrings occur in nearly every reading
NEAREST = 3
SAME_WORD = {"mt": "mount", "mountain": "mount", "mtn": "mount", "center": "centre"}


class MatchType(IntEnum):
    """How a name matches a query, best first."""

    EXACT = 0
    INITIALS = 1
    PREFIX = 2
    WORD = 3
    INSIDE = 4
    SOUND = 5
    FUZZY = 6
    FUZZY_START = 7


@dataclass(frozen=True)
class SearchName:
    """One spelling of a place or region.

    `kind` is `place`, `station` or `region`; `romanize` is the pinyin of a Chinese text, syllables
    apart, else empty; `number` counts the spellings of one thing, its own name first.
    """

    kind: str
    code: str
    text: str
    reading: str
    number: int = 0


@dataclass(frozen=True)
class SearchHit:
    """A place or region that matches a query; `text` is the spelling that matched."""

    kind: str
    code: str
    text: str
    match: MatchType

    @property
    def fuzzy(self) -> bool:
        """Whether this is a near match."""
        return self.match >= MatchType.SOUND


KIND_ORDER = {"place": 0, "region": 1, "station": 2}


class SearchIndex:
    """All names, normalised once."""

    def __init__(self, names: Iterable[SearchName]) -> None:
        """Index `names`; their order breaks ties."""
        self._entries = [(name, _keys(name)) for name in names]

    def find(self, query: str, *, fuzzy: bool = True, limit: int = 8) -> list[SearchHit]:
        """The best hits, at most one per place or region, best first; [] for an empty query."""
        wanted = _wanted(query)
        if not wanted.text:
            return []
        best: dict[tuple[str, str], tuple[tuple[int, ...], SearchHit]] = {}
        for order, (name, keys) in enumerate(self._entries):
            match, off = _match(wanted, keys), 0
            if match is None and fuzzy:
                match, off = _near_match(wanted, keys)
            if match is None:
                continue
            rank = (match, off, KIND_ORDER[name.kind], name.number, len(name.text), order)
            known = best.get((name.kind, name.code))
            if known is None or rank < known[0]:
                best[name.kind, name.code] = rank, SearchHit(name.kind, name.code, name.text, match)
        return [hit for _, hit in sorted(best.values(), key=lambda pair: pair[0])][:limit]

    def nearest(self, query: str) -> list[SearchHit]:
        """The most similar names for a query without hits, one per place or region."""
        wanted = compact(query)
        distances = sorted(
            (
                min(relative_distance(wanted, key) for key in keys.whole),
                order,
            )
            for order, (_, keys) in enumerate(self._entries)
            if keys.whole
        )
        best: dict[tuple[str, str], SearchHit] = {}
        for _, order in distances:
            name = self._entries[order][0]
            hit = SearchHit(name.kind, name.code, name.text, MatchType.FUZZY)
            best.setdefault((name.kind, name.code), hit)
        return list(best.values())[:NEAREST]


@dataclass(frozen=True)
class _Keys:
    whole: tuple[str, ...]  # the spelling and its reading, without spaces
    reading: str  # of a Chinese spelling, without spaces
    initials: str
    tails: tuple[str, ...]  # what starts at each word or syllable
    words: tuple[str, ...]  # of an English spelling


@dataclass(frozen=True)
class _Wanted:
    text: str
    han: int  # how many characters are Chinese
    sound: str  # how a Chinese query is read
    words: tuple[str, ...]  # of a query in several English words


def compact(text: str) -> str:
    """Normalised text without spaces and marks: full width, case, accents and apostrophes are
    removed."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(char for char in plain if char.isalnum())


def _words(text: str) -> tuple[str, ...]:
    folded = (compact(word) for word in re.split(r"[\s\-–/.,()]+", text))
    return tuple(SAME_WORD.get(word, word) for word in folded if word)


def _keys(name: SearchName) -> _Keys:
    syllables = name.reading.split()
    folded = [compact(word) for word in syllables or re.split(r"[\s\-–/]+", name.text)]
    joined = "".join(folded)
    return _Keys(
        whole=tuple(dict.fromkeys((compact(name.text), joined))),
        reading=joined if syllables else "",
        initials="".join(word[:1] for word in folded) if len(folded) > 1 else "",
        tails=tuple("".join(folded[start:]) for start in range(1, len(folded))),
        words=() if syllables else _words(name.text),
    )


def _wanted(query: str) -> _Wanted:
    text = compact(query)
    han = len(HAN.findall(text))
    words = () if han else _words(query)
    return _Wanted(
        text=text,
        han=han,
        sound=compact(romanize(text)) if han >= MIN_SOUND else "",
        words=words if len(words) > 1 else (),
    )


def _match(wanted: _Wanted, keys: _Keys) -> MatchType | None:
    """The exact match of a name."""
    text, han = wanted.text, wanted.han
    if text in keys.whole:
        return MatchType.EXACT
    if not han and text == keys.initials:
        return MatchType.INITIALS
    if any(key.startswith(text) for key in keys.whole):
        return MatchType.PREFIX
    if not han and any(tail.startswith(text) for tail in keys.tails):
        return MatchType.WORD
    if wanted.words and all(
        any(known.startswith(word) for known in keys.words) for word in wanted.words
    ):
        return MatchType.WORD
    if not han and len(text) >= MIN_INSIDE_LATIN and keys.initials.startswith(text):
        return MatchType.WORD
    if (han or len(text) >= MIN_INSIDE_LATIN) and any(text in key for key in keys.whole):
        return MatchType.INSIDE
    return None


def _near_match(wanted: _Wanted, keys: _Keys) -> tuple[MatchType | None, int]:
    """The near match of a name, and its difference in length."""
    text, sound = wanted.text, wanted.sound
    if sound and keys.reading.startswith(sound):
        return MatchType.SOUND, len(keys.reading) - len(sound)
    least = MIN_FUZZY_HAN if wanted.han else MIN_FUZZY_LATIN
    if text.isdigit() or len(text) < least:  # another code is another region
        return None, 0
    off = [abs(len(text) - len(key)) for key in keys.whole if within_one_edit(text, key)]
    if off:
        return MatchType.FUZZY, min(off)
    if wanted.han or len(text) >= MIN_FUZZY_START:
        length = len(text)
        for key in keys.whole:
            starts = {key[:cut] for cut in (length - 1, length, length + 1)}
            if key[:1] == text[:1] and any(within_one_edit(text, start) for start in starts):
                return MatchType.FUZZY_START, len(key) - length
    return None, 0
