"""Files and links give back what went in, and say so when they cannot."""

import json
import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import i18n
from geo.cells.column_types import ColumnKind, ColumnType
from geo.errors import ShortlistError
from geo.shortlist import link
from geo.shortlist.drift import pick
from geo.shortlist.file import MAX_BYTES, from_json, read_shortlist, to_json
from geo.shortlist.model import Item, Shortlist
from tests.shortlist.values import shortlists


def same(one, other):
    """Whether the contents are the same; the id is never passed on."""
    assert one.id != other.id
    return replace(one, id=other.id) == replace(other, version=0)


@given(shortlists)
def test_a_file_gives_back_what_was_saved(shortlist):
    assert same(from_json(to_json(shortlist)), shortlist)
    assert same(from_json(to_json(shortlist).encode("utf-8-sig")), shortlist)


@given(shortlists)
def test_a_link_gives_back_what_was_saved(shortlist):
    code = link.encode(shortlist)
    if code is None:
        return
    assert len(code) <= link.MAX_CODE
    assert link.ALPHABET.fullmatch(code)
    bare = replace(shortlist, items=tuple(replace(i, snapshot=None) for i in shortlist.items))
    back = link.decode(code)
    assert same(back, shortlist) or same(back, bare)


@given(shortlists, st.data())
@settings(max_examples=50)
def test_a_link_that_was_cut_or_changed_is_refused(shortlist, data):
    code = link.encode(shortlist)
    if code is None:
        return
    cut = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from("aB3_").filter(lambda char: char != code[cut]))
    with pytest.raises(ShortlistError):
        link.decode(code[:cut])
    try:
        back = link.decode(code[:cut] + other + code[cut + 1 :])
    except ShortlistError:
        return
    assert same(back, link.decode(code))  # the last character has bits that mean nothing


def test_a_short_list_fits_into_a_link_and_a_long_one_does_not(catalog):
    places = sorted(catalog.spatial.points)
    some = Shortlist(name="考察", items=pick(catalog, places[:20]), build="0fe7a4972173")
    code = link.encode(some)
    assert all(item.snapshot for item in link.decode(code).items)
    more = Shortlist(items=pick(catalog, places[:60]))
    assert link.decode(link.encode(more)).ids == more.ids
    assert link.encode(Shortlist(items=(Item("x", note="嗯" * 2000),)))  # repeats itself
    novel = "".join(chr(0x4E00 + 7919 * n % 20_000) for n in range(2000))
    assert link.encode(Shortlist(items=(Item("x", note=novel),))) is None


@pytest.mark.parametrize(
    "code",
    [
        "",
        "1",
        "2abc",
        "1???",
        "1" + "A" * 50,
        "喵",
        "1" + "A" * 5000,
        "1" + urlsafe_b64encode(zlib.compress(b" " * 50_000_000, 9)).decode()[:1700],
        "1" + urlsafe_b64encode(zlib.compress(b"[" * 9000)).decode().rstrip("="),
        "1" + urlsafe_b64encode(zlib.compress(b'{"schema":9,"items":[]}')).decode().rstrip("="),
    ],
)
def test_a_link_of_something_else_is_refused(code):
    with pytest.raises(ShortlistError):
        link.decode(code)


def test_the_first_form_of_the_file_can_be_read(tmp_path):
    path = tmp_path / "old.json"
    old = {"items": [{"id": "b", "note": None, "x": 1}, {"id": "a", "tags": ["t"]}, {"id": "b"}]}
    path.write_text(json.dumps(old), encoding="utf-8")
    shortlist = read_shortlist(path)
    assert shortlist.items == (Item("b"), Item("a", tags=("t",)))
    assert (shortlist.name, shortlist.build, shortlist.version) == ("", "", 0)


def test_the_file_does_not_hold_the_key_to_the_list():
    shortlist = Shortlist(items=(Item("a"),))
    assert shortlist.id not in to_json(shortlist)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        "[]",
        "null",
        "3",
        '"x"',
        "{}",
        '{"items": 3}',
        '{"items": {}}',
        '{"items": ["a"]}',
        '{"items": [{"note": "x"}]}',
        '{"items": [{"id": NaN}]}',
        '{"items": [{"id": "a", "tags": "xy"}]}',
        '{"items": [{"id": "a", "tags": [1]}]}',
        '{"items": [{"id": "a", "note": "\\ud800"}]}',
        '{"items": [], "name": 3}',
        '{"items": [], "filter": ["a"]}',
        '{"items": [], "filter": {"a": 1}}',
        '{"items": [], "schema": "2"}',
        '{"items": [], "schema": 0}',
        '{"items": [{"id": "own-1", "own": {}}]}',
        '{"items": [{"id": "own-1", "own": 3}]}',
        '{"items": [{"id": "a", "then": {"lon": "x", "lat": 1, "precision": "site"}}]}',
        '{"items": [{"id": "a", "then": {"lon": 1}}]}',
        "[" * 100_000,
    ],
    ids=lambda content: str(content[:40]),
)
def test_a_damaged_file_is_one_clear_line(content):
    with pytest.raises(ShortlistError) as caught:
        from_json(content)
    assert "shortlist" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert i18n.text("zh", f"shortlist_error.{caught.value.key}", **caught.value.values)


@given(shortlists.filter(lambda one: one.items), st.data())
@settings(max_examples=60)
def test_a_file_that_was_cut_off_is_refused(shortlist, data):
    content = to_json(shortlist).rstrip().encode()
    cut = data.draw(st.integers(0, len(content) - 1))
    with pytest.raises(ShortlistError):
        from_json(content[:cut])


def test_a_file_of_a_newer_shutu_and_one_that_is_too_large(tmp_path):
    with pytest.raises(ShortlistError, match="newer Shutu"):
        from_json('{"schema": 3, "items": []}')
    with pytest.raises(ShortlistError, match="larger than 20 MB"):
        from_json(b" " * (MAX_BYTES + 1))
    with pytest.raises(ShortlistError, match="cannot read"):
        read_shortlist(tmp_path)


def test_types_of_columns_go_along_and_files_without_them_open():
    here = Shortlist(items=(Item("a", columns=(("n", "7"), ("p", "0.1"))),))
    here = here.declare("p", ColumnType(ColumnKind.PERCENT, decimals=1))
    expected = {"n": ColumnType(ColumnKind.INTEGER), "p": ColumnType(ColumnKind.PERCENT, "", 1)}
    assert from_json(to_json(here)).column_types == expected
    assert link.decode(link.encode(here)).column_types == expected
    record = json.loads(to_json(here))
    del record["types"]  # as 0.3 wrote it
    assert from_json(json.dumps(record)).column_types["p"] == ColumnType(ColumnKind.NUMBER, "", 1)
    record["types"] = {"p": "of the future", "gone": "text;0;"}
    assert from_json(json.dumps(record)).column_types["p"] == ColumnType(ColumnKind.NUMBER, "", 1)
