"""Edits of cells: what each does, and that no order of deliveries loses one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ShortlistError
from geo.shortlist.edits import Deliveries, Edit, apply_edit, read_edits, split_tags
from geo.shortlist.model import Item, Shortlist

IDS = tuple("abcde")
HERE = Shortlist(items=tuple(map(Item, IDS)))
VALUES = {
    "note": st.text("xyz \n", max_size=4),
    "tags": st.text("xy,，、;； ", max_size=6),
    "position": st.integers(-2, 9).map(str),
    "own:roads": st.integers(0, 99).map(str),
}
CELLS = st.sampled_from(sorted(VALUES)).flatmap(
    lambda field: st.tuples(st.sampled_from((*IDS, "gone")), st.just(field), VALUES[field])
)


def edit(field: str, value: object, place: str = "b", number: int = 1) -> Edit:
    return Edit(number, HERE.id, place, field, value)


def test_cells_change_and_nothing_else():
    assert apply_edit(HERE, edit("note", "two\nlines")).item("b").note == "two\nlines"
    assert apply_edit(HERE, edit("tags", "馆，先看、 near;far；馆,,")).item("b").tags == (
        "馆",
        "先看",
        "near",
        "far",
    )
    scored = apply_edit(HERE, edit("own:roads", "1,200.50"))
    assert scored.item("b").custom_values == {"roads": "1200.5"}
    assert apply_edit(scored, edit("own:roads", " ")).item("b").custom_values == {}
    for field in ("pick", "focus", ""):
        assert apply_edit(HERE, edit(field, True)) == HERE
    assert apply_edit(HERE, edit("note", "x", place="gone")) == HERE


@pytest.mark.parametrize(
    ("value", "order"),
    [("1", "bacde"), (4, "acdbe"), (" ５ ", "acdeb"), ("99", "acdeb"), ("-3", "bacde")],
)
def test_a_typed_position_counts_from_1_and_is_clamped(value, order):
    assert "".join(apply_edit(HERE, edit("position", value)).ids) == order


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("note", "x" * 4001),
        ("tags", ",".join(map(str, range(21)))),
        ("position", ""),
        ("position", "1.5"),
        ("own:roads", "many"),
    ],
)
def test_values_that_are_not_allowed_change_nothing(field, value):
    with pytest.raises(ShortlistError):
        apply_edit(HERE, edit(field, value))


def test_tags_that_are_nothing_are_none():
    assert split_tags(" ，;\n、") == ()


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_messages_that_hold_no_edits_give_none(message):
    assert read_edits(message) == []
    assert read_edits([message, {"number": message, "step": 1, "list": "l"}]) == []


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Edit], list[list[Edit]]]:
    """Edits, and messages of a browser about them in any order.

    The browser sends what was not acknowledged: an answer may come late, messages twice, in another
    order or not at all; the last one arrives.
    """
    cells = draw(st.lists(CELLS, min_size=1, max_size=12))
    edits = [
        Edit(number, HERE.id, place, field, value, number)
        for number, (place, field, value) in enumerate(cells, 1)
    ]
    taken = Deliveries()
    arrived: list[list[Edit]] = []
    on_the_way: list[list[Edit]] = []
    acknowledged = 0
    for number in range(1, len(edits) + 1):
        on_the_way.append([one for one in edits[:number] if one.number > acknowledged])
        for message in draw(st.lists(st.sampled_from(on_the_way), max_size=3)):
            arrived.append(message)
            list(taken.fresh(message))
        if draw(st.booleans()):
            acknowledged = taken.applied
    arrived.append([one for one in edits if one.number > acknowledged])
    return edits, arrived


@given(deliveries())
def test_no_order_of_deliveries_loses_or_repeats_an_edit(given_edits):
    edits, arrived = given_edits
    wanted, got, taken = HERE, HERE, Deliveries()
    for one in edits:
        wanted = apply_edit(wanted, one)
    counted = []
    for message in arrived:
        for one in taken.fresh(message):
            counted.append(one)
            got = apply_edit(got, one)
    assert counted == edits
    assert got == wanted
    assert taken.applied == len(edits)


def test_only_the_last_refusals_are_remembered():
    taken = Deliveries()
    for number in range(1, 61):
        taken.refuse(edit("note", "", number=number))
    assert taken.refused == tuple(range(11, 61))
