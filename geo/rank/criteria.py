"""The criteria that a planner can choose from, and how each is measured.

To add one: a member of `Measure`, a function in `MEASURES`, and its texts `rank.measure.<code>`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.model import Confidence, Precision, RegionLevel
from geo.query.spatial import DistanceIndex
from geo.rank.score import CriterionColumn, Rule
from geo.rank.sites import Site

LEVELS: tuple[RegionLevel, ...] = ("counties", "prefectures")
SiteValues = dict[str, float | None]


class Measure(StrEnum):
    """What is measured.

    `precision`: the class of the location, 4 (exact) to 0 (only an area). `uncertainty`: its
    radius in kilometres. `confidence`: 3 (high) to 1 (low). `tasks`: how many tasks name the site
    or apply to it. `gap`: how many other places of its sector the plan names in its county or
    prefecture. `distance`: kilometres to a chosen site or point. `column`: a column of the
    planner's own table.
    """

    PRECISION = "precision"
    UNCERTAINTY = "uncertainty"
    CONFIDENCE = "confidence"
    TASKS = "tasks"
    GAP = "gap"
    DISTANCE = "distance"
    COLUMN = "column"


LESS_IS_BETTER = (Measure.UNCERTAINTY, Measure.GAP, Measure.DISTANCE)  # unless the planner differs
PRECISION_STEPS = {
    Precision.EXACT: 4.0,
    Precision.SITE: 3.0,
    Precision.LOCALITY: 2.0,
    Precision.LINE: 1.0,
    Precision.AREA: 0.0,
}
CONFIDENCE_STEPS = {Confidence.HIGH: 3.0, Confidence.MEDIUM: 2.0, Confidence.LOW: 1.0}
# Steps mean the same in every list, so their range does not depend on the sites that are in it.
SPANS = {Measure.PRECISION: (0.0, 4.0), Measure.CONFIDENCE: (1.0, 3.0)}


@dataclass(frozen=True)
class Criterion:
    """A measure, its parameters, and how it counts.

    `level` is for `gap`. `origin` is for `distance`: the id of a site, or `lon,lat` in degrees
    (WGS84); the whole geometry of a site counts. `column` names the planner's own column.
    """

    measure: Measure
    rule: Rule = field(default_factory=Rule)
    level: RegionLevel = "prefectures"
    origin: str = ""
    column: str = ""

    @property
    def key(self) -> str:
        """The key of a criterion within a ranking."""
        about = {
            Measure.GAP: self.level,
            Measure.DISTANCE: self.origin,
            Measure.COLUMN: self.column,
        }.get(self.measure, "")
        return f"{self.measure}:{about}" if about else str(self.measure)


@dataclass(frozen=True)
class RankingContext:
    """The reference data of the measures.

    `everywhere` are all places of the plan, `origins` the geometry (EPSG:4326) of every
    `Criterion.origin`, `columns` the planner's own columns: name → site id → value.
    """

    everywhere: Sequence[Site] = ()
    origins: Mapping[str, BaseGeometry | None] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


def criterion_values(
    sites: Sequence[Site], criteria: Sequence[Criterion], ground: RankingContext
) -> list[CriterionColumn]:
    """The values of all sites for each criterion, None where there is none."""
    return [
        CriterionColumn(one.key, one.rule, MEASURES[one.measure](sites, one, ground))
        for one in criteria
    ]


def _precision(sites: Sequence[Site], _one: Criterion, _ground: RankingContext) -> SiteValues:
    return {site.id: _step(PRECISION_STEPS, site.precision) for site in sites}


def _confidence(sites: Sequence[Site], _one: Criterion, _ground: RankingContext) -> SiteValues:
    return {site.id: _step(CONFIDENCE_STEPS, site.confidence) for site in sites}


def _step(steps: Mapping[Any, float], code: str | None) -> float | None:
    return None if code is None else steps.get(code)


def _uncertainty(sites: Sequence[Site], _one: Criterion, _ground: RankingContext) -> SiteValues:
    return {
        site.id: None if site.uncertainty_m is None else site.uncertainty_m / 1000 for site in sites
    }


def _tasks(sites: Sequence[Site], _one: Criterion, _ground: RankingContext) -> SiteValues:
    return {site.id: None if site.tasks is None else float(len(site.tasks)) for site in sites}


def _gap(sites: Sequence[Site], one: Criterion, ground: RankingContext) -> SiteValues:
    """Other named places of the same sector in the region; the mean where a site has several."""
    named = [place for place in ground.everywhere if place.named]

    def others(site: Site, region: str) -> int:
        return sum(
            place.id != site.id
            and region in _regions(place, one.level)
            and not set(place.sectors).isdisjoint(site.sectors)
            for place in named
        )

    values: SiteValues = {}
    for site in sites:
        regions = _regions(site, one.level) if site.sectors else ()
        counts = [others(site, region) for region in regions]
        values[site.id] = sum(counts) / len(counts) if counts else None
    return values


def _regions(site: Site, level: RegionLevel) -> tuple[str, ...]:
    if level == "prefectures":
        return site.prefectures
    return tuple(code for code in site.adcodes if code not in site.prefectures)


def _distance(sites: Sequence[Site], one: Criterion, ground: RankingContext) -> SiteValues:
    origin = ground.origins.get(one.origin)
    if origin is None:
        return {site.id: None for site in sites}
    metres = DistanceIndex([site.shape for site in sites]).distances_to(origin)
    return {
        site.id: None if away is None else away / 1000
        for site, away in zip(sites, metres, strict=True)
    }


def _column(sites: Sequence[Site], one: Criterion, ground: RankingContext) -> SiteValues:
    own = ground.columns.get(one.column, {})
    return {site.id: own.get(site.id) for site in sites}


MEASURES: Mapping[Measure, Callable[[Sequence[Site], Criterion, RankingContext], SiteValues]] = {
    Measure.PRECISION: _precision,
    Measure.UNCERTAINTY: _uncertainty,
    Measure.CONFIDENCE: _confidence,
    Measure.TASKS: _tasks,
    Measure.GAP: _gap,
    Measure.DISTANCE: _distance,
    Measure.COLUMN: _column,
}
