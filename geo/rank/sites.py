"""The data of a site for ranking, for places of the plan and own places."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geo.model import Confidence, Precision, Relation
from geo.schema.place import PlaceRow


@dataclass(frozen=True)
class Site:
    """One site; unknown values are empty.

    `shape` is its true geometry (EPSG:4326), `uncertainty_m` a radius in metres, `adcodes` and
    `prefectures` six-digit codes, `tasks` the tasks that name it or apply to it. `named`: the plan
    names it, so that it counts as covered.
    """

    id: str
    names: tuple[str, ...]
    adcodes: tuple[str, ...] = ()
    prefectures: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    tasks: tuple[int, ...] | None = None
    precision: Precision | None = None
    uncertainty_m: float | None = None
    confidence: Confidence | None = None
    shape: BaseGeometry | None = None
    named: bool = False


def site_of(row: PlaceRow, shape: BaseGeometry | None) -> Site:
    """A place of the plan from its row of `Catalog.places` and its true geometry."""
    names = (row["name_zh"], row["name_en"], row["full_name_zh"], *row["aliases"])
    return Site(
        id=row["id"],
        names=tuple(dict.fromkeys(filter(None, names))),
        adcodes=tuple(row["adcodes"]),
        prefectures=tuple(row["prefectures"]),
        sectors=tuple(row["sectors"]),
        tasks=tuple(sorted({*row["tasks"], *row["applicable_tasks"]})),
        precision=Precision(row["precision"]),
        uncertainty_m=row["uncertainty_m"],
        confidence=Confidence(row["confidence"]) if row["confidence"] else None,
        shape=shape,
        named=row["relation"] == Relation.NAMED,
    )
