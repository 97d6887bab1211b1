"""Rules of shortlists as the README and the docstrings promise them, with literal values."""

import pytest

from geo.errors import ShortlistError
from geo.shortlist.compare import Comparison, compare, differences, merge, on_top_of
from geo.shortlist.drift import Change, drift, pick, position, renewed
from geo.shortlist.history import History
from geo.shortlist.model import Item, OwnPlace, Position, Ranked, Shortlist, own_item


def item(place, note="", tags=(), **columns):
    return Item(place, note, tags, columns=tuple(columns.items()))


MINE = Shortlist(
    id="one", name="mine", version=3, updated="2030-01-03", criteria=(("a", "1"),),
    items=(item("a", "mine", ("x",), cost="1", mine="m"), item("b"), item("d")),
)  # fmt: skip
THEIRS = Shortlist(
    id="one", name="theirs", version=5, updated="2030-01-05", criteria=(("a", "2"),),
    items=(item("d"), item("c", "new"), item("a", "theirs", ("y",), cost="2", theirs="t")),
)  # fmt: skip


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
    assert (mine.version, mine.updated, mine.items, mine.name) == (5, "2030-01-05", MINE.items,
                                                                   "mine")  # fmt: skip


def named(number):
    return Shortlist(id="x", name=str(number))


@pytest.mark.parametrize("steps", [1, 99, 100, 101, 200, 201, 350])
def test_the_last_hundred_steps_can_be_undone_and_done_again(steps):
    history = History(named(0))
    for number in range(1, steps + 1):
        history = history.do(named(number))
    back = min(steps, 100)
    for number in range(1, back + 1):
        history = history.undo()
        assert history.now == named(steps - number)
    assert history.undo() == history
    for number in range(back - 1, -1, -1):
        history = history.redo()
        assert history.now == named(steps - number)
    assert history.redo() == history


def test_a_new_step_forgets_what_was_undone_and_no_change_is_no_step():
    history = History(named(0)).do(named(1)).do(named(2)).undo()
    assert history.do(named(1)) is history
    history = history.do(named(9))
    assert history.redo() == history
    assert [history.now, *history.past, *history.future] == [named(9), named(0), named(1)]


def test_a_save_goes_through_all_steps():
    kept = Shortlist(id="kept", name="2", version=7, updated="2030-02-02")
    history = History(named(0)).do(named(1)).do(named(2)).undo().do(named(2)).saved(kept)
    assert history.now is kept
    assert [(s.id, s.name, s.version, s.updated) for s in (*history.past, *history.future)] == [
        ("kept", "0", 7, "2030-02-02"), ("kept", "1", 7, "2030-02-02")]  # fmt: skip


ACCEPTED = [(180, 90), (-180, -90), (0, 0), (103.5, 30.1)]
REFUSED = [(103, 120), (103, 90.1), (103, -90.1), (180.1, 30), (-180.1, 30), (float("nan"), 30),
           (103, float("inf")), (103, None), (None, 30), ("103", "30"), (True, False)]  # fmt: skip


@pytest.mark.parametrize(("lon", "lat"), ACCEPTED)
def test_degrees_on_earth_are_taken(lon, lat):
    assert Position(lon, lat, "site").lon == lon
    assert OwnPlace("x", lon, lat, "site").lat == lat


@pytest.mark.parametrize(("lon", "lat"), REFUSED)
def test_degrees_that_are_none_are_refused(lon, lat):
    for make in (lambda: Position(lon, lat, "site"), lambda: OwnPlace("x", lon, lat, "site")):
        with pytest.raises(ShortlistError):
            make()


LIMITS = [
    # what, the most that is taken, one more
    (lambda n: Shortlist(items=tuple(item(f"p{i}") for i in range(n))), 5_000),
    (lambda n: Shortlist(name="x" * n), 200),
    (lambda n: item("p", "x" * n), 4_000),
    (lambda n: item("p" * n), 200),
    (lambda n: item("p", tags=tuple(map(str, range(n)))), 20),
    (lambda n: item("p", tags=("x" * n,)), 100),
    (lambda n: Item("p", columns=tuple((str(i), "") for i in range(n))), 200),
    (lambda n: Item("p", columns=(("c", "x" * n),)), 32_000),
    (lambda n: OwnPlace("x" * n), 32_000),
    (lambda n: own_item(OwnPlace("a")) if n < 1 else Item("own-" + "0" * n, own=OwnPlace("a")), 40),
    (lambda n: Position(1, 1, "x" * n), 100),
]


@pytest.mark.parametrize(("make", "most"), LIMITS)
def test_the_limits_of_a_list(make, most):
    make(most)
    with pytest.raises(ShortlistError):
        make(most + 1)


@pytest.mark.parametrize("metres", [-1, 0.5, float("nan"), 2e15, "1", True])
def test_an_uncertainty_is_a_whole_number_of_metres(metres):
    with pytest.raises(ShortlistError):
        Position(1, 1, "site", metres)
    with pytest.raises(ShortlistError):
        OwnPlace("x", 1, 1, "site", metres)


def test_an_uncertainty_of_nothing_or_none_is_taken():
    assert Position(1, 1, "site", 0).uncertainty_m == 0
    assert Position(1, 1, "site", None).uncertainty_m is None


def test_defaults():
    fresh = Shortlist()
    assert (fresh.name, fresh.items, fresh.build, fresh.filter, fresh.criteria) == (
        "", (), "", (), ())  # fmt: skip
    assert (fresh.updated, fresh.version) == ("", 0)
    assert len(fresh.id) >= 22  # 128 bits
    assert fresh.id != Shortlist().id
    assert OwnPlace("x").precision == "unlocated"
    assert Ranked(1, 0.5).why == ""


def test_where_a_place_of_the_province_is(tiny):
    (tower, ghost) = pick(tiny, ["stone-tower", "ghost-field"])
    assert (tower.then.lon, tower.then.lat) == (103.1, 30.3)
    assert (tower.then.precision, tower.then.uncertainty_m) == ("site", 500)
    assert len(tower.then.shape) == 12
    assert ghost.then == Position(None, None, "unlocated")
    with pytest.raises(KeyError):
        pick(tiny, ["nowhere"])


TOWER = ("site", 500)
DRIFTS = [
    # then (None: never known; lon, lat, precision, uncertainty, same shape), what changed, metres
    (None, (), None),
    ((103.1, 30.3, *TOWER, True), (), None),
    ((103.1, 30.3, *TOWER, False), (Change.RESHAPED,), 0),
    ((103.1, 30.300008, *TOWER, False), (Change.RESHAPED,), 0.89),  # 1 m is moving
    ((103.1, 30.30001, *TOWER, False), (Change.MOVED,), 1.11),
    ((103.1, 30.4, *TOWER, True), (Change.MOVED,), 11_086),
    ((None, None, "unlocated", None, False), (Change.PLACED, Change.PRECISION), None),
    ((103.1, 30.3, "exact", 500, True), (Change.PRECISION,), 0),
    ((103.1, 30.3, "site", 900, True), (Change.PRECISION,), 0),
    ((103.1, 30.4, "exact", 50, True), (Change.MOVED, Change.PRECISION), 11_086),
]


@pytest.mark.parametrize(("then", "changes", "metres"), DRIFTS)
def test_what_became_of_a_place(tiny, then, changes, metres):
    today = position(tiny, "stone-tower")
    if then is not None:
        *values, same = then
        then = Position(*values, today.shape if same else "other")
    found = drift(Shortlist(items=(Item("stone-tower", then=then),)), tiny)
    if not changes:
        assert found == {}
        return
    one = found["stone-tower"]
    assert (one.changes, one.then, one.now) == (changes, then, today)
    assert one.metres == (None if metres is None else pytest.approx(metres, rel=1e-3, abs=0.01))


def test_places_that_are_gone_or_lost_their_position(tiny):
    placed = Position(103.0, 30.0, "site", 100)
    own = own_item(OwnPlace("mine", 103.0, 30.0, "site"))
    kept = Shortlist(items=(Item("old", then=placed), Item("ghost-field", then=placed), own))
    found = drift(kept, tiny)
    assert {key: one.changes for key, one in found.items()} == {
        "old": (Change.GONE,),
        "ghost-field": (Change.UNPLACED, Change.PRECISION),
    }
    assert (found["old"].then, found["old"].now) == (placed, None)
    after = renewed(kept, tiny, ["old", "ghost-field"])
    assert after.item("ghost-field").then == Position(None, None, "unlocated")
    assert after.item("old").then == placed
    assert set(drift(after, tiny)) == {"old"}


def test_what_was_done_again_can_be_undone_again_also_after_a_save():
    history = History(named(0)).do(named(1)).do(named(2)).undo().redo()
    assert history.past == (named(0), named(1))
    assert history.undo().now == named(1)
    kept = Shortlist(id="kept", name="1", version=7, updated="2030-02-02")
    saved = history.undo().saved(kept)
    (later,) = saved.future
    assert (later.id, later.name, later.version) == ("kept", "2", 7)
    assert saved.redo().now.name == "2"
