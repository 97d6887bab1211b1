"""The lists of the geocoder's benchmark: published names, and variations as users write them.

Every case is a text with the county that is right; an empty code means another province. The
variations are drawn with a fixed seed, so that every run asks the same.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "data" / "sources"
SEED = 20261125
TITLES = (
    "{}智慧文旅提升工程",
    "{}数字乡村建设项目",
    "关于{}元宇宙体验馆的建设方案",
    "{}4A级景区数字化改造(一期)",
    "2024年{}乡村振兴示范点",
    "{}虚拟现实党建馆",
)
SUFFIXES = (
    "彝族自治县",
    "藏族自治县",
    "羌族自治县",
    "土家族乡",
    "傈僳族乡",
    "苗族乡",
    "藏族乡",
    "纳西族乡",
    "街道",
    "社区",
    "市",
    "县",
    "区",
    "镇",
    "乡",
    "村",
)
OUTSIDE_SAMPLE = 400


@dataclass(frozen=True)
class Published:
    """One name of a published list, with the county that the list says."""

    source: str
    name: str
    prefecture: str
    county: str
    adcode: str
    town: str
    village: str


@dataclass(frozen=True)
class Case:
    """A text to geocode, the code of the right county (empty: elsewhere), and the right town."""

    text: str
    adcode: str
    town: str = ""


def published() -> list[Published]:
    """The published names (names.csv; cited in names.toml)."""
    with (HERE / "names.csv").open(encoding="utf-8", newline="") as file:
        return [Published(**row) for row in csv.DictReader(file)]


def forms() -> dict[str, list[Case]]:
    """Name of a form → its cases."""
    names = published()
    chance = random.Random(SEED)
    villages = [item for item in names if item.town]
    return {
        "with county": [_case(item, item.county + item.name) for item in names],
        "full path": [
            _case(item, f"四川省{item.prefecture}{item.county}{item.name}") for item in names
        ],
        "town and village": [_case(item, item.name) for item in villages if item.village],
        "suffixes dropped": [_case(item, _bare(item)) for item in villages],
        "traditional": [_case(item, _traditional(item.county + item.name)) for item in names],
        "full width, blanks": [
            _case(item, _wide(f"四川 {item.county} {item.name}2024")) for item in names
        ],
        "one wrong character": [
            _case(item, item.county + _spoiled(item, chance)) for item in villages
        ],
        "in a title": [
            _case(item, chance.choice(TITLES).format(item.county + item.name)) for item in names
        ],
        "elsewhere": outside(chance),
    }


def outside(chance: random.Random) -> list[Case]:
    """Places of other provinces: province with county, prefecture with county, with a town."""
    rows = {row["code"]: row["name_zh"] for row in _rows("outside.csv")}
    towns = _rows("outside_towns.csv")
    cases = []
    for row in chance.sample(towns, OUTSIDE_SAMPLE):
        code = row["code"]
        province, county = rows[code[:2]], rows.get(code[:6])
        prefecture = rows.get(code[:4], "")
        if county:
            path = chance.choice(
                (
                    province + county,
                    prefecture + county,
                    _short(province) + _short(county),
                    province + prefecture + county + row["name_zh"],
                    county + row["name_zh"],
                    _short(province) + county + _short(row["name_zh"]),
                )
            )
            cases.append(Case(path, ""))
    return cases


def _case(item: Published, text: str) -> Case:
    return Case(text, item.adcode, item.town)


def _bare(item: Published) -> str:
    return "".join(_short(part) for part in (item.county, item.town, item.village))


def _short(name: str) -> str:
    """Without its suffix, if two characters are left."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) > 1:
            return name.removesuffix(suffix)
    for suffix in ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省"):
        if name.endswith(suffix):
            return name.removesuffix(suffix)
    return name


def _spoiled(item: Published, chance: random.Random) -> str:
    """A character of the town's or village's stem is wrong or missing."""
    town, village = item.town, item.village
    if village and chance.random() < 0.5:
        return town + _with_a_fault(village, chance)
    return _with_a_fault(town, chance) + village


def _with_a_fault(name: str, chance: random.Random) -> str:
    stem = _short(name)
    if len(stem) < 2 or stem == name:
        return name
    place = chance.randrange(len(stem))
    wrong = "" if len(stem) > 2 and chance.random() < 0.4 else chance.choice("某之以也元亚")
    return stem[:place] + wrong + stem[place + 1 :] + name[len(stem) :]


def _wide(text: str) -> str:
    return "".join(
        chr(ord(char) + 0xFEE0) if char.isascii() and char != " " else char for char in text
    )


def _traditional(text: str) -> str:
    return text.translate(_table())


def _table() -> dict[int, str]:
    with (SOURCES / "names" / "simplified.csv").open(encoding="utf-8", newline="") as file:
        return {ord(row["simplified"]): row["char"] for row in csv.DictReader(file)}


def _rows(name: str) -> list[dict[str, str]]:
    with (SOURCES / "admin" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


Geocode = Callable[[list[str]], list["Found"]]


@dataclass(frozen=True)
class Found:
    """The answer of a geocoder for one text.

    `status` is resolved, ambiguous, unresolved or outside; `adcode` and `prefecture` are six-digit
    codes or empty; `others` are the counties of further candidates.
    """

    status: str
    adcode: str = ""
    prefecture: str = ""
    town: str = ""
    others: tuple[str, ...] = ()
