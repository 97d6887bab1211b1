"""Rules of shortlists as the README and the docstrings promise them, with literal values."""

import json
from dataclasses import replace
from random import Random
from secrets import token_hex

import pytest

from geo.errors import ShortlistError
from geo.history import History
from geo.shortlist import link
from geo.shortlist.compare import Comparison, based_on, compare, differences, merge, on_top_of
from geo.shortlist.drift import DriftKind, drift, pick, position, with_todays_positions
from geo.shortlist.file import as_record, from_json, read_shortlist, to_json
from geo.shortlist.model import Item, OwnPlace, Position, Shortlist, own_item
from geo.shortlist.ranked import Ranked


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
    history = History(named(0)).do(named(1)).do(named(2)).undo().do(named(2))
    history = based_on(history, kept)
    assert history.now is kept
    assert [(s.id, s.name, s.version, s.updated) for s in (*history.past, *history.future)] == [
        ("kept", "0", 7, "2030-02-02"),
        ("kept", "1", 7, "2030-02-02"),
    ]


ACCEPTED = [(180, 90), (-180, -90), (0, 0), (103.5, 30.1)]
REFUSED = [
    (103, 120),
    (103, 90.1),
    (103, -90.1),
    (180.1, 30),
    (-180.1, 30),
    (float("nan"), 30),
    (103, float("inf")),
    (103, None),
    (None, 30),
    ("103", "30"),
    (True, False),
]


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
        "",
        (),
        "",
        (),
        (),
    )
    assert (fresh.updated, fresh.version) == ("", 0)
    assert len(fresh.id) >= 22  # 128 bits
    assert fresh.id != Shortlist().id
    assert OwnPlace("x").precision == "unlocated"
    assert Ranked(1, 0.5).why == ""


def test_where_a_place_of_the_province_is(tiny):
    (tower, ghost) = pick(tiny, ["stone-tower", "ghost-field"])
    assert (tower.snapshot.lon, tower.snapshot.lat) == (103.1, 30.3)
    assert (tower.snapshot.precision, tower.snapshot.uncertainty_m) == ("site", 500)
    assert len(tower.snapshot.shape) == 12
    assert ghost.snapshot == Position(None, None, "unlocated")
    with pytest.raises(KeyError):
        pick(tiny, ["nowhere"])


TOWER = ("site", 500)
DRIFTS = [
    # then (None: never known; lon, lat, precision, uncertainty, same shape), what changed, metres
    (None, (), None),
    ((103.1, 30.3, *TOWER, True), (), None),
    ((103.1, 30.3, *TOWER, False), (DriftKind.RESHAPED,), 0),
    ((103.1, 30.300008, *TOWER, False), (DriftKind.RESHAPED,), 0.89),  # 1 m is moving
    ((103.1, 30.30001, *TOWER, False), (DriftKind.MOVED,), 1.11),
    ((103.1, 30.4, *TOWER, True), (DriftKind.MOVED,), 11_086),
    ((None, None, "unlocated", None, False), (DriftKind.PLACED, DriftKind.PRECISION), None),
    ((103.1, 30.3, "exact", 500, True), (DriftKind.PRECISION,), 0),
    ((103.1, 30.3, "site", 900, True), (DriftKind.PRECISION,), 0),
    ((103.1, 30.4, "exact", 50, True), (DriftKind.MOVED, DriftKind.PRECISION), 11_086),
]


@pytest.mark.parametrize(("then", "changes", "metres"), DRIFTS)
def test_what_became_of_a_place(tiny, then, changes, metres):
    today = position(tiny, "stone-tower")
    if then is not None:
        *values, same = then
        then = Position(*values, today.shape if same else "other")
    found = drift(Shortlist(items=(Item("stone-tower", snapshot=then),)), tiny)
    if not changes:
        assert found == {}
        return
    one = found["stone-tower"]
    assert (one.changes, one.snapshot, one.now) == (changes, then, today)
    assert one.metres == (None if metres is None else pytest.approx(metres, rel=1e-3, abs=0.01))


def test_places_that_are_gone_or_lost_their_position(tiny):
    placed = Position(103.0, 30.0, "site", 100)
    own = own_item(OwnPlace("mine", 103.0, 30.0, "site"))
    kept = Shortlist(
        items=(Item("old", snapshot=placed), Item("ghost-field", snapshot=placed), own)
    )
    found = drift(kept, tiny)
    assert {key: one.changes for key, one in found.items()} == {
        "old": (DriftKind.GONE,),
        "ghost-field": (DriftKind.UNPLACED, DriftKind.PRECISION),
    }
    assert (found["old"].snapshot, found["old"].now) == (placed, None)
    after = with_todays_positions(kept, tiny, ["old", "ghost-field"])
    assert after.item("ghost-field").snapshot == Position(None, None, "unlocated")
    assert after.item("old").snapshot == placed
    assert set(drift(after, tiny)) == {"old"}


def test_what_was_done_again_can_be_undone_again_also_after_a_save():
    history = History(named(0)).do(named(1)).do(named(2)).undo().redo()
    assert history.past == (named(0), named(1))
    assert history.undo().now == named(1)
    kept = Shortlist(id="kept", name="1", version=7, updated="2030-02-02")
    saved = based_on(history.undo(), kept)
    (later,) = saved.future
    assert (later.id, later.name, later.version) == ("kept", "2", 7)
    assert saved.redo().now.name == "2"


FULL = Shortlist(
    id="secret",
    name="考察",
    build="aaaa",
    filter=(("sector", "energy"),),
    updated="2030-01-01",
    criteria=(("gap:counties", "{}"),),
    weight_sets=(("近者优先", "{}"),),
    version=3,
    items=(
        Item(
            "stone-tower",
            "note",
            ("a", "b"),
            snapshot=Position(103.1, 30.3, "site", 500, "abc"),
            columns=(("cost", "1"),),
        ),
        Item(
            "own-1",
            own=OwnPlace(
                "Mine",
                103.0,
                30.0,
                "site",
                800,
                ("519101",),
                "resolved",
                "offline",
                0.9,
                "row 1",
                (("k", "v"),),
            ),
        ),
        Item("ghost-field"),
    ),
)
RECORD = {
    "format": "shutu-shortlist",
    "schema": 2,
    "name": "考察",
    "build": "aaaa",
    "filter": {"sector": "energy"},
    "criteria": {"gap:counties": "{}"},
    "weight_sets": {"近者优先": "{}"},
    "saved": "2030-01-01",
    "items": [
        {
            "id": "stone-tower",
            "note": "note",
            "tags": ["a", "b"],
            "columns": {"cost": "1"},
            "then": {
                "lon": 103.1,
                "lat": 30.3,
                "precision": "site",
                "uncertainty_m": 500,
                "shape": "abc",
            },
        },
        {
            "id": "own-1",
            "own": {
                "name": "Mine",
                "lon": 103.0,
                "lat": 30.0,
                "precision": "site",
                "uncertainty_m": 800,
                "adcodes": ("519101",),
                "status": "resolved",
                "method": "offline",
                "score": 0.9,
                "source": "row 1",
                "columns": {"k": "v"},
            },
        },
        {"id": "ghost-field"},
    ],
}


def test_what_stands_in_a_file():
    assert as_record(FULL) == RECORD
    assert json.loads(to_json(FULL)) == json.loads(json.dumps(RECORD))
    assert to_json(FULL).startswith('{\n "format": "shutu-shortlist",\n')
    assert to_json(FULL).endswith("}\n")
    assert "考察" in to_json(FULL)
    assert as_record(Shortlist()) == {"format": "shutu-shortlist", "schema": 2, "items": []}


@pytest.mark.parametrize(
    "content", [to_json(FULL), to_json(FULL).encode("utf-8-sig"), "\ufeff" + to_json(FULL)]
)
def test_a_file_is_a_new_list_with_the_same_content(content):
    read = from_json(content)
    assert (read.name, read.build, read.filter, read.criteria, read.updated, read.items) == (
        FULL.name,
        FULL.build,
        FULL.filter,
        FULL.criteria,
        FULL.updated,
        FULL.items,
    )
    assert read.version == 0
    assert read.id != "secret"


FAULTS = [
    # content, key of the fault
    ("{", "damaged"),
    ("[]", "damaged"),
    ('{"items": {}}', "damaged"),
    ("{}", "damaged"),
    ('{"schema": 3, "items": []}', "newer"),
    ('{"schema": 0, "items": []}', "damaged"),
    ('{"schema": "2", "items": []}', "damaged"),
    ('{"items": [{}]}', "damaged"),
    ('{"items": [{"id": "a", "tags": "b"}]}', "damaged"),
    ('{"items": [{"id": "a", "own": 1}]}', "damaged"),
    (b"\xff\xfe", "damaged"),
    ('{"items": [{"id": "own-1"}]}', "bad_id"),
    ('{"items": [{"id": ""}]}', "bad_id"),
    ('{"items": [{"id": "a", "then": {"lon": 1, "lat": 120, "precision": "site"}}]}', "bad_value"),
    (" " * 20_000_001, "file_too_large"),
]


@pytest.mark.parametrize(("content", "key"), FAULTS, ids=range(len(FAULTS)))
def test_what_is_no_shortlist_file(content, key):
    with pytest.raises(ShortlistError) as error:
        from_json(content)
    assert error.value.key == key


def test_a_file_on_disk(tmp_path):
    path = tmp_path / "list.json"
    path.write_text(to_json(FULL), encoding="utf-8")
    assert read_shortlist(path).items == FULL.items
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ShortlistError, match=r"list\.json") as error:
        read_shortlist(path)
    assert error.value.key == "damaged"
    with pytest.raises(ShortlistError, match="nowhere") as error:
        read_shortlist(tmp_path / "nowhere")
    assert error.value.key == "unreadable"


def test_keys_that_are_not_known_are_passed_over():
    then = {"lon": 1, "lat": 2, "precision": "site", "x": 3}
    text = json.dumps({"items": [{"id": "a", "colour": 1, "then": then}]})
    assert from_json(text).item("a").snapshot == Position(1, 2, "site")


def test_a_link_holds_what_a_file_holds():
    code = link.encode(FULL)
    assert code[0] == "1"
    assert link.decode(code).items == FULL.items
    assert link.decode(code).version == 0


def test_a_link_leaves_positions_out_only_where_it_must_and_has_an_end():
    def several(count):
        return Shortlist(
            items=tuple(
                Item(
                    f"place-{n}",
                    note=token_hex(8),
                    snapshot=Position(1.5, 2.5, "site", 5, token_hex(6)),
                )
                for n in range(count)
            )
        )

    assert all(item.snapshot for item in link.decode(link.encode(several(20))).items)
    some = link.decode(link.encode(several(60)))
    assert [item.snapshot for item in some.items] == [None] * 60
    assert link.encode(several(400)) is None


@pytest.mark.parametrize("code", ["", "1", "2abc", "1???", "1" + "A" * 1_800, "1AAAA"])
def test_what_is_no_link(code):
    with pytest.raises(ShortlistError) as error:
        link.decode(code)
    assert error.value.key == "bad_link"


def test_links_of_many_lists_there_and_back():
    """Codes end in any character, and one may be as long as `MAX_CODE` says."""
    for number in range(300):
        assert link.decode(link.encode(Shortlist(name=str(number)))).name == str(number)
    random = Random(1)
    lengths = set()
    for size in range(1_000, 3_000):
        note = f"{random.getrandbits(4 * size):x}"
        code = link.encode(Shortlist(items=(Item("a", note),)))
        if code is None:
            break
        lengths.add(len(code))
        assert link.decode(code).item("a").note == note
    assert max(lengths) in (1_799, 1_800)
