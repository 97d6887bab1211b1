"""What the coverage page counts: named places only, or inferred ones as well."""

from __future__ import annotations

from geo.catalog import Catalog
from geo.model import Relation
from geo.query.filters import Filter
from geo.schema.place import PlaceRow


def relations(inferred: bool) -> tuple[str, ...]:
    """The relations that count; none means all."""
    return () if inferred else (Relation.NAMED.value,)


def nowhere(catalog: Catalog, chosen: Filter) -> list[PlaceRow]:
    """The places under a filter that lie in no known prefecture."""
    prefectures = {row["adcode"] for row in catalog.regions.prefectures}
    return [row for row in catalog.rows(chosen) if prefectures.isdisjoint(row["regions"])]
