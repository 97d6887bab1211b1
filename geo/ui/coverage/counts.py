"""The places that no prefecture of the coverage page can count."""

from __future__ import annotations

from geo.catalog import Catalog
from geo.query.filters import Filter
from geo.schema.place import PlaceRow


def nowhere(catalog: Catalog, chosen: Filter) -> list[PlaceRow]:
    """The places under a filter that lie in no known prefecture."""
    prefectures = {row["adcode"] for row in catalog.regions.prefectures}
    return [row for row in catalog.rows(chosen) if prefectures.isdisjoint(row["regions"])]
