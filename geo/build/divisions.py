"""Administrative divisions in the geocoder's register: today's, former ones, other provinces'."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import pi, sqrt
from pathlib import Path

import shapely

from geo.build.register import (
    PROVINCE,
    Register,
    Unit,
    area_location,
    inner_location,
    location_of,
    seat_location,
)
from geo.gazetteer.admin import METRIC_CRS, Admin
from geo.geocode.model import UnitLevel
from geo.geocode.normalize import normalize_name
from geo.geocode.suffixes import UnitRank, split
from geo.model import LIMIT_M, Precision
from geo.query.pinyin import romanize
from geo.source_tables import SourceRow, read_table

TOWN_FACTOR = 1.5  # a town reaches further than a disc of its mean area
OUTSIDE_RANKS = {
    2: UnitRank.PROVINCE,
    4: UnitRank.PREFECTURE,
    6: UnitRank.COUNTY,
}  # by digits of the code


def add_outside(register: Register, sources: Path) -> None:
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


def add_regions(register: Register, admin: Admin) -> None:
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


def add_former_counties(register: Register, sources: Path) -> None:
    """Names of counties that are no longer official stand for the county of today."""
    columns = ["name_zh", "adcode", "last_year", "source"]
    for row in read_table(sources / "admin" / "former_counties.csv", columns):
        today = register.units[register.unit_of(row, "adcode")]
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


def add_former_prefectures(register: Register, sources: Path) -> None:
    """Users still use the former prefecture of a county."""
    columns = ["adcode", "prefecture", "last_year", "source"]
    for row in read_table(sources / "admin" / "former_prefectures.csv", columns):
        county = register.units[register.by_id[row.text("adcode")]]
        county.within.append(register.by_id[row.text("prefecture")])


def add_towns(register: Register, sources: Path, admin: Admin) -> None:
    """Townships of today, at the point of their seat where one is known, and former ones."""
    rows = read_table(sources / "admin" / "towns.csv", ["code", "name_zh"])
    count = Counter(row.text("code")[:6] for row in rows)
    area = dict(zip(admin.counties["adcode"], admin.counties_metric.area, strict=True))
    seats = _seats(register, sources, admin, rows)
    for row in rows:
        code, county = row.text("code"), row.text("code")[:6]
        parent = register.unit_of(row, "code", county)
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
        parent = register.unit_of(row, "adcode")
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


def add_villages(register: Register, sources: Path) -> None:
    """Villages of today and former ones; each lies where its township does."""
    for row in read_table(sources / "admin" / "villages.csv", ["code", "name_zh"]):
        code, name = row.text("code"), row.text("name_zh")
        parent = register.unit_of(row, "code", code[:9])
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
        county = register.unit_of(row, "adcode")
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


def _spelled(stem: str) -> str:
    return romanize(stem).replace(" ", "")
