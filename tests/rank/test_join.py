"""Rows find their site, and whatever does not fit is reported with its line."""

from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from geo.ingest import Table
from geo.rank.join import guess_by, join
from geo.rank.numbers import is_blank, read_number
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
    assert joined.averaged == ("b",)
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
