"""Stems and suffixes, near names, and the stretches of a text where they are looked for."""

import pytest

from geo.geocode.fuzzy_index import deletes, gaps, is_near, pieces
from geo.geocode.suffixes import UnitRank, accepts, split
from geo.geocode.toponyms import NameForm, ToponymMatch


@pytest.mark.parametrize(
    ("name", "rank", "stem", "suffix"),
    [
        ("青城山镇", UnitRank.TOWN, "青城山", "镇"),
        ("峨边彝族自治县", UnitRank.COUNTY, "峨边", "彝族自治县"),
        ("木里藏族自治县", UnitRank.COUNTY, "木里", "藏族自治县"),
        ("阿坝藏族羌族自治州", UnitRank.PREFECTURE, "阿坝", "藏族羌族自治州"),
        ("广西壮族自治区", UnitRank.PROVINCE, "广西", "壮族自治区"),
        ("泰安社区", UnitRank.VILLAGE, "泰安", "社区"),
        ("理县", UnitRank.COUNTY, "理县", ""),  # one character is no stem
        ("一村", UnitRank.VILLAGE, "一村", ""),
        ("都江堰", UnitRank.COUNTY, "都江堰", ""),
        ("犀浦街道", UnitRank.TOWN, "犀浦", "街道"),
    ],
)
def test_split(name, rank, stem, suffix):
    assert split(name, rank) == (stem, suffix)


@pytest.mark.parametrize(
    ("rank", "suffix", "fits"),
    [
        (UnitRank.TOWN, "乡", True),
        (UnitRank.TOWN, "街道", True),
        (UnitRank.TOWN, "村", False),
        (UnitRank.TOWN, "彝族乡", True),
        (UnitRank.TOWN, "苗族乡", True),
        (UnitRank.TOWN, "", False),
        (UnitRank.VILLAGE, "社区", True),
        (UnitRank.VILLAGE, "嘎查", True),
        (UnitRank.VILLAGE, "镇", False),
        (UnitRank.COUNTY, "市", True),
        (UnitRank.COUNTY, "区", True),
        (UnitRank.COUNTY, "州", False),
        (UnitRank.PREFECTURE, "州", True),
        (UnitRank.PREFECTURE, "县", False),
        (UnitRank.PROVINCE, "省", True),
    ],
)
def test_suffix_of_a_level(rank, suffix, fits):
    assert accepts(int(rank), suffix) is fits


def test_leavings():
    assert deletes("甲乙丙") == {"甲乙丙", "乙丙", "甲丙", "甲乙"}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("甲乙", "甲丙", True),
        ("甲乙", "丙乙", True),
        ("甲乙", "甲乙丙", True),
        ("甲乙丙", "乙丙", True),
        ("甲乙丙", "甲丙", True),
        ("甲乙", "甲乙", False),
        ("甲乙", "乙甲", False),
        ("甲乙", "丙丁", False),
        ("甲", "甲乙", False),
        ("甲乙", "甲", False),
        ("甲乙", "甲乙丙丁", False),
        ("甲乙", "丙甲丁", False),
        ("甲乙丙丁", "甲乙丙", True),
    ],
)
def test_near(one, other, alike):
    assert is_near(one, other) is alike
    assert is_near(other, one) is alike


def match(start, end):
    return ToponymMatch(
        start, end, end, NameForm.FULL, UnitRank.TOWN, True, (1,), frozenset({1}), 3.0
    )


@pytest.mark.parametrize(
    ("text", "used", "stretches"),
    [
        ("甲乙丙丁", [], [(0, 4)]),
        ("甲乙丙", [], [(0, 3)]),
        ("甲乙", [], []),  # too short for a stem and a suffix
        ("甲乙丙丁戊己庚", [(3, 4)], [(0, 3), (4, 7)]),
        ("甲乙丙丁戊己庚", [(3, 4), (0, 4)], [(4, 7)]),
        ("甲乙丙丁戊己庚", [(0, 7)], []),
        ("甲乙丙|丁戊己庚", [], [(0, 3), (4, 8)]),
        ("甲乙丙丁|戊己", [(0, 1)], [(1, 4)]),
        ("甲乙丙丁戊己庚辛", [(0, 5), (1, 3)], [(5, 8)]),
    ],
)
def test_gaps(text, used, stretches):
    assert list(gaps(text, [match(*one) for one in used])) == stretches


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("塔三镇", [(0, 2, 3)]),
        ("塔镇", []),  # one character is no stem
        ("塔三镇石头村", [(0, 2, 3), (0, 5, 6)]),
        ("石头社区", [(0, 2, 4)]),
        ("一二三四五六七八村", [(0, 8, 9)]),
        ("一二三四五六七八九村", []),
        ("数字乡村建设", []),
        ("高山景区", []),
        ("双桥街道", [(0, 2, 4)]),
        ("没有后缀", []),
    ],
)
def test_pieces(text, found):
    assert list(pieces(text, 0, len(text))) == found


def test_pieces_keep_to_their_stretch():
    assert list(pieces("甲乙丙镇", 1, 4)) == [(1, 3, 4)]
    assert list(pieces("甲乙丙镇", 0, 3)) == []
    assert list(pieces("甲乙社区", 0, 3)) == []
