"""What the coverage page counts: the plan's own places, or the inferred ones as well."""

from __future__ import annotations

from geo.catalog import Catalog
from geo.model import Relation
from geo.query.filters import Filter
from geo.schema.place import PlaceRow
from geo.schema.rows import Area


def relations(inferred: bool) -> tuple[str, ...]:
    """The relations that count; none means all."""
    return () if inferred else (Relation.NAMED.value,)


def nowhere(catalogue: Catalog, chosen: Filter) -> list[PlaceRow]:
    """The places under a filter that lie in no known prefecture."""
    prefectures = {row["adcode"] for row in catalogue.areas[0]}
    return [row for row in catalogue.rows(chosen) if prefectures.isdisjoint(row["regions"])]


def short(prefecture: Area, lang: str) -> str:
    """The name of a prefecture without what kind of prefecture it is."""
    return prefecture["short_zh"] if lang == "zh" else prefecture["name_en"].split(" ")[0]
