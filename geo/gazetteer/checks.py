"""What must hold of the places: each function yields one line per fault, or nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.admin import METRIC_CRS, WGS84, Admin
from geo.gazetteer.datum import to_wgs84
from geo.gazetteer.places import Evidence, Gazetteer, Place
from geo.model import LIMIT_M, Confidence, Datum, GeometryType, Kind, Precision, Relation, Role
from geo.plan.structure import PlanStructure

ELLIPSOID = Geod(ellps="WGS84")
STATION_TO_RIVER_M = 3_000
DISAGREEMENT_M = 2_000
MIN_CAPACITY_MW = 50
MIN_STATIONS = 45
BOUNDARY_M = 150  # vertex spacing left by the simplification of the county polygons
OTHER_BANK_M = 3_000
DATUM_SHIFT_M = 1_300  # the most that an undeclared BD-09 shifts a point in Sichuan
CLOSE = (Precision.EXACT, Precision.SITE)
DISTANCE_ZH = re.compile(r"\d\s*(公里|千米|米)")
DISTANCE_EN = re.compile(r"\d\s*k?m\b")


def check_gazetteer(
    gazetteer: Gazetteer, plan: PlanStructure, admin: Admin, min_stations: int = MIN_STATIONS
) -> list[str]:
    """All faults of the places, against the curated plan and the boundaries.

    `min_stations` is how many stations on the plan's rivers are wanted; another plan may want
    none.
    """
    return [
        *_ids(gazetteer),
        *_names(gazetteer, plan),
        *_classes(gazetteer.places),
        *_citations(gazetteer),
        *_second_sources(gazetteer),
        *_disagreements(gazetteer),
        *_positions(gazetteer),
        *_counties(gazetteer, admin),
        *_stations(gazetteer, min_stations),
        *_lines_and_areas(gazetteer, admin),
        *_candidates(gazetteer, admin),
    ]


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Geodesic distance in metres between two WGS84 (lon, lat)."""
    return float(ELLIPSOID.inv(*a, *b)[2])


def evidence_points(gazetteer: Gazetteer) -> dict[str, list[tuple[float, float]]]:
    """Per place the cited positions whose datum is known, as WGS84 (lon, lat)."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for item in gazetteer.evidence:
        if item.lon is None or item.lat is None:
            continue
        point = to_wgs84(item.lon, item.lat, item.datum)
        if point is not None:
            points[item.place].append(point)
    return points


def _ids(gazetteer: Gazetteer) -> Iterator[str]:
    for what, ids in (
        ("place", [place.id for place in gazetteer.places]),
        ("source", [source.id for source in gazetteer.sources]),
    ):
        seen: set[str] = set()
        for one in ids:
            if one in seen:
                yield f"{what} id {one} is used twice"
            seen.add(one)


def _names(gazetteer: Gazetteer, plan: PlanStructure) -> Iterator[str]:
    """Every site's name is part of its scenario's name, and no two sites share a scenario."""
    scenarios = {scenario.id: scenario for scenario in plan.scenarios}
    used: set[str] = set()
    for place in gazetteer.places:
        scenario = scenarios.get(place.scenario)
        if scenario is None:
            yield f"{place.id}: scenario {place.scenario} is not in scenarios.csv"
            continue
        if not place.sectors:
            yield f"{place.id}: has no sector"
        if place.relation is not Relation.NAMED:
            continue
        if place.name_zh not in scenario.name_zh:
            yield f"{place.id}: the plan does not write {place.name_zh} in {scenario.id}"
        if scenario.id in used:
            yield f"{place.id}: scenario {scenario.id} already has a place"
        used.add(scenario.id)
    for scenario in plan.scenarios:
        if scenario.has_place and scenario.id not in used:
            yield f"scenario {scenario.id} {scenario.name_zh} names a place but no site has it"
        elif not scenario.has_place and scenario.id in used:
            yield f"scenario {scenario.id} {scenario.name_zh} has a site but is not a place"


def _classes(places: list[Place]) -> Iterator[str]:
    for place in places:
        point_class = place.precision in LIMIT_M
        if place.precision is Precision.UNLOCATED:
            if place.geometry is not None or place.lon is not None:
                yield f"{place.id}: is unlocated but has a geometry or coordinates"
            if not place.note_zh or not place.note_en:
                yield f"{place.id}: is unlocated and does not say what was looked for"
            continue
        if place.lon is None or place.uncertainty_m is None:
            yield f"{place.id}: is located but lacks lon/lat or uncertainty_m"
        elif point_class and place.uncertainty_m > LIMIT_M[place.precision]:
            yield (
                f"{place.id}: uncertainty {place.uncertainty_m} m is over the limit of "
                f"{place.precision} ({LIMIT_M[place.precision]} m)"
            )
        fits = {
            GeometryType.POINT: point_class,
            GeometryType.AREA: place.precision is Precision.AREA,
            GeometryType.LINE: place.precision is Precision.LINE,
            GeometryType.NONE: False,
        }
        if not fits[place.geometry_type]:
            yield f"{place.id}: a {place.geometry_type} cannot be of class {place.precision}"


def _citations(gazetteer: Gazetteer) -> Iterator[str]:
    cited: dict[str, list[Evidence]] = defaultdict(list)
    for item in gazetteer.evidence:
        cited[item.place].append(item)
        if item.lon is not None and item.datum is Datum.NONE:
            yield f"{item.place}: evidence {item.source} gives coordinates without a datum"
    for place in gazetteer.places:
        if not cited[place.id]:
            yield f"{place.id}: cites no source"
        elif place.precision is not Precision.UNLOCATED and not any(
            item.role is Role.POSITION for item in cited[place.id]
        ):
            yield f"{place.id}: cites no source for its position"


def _second_sources(gazetteer: Gazetteer) -> Iterator[str]:
    """A close class on one source is allowed where no second exists, but never trusted highly."""
    places = {place.id: place for place in gazetteer.places}
    for alone in single_source(gazetteer):
        place = places[alone]
        if place.precision is Precision.EXACT:
            yield f"{alone}: is exact on a single source"
        elif place.confidence is Confidence.HIGH or not place.note_zh or not place.note_en:
            yield f"{alone}: rests on one source; state it in the confidence or the note"


def single_source(gazetteer: Gazetteer) -> list[str]:
    """Ids of exact and site places that rest on one source only (no second one exists so far)."""
    sources: dict[str, set[str]] = defaultdict(set)
    for item in gazetteer.evidence:
        if item.lon is not None:
            sources[item.place].add(item.source)
    return [
        place.id
        for place in gazetteer.places
        if place.precision in CLOSE and len(sources[place.id]) < 2
    ]


def _disagreements(gazetteer: Gazetteer) -> Iterator[str]:
    """Where sources of a point differ by more than 2 km, both notes give a distance."""
    cited = evidence_points(gazetteer)
    for place in gazetteer.places:
        if place.precision not in LIMIT_M:
            continue
        pairs = combinations(cited.get(place.id, []), 2)
        spread = max((distance_m(a, b) for a, b in pairs), default=0)
        noted = DISTANCE_ZH.search(place.note_zh) and DISTANCE_EN.search(place.note_en)
        if spread > DISAGREEMENT_M and not noted:
            yield f"{place.id}: sources differ by {spread / 1000:.1f} km; mention it in the note"


def _positions(gazetteer: Gazetteer) -> Iterator[str]:
    """A point lies within its uncertainty of a position that is cited for it, not just near it."""
    cited: dict[str, list[tuple[tuple[float, float], float]]] = defaultdict(list)
    for item in gazetteer.evidence:
        if item.role is not Role.POSITION or item.lon is None or item.lat is None:
            continue
        known = to_wgs84(item.lon, item.lat, item.datum)
        slack = 0 if known else DATUM_SHIFT_M
        cited[item.place].append((known or (item.lon, item.lat), slack))
    for place in gazetteer.places:
        if place.precision not in LIMIT_M or place.lon is None or place.lat is None:
            continue
        here = (place.lon, place.lat)
        near = min((distance_m(here, at) - slack for at, slack in cited[place.id]), default=None)
        if near is None:
            yield f"{place.id}: no citation gives coordinates for this point"
        elif near > (place.uncertainty_m or 0):
            yield f"{place.id}: lies {near:.0f} m from the nearest cited position"


def _counties(gazetteer: Gazetteer, admin: Admin) -> Iterator[str]:
    counties, prefectures = set(admin.counties["adcode"]), set(admin.prefectures["adcode"])
    sichuan = admin.province_metric.iloc[0]
    for place in gazetteer.places:
        # Of what has no position the prefecture may be known, and nothing below it.
        known = counties | (prefectures if place.precision is Precision.UNLOCATED else set())
        unknown = [code for code in place.adcodes if code not in known]
        if unknown:
            yield f"{place.id}: {', '.join(unknown)} is not a county of Sichuan"
            continue
        if place.lon is None or place.lat is None:
            continue
        if not place.adcodes:
            yield f"{place.id}: is located but names no county"
            continue
        point = _metric(shapely.Point(place.lon, place.lat))
        tolerance = BOUNDARY_M + LIMIT_M.get(place.precision, 0)
        if place.outside == "other_bank":
            tolerance = max(tolerance, OTHER_BANK_M)
        away = min(admin.counties_metric[code].distance(point) for code in place.adcodes)
        if away > tolerance:
            yield f"{place.id}: lies {away:.0f} m outside its county {', '.join(place.adcodes)}"
        if place.outside is None and sichuan.distance(point) > BOUNDARY_M:
            yield f"{place.id}: lies outside Sichuan without saying so"


def _stations(gazetteer: Gazetteer, wanted: int) -> Iterator[str]:
    lines = {
        place.id: _metric(place.geometry)
        for place in gazetteer.places
        if place.kind is Kind.RIVER and place.geometry is not None
    }
    stations = [place for place in gazetteer.places if place.kind is Kind.HYDROPOWER_STATION]
    if len(stations) < wanted:
        yield f"too few stations: {len(stations)}; at least {wanted} are wanted"
    for station in stations:
        line = lines.get(station.river or "")
        if line is None or station.geometry is None:
            yield f"{station.id}: its river {station.river} has no line"
            continue
        away = line.distance(_metric(station.geometry))
        if away > STATION_TO_RIVER_M:
            yield f"{station.id}: lies {away:.0f} m from the line of {station.river}"
        if station.capacity_mw is None or station.capacity_mw < MIN_CAPACITY_MW:
            yield f"{station.id}: capacity {station.capacity_mw} MW is under {MIN_CAPACITY_MW} MW"


def _lines_and_areas(gazetteer: Gazetteer, admin: Admin) -> Iterator[str]:
    """Representative points lie on their line or in their area; lines leave Sichuan only openly."""
    sichuan = admin.province_metric.iloc[0].buffer(OTHER_BANK_M)
    for place in gazetteer.places:
        if place.geometry is None or place.lon is None or place.lat is None:
            continue
        if place.precision in LIMIT_M:
            continue
        shape = _metric(place.geometry)
        away = shape.distance(_metric(shapely.Point(place.lon, place.lat)))
        if away > 1_000:
            yield f"{place.id}: its representative point lies {away:.0f} m off its geometry"
        far = shapely.hausdorff_distance(_metric(shapely.Point(place.lon, place.lat)), shape)
        if place.precision is Precision.AREA and far > (place.uncertainty_m or 0):
            yield f"{place.id}: its area reaches {far:.0f} m, further than its uncertainty"
        if place.outside is None and shape.difference(sichuan).length > 1_000:
            yield f"{place.id}: part of its geometry is outside Sichuan without saying so"


def _candidates(gazetteer: Gazetteer, admin: Admin) -> Iterator[str]:
    """A candidate may lie in another province, but a code of Sichuan must exist."""
    known = {*admin.counties["adcode"], *admin.prefectures["adcode"]}
    for candidate in gazetteer.candidates:
        if candidate.adcode.startswith("51") and candidate.adcode not in known:
            yield f"{candidate.place}: candidate {candidate.name_zh} has no such adcode in Sichuan"


_TO_METRES = Transformer.from_crs(WGS84, METRIC_CRS, always_xy=True).transform


def _to_metres(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(_TO_METRES(degrees[:, 0], degrees[:, 1]))


def _metric(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, _to_metres)
