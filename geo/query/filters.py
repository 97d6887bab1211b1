"""A filter: one immutable value that yields the SQL parameters and the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

FIELDS = ("sectors", "tasks", "themes", "regions", "kinds", "precisions", "relations")


@dataclass(frozen=True)
class Filter:
    """Chosen codes per field; an empty tuple means "no restriction".

    Within a field any of the values may match, all fields together must. `regions` holds zone
    ids, prefecture and county adcodes side by side.
    """

    sectors: tuple[str, ...] = ()
    tasks: tuple[int, ...] = ()
    themes: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()

    def parameters(self) -> dict[str, list[Any] | None]:
        """The named parameters of every filter query; None stands for "no restriction"."""
        return {field.name: list(getattr(self, field.name)) or None for field in fields(self)}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is restricted."""
        return self == Filter()
