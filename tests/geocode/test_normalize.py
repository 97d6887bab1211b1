"""Texts in one shape, character by character: what comes out, and where it came from."""

import pytest

from geo.geocode.normalize import normalize, normalize_name, numeral

SIMPLIFIED = {ord("縣"): "县", ord("鎮"): "镇"}

FOLDED = [
    # text, folded; a bar stands for what parts names
    ("甲縣乙鎮", "甲县乙镇"),
    ("ＡＢＣ１２", "abc12"),
    ("Ya'an  City", "ya|an||city"),
    ("甲 县", "甲县"),
    ("甲　县", "甲县"),
    ("A 县", "a|县"),
    ("县 A", "县|a"),
    ("甲\t县\n乙", "甲县乙"),
    ("甲，乙。丙、丁", "甲|乙|丙|丁"),
    ("甲（乙）丙【丁】", "甲乙丙丁"),  # brackets part no names
    ("甲(乙)", "甲乙"),
    ("甲-乙/丙", "甲|乙|丙"),
    ("甲\u0301乙", "甲乙"),  # a mark on a letter
    ("甲\u20dd乙", "甲乙"),  # an enclosing circle
    ("甲\x00乙", "甲乙"),  # a control character
    ("甲\u200b乙", "甲乙"),  # a zero-width space
    ("甲\U0001f600乙", "甲乙"),  # an emoji
    ("甲\U0001f3fb乙", "甲乙"),  # its colour of skin
    ("1村", "一村"),
    ("10村", "十村"),
    ("13社区", "十三社区"),
    ("20居", "二十居"),
    ("99组", "九十九组"),
    ("5街", "五街"),
    ("100村", "100村"),
    ("2024年3村和12社区", "2024年三村和十二社区"),
    ("3号", "3号"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folded(text, folded):
    found = normalize(text, SIMPLIFIED)
    assert (found.text, found.length) == (folded, len(text))
    assert len(found.origin) == len(folded)


ORIGINS = [
    ("甲县", [0, 1]),
    ("（甲）县", [1, 3]),
    ("甲，县", [0, 1, 2]),
    ("㎞县", [0, 0, 1]),  # one character that folds to two
    ("A B", [0, 1, 2]),
    ("在1村", [0, 1, 2]),
    ("在13村", [0, 1, 2, 3]),
    ("在99村和8村", [0, 1, 2, 2, 3, 4, 5, 6]),  # 九十九 for two characters: the last one twice
]


@pytest.mark.parametrize(("text", "origin"), ORIGINS)
def test_origin(text, origin):
    assert list(normalize(text, {}).origin) == origin


@pytest.mark.parametrize(
    ("start", "end", "part"),
    [
        (0, 2, "甲（县"),
        (1, 2, "县"),
        (2, 3, "，"),
        (3, 5, "12"),
        (3, 6, "12村"),
        (1, 1, ""),
        (3, 2, ""),
    ],
)
def test_span_in_the_original(start, end, part):
    text = "甲（县，12村"
    first, last = normalize(text, {}).span(start, end)
    assert text[first:last] == part


def test_only_the_first_characters_are_folded():
    assert normalize("甲" * 2_001, {}).text == "甲" * 2_000
    assert normalize("甲，" * 1_001, {}).text == "甲|" * 1_000
    assert normalize("甲乙丙", {}, 2).text == "甲乙"
    assert (normalize("甲乙丙", {}, 2).length, normalize("甲，丙", {}, 2).length) == (2, 2)
    assert len(normalize("甲" * 2_001, {}, None).text) == 2_001


def test_a_name_has_no_marks():
    assert normalize_name("甲山-鎮（新） 2村", SIMPLIFIED) == "甲山镇新二村"
    assert normalize_name("Qing-Jiang River", {}) == "qingjiangriver"


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "零"),
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (40, "四十"),
        (99, "九十九"),
    ],
)
def test_numeral(number, word):
    assert numeral(number) == word
