"""Which column of a table has the key, of which kind it is, and which has the prefectures."""

from typing import ClassVar

import pytest

from geo.ingest import Table
from geo.rank.join_keys import KeyIndex, guess_by, guess_key, guess_within
from geo.rank.sites import Site

SITES = [
    Site("a", ("三星堆",), ("510681",), ("510600",)),
    Site("b", ("永丰村",), ("510104",), ("510100",)),
    Site("c", ("永丰村",), ("510107",), ("510100",)),
]


class Districts:
    """Two districts of one name in two prefectures, a county of a name of its own, prefectures."""

    codes = frozenset({"510000", "510600", "510681", "511000", "511100", "511002", "511102"})
    known: ClassVar = {
        "市中区": ("511002", "511102"),
        "市中区内江市": ("511002",),
        "广汉市": ("510681",),
        "内江市": ("511000",),
        "乐山市": ("511100",),
    }

    def find(self, text, within=""):
        return self.known.get(text + within, ())


def table(*rows):
    width = range(len(rows[0]))
    return Table(tuple(f"c{n}" for n in width), rows, lines=tuple(range(2, len(rows) + 2)))


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("a", "b", "三星堆"), "id"),
        (("三星堆", "永丰村", "a"), "name"),
        (("510681", "5106", "511002"), "adcode"),
        (("广汉市", "市中区", "三星堆"), "region"),
        (("x", "y", "z"), "id"),  # nothing is found: the first kind
    ],
)
def test_the_kind_of_a_key_is_that_of_most_cells(cells, kind):
    assert guess_by(table(*((cell,) for cell in cells)), "c0", SITES, Districts()) == kind


def test_the_key_column_is_the_one_that_finds_most_also_by_names_of_regions():
    rows = (("三星堆", "广汉市"), ("x", "市中区"))
    assert guess_key(table(*rows), SITES, Districts()) == "c1"
    assert guess_key(table(*rows), SITES) == "c0"  # nobody who knows regions
    assert guess_key(table(("a", "b"), ("b", "a")), SITES) == "c0"  # the first of several


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ((("市中区", "1", "内江市"), ("广汉市", "2", "")), "c2"),
        ((("市中区", "内江市", "x"), ("市中区", "乐山市", "x"), ("广汉市", "?", "x")), "c1"),
        ((("市中区", "内江市", "x"), ("广汉市", "?", "x")), ""),  # half of them is not most
        ((("广汉市", "内江市", "x"),), ""),  # no name that two prefectures have
        ((("市中区", "广汉市", "x"),), ""),  # a column of counties
        ((("市中区", "", "x"),), ""),
        ((("市中区", "市中区", "x"),), ""),
    ],
)
def test_the_column_of_prefectures_is_looked_for_where_a_name_needs_one(rows, column):
    assert guess_within(table(*rows), "c0", Districts()) == column


def test_a_region_has_a_site_where_a_county_or_prefecture_of_one_is_meant():
    for kind in ("adcode", "region"):
        index = KeyIndex(SITES, kind, Districts())
        assert index.has_site("510681") and index.has_site("510100")
        assert not index.has_site("511002")
