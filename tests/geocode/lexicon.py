"""A small lexicon of names with the traps of real ones, as the geocoder's tables.

Made for tests of single steps: a resolver of it is there in milliseconds. `UNITS` is drawn as a
tree; a line is `name rank`, and behind it what is special:

    @id          the id, when it is no running number
    until=YEAR   a former name; with `now=NAME` it is called that today
    in=A,B       the units that a thing lies in
    kind=LEVEL   what a thing is
"""

from __future__ import annotations

import pyarrow as pa

from geo.geocode.suffixes import UnitRank, split

RANKS = {
    "省": UnitRank.PROVINCE,
    "州": UnitRank.PREFECTURE,
    "县": UnitRank.COUNTY,
    "乡": UnitRank.TOWN,
    "村": UnitRank.VILLAGE,
    "物": UnitRank.THING,
}
LEVELS = {
    UnitRank.PROVINCE: "province",
    UnitRank.PREFECTURE: "prefecture",
    UnitRank.COUNTY: "county",
    UnitRank.TOWN: "town",
    UnitRank.VILLAGE: "village",
    UnitRank.THING: "site",
}
UNITS = """
重庆市 省 @500000
  万州区 县 @500101
    高笋塘街道 乡
    新城镇 乡
    水磨街道 乡
  渝北区 县 @500112
    石船镇 乡
甘肃省 省 @620000
  张掖市 州 @620700
    山丹县 县 @620725
上海市 省 @310000
  长宁区 县 @310105
四川省 省 @510000
  成都市 州 @510100
    新都区 县 @510114
      团结镇 乡
        永丰村 村
        石桥村 村
      三河街道 乡
        石桥村 村
    都江堰市 县 @510181
      青城山镇 乡
        下坝村 村
  阿坝藏族羌族自治州 州 @513200
    阿坝县 县 @513231
    理县 县 @513222
    汶川县 县 @513221
      水磨镇 乡
        永丰村 村
        马鹿寨村 村
  攀枝花市 州 @510400
    西区 县 @510403
    仁和区 县 @510411
      中和镇 乡
  内江市 州 @511000
    市中区 县 @511002
  宜宾市 州 @511500
    长宁县 县 @511524
    江安县 县 @511523
      河坝乡 乡 until=2019
        塘湾村 村 until=2019
      水磨乡 乡
        下坝村 村
      新城镇 乡
    宜宾县 县 until=2018 now=叙州区
    叙州区 县 @511521
  遂宁市 州 @510900
    安居区 县 @510904
      安居镇 乡
  岷江 物 in=510181,513221,511523 kind=river
  天府机场 物 in=510114 kind=airport
  临港新区 物 in=511523,511524 kind=area
  高新区 物 in=510114 kind=area
  高新区 物 in=511521 kind=area
  青城 物 in=510181 @qingcheng
  石海洞乡 物 in=511524 @shihai
"""
ALIASES = [
    ("张坎文化村", "永丰村"),
    ("岷江流域", "岷江"),
    ("叙府", "叙州区"),
    ("大熊猫谷", "青城"),
    ("西蜀", "都江堰市"),
]
LATIN = [
    ("chengdu", "成都市"),
    ("xindu", "新都区"),
    ("wenchuan", "汶川县"),
    ("minriver", "岷江"),
    ("qingchengshan", "青城山镇"),
    ("ctu", "天府机场"),
]
WORDS = {"团结": 900, "和平": 500, "中和": 15, "仁和": 60, "长宁": 120, "青城": 30}
GENERIC = ["新城", "中心"]


class Tables:
    """What `Knowledge` reads of a database."""

    def __init__(self) -> None:
        """Draw the tables from the texts above."""
        self.units = _units()
        seq = {row["name_zh"]: at for at, row in reversed(list(enumerate(self.units)))}
        names = [
            {"text": text, "unit": seq[name], "latin": latin}
            for names, latin in ((ALIASES, False), (LATIN, True))
            for text, name in names
        ]
        self.tables = {
            "geo_units": self.units,
            "geo_names": names,
            "geo_words": [{"word": word, "frequency": often} for word, often in WORDS.items()],
            "geo_generic": [{"word": word} for word in GENERIC],
            "geo_characters": [{"char": "縣", "simplified": "县"}],
        }

    def rows(self, name: str) -> pa.Table:
        return pa.Table.from_pylist(self.tables[name])


def _units() -> list[dict[str, object]]:
    lines = [line for line in UNITS.splitlines() if line.strip()]
    rows: list[dict[str, object]] = []
    path: list[int] = []
    later: dict[int, str] = {}
    for seq, line in enumerate(lines):
        depth = (len(line) - len(line.lstrip())) // 2
        name, rank_sign, *special = line.split()
        rank = RANKS[rank_sign]
        facts = dict(part.split("=") for part in special if "=" in part)
        own_id = next((part[1:] for part in special if part.startswith("@")), f"u{seq}")
        stem, suffix = (name, "") if rank is UnitRank.THING else split(name, rank)
        path[depth:] = [seq]
        level = facts.get("kind", LEVELS[rank])
        rows.append(
            {
                "id": own_id,
                "level": level,
                "rank": int(rank),
                "name_zh": name,
                "stem": stem,
                "suffix": suffix,
                "parent": path[depth - 1] if depth else -1,
                "within": facts.get("in", "").split(",") if "in" in facts else [],
                "last_year": int(facts.get("until", 0)),
                "lon": 103.0 + seq / 100,
                "lat": 30.0,
                "precision": "line" if level == "river" else "area",
                "uncertainty_m": 1000 + seq,
                "site": own_id if level == "site" else None,
                "today": -1,
            }
        )
        if "now" in facts:
            later[seq] = facts["now"]
    by_id = {row["id"]: seq for seq, row in enumerate(rows)}
    for row in rows:
        row["within"] = [by_id[code] for code in row["within"]]  # type: ignore[attr-defined]
    for seq, name in later.items():
        rows[seq]["today"] = next(at for at, row in enumerate(rows) if row["name_zh"] == name)
    return rows
