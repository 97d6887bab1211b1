"""The type of a column is guessed without loss, declared by the person, and kept."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.cells.column_types import (
    ColumnKind,
    ColumnType,
    canonical,
    decode,
    encode,
    for_values,
    guess_type,
    likeliest_numbers,
    loses,
    shown,
    type_of,
    typed,
    valid,
    with_unit,
)
from geo.cells.readings import read_cell, read_column
from geo.cells.units import read_unit, unit_of_header

INTEGER, NUMBER, PERCENT, TEXT, DATE = ColumnKind


@pytest.mark.parametrize(
    ("name", "cells", "expected"),
    [
        ("n", ["12", "-3", "", "—"], ColumnType(INTEGER)),
        ("n", ["1,200", "１２"], ColumnType(INTEGER)),
        ("n", ["12.0", "3.0"], ColumnType(INTEGER)),
        ("n", ["12.50", "3"], ColumnType(NUMBER, "", 2)),
        ("n", ["0.08900000000000001", "1.5"], ColumnType(NUMBER, "", 3)),
        ("增速", ["3.5%", "12 ％", "0"], ColumnType(PERCENT, "", 1)),
        ("增速（%）", ["3.5", "12"], ColumnType(NUMBER, "%", 1)),
        ("投资（万元）", ["1200", "350.5"], ColumnType(NUMBER, "万元", 1)),
        ("长", ["12 km", "3.25 km"], ColumnType(NUMBER, "km", 2)),
        ("日", ["2023-09-12", "2023年9月12日", "2023/9/1"], ColumnType(DATE)),
        ("日", ["2023-09-12 00:00:00"], ColumnType(DATE)),
        ("村", ["007", "12"], ColumnType(TEXT)),
        ("区划代码", ["511102", "510181"], ColumnType(TEXT)),
        ("号", ["510181199001011234"], ColumnType(TEXT)),
        ("n", ["12", "many"], ColumnType(TEXT)),
        ("n", ["12", "≈13"], ColumnType(TEXT)),
        ("n", ["12", "13 km"], ColumnType(TEXT)),
        ("日", ["12/9/2023"], ColumnType(TEXT)),
        ("日", ["2023-02-30"], ColumnType(TEXT)),
        ("n", ["", "-"], ColumnType(TEXT)),
        ("n", [], ColumnType(TEXT)),
    ],
)
def test_a_guess_loses_nothing(name, cells, expected):
    assert guess_type(name, cells) == expected


@given(st.lists(st.text(max_size=8) | st.floats(-1e9, 1e9).map(repr), max_size=5))
@example(["100000000.99999988"])
@example(["¥130", "￥7"])
def test_every_filled_cell_has_a_value_of_the_guessed_type(cells):
    kind = guess_type("x", cells)
    assert not any(loses(cell, kind) for cell in cells)


@given(
    st.builds(ColumnType, st.sampled_from(ColumnKind), st.text(max_size=20), st.integers(-2, 12))
)
def test_a_type_survives_its_code(kind):
    assert decode(encode(valid(kind))) == valid(kind)


@pytest.mark.parametrize(
    "code", ["", "number", "colour;1;", "number;x;", "number;-1;", "number;10;"]
)
def test_unknown_codes_are_no_type_and_the_guess_counts(code):
    assert decode(code) is None
    assert type_of("n", ["1"], {"n": code}) == ColumnType(INTEGER)


def test_a_declared_type_precedes_the_guess():
    assert type_of("n", ["1"], {"n": "text;0;"}) == ColumnType(TEXT)


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("35 %", ColumnType(PERCENT), 0.35),
        ("0.35", ColumnType(PERCENT), 0.35),
        ("5‰", ColumnType(PERCENT), 0.005),
        ("≈687", ColumnType(NUMBER), 687.0),
        ("3500万元", ColumnType(NUMBER, "亿元"), 0.35),
        ("12 km", ColumnType(NUMBER, "亿元"), None),
        ("12", ColumnType(NUMBER, "箩筐"), 12.0),
        ("1.5", ColumnType(INTEGER), None),
        ("1e18", ColumnType(INTEGER), None),
        ("2023.9.12", ColumnType(DATE), date(2023, 9, 12)),
        ("12", ColumnType(DATE), None),
        ("12", ColumnType(TEXT), "12"),
        ("n/a", ColumnType(NUMBER), None),
    ],
)
def test_cells_as_values_of_a_declared_type(cell, kind, value):
    assert typed(cell, kind) == value


def test_marks_and_misfits_are_lost_and_blanks_are_not():
    number = ColumnType(NUMBER)
    assert [loses(cell, number) for cell in ("≈687", "many", "—", "12")] == [
        True,
        True,
        False,
        False,
    ]


def test_no_noise_reaches_a_reader():
    assert shown(0.08900000000000001, ColumnType(NUMBER, "", 3)) == "0.089"
    assert shown(0.08900000000000001, ColumnType(PERCENT, "", 1)) == "8.9%"
    assert shown(2023, ColumnType(INTEGER)) == "2023"
    assert shown(22074, ColumnType(INTEGER)) == "22,074"
    assert canonical(0.1 + 0.2) == "0.3"
    assert canonical(1200.0) == "1200"
    assert with_unit(1234.5, ColumnType(NUMBER, "亿元", 1)) == "1,234.5 亿元"


@given(st.decimals(-10_000, 10_000, places=4), st.integers(1, 7))
def test_canonical_numbers_are_those_that_were_written(number, parts):
    """Adding and dividing leaves noise; 15 digits of it are exact."""
    value = float(number) / parts * parts
    assert Decimal(canonical(value)) == number.normalize()


def test_calculated_values_have_the_decimals_that_they_need():
    assert for_values(ColumnType(INTEGER, "人"), [15.5, 2.0]) == ColumnType(NUMBER, "人", 1)
    assert for_values(ColumnType(NUMBER, "", 3), [15.0]) == ColumnType(INTEGER)
    assert for_values(ColumnType(PERCENT), [0.355]) == ColumnType(PERCENT, "", 1)


@pytest.mark.parametrize("cell", ["<5", "≥ 3", "12-15", "12±3", "5 apples", "2023年", "三", "12 M"])
def test_what_may_be_something_else_is_no_number(cell):
    assert read_cell(cell) is None


@pytest.mark.parametrize(
    ("cell", "number", "marks"),
    [
        ("≈687", "687", ("≈",)),
        ("约687", "687", ("约",)),
        ("(P)402.5", "402.5", ("(P)",)),
        ("502.7*", "502.7", ("*",)),
        ("502.7①", "502.7", ("①",)),
        ("502.7²", "502.7", ("²",)),
        ("502.7[1]", "502.7", ("[1]",)),
        ("'12", "12", ("'",)),
        ("30（预计）", "30", ("（预计）",)),
        ("~12*", "12", ("~", "*")),
        ("(120)", "-120", ()),
    ],
)
def test_marks_are_stripped_and_told(cell, number, marks):
    found = read_cell(cell)
    assert (found.number, found.marks) == (Decimal(number), marks)


def test_a_column_is_in_one_unit():
    read = read_column(["498.8", "130.2亿元", "35万元", "12 km", "1.5亿"])
    assert read.numbers == (498.8, 130.2, 0.0035, None, 1.5)
    assert (read.unit, read.stripped[1:3]) == ("亿元", ("亿元", "万元"))
    assert read_column(["5.6", "5.6%"], unit_of_header("增速（%）")).numbers == (5.6, 5.6)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("GDP（亿元）", "亿元"),
        ("Length (km)", "km"),
        ("投资/万元", "万元"),
        ("单价[单位：元]", "元"),
    ],
)
def test_units_of_headers(header, unit):
    assert unit_of_header(header).written == unit


def test_a_remark_in_a_header_is_no_unit():
    assert unit_of_header("GDP（现价）") is None
    assert read_unit("千米").factor == 1


def test_the_first_column_of_numbers_is_offered():
    columns = {
        "年份": ["2023", "2023"],
        "区划代码": ["510181", "510182"],
        "名称": ["a", "b"],
        "GDP": ["498.8", "≈687"],
        "人口": ["71", "83"],
    }
    assert likeliest_numbers(columns) == "GDP"
    assert likeliest_numbers({"名称": ["a"], "x": ["1"]}) == "x"
    assert likeliest_numbers({"名称": ["a"], "x": ["b"]}) == "名称"
