"""Cells with a currency before the number or a unit behind it; amounts worked out by hand."""

from decimal import Decimal

import pytest

from geo.cells.readings import read_cell


@pytest.mark.parametrize(
    ("text", "amount", "noun", "written"),
    [
        ("¥130.2", "130.2", "元", "¥"),
        ("￥1,200万元", "12000000", "元", "￥"),
        ("¥ 3亿", "300000000", "元", "¥"),
        ("3 万户", "30000", "户", "万户"),
        ("2.5千米", "2.5", "公里", "千米"),
        ("8亿", "800000000", "", "亿"),
    ],
)
def test_an_amount_is_the_number_times_its_unit(text, amount, noun, written):
    cell = read_cell(text)
    assert cell.number * cell.unit.factor == Decimal(amount)
    assert (cell.unit.noun, cell.unit.written) == (noun, written)


@pytest.mark.parametrize("text", ["¥5%", "¥5km", "¥5户", "¥", "$3"])
def test_money_is_counted_in_nothing_else(text):
    assert read_cell(text) is None
