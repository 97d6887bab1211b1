"""Units as they are written behind numbers, and in the brackets of headers.

Only units that stand in `NOUNS` are read: a word that we do not know may be anything.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

COUNTED = "个家座处次条项所名床张台辆头只间栋套株册件"
# Spellings of one unit; the first is the one that they are compared by.
_SPELLINGS = (
    ("元", "¥", "人民币", "yuan", "cny", "rmb"),
    ("美元", "usd", "us$"),
    ("人", "people", "persons"),
    ("人次", "visits"),
    ("户", "households"),
    ("平方公里", "平方千米", "km2", "sqkm", "sq km"),
    ("平方米", "㎡", "m2", "sqm"),
    ("立方米", "m3"),
    ("公里", "千米", "km"),
    ("米", "m", "metres", "meters"),
    ("厘米", "cm"),
    ("毫米", "mm"),
    ("公顷", "ha", "hm2"),
    ("亩", "mu"),
    ("吨", "t", "tonnes", "tons"),
    ("公斤", "千克", "kg"),
    ("千瓦时", "kwh"),
    ("千瓦", "kw"),
    ("兆瓦", "mw"),
    ("吉瓦", "gw"),
    ("摄氏度", "℃", "°c"),
    ("小时", "hours"),
    ("分钟", "min", "minutes"),
    ("天", "days"),
    ("岁",),
    ("分", "points"),
    *((word,) for word in COUNTED),
)
NOUNS = {
    unicodedata.normalize("NFKC", word).casefold(): words[0]
    for words in _SPELLINGS
    for word in words
}
_PERCENT = {"%": Decimal("0.01"), "‰": Decimal("0.001")}
_MAGNITUDES = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "十万": Decimal(100_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "万亿": Decimal(1_000_000_000_000),
}
_BIG = re.compile("(万亿|千万|百万|十万|亿|万|千|百)?(.*)", re.DOTALL)
_IN_BRACKETS = re.compile(
    r"[(（\[【]\s*(?:单位\s*[:：]?\s*)?([^()（）\[\]【】]{1,12}?)\s*[)）\]】]"
)
_AFTER_STROKE = re.compile(r"[/／,，]\s*([^/／,，]{1,12})$")


@dataclass(frozen=True)
class CellUnit:
    """A unit: as it is `written`, its `noun` (empty for a magnitude alone), and its `factor`."""

    written: str = field(compare=False)
    noun: str
    factor: Decimal

    @property
    def is_percent(self) -> bool:
        """Whether it is % or ‰."""
        return self.noun == "%"


def read_unit(text: str) -> CellUnit | None:
    """The unit that a text is; None when it is none that we know.

    >>> read_unit("亿元").noun, int(read_unit("亿元").factor), read_unit("x")
    ('元', 100000000, None)
    """
    if text.strip() in ("M", "T"):  # millions, or metres in capitals?
        return None
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if plain in _PERCENT:
        return CellUnit(text.strip(), "%", _PERCENT[plain])
    if plain in NOUNS:  # 千米 and 千瓦 are units of their own, not a thousand of something
        return CellUnit(text.strip(), NOUNS[plain], Decimal(1))
    found = _BIG.fullmatch(plain)
    big, noun = (found[1] or "", found[2].strip()) if found else ("", plain)
    if not big or (noun and noun not in NOUNS):
        return None
    if not noun and big not in ("万", "亿", "万亿"):  # 千 and 百 alone are no way to write numbers
        return None
    return CellUnit(text.strip(), NOUNS.get(noun, ""), _MAGNITUDES[big])


def unit_of_header(name: str) -> CellUnit | None:
    """The unit that the name of a column ends in: `GDP（亿元）`, `Length (km)`, `投资/万元`.

    >>> unit_of_header("投资（万元）").written, unit_of_header("GDP（现价）")
    ('万元', None)
    """
    for found in reversed(_IN_BRACKETS.findall(name)):
        unit = read_unit(found)
        if unit:
            return unit
    last = _AFTER_STROKE.search(name.strip())
    return read_unit(last[1]) if last else None


def names_unit(name: str, unit: str) -> bool:
    """Whether the name of a column says its unit, so that nobody needs to add it.

    >>> [names_unit(name, "人") for name in ("人口（人）", "户籍人口 人", "人口")]
    [True, True, False]
    """
    return name.strip().endswith(unit) or any(unit in one for one in _IN_BRACKETS.findall(name))


def without_unit(name: str, unit: str) -> str:
    """The name of a column without the brackets that hold nothing but its unit.

    >>> without_unit("GDP（亿元）", "亿元"), without_unit("GDP（亿元，现价）", "亿元")
    ('GDP', 'GDP（亿元，现价）')
    """
    for found in _IN_BRACKETS.finditer(name):
        if unit and found[1] == unit:
            return (name[: found.start()] + name[found.end() :]).strip() or name
    return name
