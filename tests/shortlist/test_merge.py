"""What merging and comparing lists keep, with literal values."""

from dataclasses import replace

import pytest

from geo.errors import ShortlistError
from geo.shortlist.compare import Comparison, compare, differences, merge, on_top_of
from geo.shortlist.model import Item, Shortlist


def item(place, note="", tags=(), **columns):
    return Item(place, note, tags, columns=tuple(columns.items()))


MINE = Shortlist(
    id="one",
    name="mine",
    version=3,
    updated="2030-01-03",
    criteria=(("a", "1"),),
    items=(item("a", "mine", ("x",), cost="1", mine="m"), item("b"), item("d")),
)
THEIRS = Shortlist(
    id="one",
    name="theirs",
    version=5,
    updated="2030-01-05",
    criteria=(("a", "2"),),
    items=(item("d"), item("c", "new"), item("a", "theirs", ("y",), cost="2", theirs="t")),
)


def test_in_a_merge_my_side_wins_and_nothing_is_lost():
    both = merge(MINE, THEIRS)
    assert both.ids == ("a", "b", "d", "c")
    assert (both.name, both.criteria) == ("mine", (("a", "1"),))
    assert (both.version, both.updated) == (5, "2030-01-05")
    a = both.item("a")
    assert a.note == "mine\ntheirs"
    assert a.tags == ("x", "y")
    assert dict(a.columns) == {"cost": "1", "mine": "m", "theirs": "t"}
    assert both.item("c").note == "new"


def test_in_a_merge_no_set_of_weights_is_lost():
    mine = replace(MINE, weight_sets=(("near", "1"), ("cheap", "1")))
    theirs = replace(THEIRS, weight_sets=(("fair", "2"), ("near", "2")))
    assert dict(merge(mine, theirs).weight_sets) == {"near": "1", "cheap": "1", "fair": "2"}
    full = tuple((f"s{n}", "") for n in range(20))
    with pytest.raises(ShortlistError, match="20 weight sets"):
        merge(replace(mine, weight_sets=full), theirs)


NOTES = [
    # mine, theirs, merged
    ("", "theirs", "theirs"),
    ("mine", "", "mine"),
    ("same", "same", "same"),
    ("go", "go on", "go on"),
    ("go on", "go", "go on"),
    ("one", "two", "one\ntwo"),
    ("", "", ""),
]


@pytest.mark.parametrize(("mine", "theirs", "expected"), NOTES)
def test_notes_are_merged_without_saying_anything_twice(mine, theirs, expected):
    both = merge(Shortlist(items=(item("a", mine),)), Shortlist(items=(item("a", theirs),)))
    assert both.item("a").note == expected


def test_both_sides_of_a_comparison():
    assert compare(MINE, THEIRS) == Comparison(("a", "d"), ("b",), ("c",))
    assert differences(MINE, THEIRS) == {
        "a": ("note", "tags", "columns", "position"),
        "b": ("only_mine",),
        "d": ("position",),
        "c": ("only_theirs",),
    }
    assert list(differences(MINE, THEIRS)) == ["a", "b", "d", "c"]
    assert differences(MINE, MINE) == {}


def test_on_top_of_keeps_my_content():
    mine = on_top_of(MINE, THEIRS)
    assert (mine.version, mine.updated, mine.items, mine.name) == (
        5,
        "2030-01-05",
        MINE.items,
        "mine",
    )
