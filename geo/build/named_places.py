"""What has a name and is no division: sites and stations, functional zones, airports."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import shapely

from geo.build.register import NOWHERE, Register, Unit, UnitLocation, inner_location
from geo.gazetteer.admin import Admin
from geo.gazetteer.places import Gazetteer, Place
from geo.geocode.model import UnitLevel
from geo.geocode.suffixes import UnitRank
from geo.model import LIMIT_M, GeometryType, Kind, Precision, Relation
from geo.source_tables import read_table

NOW = 9999  # later than the last year of any former name
LEVEL_OF = {
    Kind.RIVER: UnitLevel.RIVER,
    Kind.AIRPORT: UnitLevel.AIRPORT,
    Kind.HYDROPOWER_STATION: UnitLevel.STATION,
}


def link_sites(register: Register, gazetteer: Gazetteer) -> None:
    """The plan's villages are the listed ones of their county; those of today come first."""
    listed = {
        (unit.id[:6], unit.name_zh): unit
        for unit in sorted(register.units, key=lambda unit: unit.last_year or NOW)
        if unit.rank is UnitRank.VILLAGE
    }
    for place in gazetteer.places:
        if place.kind not in (Kind.VILLAGE, Kind.STOCKADE) or len(place.adcodes) != 1:
            continue
        for name in (place.name_zh, *place.aliases):
            unit = listed.get((place.adcodes[0], name))
            if unit:
                unit.site = place.id
                texts = {place.name_zh, place.full_name_zh, place.name_en, *place.aliases}
                register.name(unit.seq, *sorted(texts - {unit.name_zh}))
                break


def add_areas(register: Register, sources: Path, admin: Admin) -> None:
    """Functional zones: not administrative regions, but used like ones."""
    columns = ["id", "name_zh", "aliases", "adcodes", "note"]
    shapes = admin.counties_metric
    for row in read_table(sources / "names" / "areas.csv", columns):
        codes = row.items("adcodes")
        for code in codes or [""]:
            register.unit_of(row, "adcodes", code)
        whole = shapely.union_all(list(shapes[codes]))
        spot = inner_location(whole)
        seq = register.add(
            Unit(
                row.text("id"),
                UnitLevel.AREA,
                UnitRank.THING,
                row.text("name_zh"),
                register.common(codes),
                **spot.fields(),
            )
        )
        register.units[seq].within = [register.by_id[code] for code in codes]
        register.name(seq, *row.items("aliases"))


def add_airports(register: Register, sources: Path, admin: Admin, gazetteer: Gazetteer) -> None:
    """The airports of the province and beside it that the catalog does not have."""
    columns = ["icao", "iata", "names_zh", "name_en", "lon", "lat"]
    listed = {alias for place in gazetteer.places for alias in place.aliases}
    for row in read_table(sources / "names" / "airports.csv", columns):
        if row.text("icao") in listed:
            continue  # the catalog has it, with better evidence
        lon, lat = row.number("lon"), row.number("lat")
        point = shapely.Point(lon or 0.0, lat or 0.0)
        codes = list(admin.counties["adcode"][admin.counties.contains(point)])
        row.text("names_zh")
        first, *others = row.items("names_zh")
        seq = register.add(
            Unit(
                row.text("icao"),
                UnitLevel.AIRPORT,
                UnitRank.THING,
                first,
                register.common(codes),
                lon=lon,
                lat=lat,
                precision=Precision.LOCALITY,
                uncertainty_m=LIMIT_M[Precision.LOCALITY],
            )
        )
        register.name(seq, *others, row.text("name_en"), row.text("iata"), row.text("icao"))


def add_places(register: Register, gazetteer: Gazetteer, admin: Admin) -> None:
    """The catalog's sites and stations, except those that are a listed village."""
    linked = {unit.site for unit in register.units if unit.site}
    counties = admin.counties.set_index("adcode").geometry
    for place in gazetteer.places:
        if place.id in linked:
            continue
        level = LEVEL_OF.get(place.kind, UnitLevel.SITE)
        if place.relation is Relation.DERIVED:
            level = UnitLevel.STATION
        spot = UnitLocation(place.lon, place.lat, place.precision, place.uncertainty_m)
        if place.geometry_type is GeometryType.NONE:
            spot = NOWHERE
        seq = register.add(
            Unit(
                place.id,
                level,
                UnitRank.THING,
                place.name_zh,
                _home(register, place, counties),
                **spot.fields(),
            )
        )
        register.units[seq].within = [register.by_id[code] for code in place.adcodes]
        register.name(seq, *_spellings(place))


def _spellings(place: Place) -> list[str]:
    return [place.full_name_zh, place.name_en, *place.aliases]


def _home(register: Register, place: Place, counties: gpd.GeoSeries) -> int:
    """The county that a point lies in, also where the place belongs to both banks of a river."""
    codes = place.adcodes
    if place.geometry_type is GeometryType.POINT:
        codes = [code for code in codes if counties[code].contains(place.geometry)] or codes
    return register.common(codes)
