"""The one door to the data: page, command line and `geo.sites()` all ask an `Explorer`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import geopandas as gpd
import pyarrow as pa
import shapely

from geo import i18n
from geo.model import Kind, Precision, Relation
from geo.query.filters import Filter
from geo.query.search import Name, SearchIndex
from geo.query.vocabulary import Term, Vocabulary, short_forms
from geo.store.database import Database

Values = str | int | Iterable[str | int] | None


@dataclass(frozen=True)
class Facet:
    """How many places a value would give: the plan's own, and all."""

    named: int
    total: int


class Explorer:
    """Questions about one build of the data."""

    def __init__(self, folder: Path) -> None:
        """Open the build in `folder`.

        Raises:
            ArtefactError: the build is missing, half-written or damaged.
        """
        self.folder = folder
        self.database = Database(folder)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The valid values of all filter fields."""
        return Vocabulary(
            {
                "sectors": [_term(row, "id") for row in self._list("sectors")],
                "tasks": [_numbered(row, "任务", "task") for row in self._list("tasks")],
                "themes": [_numbered(row, "主题", "theme") for row in self._list("themes")],
                "regions": list(self._regions()),
                "kinds": _coded("kind", Kind),
                "precisions": _coded("precision", Precision),
                "relations": _coded("relation", Relation),
            }
        )

    @cached_property
    def search_index(self) -> SearchIndex:
        """All spellings of places and regions."""
        return SearchIndex(Name(**row) for row in self._list("names"))

    def filter(self, **chosen: Values) -> Filter:
        """A filter from what a person gives: codes, labels in either language, usual short forms.

        Keywords: `sector, task, theme, region, kind, precision, relation`, each one value or
        several.

        Raises:
            UnknownValueError: a value is not known; the message lists the nearest valid ones.
        """
        codes = {
            field.name: tuple(
                dict.fromkeys(
                    self.vocabulary.resolve(field.name, str(value))
                    for value in _several(chosen.get(field.name.removesuffix("s")))
                )
            )
            for field in fields(Filter)
        }
        return Filter(
            **{
                name: tuple(int(code) for code in values) if name in ("tasks", "themes") else values
                for name, values in codes.items()
            }  # type: ignore[arg-type]
        )

    def places(self, chosen: Filter) -> pa.Table:
        """The places that pass, one row each, in pinyin order of their names.

        The query answers with ids and relations; carrying all columns through its joins would
        cost three times as much as picking the rows here.
        """
        hits = self.database.rows("places", chosen.parameters())
        table, position = self._all_places
        chosen_rows = [position[place_id] for place_id in hits["id"].to_pylist()]
        rows = table.take(pa.array(chosen_rows, type=pa.int64()))
        return rows.set_column(
            rows.schema.get_field_index("relation"), "relation", hits["relation"]
        )

    @cached_property
    def _all_places(self) -> tuple[pa.Table, dict[str, int]]:
        """All places, and where each id stands among them."""
        table = self.database.rows("all_places")
        return table, {place_id: row for row, place_id in enumerate(table["id"].to_pylist())}

    def facets(self, chosen: Filter) -> dict[str, dict[str, Facet]]:
        """Per field and value the counts that it would give under all *other* filters."""
        counts: dict[str, dict[str, Facet]] = {field.name: {} for field in fields(Filter)}
        for row in self.database.rows("facets", chosen.parameters()).to_pylist():
            counts[row["facet"]][row["value"]] = Facet(row["named"], row["total"])
        return counts

    def scenarios_without_place(self, chosen: Filter) -> list[dict[str, Any]]:
        """Typical scenarios that name no place, under the same sector, task and theme filter."""
        parameters = chosen.parameters()
        wanted = {name: parameters[name] for name in ("sectors", "tasks", "themes")}
        return self._list("scenarios", wanted)

    @cached_property
    def _briefs(self) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in self.places(Filter()).to_pylist()}

    def brief(self, place_id: str) -> dict[str, Any]:
        """The row of a place, whatever the filter."""
        return self._briefs[place_id]

    def place(self, place_id: str) -> dict[str, Any] | None:
        """One place whatever the filter, with its clause, evidence, candidates and applicable
        scenario groups; None when there is no such id.
        """
        found = self._about("place", place_id)
        if not found:
            return None
        return {
            **found[0],
            "clause": self.clauses([place_id])[place_id],
            "evidence": self._about("evidence", place_id),
            "candidates": self._about("candidates", place_id),
            "applicable": self._about("applicable", place_id),
        }

    def clauses(self, place_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Place id → the chain of the clause it comes from: theme, task, box, entry, scenario."""
        return {row["place"]: row for row in self._list("clause", {"ids": list(place_ids)})}

    @cached_property
    def areas(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Prefectures and counties with names and label points, in the order of codes."""
        return self._list("prefectures"), self._list("counties")

    @cached_property
    def area_names(self) -> dict[str, dict[str, str]]:
        """adcode → its names, for prefectures and counties."""
        return {row["adcode"]: row for level in self.areas for row in level}

    def lies_in(self, adcode: str, regions: Iterable[str]) -> bool:
        """Whether a county is, or belongs to, one of `regions` (zone ids, adcodes)."""
        prefecture = self.area_names[self.area_names[adcode]["prefecture"]]
        return bool({adcode, prefecture["adcode"], prefecture["zone"]} & set(regions))

    def plan_tree(self) -> list[dict[str, Any]]:
        """Theme → task → box → entry → scenario, one row per task, entry or scenario."""
        return self._list("tree")

    def sources(self) -> list[dict[str, Any]]:
        """All cited datasets and publications with the number of citations."""
        return self._list("sources")

    def document(self) -> dict[str, list[dict[str, Any]]]:
        """Departments, targets and safeguards of the plan."""
        return {name: self._list(name) for name in ("departments", "targets", "safeguards")}

    def coverage(self, by: Literal["sectors", "tasks"], *, inferred: bool) -> list[dict[str, Any]]:
        """Number of places per value of `by` and prefecture, zeros included, in the plan's order.

        Counts the places that the plan names; with `inferred` also derived and applicable ones.
        """
        relations = None if inferred else [str(Relation.NAMED)]
        return self._list(f"coverage_{by}", {"relations": relations})

    def coverage_scenarios(self) -> dict[str, int]:
        """The typical scenarios that the plan names: `total`, `with_place`, `without_place`."""
        return self._list("coverage_scenarios")[0]

    def sentence(self, chosen: Filter, lang: str) -> str:
        """The filter in words, e.g. `部门:能源 · 地区:阿坝藏族羌族自治州`."""
        parts = []
        for field in fields(Filter):
            codes = getattr(chosen, field.name)
            if codes:
                labels = [self.vocabulary.label(field.name, str(code), lang) for code in codes]
                joined = i18n.text(lang, "filter.or").join(labels)
                parts.append(i18n.text(lang, f"filter.said.{field.name}", values=joined))
        return i18n.text(lang, "filter.and").join(parts) or i18n.text(lang, "filter.everything")

    def _list(self, query: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.database.rows(query, parameters).to_pylist()
        return rows

    def _about(self, query: str, place_id: str) -> list[dict[str, Any]]:
        return self._list(query, {"id": place_id})

    def _regions(self) -> Iterable[Term]:
        """Zones, prefectures, counties: the higher level wins a shared short name."""
        for row in self._list("zones"):
            yield Term(row["id"], row["name_zh"], row["name_en"], (row["short_zh"],), rank=0)
        prefectures = {row["adcode"]: row["name_zh"] for row in self._list("prefectures")}
        for row in self._list("prefectures"):
            also = (row["short_zh"], row["name_en"].split()[0])
            yield Term(row["adcode"], row["name_zh"], row["name_en"], also, rank=1)
        for row in self._list("counties"):
            parent = prefectures[row["prefecture"]]
            also = (*short_forms(row["name_zh"]), f"{parent}{row['name_zh']}",
                    row["name_en"].split()[0])  # fmt: skip
            yield Term(row["adcode"], row["name_zh"], row["name_en"], also, 2, parent)


def to_geodataframe(places: pa.Table) -> gpd.GeoDataFrame:
    """Rows of `Explorer.places` as a GeoDataFrame (EPSG:4326); unlocated places have no geometry.

    Columns come in the order people look for them; `name_zh` is the name as the plan writes it.
    """
    columns = places.to_pydict()
    shapes = [None if wkb is None else shapely.from_wkb(wkb) for wkb in columns.pop("geometry")]
    first = ["id", "name_zh", "name_en", "kind", "sectors", "tasks", "adcodes", "precision",
             "uncertainty_m", "relation", "confidence", "sources"]  # fmt: skip
    hidden = ("pinyin", "regions", "display_shape")
    order = [*first, *(name for name in columns if name not in (*first, *hidden))]
    frame = gpd.GeoDataFrame(
        {name: columns[name] for name in order}, geometry=gpd.GeoSeries(shapes, crs="EPSG:4326")
    )
    for whole in ("uncertainty_m", "year"):
        frame[whole] = frame[whole].astype("Int32")
    return frame


def _several(value: Values) -> Iterable[str | int]:
    if value is None:
        return []
    return [value] if isinstance(value, str | int) else value


def _term(row: Mapping[str, Any], key: str) -> Term:
    return Term(str(row[key]), row["name_zh"], row["name_en"])


def _numbered(row: Mapping[str, Any], word_zh: str, word_en: str) -> Term:
    number = row["number"]
    also = (row["name_zh"], f"{word_zh}{number}", f"{word_en} {number}")
    return Term(str(number), row["title_zh"], row["title_en"], also)


def _coded(name: str, codes: Iterable[str]) -> list[Term]:
    return [
        Term(str(code), i18n.text("zh", f"{name}.{code}"), i18n.text("en", f"{name}.{code}"))
        for code in codes
    ]
