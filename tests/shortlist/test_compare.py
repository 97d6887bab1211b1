"""Two lists side by side, and two versions merged without losing what either wrote."""

from hypothesis import given
from hypothesis import strategies as st

from geo.shortlist.compare import Difference, compare, differences, merge
from geo.shortlist.model import Item, Shortlist

ITEMS = st.lists(
    st.builds(
        Item,
        st.sampled_from("abcdef"),
        note=st.sampled_from(["", "x", "y", "x\ny"]),
        tags=st.sampled_from([(), ("t",), ("u", "t")]),
        columns=st.sampled_from([(), (("n", "1"),), (("n", "2"),)]),
    ),
    max_size=6,
)
LISTS = st.builds(lambda items: Shortlist(items=tuple(items), version=3), ITEMS)


@given(LISTS, LISTS)
def test_every_place_is_common_or_on_one_side(here, there):
    sides = compare(here, there)
    assert set(sides.common) == set(here.ids) & set(there.ids)
    assert set(sides.only_here) == set(here.ids) - set(there.ids)
    assert set(sides.only_there) == set(there.ids) - set(here.ids)
    for part in (sides.common, sides.only_here):
        assert sorted(part, key=here.ids.index) == list(part)
    assert sorted(sides.only_there, key=there.ids.index) == list(sides.only_there)
    assert compare(here, here) == compare(here, here).__class__(here.ids, (), ())


@given(LISTS, LISTS)
def test_a_merge_keeps_all_places_notes_and_tags(mine, theirs):
    both = merge(mine, theirs)
    assert both.version == theirs.version
    assert both.id == mine.id
    assert both.ids[: len(mine.ids)] == mine.ids
    assert set(both.ids) == set(mine.ids) | set(theirs.ids)
    for side in (mine, theirs):
        for item in side.items:
            merged = both.item(item.id)
            assert item.note in merged.note
            assert set(item.tags) <= set(merged.tags)
            assert {name for name, _ in item.columns} <= {name for name, _ in merged.columns}


@given(LISTS, LISTS)
def test_differences_are_none_exactly_for_equal_lists(mine, theirs):
    same = mine.ids == theirs.ids and all(
        one.note == other.note and set(one.tags) == set(other.tags) and one.columns == other.columns
        for one, other in zip(mine.items, theirs.items, strict=False)
    )
    assert (not differences(mine, theirs)) == same


def test_differences_name_what_differs():
    mine = Shortlist(items=(Item("a", note="x"), Item("b"), Item("c")))
    theirs = Shortlist(items=(Item("c", tags=("t",)), Item("a"), Item("d")))
    found = differences(mine, theirs)
    assert found["a"] == (Difference.NOTE, Difference.POSITION)
    assert found["b"] == (Difference.ONLY_MINE,)
    assert found["c"] == (Difference.TAGS, Difference.POSITION)
    assert found["d"] == (Difference.ONLY_THEIRS,)
