"""What the plan says about one region or one task, as a value: named, derived and applicable places
apart, by every field that a page or a print shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from geo.model import Precision, Relation
from geo.query.codelists import Codelists
from geo.query.filters import Filter
from geo.schema.place import PlaceRow, PlaceRows
from geo.schema.rows import ApplicableRow

Ids = tuple[str, ...]  # of places, in pinyin order of their names


@dataclass(frozen=True)
class AppliedGroup:
    """A scenario group that applies to the sector of some places; which ones is our inference."""

    group: ApplicableRow
    places: Ids


@dataclass(frozen=True)
class Portrait:
    """The places of one filter. What is named, derived and applicable is never added up.

    `tasks`, `sectors`, `prefectures` and `precisions` have all codes in official order and count
    named places only; a place with several sectors, or in several prefectures, counts in each.
    `pinned` are the named places with a position, `applied` the groups that apply to places here.
    """

    chosen: Filter
    named: Ids
    pinned: Ids
    derived: Ids
    applicable: Ids
    tasks: Mapping[str, Ids]
    sectors: Mapping[str, Ids]
    prefectures: Mapping[str, Ids]
    precisions: Mapping[str, Ids]
    applied: tuple[AppliedGroup, ...]

    @property
    def tasks_here(self) -> Ids:
        """The codes of the tasks that name a place."""
        return _filled(self.tasks)

    @property
    def sectors_here(self) -> Ids:
        """The codes of the sectors that have a named place."""
        return _filled(self.sectors)

    @property
    def elsewhere(self) -> Ids:
        """The named places that lie in no prefecture of the province that is known."""
        inside = {place for places in self.prefectures.values() for place in places}
        return tuple(place for place in self.named if place not in inside)

    def missing(self, field: str, whole: Portrait) -> tuple[Ids, Ids]:
        """Codes of `tasks` or `sectors` without a named place: those that `whole` (the province)
        has places for, and those without any place.
        """
        empty = [code for code, places in getattr(self, field).items() if not places]
        known = getattr(whole, field)
        return (
            tuple(code for code in empty if known[code]),
            tuple(code for code in empty if not known[code]),
        )


def make_portrait(
    chosen: Filter,
    rows: PlaceRows,
    codelists: Codelists,
    prefectures: Sequence[str],
    applicable_to: Callable[[str], Iterable[ApplicableRow]],
) -> Portrait:
    """The portrait of the `rows` that pass a filter, with stations and all relations.

    `applicable_to` gives the groups that apply to a place by its id.
    """
    named = [row for row in rows if row["relation"] == Relation.NAMED]
    by_relation = {code: _ids(row for row in rows if row["relation"] == code) for code in Relation}
    codes = {name: [term.code for term in codelists.terms(name)] for name in ("tasks", "sectors")}
    # What a task names has that relation to it; what it applies to is named by another one.
    linked = [row for row in rows if row["relation"] != Relation.DERIVED]
    return Portrait(
        chosen=chosen,
        named=_ids(named),
        pinned=_ids(row for row in named if row["lon"] is not None),
        derived=by_relation[Relation.DERIVED],
        applicable=by_relation[Relation.APPLICABLE],
        tasks=_by(codes["tasks"], named, lambda row: map(str, row["tasks"])),
        sectors=_by(codes["sectors"], named, lambda row: row["sectors"]),
        prefectures=_by(prefectures, named, lambda row: row["prefectures"]),
        precisions=_by([str(one) for one in Precision], named, lambda row: [row["precision"]]),
        applied=_applied(chosen, linked, applicable_to),
    )


def _filled(places: Mapping[str, Ids]) -> Ids:
    return tuple(code for code, found in places.items() if found)


def _ids(rows: Iterable[PlaceRow]) -> Ids:
    return tuple(row["id"] for row in rows)


def _by(
    codes: Iterable[str], rows: PlaceRows, codes_of: Callable[[PlaceRow], Iterable[str]]
) -> dict[str, Ids]:
    """For each code the rows that have it; a code that is not listed is left out."""
    found: dict[str, list[str]] = {code: [] for code in codes}
    for row in rows:
        for code in codes_of(row):
            if code in found:
                found[code].append(row["id"])
    return {code: tuple(places) for code, places in found.items()}


def _applied(
    chosen: Filter, rows: PlaceRows, applicable_to: Callable[[str], Iterable[ApplicableRow]]
) -> tuple[AppliedGroup, ...]:
    """The groups that apply to the rows, of the chosen tasks if there are any, in plan order."""
    groups: dict[tuple[int, str, str, str], tuple[ApplicableRow, list[str]]] = {}
    for row in rows:
        for group in applicable_to(row["id"]):
            if chosen.tasks and group["task"] not in chosen.tasks:
                continue
            key = (group["task"], group["entry_zh"], group["basis"], group["reason_zh"])
            groups.setdefault(key, (group, []))[1].append(row["id"])
    return tuple(
        AppliedGroup(group, tuple(places))
        for _, (group, places) in sorted(groups.items(), key=itemgetter(0))
    )
