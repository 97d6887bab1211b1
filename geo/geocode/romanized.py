"""Hits in a text of Latin letters: pinyin and English names of regions and of the plan's places."""

from __future__ import annotations

from geo.geocode.gazetteer_index import GazetteerIndex
from geo.geocode.normalize import BREAK
from geo.geocode.suffixes import UnitRank
from geo.geocode.toponyms import LONG_THING, WEIGHT, NameForm, ToponymMatch

MAX_WORDS = 6
MIN_LETTERS = 4  # shorter ones are codes of airports, and stand alone
ENGLISH = {
    "village": UnitRank.VILLAGE,
    "town": UnitRank.TOWN,
    "township": UnitRank.TOWN,
    "subdistrict": UnitRank.TOWN,
    "county": UnitRank.COUNTY,
    "district": UnitRank.COUNTY,
    "city": UnitRank.PREFECTURE,
    "prefecture": UnitRank.PREFECTURE,
}


def romanized_matches(text: str, gazetteer: GazetteerIndex) -> list[ToponymMatch]:
    """The longest names that begin at each word."""
    words, starts = _words(text)
    matches: list[ToponymMatch] = []
    first = 0
    while first < len(words):
        for last in range(min(first + MAX_WORDS, len(words)), first, -1):
            key = "".join(words[first:last])
            units = gazetteer.latin.get(key, ())
            if units and (len(key) >= MIN_LETTERS or len(words) == 1):
                follows = words[last] if last < len(words) else ""
                end = starts[last - 1] + len(words[last - 1])
                matches += _hits(gazetteer, units, starts[first], end, follows)
                first = last - 1
                break
        first += 1
    return matches


def _words(text: str) -> tuple[list[str], list[int]]:
    words, starts, place = [], [], 0
    for word in text.split(BREAK):
        if word:
            words.append(word)
            starts.append(place)
        place += len(word) + 1
    return words, starts


def _hits(
    gazetteer: GazetteerIndex, units: tuple[int, ...], start: int, end: int, follows: str
) -> list[ToponymMatch]:
    """One match per level; an English word for another level rules the names of regions out."""
    levels: dict[tuple[int, bool], list[int]] = {}
    for unit in units:
        levels.setdefault((gazetteer.rank[unit], gazetteer.inside[unit]), []).append(unit)
    wanted = ENGLISH.get(follows)
    matches = []
    for (rank, inside), alike in levels.items():
        if (
            rank <= UnitRank.TOWN
            and wanted is not None
            and wanted != rank
            and not (wanted is UnitRank.PREFECTURE and rank == UnitRank.COUNTY)
        ):
            continue
        form = NameForm.FULL if wanted is not None else NameForm.SHORT
        weight = WEIGHT.get((UnitRank(rank), form), LONG_THING)
        known = frozenset(gazetteer.today[unit] for unit in alike)
        matches.append(
            ToponymMatch(
                start,
                end,
                end,
                form if rank <= UnitRank.TOWN else NameForm.ALIAS,
                rank,
                inside,
                tuple(alike),
                known,
                weight,
            )
        )
    return matches
