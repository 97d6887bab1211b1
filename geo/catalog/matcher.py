"""Which places pass a filter."""

from __future__ import annotations

from geo.catalog.spatial_index import SpatialIndex
from geo.query.filters import Filter
from geo.query.shared_answers import shared_answer
from geo.store.database import Database


class Matcher:
    """Queries the places of a filter; results are shared by all visitors."""

    def __init__(self, database: Database, spatial: SpatialIndex) -> None:
        """`spatial` answers the parts of a filter that say where places lie."""
        self._database, self._spatial = database, spatial

    def hits(self, chosen: Filter) -> dict[str, str]:
        """Id → relation of the places that pass, in pinyin order of their names."""
        return dict(self._hits(chosen))

    @shared_answer
    def _hits(self, chosen: Filter) -> dict[str, str]:
        hits = self._database.rows("places", self.parameters(chosen))
        return dict(zip(hits["id"].to_pylist(), hits["relation"].to_pylist(), strict=True))

    def parameters(self, chosen: Filter) -> dict[str, object]:
        """All parameters of the places query."""
        bounds = [one for one in (chosen.near, chosen.area) if one is not None]
        if not bounds:
            return {**chosen.parameters(), "within": None}
        return {**chosen.parameters(), "within": self._spatial.within(bounds)}
