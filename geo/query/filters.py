"""A filter: one immutable value that yields the SQL parameters and a readable sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from geo.model import Relation
from geo.query.spatial import AreaFilter, DistanceFilter

FIELDS = ("sectors", "tasks", "themes", "regions", "kinds", "precisions", "relations")


@dataclass(frozen=True)
class Filter:
    """Chosen codes per field of `FIELDS`, and where the places must lie.

    An empty tuple means "no restriction". Within a field any of the values may match, all fields
    together must. `regions` holds zone ids, prefecture and county adcodes side by side. `near` is
    a distance around a point or place, `area` a polygon; a line or area passes when any part of
    it does.

    `inferred` is the one switch of what counts: only what the plan names, or also derived stations
    and, under a task, applicable places. Chosen `relations` say it themselves and win over it.
    """

    sectors: tuple[str, ...] = ()
    tasks: tuple[int, ...] = ()
    themes: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    near: DistanceFilter | None = None
    area: AreaFilter | None = None
    inferred: bool = False

    @property
    def counted(self) -> tuple[str, ...]:
        """The relations that count; none means all."""
        if self.relations or self.inferred:
            return self.relations
        return (Relation.NAMED.value,)

    @property
    def counting(self) -> Filter:
        """What counts, without any other restriction."""
        return Filter(relations=self.relations, inferred=self.inferred)

    def parameters(self) -> dict[str, list[Any] | None]:
        """The named parameters of the fields, `relations` as `counted`; None: "no restriction".

        The queries also take `within`: the ids of the places that `near` and `area` let pass.
        """
        fields = {field: list(getattr(self, field)) or None for field in FIELDS}
        return {**fields, "relations": list(self.counted) or None}

    @property
    def is_personal(self) -> bool:
        """Whether it contains user data: an uploaded area, or typed coordinates.

        A distance around a place of the catalog is not user data.
        """
        return self.area is not None or (self.near is not None and self.near.site is None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is restricted; what counts is no restriction."""
        return replace(self, inferred=False) == Filter()


EVERY_PLACE = Filter(inferred=True)  # all places of a build, whatever a visitor counts
