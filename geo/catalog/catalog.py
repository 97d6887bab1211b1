"""The catalog of places of one build, and the way to everything else that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from geo.catalog.counts import Counts
from geo.catalog.descriptions import Descriptions
from geo.catalog.matcher import Matcher
from geo.catalog.outline import PlanOutline
from geo.catalog.regions import Regions
from geo.catalog.spatial_index import SpatialIndex
from geo.errors import ArtefactError, SourceError
from geo.query.codelist_tables import make_codelists
from geo.query.codelists import Codelists
from geo.query.distance_input import read_distance_filter
from geo.query.filters import FIELDS, Filter
from geo.query.search import SearchIndex, SearchName
from geo.query.shared_answers import shared_answer
from geo.query.tours import FILE as TOURS
from geo.query.tours import Tour, read_tours
from geo.source_tables import read_toml
from geo.store.database import REBUILD, Database

FilterValues = str | int | Iterable[str | int] | None


class Catalog:
    """Questions about one build of the data; what belongs together is asked of a part of it.

    The places themselves are asked here. `regions`, `spatial`, `counts`, `plan` and `descriptions`
    answer for areas, positions, numbers, the plan's text and words.
    """

    def __init__(self, folder: Path) -> None:
        """Open the build in `folder`.

        Raises:
            ArtefactError: the build is missing, half-written or damaged.
        """
        self.folder = folder
        self.database = Database(folder)

    def warm_up(self) -> None:
        """Read what is kept for all questions before the first visitor asks."""
        _ = self.codelists, self.search_index, self.regions, self.counts, self.plan
        self.spatial.warm_up()
        self.regions.shape(self.regions.children(None))

    @cached_property
    def regions(self) -> Regions:
        """Zones, prefectures and counties."""
        return Regions(self.database)

    @cached_property
    def spatial(self) -> SpatialIndex:
        """Where the places lie."""
        return SpatialIndex(self.database.build_id, self._all_places[0])

    @cached_property
    def counts(self) -> Counts:
        """How many places there are."""
        return Counts(self.database, self._matcher, self.regions, self._summary_rows)

    @cached_property
    def plan(self) -> PlanOutline:
        """The plan as a document."""
        return PlanOutline(self.database)

    @cached_property
    def descriptions(self) -> Descriptions:
        """Filters in words."""
        return Descriptions(self.codelists, self._summary_rows)

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.database, self.spatial)

    @cached_property
    def codelists(self) -> Codelists:
        """The valid values of all filter fields."""
        return make_codelists(self.database.records)

    @cached_property
    def search_index(self) -> SearchIndex:
        """All spellings of places and regions."""
        return SearchIndex(SearchName(**row) for row in self.database.records("names"))

    def filter(self, *, stations: bool = True, **chosen: FilterValues) -> Filter:
        """A filter from what a person gives: codes, labels in either language, usual short forms.

        Keywords: `sector, task, theme, region, kind, precision, relation`, each one value or
        several, and `near`: `place,km` or `lon,lat,km` in degrees and kilometres; a place is an
        id or a name. Without `stations` those that are derived from a river do not pass.

        Raises:
            UnknownValueError: a value is not known; the message lists the nearest valid ones.
        """
        codes = {
            name: tuple(
                dict.fromkeys(
                    self.codelists.resolve(name, str(value))
                    for value in _several(chosen.get(name.removesuffix("s")))
                )
            )
            for name in FIELDS
        }
        near_text = str(chosen.get("near") or "")
        near = None
        if near_text:
            near = read_distance_filter(
                near_text, self.spatial.points, self.search_index, self._name_of
            )
        return Filter(
            near=near,
            stations=stations,
            **{
                name: tuple(int(code) for code in values) if name in ("tasks", "themes") else values
                for name, values in codes.items()
            },  # type: ignore[arg-type]
        )

    def _name_of(self, place_id: str) -> str:
        return str(self.summary_row(place_id)["name_zh"])

    def places(self, chosen: Filter) -> pa.Table:
        """The places that pass, one row each, in pinyin order of their names.

        The query answers with ids and relations; carrying all columns through its joins would
        cost three times as much as picking the rows here.
        """
        hits = self._matcher.hits(chosen)
        table, position = self._all_places
        rows = table.take(pa.array([position[hit] for hit in hits], type=pa.int64()))
        return rows.set_column(
            rows.schema.get_field_index("relation"),
            "relation",
            pa.array(list(hits.values()), type=pa.string()),
        )

    def rows(self, chosen: Filter) -> list[dict[str, Any]]:
        """The places that pass, as `places` has them, without reading them out of a table again.

        The rows are the caller's; lists in them are tuples, because they are everybody's.
        """
        return [
            {**self._summary_rows[hit], "relation": relation}
            for hit, relation in self._matcher.hits(chosen).items()
        ]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of `places`."""
        return tuple(self._all_places[0].schema.names)

    @cached_property
    def _all_places(self) -> tuple[pa.Table, dict[str, int]]:
        """All places, and where each id stands among them."""
        table = self.database.rows("all_places")
        return table, {place_id: row for row, place_id in enumerate(table["id"].to_pylist())}

    @cached_property
    def _summary_rows(self) -> Mapping[str, Mapping[str, Any]]:
        """Id → its row, which nobody can change."""
        rows = self.places(Filter()).to_pylist()
        return {row["id"]: MappingProxyType(_without_lists(row)) for row in rows}

    def summary_row(self, place_id: str) -> Mapping[str, Any]:
        """The row of a place, whatever the filter; lists are tuples in it."""
        return self._summary_rows[place_id]

    def place(self, place_id: str) -> dict[str, Any] | None:
        """One place whatever the filter, with its clause, evidence, candidates and applicable
        scenario groups; None when there is no such id.
        """
        return deepcopy(self._place(place_id)) if place_id in self._summary_rows else None

    @shared_answer
    def _place(self, place_id: str) -> dict[str, Any]:
        found = self._about("place", place_id)
        return {
            **found[0],
            "clause": self.plan.clauses([place_id])[place_id],
            "evidence": self._about("evidence", place_id),
            "candidates": self._about("candidates", place_id),
            "applicable": self._about("applicable", place_id),
        }

    def sources(self) -> list[dict[str, Any]]:
        """All cited datasets and publications with the number of citations."""
        return self.database.records("sources")

    @cached_property
    def tours(self) -> list[Tour]:
        """The tours of the exhibition mode.

        Raises:
            ArtefactError: the build is without them, or they are damaged.
        """
        try:
            content = read_toml(self.folder / TOURS, ["tours"])
            # The build refused what lies outside or is not known.
            points = self.spatial.points
            tours, _ = read_tours(content, self.codelists, points, lambda lon, lat: True)
        except SourceError as error:
            raise ArtefactError(f"{error}: {REBUILD}") from error
        return tours

    def citations(self) -> list[dict[str, Any]]:
        """Everything that is cited for any place, in pinyin order of the places."""
        return self.database.records("citations")

    def _about(self, query: str, place_id: str) -> list[dict[str, Any]]:
        return self.database.records(query, {"id": place_id})


def _without_lists(row: dict[str, Any]) -> dict[str, Any]:
    """The row with tuples in place of lists."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _several(value: FilterValues) -> Iterable[str | int]:
    if value is None:
        return []
    return [value] if isinstance(value, str | int) else value
