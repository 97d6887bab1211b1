"""The geocoder's data, loaded once: units as columns, and an index from texts to units."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import pyarrow as pa

from geo.geocode.model import UnitLevel
from geo.geocode.suffixes import ANY_SUFFIX, MIN_STEM, UnitRank
from geo.model import Precision
from geo.store.database import Database

SICHUAN = "510000"
ORDINARY_FREQUENCY = 20  # of a town's stem in the dictionary of everyday words
ORDINARY_COUNTY_FREQUENCY = 100


class NameGroup(NamedTuple):
    """Units that one text leads to and that differ in nothing but their place.

    `suffix` is what the official name adds to the text; `alias` says that the text is a further
    name. `known` are the units as they are called today, for comparing lineages.
    """

    rank: int
    inside: bool
    suffix: str
    alias: bool
    units: tuple[int, ...]
    known: frozenset[int]


class NameEntry(NamedTuple):
    """What one text may mean.

    `groups` are all, `bare` those that are meant even where no suffix follows. `ours` are the
    levels at which units of our own are among them; `levels` and `near` those of each suffix,
    of all units and of our own.
    """

    groups: tuple[NameGroup, ...]
    bare: tuple[NameGroup, ...]
    ours: frozenset[int]
    levels: dict[str, frozenset[int]]
    near: dict[str, frozenset[int]]


NO_LEVELS: frozenset[int] = frozenset()


class GazetteerIndex:
    """Columns of all units, and the index from texts to groups of units."""

    def __init__(self, database: Database) -> None:
        """Load the tables of the geocoder.

        Raises:
            ArtefactError: the build lacks them or is damaged.
        """
        table = database.rows("geo_units")
        self._load_columns(table)
        self.simplified = {
            ord(row["char"]): row["simplified"]
            for row in database.rows("geo_characters").to_pylist()
        }
        words = database.rows("geo_words").to_pylist()
        self.generic = frozenset(row["word"] for row in database.rows("geo_generic").to_pylist())
        self.ordinary = self.generic | {
            row["word"] for row in words if row["frequency"] >= ORDINARY_FREQUENCY
        }
        self.ordinary_counties = self.generic | {
            row["word"] for row in words if row["frequency"] >= ORDINARY_COUNTY_FREQUENCY
        }
        names = database.rows("geo_names").to_pylist()
        self.index = self._index([row for row in names if not row["latin"]])
        self.latin = self._latin([row for row in names if row["latin"]])
        self.lengths = _lengths(self.index)

    def _load_columns(self, table: pa.Table) -> None:
        column = {name: table[name].to_pylist() for name in table.column_names}
        self.id: list[str] = column["id"]
        self.level: list[str] = column["level"]
        self.rank: list[int] = column["rank"]
        self.name: list[str] = column["name_zh"]
        self.stem: list[str] = column["stem"]
        self.suffix: list[str] = column["suffix"]
        self.last_year: list[int] = column["last_year"]
        self.lon: list[float | None] = column["lon"]
        self.lat: list[float | None] = column["lat"]
        self.precision: list[str] = column["precision"]
        self.uncertainty_m: list[int | None] = column["uncertainty_m"]
        self.site: list[str | None] = column["site"]
        self.within: list[list[int]] = column["within"]
        self.parent: list[int] = column["parent"]
        # Rivers, railways, economic zones: too long to say where something is.
        self.spread = [
            precision == Precision.LINE or level == UnitLevel.ZONE
            for precision, level in zip(self.precision, self.level, strict=True)
        ]
        # As called today: former names stand for the unit that took their place.
        self.today = [seq if today < 0 else today for seq, today in enumerate(column["today"])]
        self.lineage: list[tuple[int, ...]] = []
        for seq, parent in enumerate(self.parent):
            above = self.lineage[parent] if parent >= 0 else ()
            further: tuple[int, ...] = ()
            if self.within[seq]:
                further = tuple({u for w in self.within[seq] for u in self.lineage[w]})
            self.lineage.append((*above, *further, self.today[seq]))
        self.by_id = {code: seq for seq, code in reversed(list(enumerate(self.id)))}
        self.top = self.by_id[SICHUAN]
        self.inside = [self.top in line for line in self.lineage]

    def _index(self, names: list[dict[str, object]]) -> dict[str, NameEntry]:
        found: dict[str, dict[tuple[int, bool, str, bool], list[int]]] = defaultdict(dict)
        for seq, (stem, suffix, rank) in enumerate(
            zip(self.stem, self.suffix, self.rank, strict=True)
        ):
            if len(stem) >= MIN_STEM and not ANY_SUFFIX.fullmatch(stem):
                key = (rank, self.inside[seq], suffix, False)
                found[stem].setdefault(key, []).append(seq)
        for row in names:
            unit = int(str(row["unit"]))
            key = (self.rank[unit], self.inside[unit], "", True)
            found[str(row["text"])].setdefault(key, []).append(unit)
        today = self.today
        return {
            text: _entry(
                tuple(
                    NameGroup(*key, tuple(units), frozenset([today[unit] for unit in units]))
                    for key, units in groups.items()
                )
            )
            for text, groups in found.items()
        }

    def _latin(self, names: list[dict[str, object]]) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = defaultdict(list)
        for row in names:
            found[str(row["text"])].append(int(str(row["unit"])))
        return {text: tuple(units) for text, units in found.items()}

    def above(self, unit: int, rank: UnitRank) -> int:
        """The unit of `rank` that `unit` lies in or is; -1 where there is none."""
        while unit >= 0 and self.rank[unit] != rank:
            unit = self.parent[unit]
        return unit

    def county(self, unit: int) -> int:
        """The county of a unit, or of a thing that lies in one county only; else -1."""
        return self.above(unit, UnitRank.COUNTY)


def _entry(groups: tuple[NameGroup, ...]) -> NameEntry:
    levels: dict[str, frozenset[int]] = {}
    near: dict[str, frozenset[int]] = {}
    ours = NO_LEVELS
    for group in groups:
        level = _LEVEL[group.rank]
        levels[group.suffix] = levels.get(group.suffix, NO_LEVELS) | level
        if group.inside:
            near[group.suffix] = near.get(group.suffix, NO_LEVELS) | level
            ours |= level
    bare = tuple([group for group in groups if not _needs_suffix(group)])
    return NameEntry(groups, bare, ours, levels, near)


def _needs_suffix(group: NameGroup) -> bool:
    """Too many words are villages somewhere, or towns elsewhere: these need their suffix."""
    if group.alias or not group.suffix:
        return False
    return group.rank == UnitRank.VILLAGE or (group.rank == UnitRank.TOWN and not group.inside)


_LEVEL = {int(rank): frozenset({int(rank)}) for rank in UnitRank}


def _lengths(index: dict[str, NameEntry]) -> dict[str, tuple[int, ...]]:
    """First two characters → lengths of the texts that begin with them, longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for text in index:
        found[text[:2]].add(len(text))
    return {head: tuple(sorted(lengths, reverse=True)) for head, lengths in found.items()}
