"""The tables of the geocoder: every unit that it knows, and the texts that may mean it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import pi, sqrt
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import shapely

from geo.build.register import (
    NOWHERE,
    Register,
    Unit,
    UnitLocation,
    area_location,
    inner_location,
    location_of,
    seat_location,
)
from geo.gazetteer.admin import METRIC_CRS, Admin
from geo.gazetteer.places import Gazetteer, Place
from geo.geocode.model import UnitLevel
from geo.geocode.normalize import normalize_name
from geo.geocode.suffixes import UnitRank, split
from geo.model import LIMIT_M, GeometryType, Kind, Precision, Relation
from geo.query.pinyin import romanize
from geo.source_tables import SourceRow, read_table

PROVINCE = "510000"
NOW = 9999  # later than the last year of any former name
OWN_NAME = 3  # characters
TOWN_FACTOR = 1.5  # a town reaches further than a disc of its mean area
LEVEL_OF = {
    Kind.RIVER: UnitLevel.RIVER,
    Kind.AIRPORT: UnitLevel.AIRPORT,
    Kind.HYDROPOWER_STATION: UnitLevel.STATION,
}

OUTSIDE_RANKS = {
    2: UnitRank.PROVINCE,
    4: UnitRank.PREFECTURE,
    6: UnitRank.COUNTY,
}  # by digits of the code


def make_geocode_tables(sources: Path, admin: Admin, gazetteer: Gazetteer) -> dict[str, pa.Table]:
    """All tables of the geocoder.

    Raises:
        SourceError: a list under `admin/` or `names/` is missing or broken.
    """
    characters = read_table(sources / "names" / "simplified.csv", ["char", "simplified"])
    words = read_table(sources / "names" / "ordinary_words.csv", ["word", "frequency"])
    generic = read_table(sources / "names" / "generic_stems.csv", ["word"])
    # A long, unique name of the plan (三星堆) is not treated as an ordinary word.
    named = {place.name_zh for place in gazetteer.places if len(place.name_zh) >= OWN_NAME}
    words = [row for row in words if row.text("word") not in named]
    simplified = {ord(row.text("char")): row.text("simplified") for row in characters}
    register = Register(simplified)
    _outside(register, sources)
    _regions(register, admin)
    _former_counties(register, sources)
    _former_prefectures(register, sources)
    _towns(register, sources, admin)
    _villages(register, sources)
    _link_sites(register, gazetteer)
    _areas(register, sources, admin)
    _airports(register, sources, admin, gazetteer)
    _places(register, gazetteer, admin)
    _find_today(register)
    return {
        **register.tables(),
        "geo_characters": pa.table(
            {
                "char": [row.text("char") for row in characters],
                "simplified": [row.text("simplified") for row in characters],
            }
        ),
        "geo_words": pa.table(
            {
                "word": [normalize_name(row.text("word"), simplified) for row in words],
                "frequency": pa.array([row.integer("frequency") for row in words], pa.int32()),
            }
        ),
        "geo_generic": pa.table({"word": [row.text("word") for row in generic]}),
    }


def _outside(register: Register, sources: Path) -> None:
    """The other provinces; their units carry no position."""
    known: dict[str, int] = {}
    rows = read_table(sources / "admin" / "outside.csv", ["code", "name_zh"])
    for row in sorted(rows, key=lambda row: (len(row.text("code")), row.text("code"))):
        code, name = row.text("code"), row.text("name_zh")
        rank = OUTSIDE_RANKS.get(len(code))
        if rank is None:
            raise row.fail("code", f"{code!r} has not 2, 4 or 6 digits")
        parent = known.get(code[:4], known.get(code[:2], -1)) if rank else -1
        level = UnitLevel(rank.name.lower())
        seq = known[code] = register.add(Unit(code.ljust(6, "0"), level, rank, name, parent))
        if rank < UnitRank.COUNTY:
            register.name(seq, _spelled(register.units[seq].stem))
    for row in read_table(sources / "admin" / "outside_towns.csv", ["code", "name_zh"]):
        code = row.text("code")
        name = row.text("name_zh")
        if split(name, UnitRank.TOWN)[1]:  # no farms and development zones
            parents = [known[head] for head in (code[:6], code[:4], code[:2]) if head in known]
            if not parents:
                raise row.fail("code", f"{code!r} lies in no province of outside.csv")
            parent = parents[0]
            register.add(Unit(code, UnitLevel.TOWN, UnitRank.TOWN, name, parent))


def _regions(register: Register, admin: Admin) -> None:
    """Province, prefectures, counties and economic zones, with English names."""
    province = inner_location(admin.province_metric.iloc[0])
    top = register.add(
        Unit(PROVINCE, UnitLevel.PROVINCE, UnitRank.PROVINCE, "四川省", **province.fields())
    )
    register.name(top, "蜀", "川", "Sichuan", "Sichuan Province")
    for frame, rank in (
        (admin.prefectures, UnitRank.PREFECTURE),
        (admin.counties, UnitRank.COUNTY),
    ):
        metric = frame.geometry.to_crs(METRIC_CRS)
        for area, shape in zip(frame.itertuples(), metric, strict=True):
            spot = area_location(area.label_lon, area.label_lat, shape)
            parent = top if rank is UnitRank.PREFECTURE else register.by_id[area.prefecture]
            unit = Unit(
                area.adcode,
                UnitLevel(rank.name.lower()),
                rank,
                area.name_zh,
                parent,
                **spot.fields(),
            )
            seq = register.add(unit)
            register.name(
                seq, area.name_en, area.name_en.split(" ")[0], _spelled(register.units[seq].stem)
            )
    for row in admin.zones:
        seq = register.add(
            Unit(
                row.text("id"),
                UnitLevel.ZONE,
                UnitRank.THING,
                row.text("name_zh"),
                top,
                precision=Precision.AREA,
            )
        )
        register.name(seq, row.text("name_en"))
        members = admin.prefectures[admin.prefectures["zone"] == row.text("id")]["adcode"]
        register.units[seq].within = [register.by_id[code] for code in members]


def _former_counties(register: Register, sources: Path) -> None:
    """Names of counties that are no longer official stand for the county of today."""
    columns = ["name_zh", "adcode", "last_year", "source"]
    for row in read_table(sources / "admin" / "former_counties.csv", columns):
        today = register.units[_unit(register, row, "adcode")]
        register.add(
            Unit(
                today.id,
                UnitLevel.COUNTY,
                UnitRank.COUNTY,
                row.text("name_zh"),
                today.parent,
                row.integer("last_year"),
                **location_of(today).fields(),
                today=today.seq,
            )
        )


def _former_prefectures(register: Register, sources: Path) -> None:
    """Users still use the former prefecture of a county."""
    columns = ["adcode", "prefecture", "last_year", "source"]
    for row in read_table(sources / "admin" / "former_prefectures.csv", columns):
        county = register.units[register.by_id[row.text("adcode")]]
        county.within.append(register.by_id[row.text("prefecture")])


def _towns(register: Register, sources: Path, admin: Admin) -> None:
    rows = read_table(sources / "admin" / "towns.csv", ["code", "name_zh"])
    count = Counter(row.text("code")[:6] for row in rows)
    area = dict(zip(admin.counties["adcode"], admin.counties_metric.area, strict=True))
    seats = _seats(register, sources, admin, rows)
    for row in rows:
        code, county = row.text("code"), row.text("code")[:6]
        parent = _unit(register, row, "code", county)
        if code in seats:
            reach = TOWN_FACTOR * sqrt(area[county] / count[county] / pi)
            spot = seat_location(*seats[code], max(reach, LIMIT_M[Precision.SITE]))
        else:
            spot = location_of(register.units[parent])
        seq = register.add(
            Unit(code, UnitLevel.TOWN, UnitRank.TOWN, row.text("name_zh"), parent, **spot.fields())
        )
        register.name(seq, _spelled(register.units[seq].stem))
    columns = ["adcode", "name_zh", "last_year", "code"]
    for row in read_table(sources / "admin" / "former_towns.csv", columns):
        parent = _unit(register, row, "adcode")
        spot = location_of(register.units[parent])
        register.add(
            Unit(
                row.text("code"),
                UnitLevel.TOWN,
                UnitRank.TOWN,
                row.text("name_zh"),
                parent,
                row.integer("last_year"),
                **spot.fields(),
            )
        )


def _seats(
    register: Register, sources: Path, admin: Admin, towns: list[SourceRow]
) -> dict[str, tuple[float, float]]:
    """Code of a town → the GeoNames point of its name inside its county, if there is just one."""
    columns = ["id", "name_en", "names_zh", "lon", "lat"]
    rows = read_table(sources / "names" / "geonames.csv", columns)
    points = [shapely.Point(row.number("lon") or 0.0, row.number("lat") or 0.0) for row in rows]
    polygons = list(admin.counties.geometry)
    pairs = shapely.STRtree(points).query(polygons, "contains").T.tolist()
    named: dict[tuple[str, str], set[tuple[float, float]]] = defaultdict(set)
    for county, point in pairs:
        place = (points[point].x, points[point].y)
        for text in rows[point].items("names_zh"):
            stem = split(normalize_name(text, register.simplified), UnitRank.TOWN)[0]
            named[admin.counties["adcode"][county], stem].add(place)
    found = {}
    for row in towns:
        stem = split(normalize_name(row.text("name_zh"), register.simplified), UnitRank.TOWN)[0]
        places = named.get((row.text("code")[:6], stem), set())
        if len(places) == 1:
            found[row.text("code")] = next(iter(places))
    return found


def _villages(register: Register, sources: Path) -> None:
    for row in read_table(sources / "admin" / "villages.csv", ["code", "name_zh"]):
        code, name = row.text("code"), row.text("name_zh")
        parent = _unit(register, row, "code", code[:9])
        register.add(
            Unit(
                code,
                UnitLevel.VILLAGE,
                UnitRank.VILLAGE,
                name,
                parent,
                **location_of(register.units[parent]).fields(),
            )
        )
    columns = ["adcode", "name_zh", "town_zh", "last_year"]
    towns = {
        (unit.parent, unit.name_zh): unit.seq
        for unit in register.units
        if unit.rank is UnitRank.TOWN
    }
    for row in read_table(sources / "admin" / "former_villages.csv", columns):
        county = _unit(register, row, "adcode")
        parent = towns.get((county, row.values["town_zh"]), county)
        register.add(
            Unit(
                f"{row.text('adcode')}:{row.text('name_zh')}",
                UnitLevel.VILLAGE,
                UnitRank.VILLAGE,
                row.text("name_zh"),
                parent,
                row.integer("last_year"),
                **location_of(register.units[parent]).fields(),
            )
        )


def _link_sites(register: Register, gazetteer: Gazetteer) -> None:
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


def _find_today(register: Register) -> None:
    """A former town or village whose stem its county still has became that unit."""
    now: dict[tuple[UnitRank, int, str], set[int]] = defaultdict(set)
    for unit in register.units:
        if unit.rank in (UnitRank.TOWN, UnitRank.VILLAGE) and not unit.last_year:
            now[unit.rank, _county(register, unit), unit.stem].add(unit.seq)
    for unit in register.units:
        if unit.rank in (UnitRank.TOWN, UnitRank.VILLAGE) and unit.last_year:
            same = now[unit.rank, _county(register, unit), unit.stem]
            unit.today = next(iter(same)) if len(same) == 1 else -1


def _county(register: Register, unit: Unit) -> int:
    while unit.rank > UnitRank.COUNTY and unit.parent >= 0:
        unit = register.units[unit.parent]
    return unit.seq


def _areas(register: Register, sources: Path, admin: Admin) -> None:
    """Functional zones: not administrative regions, but used like ones."""
    columns = ["id", "name_zh", "aliases", "adcodes", "note"]
    shapes = admin.counties_metric
    for row in read_table(sources / "names" / "areas.csv", columns):
        codes = row.items("adcodes")
        for code in codes or [""]:
            _unit(register, row, "adcodes", code)
        whole = shapely.union_all(list(shapes[codes]))
        spot = inner_location(whole)
        seq = register.add(
            Unit(
                row.text("id"),
                UnitLevel.AREA,
                UnitRank.THING,
                row.text("name_zh"),
                _common(register, codes),
                **spot.fields(),
            )
        )
        register.units[seq].within = [register.by_id[code] for code in codes]
        register.name(seq, *row.items("aliases"))


def _airports(register: Register, sources: Path, admin: Admin, gazetteer: Gazetteer) -> None:
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
                _common(register, codes),
                lon=lon,
                lat=lat,
                precision=Precision.LOCALITY,
                uncertainty_m=LIMIT_M[Precision.LOCALITY],
            )
        )
        register.name(seq, *others, row.text("name_en"), row.text("iata"), row.text("icao"))


def _places(register: Register, gazetteer: Gazetteer, admin: Admin) -> None:
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
    return _common(register, codes)


def _unit(register: Register, row: SourceRow, field: str, code: str | None = None) -> int:
    """The unit of a code, which is that of the field unless it is given.

    Raises:
        SourceError: there is no such unit; the message names file, row and field.
    """
    wanted = row.text(field) if code is None else code
    if wanted not in register.by_id:
        raise row.fail(field, f"{wanted!r} is not a known area")
    return register.by_id[wanted]


def _common(register: Register, codes: Iterable[str]) -> int:
    """The lowest unit that holds all counties of `codes`."""
    listed = list(codes)
    if len(listed) == 1:
        return register.by_id[listed[0]]
    above = {register.units[register.by_id[code]].parent for code in listed}
    return above.pop() if len(above) == 1 else register.by_id[PROVINCE]


def _spelled(stem: str) -> str:
    return romanize(stem).replace(" ", "")
