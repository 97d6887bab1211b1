"""Numbers as people write them in their tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cells.numbers import is_blank, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("-1.5", -1.5),
        ("１２３", 123),
        ("１，２３４．５", 1234.5),
        ("1,234,567", 1234567),
        ("1 234", 1234),
        ("1\u00a0234.5", 1234.5),
        ("35%", 0.35),
        ("３５ ％", 0.35),
        ("5‰", 0.005),
        ("3.5万", 35000),
        ("2亿", 2e8),
        ("(120)", -120),
        ("(120", None),
        ("120)", None),
        ("−7", -7),
        ("1e3", 1000),
        (".5", 0.5),
        ("+4", 4),
        ("1'000", 1000),
        ("12,5", None),
        ("1,23,456", None),
        ("12 km", None),
        ("三", None),
        ("1e999", None),
        ("inf", None),
        ("nan", None),
        ("--5", None),
        ("%", None),
        ("1_000", None),
        ("0x10", None),
        ("=1+1", None),
        ("", None),
    ],
)
def test_numbers_as_people_write_them(text, number):
    assert read_number(text) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_writes_is_read(number):
    assert read_number(repr(number)) == number


@given(st.integers(-(10**12), 10**12))
def test_thousands_may_be_set_apart(number):
    wide = f"{number:,}".translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    assert read_number(f"{number:,}") == read_number(wide) == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_a_blank_or_neither(text):
    number = read_number(text)
    assert number is None or not is_blank(text)
