"""A brief of a list with megabytes of notes is drawn in bounded work; the limits are characters."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.export import brief, fonts
from geo.export.make_dataset import make_dataset
from geo.export.registry import FORMATS
from geo.export.shortening import ELLIPSIS, MOST, RARE, ROOM, Shortener, fair_limit
from geo.query.filters import Filter
from geo.shortlist.model import OwnPlace, Shortlist, own_item
from tests.export.test_pictures import pdf_text

SIZES = st.lists(st.integers(0, 300), max_size=40)
SIGNS = "ཀཁག😀\U00020000ꀀ"  # what our own font lacks


@given(SIZES, st.integers(0, 4000), st.integers(0, 200))
def test_the_limit_is_the_largest_at_which_all_fit(sizes, room, most):
    limit = fair_limit(sizes, room, most)
    assert 0 <= limit <= most
    assert sum(min(size, limit) for size in sizes) <= room
    if limit < most:
        assert sum(min(size, limit + 1) for size in sizes) > room


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("四川省", 3, "四川省"),
        ("四川省阿坝州", 4, "四川省阿…"),
        ("四川 省", 3, "四川…"),  # no blank before the dots
        ("四😀川", 11, "四😀…"),  # a sign that our font lacks takes ten
        ("四😀川", 10, "四…"),
        ("😀", 9, "…"),
        ("", 0, ""),
    ],
)
def test_a_text_keeps_as_much_of_its_beginning_as_has_room(text, room, kept):
    shortener = Shortener([text], fonts.find_font(), room=room)
    assert shortener.cut(text) == kept
    assert shortener.count == (kept != text)


def test_short_texts_stay_whole_beside_long_ones():
    texts = ["短"] * 100 + ["长" * 5_000] * 3
    shortener = Shortener(texts, fonts.find_font(), room=1_000)
    cut = [shortener.cut(text) for text in texts]
    assert cut == ["短"] * 100 + ["长" * 300 + ELLIPSIS] * 3


@pytest.fixture
def listed(catalog):
    def make(*items):
        shortlist = Shortlist(items=tuple(items))
        return make_dataset(catalog, Filter(inferred=True), date="2026-11-28", shortlist=shortlist)

    return make


def site(name, note="", number=0):
    return own_item(OwnPlace(name, 104 + number / 1000, 30.6, "site"), note=note)


@pytest.fixture
def drawn(monkeypatch):
    """What Typst would be given, without letting it draw."""
    asked = []
    monkeypatch.setattr(brief, "typeset", lambda *given: asked.append(given) or b"%PDF")

    def write(dataset):
        FORMATS["pdf"].write(dataset)
        _, _, inputs, _ = asked[-1]
        return json.loads(inputs["data"])

    return write


@pytest.mark.usefixtures("no_system_fonts")
def test_what_typst_must_draw_has_a_limit(listed, drawn):
    content = drawn(listed(*(site(f"点{n}", (SIGNS + "记") * 500, n) for n in range(30))))
    printed = sum(len(row[name]) for row in content["rows"] for name in brief.FREE)
    assert printed < ROOM * 1.1  # blanks between and dots behind
    assert [row["name"] for row in content["rows"]] == [f"点{n}" for n in range(30)]
    assert "30" in content["shortened"] and ELLIPSIS in content["rows"][0]["remark"]


def test_an_ordinary_list_is_printed_whole(listed, drawn):
    note = "记" * MOST
    content = drawn(listed(site("甲", note), *(site(f"点{n}", "短记" * 9, n) for n in range(99))))
    assert content["shortened"] == "" and content["rows"][0]["remark"] == note


def test_a_sign_is_looked_for_once_in_a_document(listed, drawn, monkeypatch):
    asked = []
    monkeypatch.setattr(fonts, "system_face", asked.append)
    drawn(listed(*(site(f"{SIGNS}{n}", SIGNS * 50, n) for n in range(30))))
    assert {sign: asked.count(sign) for sign in SIGNS} == dict.fromkeys(SIGNS, 1)


def test_one_document_borrows_a_limited_number_of_signs(monkeypatch):
    font = fonts.find_font()
    monkeypatch.setattr(fonts, "system_face", lambda char: font.regular[0])
    monkeypatch.setattr(fonts, "MOST_LENT", 3)
    signs = [chr(0x20000 + n) for n in range(5)]
    assert font.missing(signs) == font.missing(reversed(signs)) == signs[3:]
    assert font.printable("".join(signs)) == f"{''.join(signs[:3])}[U+20003][U+20004]"
    assert fonts.find_font().missing(signs[3:]) == []  # the next document begins anew


def test_the_pages_say_what_they_leave_out(listed, save):
    name = "甲" + "长" * 31_000
    text = pdf_text(save(FORMATS["pdf"].write(listed(site(name), site("乙"))), "long.pdf"))
    assert MOST < text.count("长") < 3 * MOST and "乙" in text
    assert "有2处文字过长" in text  # the name and, beside it, the same as the full name
    assert len("[U+10FFFF]") == RARE
