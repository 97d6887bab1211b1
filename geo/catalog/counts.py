"""How many places there are: per value of a filter field, per region, per cell of the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from geo.catalog.matcher import Matcher
from geo.catalog.regions import Regions
from geo.query.filters import FIELDS, Filter
from geo.query.shared_answers import shared_answer
from geo.schema.place import PlaceRow
from geo.schema.rows import CoverageCell, FacetRow, ScenarioCounts
from geo.store.database import Database


@dataclass(frozen=True, slots=True)
class Facet:
    """How many places a value would match: those the plan names, and all that count."""

    named: int
    total: int


class Counts:
    """Counts the places of one build; zeros are counted, too."""

    def __init__(
        self,
        database: Database,
        matcher: Matcher,
        regions: Regions,
        rows: Mapping[str, PlaceRow],
    ) -> None:
        """`rows` are those of all places by id, with the `regions` that each lies in."""
        self._database, self._matcher, self._regions, self._rows = database, matcher, regions, rows

    def facets(self, chosen: Filter) -> dict[str, dict[str, Facet]]:
        """For each field and value, the counts under all *other* filters."""
        return {name: dict(counts) for name, counts in self._facets(chosen).items()}

    @shared_answer
    def _facets(self, chosen: Filter) -> dict[str, dict[str, Facet]]:
        counts: dict[str, dict[str, Facet]] = {name: {} for name in FIELDS}
        parameters = self._matcher.parameters(chosen)
        for row in self._database.records("facets", FacetRow, parameters):
            counts[row["facet"]][row["value"]] = Facet(row["named"], row["total"])
        return counts

    def by_region(self, chosen: Filter) -> dict[str, int]:
        """Prefecture or county code → places that pass the filter restricted to it.

        A place in several counties counts in each.
        """
        return dict(self._region_counts(chosen))

    @shared_answer
    def _region_counts(self, chosen: Filter) -> dict[str, int]:
        hits = self._matcher.hits(replace(chosen, regions=()))
        found = [set(self._rows[hit]["regions"]) for hit in hits]
        counts = {}
        for adcode in self._regions.names:
            within = self._regions.restrict_to(chosen, adcode)
            wanted = within.regions if within else ()
            counts[adcode] = sum(not regions.isdisjoint(wanted) for regions in found)
        return counts

    def coverage(
        self, by: Literal["sectors", "tasks"], counted: tuple[str, ...]
    ) -> list[CoverageCell]:
        """Number of places per value of `by` and prefecture, in the plan's order.

        `counted` are the relations that count (`Filter.counted`): a cell is what the filter of its
        row and column lists.
        """
        return [cell.copy() for cell in self._coverage((by, counted))]

    @shared_answer
    def _coverage(self, asked: tuple[str, tuple[str, ...]]) -> tuple[CoverageCell, ...]:
        by, counted = asked
        parameters = {"relations": list(counted) or None}
        return tuple(self._database.records(f"coverage_{by}", CoverageCell, parameters))

    def scenarios(self) -> ScenarioCounts:
        """The typical scenarios that the plan names: `total`, `with_place`, `without_place`."""
        return self._database.records("coverage_scenarios", ScenarioCounts)[0]
