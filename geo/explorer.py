"""The one door to the data: page, command line and `geo.sites()` all ask an `Catalog`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeVar, cast

import pyarrow as pa
import shapely
from shapely.geometry.base import BaseGeometry

from geo import i18n
from geo.errors import ArtefactError, SourceError
from geo.json_document import Json
from geo.model import Relation
from geo.query.codelist_tables import make_codelists
from geo.query.codelists import Codelists
from geo.query.distance_input import read_distance_filter
from geo.query.filters import FIELDS, Filter
from geo.query.permalink import PlacePoints
from geo.query.regions import Regions
from geo.query.search import SearchIndex, SearchName
from geo.query.shared_answers import shared_answer
from geo.query.small_map import small_map
from geo.query.tours import FILE as TOURS
from geo.query.tours import Tour, read_tours
from geo.query.within import Whereabouts
from geo.schema import rows as row_of
from geo.schema.place import PlaceRow, lists_as_tuples, position_of, related
from geo.schema.source import SourceColumns
from geo.source_tables import read_toml
from geo.store.database import REBUILD, Database

Row = TypeVar("Row")
FilterValues = str | int | Iterable[str | int] | None


@dataclass(frozen=True, slots=True)
class Facet:
    """How many places a value would give: the plan's own, and all."""

    named: int
    total: int


class Catalog:
    """Questions about one build of the data."""

    def __init__(self, folder: Path) -> None:
        """Open the build in `folder`.

        Raises:
            ArtefactError: the build is missing, half-written or damaged.
        """
        self.folder = folder
        self.database = Database(folder)

    def warm_up(self) -> None:
        """Read what is kept for all questions before the first visitor asks."""
        _ = self.codelists, self.search_index, self.areas, self.points, self._whereabouts
        self.regions.shape(self.regions.children(None))

    @cached_property
    def codelists(self) -> Codelists:
        """The valid values of all filter fields."""
        return make_codelists(self._list)

    @cached_property
    def search_index(self) -> SearchIndex:
        """All spellings of places and regions."""
        return SearchIndex(SearchName(**row) for row in self._list("names", row_of.NameRow))

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
            near = read_distance_filter(near_text, self.points, self.search_index, self._name_of)
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
        hits = self._hits(chosen)
        table, position = self._all_places
        rows = table.take(pa.array([position[hit] for hit in hits], type=pa.int64()))
        return rows.set_column(
            rows.schema.get_field_index("relation"),
            "relation",
            pa.array(list(hits.values()), type=pa.string()),
        )

    def rows(self, chosen: Filter) -> list[PlaceRow]:
        """The places that pass, as `places` has them, without reading them out of a table again.

        The rows are the caller's; lists in them are tuples, because they are everybody's.
        """
        hits = self._hits(chosen).items()
        return [related(self._briefs[hit], relation) for hit, relation in hits]

    @shared_answer
    def _hits(self, chosen: Filter) -> dict[str, str]:
        """Id → relation of the places that pass, in pinyin order of their names."""
        hits = self.database.rows("places", self._parameters(chosen))
        return dict(zip(hits["id"].to_pylist(), hits["relation"].to_pylist(), strict=True))

    def _parameters(self, chosen: Filter) -> dict[str, object]:
        """Everything that a query of places is asked with."""
        bounds = [one for one in (chosen.near, chosen.area) if one is not None]
        if not bounds:
            return {**chosen.parameters(), "within": None}
        return {**chosen.parameters(), "within": self._whereabouts.within(bounds)}

    @cached_property
    def _shapes(self) -> dict[str, BaseGeometry | None]:
        """Id → true geometry (EPSG:4326), None for what could not be placed."""
        table, _ = self._all_places
        return {
            place_id: None if wkb is None else shapely.from_wkb(wkb)
            for place_id, wkb in zip(
                *(table[name].to_pylist() for name in ("id", "geometry")), strict=True
            )
        }

    @cached_property
    def _whereabouts(self) -> Whereabouts:
        return Whereabouts(self.database.build_id, self._shapes)

    def shape(self, place_id: str) -> BaseGeometry | None:
        """The true geometry of a place (EPSG:4326), None when it could not be placed."""
        return self._shapes[place_id]

    @cached_property
    def points(self) -> PlacePoints:
        """Id → lon and lat in degrees (WGS84), None for what could not be placed."""
        return {row["id"]: position_of(row) for row in self._briefs.values()}

    def in_view(
        self, place_ids: Iterable[str], bounds: tuple[float, float, float, float]
    ) -> set[str]:
        """Those places of which a part lies in a box (west, south, east, north in degrees)."""
        box = shapely.box(*bounds)
        shapes = {place_id: self._shapes[place_id] for place_id in place_ids}
        return {
            place_id
            for place_id, shape in shapes.items()
            if shape and shapely.intersects(shape, box)
        }

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of `places`."""
        return tuple(self._all_places[0].schema.names)

    @cached_property
    def _all_places(self) -> tuple[pa.Table, dict[str, int]]:
        """All places, and where each id stands among them."""
        table = self.database.rows("all_places")
        return table, {place_id: row for row, place_id in enumerate(table["id"].to_pylist())}

    def facets(self, chosen: Filter) -> dict[str, dict[str, Facet]]:
        """Per field and value the counts that it would give under all *other* filters."""
        return {name: dict(counts) for name, counts in self._facets(chosen).items()}

    @shared_answer
    def _facets(self, chosen: Filter) -> dict[str, dict[str, Facet]]:
        counts: dict[str, dict[str, Facet]] = {name: {} for name in FIELDS}
        for row in self.database.rows("facets", self._parameters(chosen)).to_pylist():
            counts[row["facet"]][row["value"]] = Facet(row["named"], row["total"])
        return counts

    def scenarios_without_place(self, chosen: Filter) -> list[row_of.Scenario]:
        """Typical scenarios that name no place, under the same sector, task and theme filter."""
        asked = Filter(sectors=chosen.sectors, tasks=chosen.tasks, themes=chosen.themes)
        return [row.copy() for row in self._scenarios(asked)]

    @shared_answer
    def _scenarios(self, chosen: Filter) -> tuple[row_of.Scenario, ...]:
        parameters = chosen.parameters()
        wanted = {name: parameters[name] for name in ("sectors", "tasks", "themes")}
        found = self._list("scenarios", row_of.Scenario, wanted)
        return tuple(self._scenario_rows[row["id"]] for row in found)

    @cached_property
    def _scenario_rows(self) -> dict[str, row_of.Scenario]:
        """Id → scenario that names no place: all answers hold these rows, none has its own."""
        wanted = dict.fromkeys(("sectors", "tasks", "themes"))
        return {row["id"]: row for row in self._list("scenarios", row_of.Scenario, wanted)}

    @cached_property
    def _briefs(self) -> Mapping[str, PlaceRow]:
        """Id → its row, which nobody can change: the type has no word for that."""
        rows: list[PlaceRow] = self.places(Filter()).to_pylist()
        return {row["id"]: cast(PlaceRow, MappingProxyType(lists_as_tuples(row))) for row in rows}

    def brief(self, place_id: str) -> PlaceRow:
        """The row of a place, whatever the filter; lists are tuples in it."""
        return self._briefs[place_id]

    def place(self, place_id: str) -> row_of.PlaceDetail | None:
        """One place whatever the filter, with its clause, evidence, candidates and applicable
        scenario groups; None when there is no such id.
        """
        return deepcopy(self._place(place_id)) if place_id in self._briefs else None

    @shared_answer
    def _place(self, place_id: str) -> row_of.PlaceDetail:
        asked = {"id": place_id}
        return {
            **self._list("place", PlaceRow, asked)[0],
            "clause": self.clauses([place_id])[place_id],
            "evidence": self._list("evidence", row_of.Evidence, asked),
            "candidates": self._list("candidates", row_of.Candidate, asked),
            "applicable": self._list("applicable", row_of.Applicable, asked),
        }

    def clauses(self, place_ids: Sequence[str]) -> dict[str, row_of.Clause]:
        """Place id → the chain of the clause it comes from: theme, task, box, entry, scenario."""
        found = self._list("clause", row_of.Clause, {"ids": list(place_ids)})
        return {row["place"]: row for row in found}

    @cached_property
    def areas(self) -> tuple[list[row_of.Area], list[row_of.Area]]:
        """Prefectures and counties with names and label points, in the order of codes."""
        counties = self._list("counties", row_of.Area)
        return self._list("prefectures", row_of.Area), counties

    @cached_property
    def regions(self) -> Regions:
        """Parents, children and shapes of zones, prefectures and counties."""
        return Regions(self._list("zones", row_of.Zone), self.areas[0], self._area_shapes())

    @cached_property
    def area_names(self) -> dict[str, row_of.Area]:
        """adcode → its names, for prefectures and counties."""
        return {row["adcode"]: row for level in self.areas for row in level}

    def lies_in(self, adcode: str, regions: Iterable[str]) -> bool:
        """Whether a prefecture or county is, or belongs to, one of `regions` (zones, adcodes)."""
        prefecture = self.area_names[self.area_names[adcode].get("prefecture", adcode)]
        return bool({adcode, prefecture["adcode"], prefecture["zone"]} & set(regions))

    def plan_tree(self) -> list[row_of.TreeRow]:
        """Theme → task → box → entry → scenario, one row per task, entry or scenario."""
        return self._list("tree", row_of.TreeRow)

    def sources(self) -> list[SourceColumns]:
        """All cited datasets and publications with the number of citations."""
        return self._list("sources", SourceColumns)

    def document(self) -> row_of.Document:
        """Departments, targets and safeguards of the plan."""
        return {
            "departments": self._list("departments", row_of.Department),
            "targets": self._list("targets", row_of.Target),
            "safeguards": self._list("safeguards", row_of.Section),
        }

    def coverage(
        self, by: Literal["sectors", "tasks"], *, inferred: bool
    ) -> list[row_of.CoverageCell]:
        """Number of places per value of `by` and prefecture, zeros included, in the plan's order.

        Counts the places that the plan names; with `inferred` also derived and applicable ones.
        """
        return [cell.copy() for cell in self._coverage((by, inferred))]

    @shared_answer
    def _coverage(self, asked: tuple[str, bool]) -> tuple[row_of.CoverageCell, ...]:
        by, inferred = asked
        relations = None if inferred else [str(Relation.NAMED)]
        return tuple(self._list(f"coverage_{by}", row_of.CoverageCell, {"relations": relations}))

    def coverage_scenarios(self) -> row_of.ScenarioCounts:
        """The typical scenarios that the plan names: `total`, `with_place`, `without_place`."""
        return self._list("coverage_scenarios", row_of.ScenarioCounts)[0]

    def narrowed(self, chosen: Filter, adcode: str) -> Filter | None:
        """The filter within one more prefecture or county; None when its regions leave that out."""
        if not chosen.regions or self.lies_in(adcode, chosen.regions):
            return replace(chosen, regions=(adcode,))
        kept = [
            code
            for code in chosen.regions
            if code in self.area_names and self.lies_in(code, (adcode,))
        ]
        return replace(chosen, regions=tuple(kept)) if kept else None

    def region_counts(self, chosen: Filter) -> dict[str, int]:
        """Prefecture or county code → places that pass the filter `narrowed` to it, zeros included.

        A place in several counties counts in each.
        """
        return dict(self._region_counts(chosen))

    @shared_answer
    def _region_counts(self, chosen: Filter) -> dict[str, int]:
        hits = self._hits(replace(chosen, regions=()))
        found = [set(self._briefs[hit]["regions"]) for hit in hits]
        counts = {}
        for adcode in self.area_names:
            within = self.restrict_to(chosen, adcode)
            wanted = within.regions if within else ()
            counts[adcode] = sum(not regions.isdisjoint(wanted) for regions in found)
        return counts

    @cached_property
    def area_shapes(self) -> tuple[list[Json], list[Json]]:
        """Prefectures and counties as GeoJSON features for small maps, in the order of `areas`."""
        return small_map(self._area_shapes())

    def _area_shapes(self) -> list[row_of.AreaShape]:
        return self._list("area_shapes", row_of.AreaShape)

    @cached_property
    def tours(self) -> list[Tour]:
        """The tours of the exhibition mode.

        Raises:
            ArtefactError: the build is without them, or they are damaged.
        """
        try:
            content = read_toml(self.folder / TOURS, ["tours"])
            # The build refused what lies outside or is not known.
            tours, _ = read_tours(content, self.codelists, self.points, lambda lon, lat: True)
        except SourceError as error:
            raise ArtefactError(f"{error}: {REBUILD}") from error
        return tours

    def citations(self) -> list[row_of.Citation]:
        """Everything that is cited for any place, in pinyin order of the places."""
        return self._list("citations", row_of.Citation)

    def sentence(self, chosen: Filter, lang: str) -> str:
        """The filter in words, e.g. `部门:能源 · 地区:阿坝藏族羌族自治州`."""
        parts = []
        for name in FIELDS:
            codes = getattr(chosen, name)
            if codes:
                labels = [self.codelists.label(name, str(code), lang) for code in codes]
                joined = i18n.text(lang, "filter.or").join(labels)
                parts.append(i18n.text(lang, f"filter.describe.{name}", values=joined))
        parts += self.said_space(chosen, lang).values()
        parts = parts or [i18n.text(lang, "filter.everything")]
        if not chosen.stations:
            parts.append(i18n.text(lang, "filter.describe.no_stations"))
        return i18n.text(lang, "filter.and").join(parts)

    def said_space(self, chosen: Filter, lang: str) -> dict[str, str]:
        """The spatial parts of the filter in words, by the name of the part."""
        message = {}
        if chosen.near:
            near = chosen.near
            point = i18n.text(lang, "filter.point", lon=near.lon, lat=near.lat)
            name = (
                row_of.in_language(self.summary_row(near.site), "name", lang)
                if near.site
                else point
            )
            message["near"] = i18n.text(lang, "filter.describe.near", name=name, km=near.km)
        if chosen.area:
            message["area"] = i18n.text(lang, "filter.describe.area", name=chosen.area.name)
        return message

    def _list(
        self, query: str, row: type[Row], parameters: Mapping[str, object] | None = None
    ) -> list[Row]:
        """The result of a named query, whose rows are of the type `row`."""
        return list(self.database.rows(query, parameters).to_pylist())


def _several(value: FilterValues) -> Iterable[str | int]:
    if value is None:
        return []
    return [value] if isinstance(value, str | int) else value
