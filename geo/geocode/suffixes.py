"""How names of regions are made: a stem, and a suffix that says what it is.

`青城山镇` is 青城山 + 镇, `峨边彝族自治县` is 峨边 + 彝族自治县. Users drop the suffix, shorten it
(峨边县) or write a former one (双流县); they rarely mix the levels.
"""

from __future__ import annotations

import re
from enum import IntEnum

PEOPLES = (
    "维吾尔",
    "哈萨克",
    "柯尔克孜",
    "塔吉克",
    "锡伯",
    "蒙古",
    "达斡尔",
    "鄂温克",
    "鄂伦春",
    "土家",
    "布依",
    "傈僳",
    "纳西",
    "拉祜",
    "哈尼",
    "景颇",
    "布朗",
    "普米",
    "东乡",
    "保安",
    "撒拉",
    "裕固",
    "仡佬",
    "毛南",
    "仫佬",
    "高山",
    "朝鲜",
    "独龙",
    "基诺",
    "门巴",
    "珞巴",
    "阿昌",
    "德昂",
    "各",
    *"彝藏羌苗回壮侗瑶白傣满土水黎畲佤怒京",
)
_PEOPLE = rf"(?:(?:{'|'.join(PEOPLES)})族|蒙古|哈萨克|维吾尔|柯尔克孜)"
MIN_STEM = 2


class UnitRank(IntEnum):
    """The levels of administration, highest first; a thing is any place that is no region."""

    PROVINCE = 0
    PREFECTURE = 1
    COUNTY = 2
    TOWN = 3
    VILLAGE = 4
    THING = 5


# What may follow a stem, per level. A suffix that begins another word is none: 乡 in 乡村振兴,
# 区 in 区块链 or 区域, 镇 in 镇村.
_SUFFIXES = {
    UnitRank.VILLAGE: r"村民委员会|村委会|社区居民委员会|社区居委会|社区|村|居民委员会|居委会"
    r"|嘎查|生活区",
    UnitRank.TOWN: rf"{_PEOPLE}*(?:乡(?![村土愁情贤音])|镇(?!村(?:级|一体|振兴|建设)|域|级))"
    r"|街道办事处|街道办|街道|苏木",
    UnitRank.COUNTY: rf"{_PEOPLE}*(?:自治县|自治旗)|县|区(?![块域间位])|市|旗|林区|特区",
    UnitRank.PREFECTURE: rf"{_PEOPLE}*自治州|市|州|地区|盟",
    UnitRank.PROVINCE: r"(?:壮族|回族|维吾尔)?自治区|省|市|特别行政区",
}
SUFFIX_OF = {rank: re.compile(pattern) for rank, pattern in _SUFFIXES.items()}
# Longest first, so that 社区 is not read as a word that ends in 区.
ANY_SUFFIX = re.compile(
    "|".join(
        f"(?P<{rank.name}>{SUFFIX_OF[rank].pattern})"
        for rank in (
            UnitRank.VILLAGE,
            UnitRank.TOWN,
            UnitRank.PREFECTURE,
            UnitRank.COUNTY,
            UnitRank.PROVINCE,
        )
    )
)
_ENDS_IN = {rank: re.compile(rf"(?:{pattern})$") for rank, pattern in _SUFFIXES.items()}


def split(name: str, rank: UnitRank) -> tuple[str, str]:
    """Stem and suffix of a region's official name; 理县 and 一村 stay whole, with no suffix."""
    found = _ENDS_IN[rank].search(name)
    if not found or found.start() < MIN_STEM:
        return name, ""
    return name[: found.start()], found.group()


# Precomputed for frequent lookups; a cache would retain user input.
_USUAL = (
    "村",
    "社区",
    "村委会",
    "居委会",
    "乡",
    "镇",
    "街道",
    "街道办",
    "县",
    "区",
    "市",
    "旗",
    "州",
    "地区",
    "省",
    "藏族乡",
    "彝族乡",
    "彝族自治县",
    "藏族自治州",
    "彝族自治州",
    "藏族羌族自治州",
)
_ACCEPTED = {
    (int(rank), suffix): pattern.fullmatch(suffix) is not None
    for rank, pattern in SUFFIX_OF.items()
    for suffix in _USUAL
}


def accepts(rank: int, suffix: str) -> bool:
    """Whether `suffix`, as it stands in a text, may end a name of that level."""
    known = _ACCEPTED.get((rank, suffix))
    return SUFFIX_OF[UnitRank(rank)].fullmatch(suffix) is not None if known is None else known
