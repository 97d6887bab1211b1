"""What stands in a file and in a link of a list, and what is refused."""

import json
from random import Random
from secrets import token_hex

import pytest

from geo.errors import ShortlistError
from geo.shortlist import link
from geo.shortlist.file import as_record, from_json, read_shortlist, to_json
from geo.shortlist.model import Item, OwnPlace, Position, Shortlist

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
