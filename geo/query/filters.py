"""A filter: one immutable value that yields the SQL parameters and a readable sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geo.query.spatial import AreaFilter, DistanceFilter

FIELDS = ("sectors", "tasks", "themes", "regions", "kinds", "precisions", "relations")


@dataclass(frozen=True)
class Filter:
    """Chosen codes per field of `FIELDS`, and where the places must lie.

    An empty tuple means "no restriction". Within a field any of the values may match, all fields
    together must. `regions` holds zone ids, prefecture and county adcodes side by side. `near` is
    a distance around a point or place, `area` a polygon; a line or area passes when any part of
    it does. Without `stations`, derived places are excluded.
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
    stations: bool = True

    def parameters(self) -> dict[str, list[Any] | bool | None]:
        """The named parameters of the fields and `stations`; None stands for "no restriction".

        The queries also take `within`: the ids of the places that `near` and `area` let pass.
        """
        fields = {field: list(getattr(self, field)) or None for field in FIELDS}
        return {**fields, "stations": self.stations}

    @property
    def is_personal(self) -> bool:
        """Whether it contains user data: an uploaded area, or typed coordinates.

        A distance around a place of the catalog is not user data.
        """
        return self.area is not None or (self.near is not None and self.near.site is None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is restricted."""
        return self == Filter()
