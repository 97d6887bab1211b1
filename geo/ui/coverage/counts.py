"""What the coverage page counts: named places only, or inferred ones as well."""

from __future__ import annotations

from typing import Any

from geo.catalog import Catalog
from geo.model import Relation
from geo.query.filters import Filter


def relations(inferred: bool) -> tuple[str, ...]:
    """The relations that count; none means all."""
    return () if inferred else (Relation.NAMED.value,)


def nowhere(catalog: Catalog, chosen: Filter) -> list[dict[str, Any]]:
    """Names and regions of the places under a filter that lie in no known prefecture."""
    prefectures = {row["adcode"] for row in catalog.regions.prefectures}
    rows = catalog.places(chosen).select(["name_zh", "name_en", "regions"]).to_pylist()
    return [row for row in rows if prefectures.isdisjoint(row["regions"])]
