"""Rows find their site, and whatever does not fit is reported with its line."""

from collections import Counter, defaultdict
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cells.numbers import is_blank, read_number
from geo.ingest import Table
from geo.rank.combine import Combine
from geo.rank.join import JoinOptions, join
from geo.rank.join_keys import guess_by, guess_key, plain_key
from geo.rank.sites import Site

SITES = [
    Site("a", ("三星堆", "Sanxingdui"), ("510681",), ("510600",)),
    Site("b", ("永丰村", "Yongfeng Village"), ("510104", "510105"), ("510100",)),
    Site("c", ("永丰村",), ("510107",), ("510100",)),
    Site("d", ("岷江",), (), ()),
]


def table(*rows):
    return Table(("key", "value"), rows, lines=tuple(range(2, len(rows) + 2)))


def lines(troubles):
    return [trouble.line for trouble in troubles]


def test_by_id_with_everything_that_can_go_wrong():
    joined = join(
        table(
            ("a", "1,200"),
            ("zz", "5"),
            ("b", "many"),
            ("c", "—"),
            ("d", "3"),
            (" D ", "3.0"),
            ("a", "7"),
        ),
        "key",
        "value",
        "id",
        SITES,
    )
    assert joined.values == {"d": 3}
    assert lines(joined.unmatched) == [3]
    assert [(t.line, t.key, t.cell) for t in joined.texts] == [(4, "b", "many")]
    assert lines(joined.blanks) == [5]
    assert lines(joined.repeated) == [7]
    assert lines(joined.contradicting) == [2, 8]


def test_by_name_in_any_spelling_but_never_by_a_name_of_two():
    joined = join(
        table(
            ("ＳＡＮＸＩＮＧＤＵＩ", "1"),
            ("永丰村", "2"),
            ("Yongfeng  village", "3"),
            ("三 星 堆", "1"),
        ),
        "key",
        "value",
        "name",
        SITES,
    )
    assert joined.values == {"a": 1, "b": 3}
    assert lines(joined.unclear) == [3]
    assert lines(joined.repeated) == [5]


def test_by_adcode_counties_come_before_prefectures_and_several_are_averaged():
    joined = join(
        table(
            ("510104000", "10"),
            ("510105", "20"),
            ("510100", "99"),
            ("510681000000", "5"),
            ("999999", "1"),
        ),
        "key",
        "value",
        "adcode",
        SITES,
    )
    assert joined.values == {"a": 5, "b": 15, "c": 99}
    assert joined.combined.several == ("b",)
    assert lines(joined.unmatched) == [6]


def test_how_to_join_is_guessed_from_the_keys():
    assert guess_by(table(("a", ""), ("b", "")), "key", SITES) == "id"
    assert guess_by(table(("岷江", ""), ("zz", "")), "key", SITES) == "name"
    assert guess_by(table(("510681", ""), ("510104", "")), "key", SITES) == "adcode"


KEYS = st.sampled_from(["a", "b", "c", "d", "x", "A", " a"])
CELLS = st.sampled_from(["1", "2", "1.0", "1,000", "text", "", "-", "5%"])


@given(st.lists(st.tuples(KEYS, CELLS), max_size=8))
def test_every_row_is_used_or_reported_once(rows):
    joined = join(table(*rows), "key", "value", "id", SITES)
    message = defaultdict(set)
    for key, cell in rows:
        site = key.strip().lower()
        if site in "abcd" and not is_blank(cell) and read_number(cell) is not None:
            message[site].add(read_number(cell))
    assert joined.values == {
        s: numbers.pop() for s, numbers in message.items() if len(numbers) == 1
    }
    kinds = (joined.unmatched, joined.texts, joined.blanks, joined.contradicting, joined.repeated)
    reported = Counter(line for kind in kinds for line in lines(kind))
    assert set(reported.values()) <= {1}
    assert len(rows) == len(reported) + len(joined.values)


class Names:
    """A stand-in for the names of regions: two districts of one name, and a county without site."""

    codes = frozenset({"510000", "510600", "510681", "510100", "510104", "510105", "510182"})
    known: ClassVar = {
        "广汉市": ("510681",),
        "彭州市": ("510182",),
        "全省": ("510000",),
        "市中区": ("510104", "510105"),
        "市中区甲市": ("510104",),
    }

    def find(self, text, within=""):
        return self.known.get(text + within, ())


def test_by_name_of_a_county_with_what_is_unclear_and_what_has_no_site():
    rows = (
        ("广汉市", "", "5"),
        ("市中区", "", "1"),
        ("市中区", "甲市", "2"),
        ("彭州市", "", "3"),
        ("全省", "", "99"),
        ("合计", "", "99"),
        ("", "", "1"),
    )
    given = Table(("key", "above", "value"), rows, lines=tuple(range(2, 9)))
    joined = join(given, "key", "value", "region", SITES, JoinOptions("above", regions=Names()))
    assert joined.values == {"a": 5, "b": 2}
    assert lines(joined.unclear) == [3]
    assert lines(joined.siteless) == [5]
    assert lines(joined.province) == [6]
    assert lines(joined.unmatched) == [7, 8]


@pytest.mark.parametrize(
    "code",
    [
        "510681",
        "510681.0",
        "'510681",
        "’510681",
        "510681000",
        "510681000000",
        "510681000000.0",
        "５１０６８１",
        " 510681 ",
        "510 681",
        "\u3000510681",
        "510,681",
    ],
)
def test_codes_in_any_form(code):
    assert join(table((code, "5")), "key", "value", "adcode", SITES).values == {"a": 5}


def test_short_codes_are_prefectures_and_the_province_is_no_place():
    joined = join(
        table(("5106", "5"), ("51", "9"), ("5101.0", "7")), "key", "value", "adcode", SITES
    )
    assert joined.values == {"a": 5, "b": 7, "c": 7}
    assert joined.combined.coarse == ("a", "b", "c")
    assert lines(joined.province) == [3]
    assert lines(join(table(("5106810010", "5")), "key", "value", "adcode", SITES).unmatched) == [2]


def test_marks_and_units_are_read_and_told():
    joined = join(
        table(
            ("510681", "130.2亿元"), ("510104", "≈687"), ("510107", "(P)402.5"), ("510105", "<5")
        ),
        "key",
        "value",
        "adcode",
        SITES,
    )
    assert joined.values == {"a": 130.2, "b": 687, "c": 402.5}
    assert [(one.line, one.stripped) for one in joined.stripped] == [
        (2, "亿元"),
        (3, "≈"),
        (4, "(P)"),
    ]
    assert (joined.unit, lines(joined.texts)) == ("亿元", [5])


@pytest.mark.parametrize(
    ("how", "expected"),
    [(Combine.MEAN, 15), (Combine.SUM, 30), (Combine.MAXIMUM, 20), (Combine.SHARE, 17.5)],
)
def test_how_several_counties_combine_is_chosen(how, expected):
    options = JoinOptions(combine=how, shares=lambda _site, _codes: {"510104": 0.2, "510105": 0.6})
    rows = table(("510104", "10"), ("510105", "20"))
    joined = join(rows, "key", "value", "adcode", SITES, options)
    assert joined.values == {"b": expected}
    assert joined.combined.several == ("b",)


def test_a_site_without_shares_counts_its_counties_alike_and_says_so():
    options = JoinOptions(combine=Combine.SHARE, shares=lambda _site, _codes: {})
    rows = table(("510104", "10"), ("510105", "20"))
    joined = join(rows, "key", "value", "adcode", SITES, options)
    assert (joined.values, joined.combined.unweighted) == ({"b": 15}, ("b",))


def test_a_county_without_number_is_told():
    joined = join(table(("510104", "10")), "key", "value", "adcode", SITES)
    assert (joined.values, joined.combined.partial) == ({"b": 10}, ("b",))


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=2), st.floats(0.01, 1))
def test_a_weighted_mean_lies_between_its_numbers(numbers, part):
    options = JoinOptions(
        combine=Combine.SHARE, shares=lambda _site, _codes: {"510104": part, "510105": 1 - part}
    )
    rows = table(("510104", repr(numbers[0])), ("510105", repr(numbers[1])))
    value = join(rows, "key", "value", "adcode", SITES, options).values["b"]
    assert min(numbers) - 1e-6 <= value <= max(numbers) + 1e-6


def test_the_key_column_is_guessed():
    given = Table(("note", "code"), (("x", "510681"), ("y", "510104")), lines=(2, 3))
    assert guess_key(given, SITES) == "code"


def test_codes_that_excel_shortened_are_used_where_six_digits_remain_and_else_told():
    rows = (
        ("5.10681E+11", "1"),  # 510681000000
        ("５．10104e+08", "2"),  # 510104000, full width, as some programs write it
        ("5.10107E+5", "3"),
        ("5.1E+11", "4"),  # 510000000000, or any county in a narrow column
        ("5.107E+11", "5"),
        ("5.106812E+11", "6"),  # 510681200000: a town, no county
        ("5.10681E+10", "7"),  # 11 digits: no code
        ("1.2E+3", "8"),
    )
    joined = join(table(*rows), "key", "value", "adcode", SITES)
    assert joined.values == {"a": 1, "b": 2, "c": 3}
    assert lines(joined.scientific) == [2, 3, 4]
    assert lines(joined.lost_digits) == [5, 6, 7]
    assert lines(joined.unmatched) == [8, 9]


def test_rows_of_towns_that_excel_made_the_same_code_are_told_as_contradicting():
    joined = join(
        table(("5.10681E+11", "1"), ("5.10681E+11", "2")), "key", "value", "adcode", SITES
    )
    assert joined.values == {}
    assert lines(joined.contradicting) == [2, 3]


@pytest.mark.parametrize("code", ["510681", "510104", "510107"])
@pytest.mark.parametrize("zeros", [0, 3, 6])
def test_what_excel_shows_of_a_code_leads_to_its_county(code, zeros):
    shown = f"{int(code) * 10**zeros:.5E}"  # six digits, as in a column that is wide enough
    assert plain_key(shown, "adcode") == code
    assert guess_by(table((shown, "1")), "key", SITES) == "adcode"
