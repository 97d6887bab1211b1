"""Places as values: the sites that the plan names and the stations derived from its rivers."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
from shapely.geometry.base import BaseGeometry

from geo.model import (
    Confidence,
    Datum,
    FoundBy,
    GeometryType,
    Kind,
    Licence,
    Precision,
    Relation,
    Role,
    SiteStatus,
)


@dataclass(frozen=True)
class Evidence:
    """One citation. `lon`/`lat` are as the source gives them, in `datum`.

    `locator` is where in the source a reader finds it (address, record, page; empty for the whole
    source), `found_by` and `found_at` are the way on which the editors came to see it.
    """

    place: str
    source: str
    role: Role
    locator: str
    found_by: FoundBy
    found_at: str
    says_zh: str
    says_en: str
    lon: float | None
    lat: float | None
    datum: Datum


@dataclass(frozen=True)
class SiteCandidate:
    """One of several places that bear the name."""

    place: str
    name_zh: str
    adcode: str
    lon: float | None
    lat: float | None
    confidence: Confidence
    reason_zh: str
    reason_en: str


@dataclass(frozen=True)
class Source:
    """A cited dataset or publication; `publisher` is empty where the source names none."""

    id: str
    title: str
    publisher: str
    licence: Licence
    date: str


@dataclass(frozen=True)
class Place:
    """A site of the plan (`relation` named) or a station on a named river (derived).

    `lon`/`lat` are WGS84 degrees; `geometry` is EPSG:4326 or None; `uncertainty_m` in metres.
    """

    id: str
    scenario: str
    relation: Relation
    name_zh: str
    full_name_zh: str
    name_en: str
    aliases: list[str]
    kind: Kind
    sectors: list[str]
    adcodes: list[str]
    geometry_type: GeometryType
    lon: float | None
    lat: float | None
    precision: Precision
    uncertainty_m: int | None
    confidence: Confidence
    outside: str | None
    method_zh: str
    method_en: str
    note_zh: str
    note_en: str
    geometry: BaseGeometry | None
    river: str | None = None
    capacity_mw: float | None = None
    year: int | None = None
    status: SiteStatus | None = None


@dataclass(frozen=True)
class Gazetteer:
    """All places with what is cited for them."""

    places: list[Place]
    evidence: list[Evidence]
    candidates: list[SiteCandidate]
    sources: list[Source]
    river_lines: gpd.GeoDataFrame  # also those that the plan does not name, for the base map
