"""Operations on shortlists against plain lists, and what a shortlist refuses."""

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ShortlistError
from geo.history import MAX_STEPS, History
from geo.shortlist import rules
from geo.shortlist.compare import based_on
from geo.shortlist.model import Item, OwnPlace, Position, Shortlist, own_item
from geo.shortlist.rules import MAX_NOTE
from geo.shortlist.rules import text as clean
from tests.shortlist.values import TEXT, ids, items, shortlists, tags

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), items, items),
        st.tuples(st.just("remove"), ids, ids),
        st.tuples(st.just("move"), ids, st.integers(-3, 12)),
        st.tuples(st.just("note"), ids, TEXT),
        st.tuples(st.just("tag"), ids, tags),
        st.tuples(st.just("reorder"), st.lists(ids)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
        st.tuples(st.just("save")),
    ),
    max_size=30,
)


def by_hand(rows, name, *given):
    """The same operation on a plain list of [id, note, tags], without any thought of speed."""
    rows = [list(row) for row in rows]
    here = [row[0] for row in rows]
    if name == "add":
        for item in given:
            if item.id not in [row[0] for row in rows]:
                rows.append([item.id, item.note, item.tags])
    elif name == "remove":
        rows = [row for row in rows if row[0] not in given]
    elif name == "reorder":
        wanted = [place for place in dict.fromkeys(given[0]) if place in here]
        rows = [rows[here.index(place)] for place in wanted] + [
            row for row in rows if row[0] not in wanted
        ]
    elif given[0] in here:
        row = rows[here.index(given[0])]
        if name == "move":
            rows.remove(row)
            rows.insert(min(max(given[1], 0), len(rows)), row)
        elif name == "note":
            row[1] = clean(given[1], MAX_NOTE)  # notes are kept without control characters
        else:
            row[2] = given[1]
    return rows


def apply(shortlist, name, *given):
    if name == "tag":
        return shortlist.tag(given[0], *given[1])
    return getattr(shortlist, name)(*given)


@given(STEPS)
def test_operations_do_what_a_plain_list_does(steps):
    history, version = History(Shortlist()), 0
    states, at = [[]], 0  # every state that can be reached by undo and redo, and where we are
    for name, *values in steps:
        if name in ("undo", "redo"):
            history = getattr(history, name)()
            at = max(at - 1, 0) if name == "undo" else min(at + 1, len(states) - 1)
        elif name == "save":
            version += 1
            history = based_on(history, replace(history.now, version=version))
        elif name in ("move", "note", "tag") and values[0] not in history.now.ids:
            with pytest.raises(ShortlistError, match="not on this shortlist"):
                apply(history.now, name, *values)
        else:
            history = history.do(apply(history.now, name, *values))
            expected = by_hand(states[at], name, *values)
            if expected != states[at]:
                states, at = [*states[: at + 1], expected], at + 1
        rows = [[item.id, item.note, item.tags] for item in history.now.items]
        assert rows == states[at]
        assert history.now.version == version


@given(shortlists, shortlists)
def test_a_list_has_every_place_once(one, other):
    both = one.add(*other.items)
    assert len(set(both.ids)) == len(both.ids)
    assert set(both.ids) == {*one.ids, *other.ids}
    assert both.items[: len(one.items)] == one.items
    assert both.add(*other.items) == both
    assert both.remove(*both.ids).items == ()


def test_history_has_an_end():
    history = History(Shortlist())
    for number in range(MAX_STEPS + 20):
        history = history.do(history.now.rename(str(number)))
    for _ in range(MAX_STEPS + 20):
        history = history.undo()
    assert (history.now.name, history.past, len(history.future)) == ("19", (), MAX_STEPS)


def test_values_do_not_change():
    with pytest.raises(FrozenInstanceError):
        Shortlist().name = "x"
    one = Shortlist(items=(Item("a"),))
    one.add(Item("b")), one.note("a", "x"), one.remove("a")
    assert one.items == (Item("a"),)
    assert hash(one)


def test_texts_are_kept_without_what_nobody_sees():
    item = Item("a", note="一\r\n\t二\x07\x85\u202e三\ufffe", tags=("甲\n乙", "甲\n乙", "\x00"))
    assert (item.note, item.tags) == ("一\r\n\t二三", ("甲\n乙",))
    own = OwnPlace("\x00村\r\n庄", source="a\u2066b", columns=(("列\x1f\n名", "1\x00"),))
    assert (own.name, own.source, own.columns) == ("村\r\n庄", "ab", (("列\n名", "1"),))
    assert Shortlist(name="考\u202d察\n").name == "考察 "
    assert Item("a", note="نص \u200fعربي").note == "نص \u200fعربي"  # a mark is no override


def test_the_same_row_is_the_same_own_place():
    row = OwnPlace("永丰村", 103.9, 30.7, "site", columns=(("预算", "3"),))
    assert own_item(row).id == own_item(replace(row)).id
    assert own_item(row).id != own_item(replace(row, columns=(("预算", "4"),))).id


def test_no_place_of_the_catalogue_looks_like_an_own_one(catalog):
    assert not any(place.startswith(rules.OWN) for place in catalog.spatial.points)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Item(""),
        lambda: Item(3),
        lambda: Item("own-x"),
        lambda: Item("x", own=OwnPlace("x")),
        lambda: Item("own-a b", own=OwnPlace("x")),
        lambda: Item("x", note="n" * 5000),
        lambda: Item("x", note="\ud800"),
        lambda: Item("x", tags=("t",) * 30),
        lambda: Item("x", tags="abc"),
        lambda: Item("x", tags=(3,)),
        lambda: Position(float("nan"), 30.0, "site"),
        lambda: Position(103.0, None, "site"),
        lambda: Position(103.0, 91.0, "site"),
        lambda: Position(True, 30.0, "site"),
        lambda: Position(10**400, 30.0, "site"),
        lambda: Position(103.0, 30.0, "site", -1),
        lambda: Position(103.0, 30.0, "site", 1.5),
        lambda: Position(103.0, 30.0, "site", 3_000_000_000),
        lambda: Position(103.0, 30.0, "unlocated"),
        lambda: Position(None, None, "site"),
        lambda: Position(103.0, 30.0, "bogus"),
        lambda: Position(103.0, 30.0, ["site"]),
        lambda: Item(" "),
        lambda: Item("a/b"),
        lambda: Item("a\nb"),
        lambda: Item("\u202ea"),
        lambda: Item("a", own={"name": "x"}),
        lambda: Item("a", columns=[("a", "b")]),
        lambda: Item("a", columns=(("a\x00", "1"), ("a", "2"))),
        lambda: OwnPlace("x\ud800"),
        lambda: OwnPlace("\x00\u202e"),
        lambda: OwnPlace("x", adcodes=("51018",)),
        lambda: OwnPlace("x", adcodes="510181"),
        lambda: OwnPlace("x", score=True),
        lambda: Shortlist(id=""),
        lambda: Shortlist(id="a b"),
        lambda: Shortlist(version=2**31),
        lambda: Shortlist(version=True),
        lambda: Shortlist(items=[]),
        lambda: Shortlist(
            items=tuple(Item(f"p{n}", columns=((f"c{n}", "1"),)) for n in range(201))
        ),
        lambda: Shortlist(items=tuple(Item(f"p{n}", note="嗯" * 4000) for n in range(700))),
        lambda: OwnPlace(" "),
        lambda: OwnPlace("x", 103.0, 30.0),
        lambda: OwnPlace("x", precision="site"),
        lambda: OwnPlace("x", 103.0, 30.0, "somewhere"),
        lambda: OwnPlace("x", score=float("inf")),
        lambda: OwnPlace("x", columns=(("a", "1"), ("a", "2"))),
        lambda: OwnPlace("x", columns=(("a", 1),)),
        lambda: Shortlist(items=tuple(Item(f"p{n}") for n in range(5001))),
        lambda: Shortlist(version=-1),
    ],
)
def test_what_cannot_be_is_one_line(make):
    with pytest.raises(ShortlistError) as caught:
        make()
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


ABC = Shortlist(items=(Item("a"), Item("b", "note"), Item("c", tags=("t",))))
OPERATIONS = [
    # what is done, the ids afterwards
    (lambda s: s.add(Item("d"), Item("a", "other")), ("a", "b", "c", "d")),
    (lambda s: s.remove("b", "nobody"), ("a", "c")),
    (lambda s: s.move("a", 2), ("b", "c", "a")),
    (lambda s: s.move("c", 0), ("c", "a", "b")),
    (lambda s: s.move("c", -5), ("c", "a", "b")),
    (lambda s: s.move("a", 9), ("b", "c", "a")),
    (lambda s: s.move("b", 1), ("a", "b", "c")),
    (lambda s: s.reorder(["c", "nobody", "a", "c"]), ("c", "a", "b")),
    (lambda s: s.reorder([]), ("a", "b", "c")),
]


@pytest.mark.parametrize(("operation", "expected"), OPERATIONS, ids=range(len(OPERATIONS)))
def test_what_an_operation_does_to_the_order(operation, expected):
    after = operation(ABC)
    assert after.ids == expected
    assert ABC.ids == ("a", "b", "c")
    assert after.item("a").note == ""
    assert after.id == ABC.id


def test_what_an_operation_does_to_an_item():
    assert ABC.note("a", "new").item("a") == Item("a", "new")
    assert ABC.note("b", "").item("b") == Item("b")
    assert ABC.tag("c", "x", "y", "x", " ").item("c") == Item("c", tags=("x", "y"))
    assert ABC.tag("c").item("c") == Item("c")
    filled = ABC.fill("a", {"k": "1", "l": "2"}).fill("a", {"k": "", "m": "3"})
    assert filled.item("a").columns == (("l", "2"), ("m", "3"))
    assert filled.item("b") == ABC.item("b")
    here = Position(1, 2, "site")
    assert ABC.with_snapshot("b", here).item("b") == Item("b", "note", snapshot=here)
    assert ABC.rename("n").name == "n"
    assert ABC.rank_by({"a": "1", "b": "2"}).criteria == (("a", "1"), ("b", "2"))
    for operation in (ABC.item, lambda p: ABC.note(p, ""), lambda p: ABC.move(p, 0)):
        with pytest.raises(ShortlistError, match="nobody") as error:
            operation("nobody")
        assert error.value.key == "not_on_list"


def test_own_columns_of_an_item_count_before_those_it_came_with():
    own = OwnPlace("x", columns=(("k", "1"), ("l", "2")))
    item = replace(own_item(own, "note", ("t",)), columns=(("k", "3"),))
    assert item.custom_values == {"k": "3", "l": "2"}
    assert (item.note, item.tags, item.own) == ("note", ("t",), own)
    assert item.id.startswith("own-")
    assert len(item.id) == 16
    assert own_item(replace(own, source="other")).id != item.id
    assert Item("a", columns=(("k", "1"),)).custom_values == {"k": "1"}


KEYS = [
    # what cannot be, the key of the fault
    (lambda: Item(""), "bad_id"),
    (lambda: Item("own-1"), "bad_id"),
    (lambda: Item("a", own=OwnPlace("x")), "bad_id"),
    (lambda: Item("own-A", own=OwnPlace("x")), "bad_id"),
    (lambda: Item(3), "bad_id"),
    (lambda: Item("a", 3), "bad_value"),
    (lambda: Item("a", tags=["t"]), "too_many_tags"),
    (lambda: Item("a", tags=(3,)), "bad_value"),
    (lambda: Item("a", "\ud800"), "bad_value"),
    (lambda: Item("a", "x" * 4_001), "too_long"),
    (lambda: Item("a", columns=(("k", "1"), ("k", "2"))), "bad_columns"),
    (lambda: Item("a", columns=(("k", 1),)), "bad_value"),
    (lambda: OwnPlace(" "), "no_name"),
    (lambda: OwnPlace("x", precision="near"), "bad_value"),
    (lambda: OwnPlace("x", precision="site"), "bad_precision"),
    (lambda: OwnPlace("x", 1, 1), "bad_precision"),
    (lambda: OwnPlace("x", score=float("nan")), "bad_value"),
    (lambda: OwnPlace("x", adcodes=["1"]), "bad_value"),
    (lambda: Shortlist(version=-1), "bad_value"),
    (lambda: Shortlist(version="1"), "bad_value"),
    (lambda: Shortlist(name=None), "bad_value"),
    (lambda: Shortlist(filter=(("a", "1"), ("a", "2"))), "bad_columns"),
    (lambda: Shortlist(criteria=(("a", 1),)), "bad_value"),
    (lambda: Shortlist(weight_sets=(("a", 1),)), "bad_value"),
    (lambda: Shortlist(weight_sets=(("a", ""), ("a", ""))), "bad_columns"),
    (lambda: Shortlist(weight_sets=(("a\n", ""), ("a\t", ""))), "bad_columns"),
    (lambda: Shortlist(weight_sets=tuple((f"s{n}", "") for n in range(21))), "too_many_sets"),
    (lambda: Shortlist(items=tuple(Item(str(n)) for n in range(5_001))), "too_many"),
]


@pytest.mark.parametrize(("make", "key"), KEYS, ids=range(len(KEYS)))
def test_why_a_value_is_refused(make, key):
    with pytest.raises(ShortlistError) as error:
        make()
    assert error.value.key == key
