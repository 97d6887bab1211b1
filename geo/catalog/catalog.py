"""The catalog of one build: its places, and access to everything else about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import cast

import pyarrow as pa

from geo.catalog.counts import Counts
from geo.catalog.descriptions import Descriptions
from geo.catalog.matcher import Matcher
from geo.catalog.outline import PlanOutline
from geo.catalog.portrait import Portrait, make_portrait
from geo.catalog.region_names import RegionNames
from geo.catalog.regions import Regions
from geo.catalog.spatial_index import SpatialIndex
from geo.errors import ArtefactError, SourceError
from geo.query.codelists import Codelists, make_codelists
from geo.query.distance_input import read_distance_filter
from geo.query.filters import EVERY_PLACE, FIELDS, Filter
from geo.query.search import SearchIndex, SearchName
from geo.query.shared_answers import shared_answer
from geo.query.tours import FILE as TOURS
from geo.query.tours import Tour, read_tours
from geo.schema import rows as row_of
from geo.schema.place import PlaceRow, lists_as_tuples, related
from geo.schema.source import SourceColumns
from geo.source_tables import read_toml
from geo.store.database import REBUILD, Database

FilterValues = str | int | Iterable[str | int] | None


class Catalog:
    """Queries on one build of the data, grouped by topic.

    Places are queried here; `regions`, `spatial`, `counts`, `plan` and `descriptions` cover areas,
    positions, numbers, the plan's text and filters in words.
    """

    def __init__(self, folder: Path) -> None:
        """Open the build in `folder`.

        Raises:
            ArtefactError: the build is missing, half-written or damaged.
        """
        self.folder = folder
        self.database = Database(folder)

    def warm_up(self) -> None:
        """Load the shared caches before the first visitor's query."""
        _ = self.codelists, self.search_index, self.regions, self.counts, self.plan
        self.spatial.warm_up()
        self.regions.shape(self.regions.children(None))

    @cached_property
    def regions(self) -> Regions:
        """Zones, prefectures and counties."""
        return Regions(self.database)

    @cached_property
    def region_names(self) -> RegionNames:
        """Names of prefectures and counties as tables write them."""
        return RegionNames(self.database, self.regions)

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
        return SearchIndex(
            SearchName(**row) for row in self.database.records("names", row_of.NameRow)
        )

    def filter(self, *, inferred: bool = False, **chosen: FilterValues) -> Filter:
        """A filter from user input: codes, labels in either language, usual short forms.

        Keywords: `sector, task, theme, region, kind, precision, relation`, each one value or
        several, and `near`: `place,km` or `lon,lat,km` in degrees and kilometres; a place is an
        id or a name. With `inferred`, derived stations and applicable places count, too.

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
            inferred=inferred,
            **{
                name: tuple(int(code) for code in values) if name in ("tasks", "themes") else values
                for name, values in codes.items()
            },  # type: ignore[arg-type]
        )

    def _name_of(self, place_id: str) -> str:
        return str(self.summary_row(place_id)["name_zh"])

    def places(self, chosen: Filter) -> pa.Table:
        """The places that pass, one row each, in pinyin order of their names.

        The query returns ids and relations; carrying all columns through its joins would
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

    def rows(self, chosen: Filter) -> list[PlaceRow]:
        """The places that pass, like `places`, but without reading the table again.

        The rows are copies; lists in them are tuples, because their values are shared.
        """
        hits = self._matcher.hits(chosen).items()
        return [related(self._summary_rows[hit], relation) for hit, relation in hits]

    @cached_property
    def _all_places(self) -> tuple[pa.Table, dict[str, int]]:
        """All places, and the position of each id."""
        table = self.database.rows("all_places")
        return table, {place_id: row for row, place_id in enumerate(table["id"].to_pylist())}

    @cached_property
    def _summary_rows(self) -> Mapping[str, PlaceRow]:
        """Id → its read-only row; TypedDict cannot express read-only."""
        rows: list[PlaceRow] = self.places(EVERY_PLACE).to_pylist()
        return {row["id"]: cast(PlaceRow, MappingProxyType(lists_as_tuples(row))) for row in rows}

    def summary_row(self, place_id: str) -> PlaceRow:
        """The row of a place, whatever the filter; lists are tuples in it."""
        return self._summary_rows[place_id]

    def place(self, place_id: str) -> row_of.PlaceDetail | None:
        """One place whatever the filter, with its clause, evidence, candidates and applicable
        scenario groups; None when there is no such id.
        """
        return deepcopy(self._place(place_id)) if place_id in self._summary_rows else None

    @shared_answer
    def _place(self, place_id: str) -> row_of.PlaceDetail:
        records, asked = self.database.records, {"id": place_id}
        return {
            **records("place", PlaceRow, asked)[0],
            "clause": self.plan.clauses([place_id])[place_id],
            "evidence": records("evidence", row_of.EvidenceRow, asked),
            "candidates": records("candidates", row_of.CandidateRow, asked),
            "applicable": records("applicable", row_of.ApplicableRow, asked),
        }

    def portrait(self, chosen: Filter) -> Portrait:
        """What the plan says about the places of a filter: of one region, one task, or everything.

        Derived and applicable places are in it, apart, whether or not the filter counts them.
        It is shared by all visitors, like the rows in it.
        """
        return self._portrait(chosen)

    @shared_answer
    def _portrait(self, chosen: Filter) -> Portrait:
        prefectures = [row["adcode"] for row in self.regions.prefectures]

        def applicable_to(place_id: str) -> list[row_of.ApplicableRow]:
            # Most places have none, and a place is several queries.
            has_some = self._summary_rows[place_id]["applicable_tasks"]
            return self._place(place_id)["applicable"] if has_some else []

        rows = self.rows(replace(chosen, inferred=True))
        return make_portrait(chosen, rows, self.codelists, prefectures, applicable_to)

    def sources(self) -> list[SourceColumns]:
        """All cited datasets and publications with the number of citations."""
        return self.database.records("sources", SourceColumns)

    @cached_property
    def tours(self) -> list[Tour]:
        """The tours of the exhibition mode.

        Raises:
            ArtefactError: the build lacks them, or they are damaged.
        """
        try:
            content = read_toml(self.folder / TOURS, ["tours"])
            # The build rejected what is outside or unknown.
            points = self.spatial.points
            tours, _ = read_tours(content, self.codelists, points, lambda lon, lat: True)
        except SourceError as error:
            raise ArtefactError(f"{error}: {REBUILD}") from error
        return tours

    def citations(self) -> list[row_of.CitationRow]:
        """All citations of all places, in pinyin order of the places."""
        return self.database.records("citations", row_of.CitationRow)


def _several(value: FilterValues) -> Iterable[str | int]:
    if value is None:
        return []
    return [value] if isinstance(value, str | int) else value
