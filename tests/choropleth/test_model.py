"""A choropleth: classes, colours, legend."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cells.column_types import ColumnKind, ColumnType
from geo.choropleth.classes import ClassMethod
from geo.choropleth.model import Choropleth, ChoroplethStyle, InBoth, as_typed
from geo.choropleth.palettes import Palette

CODES = [f"5101{number:02d}" for number in range(1, 13)]
REGIONS = {code: InBoth(f"区{code}", f"Region {code}") for code in CODES}


def colored(values, method=ClassMethod.NATURAL, classes=3, column=None, **more):
    return Choropleth(
        as_typed("人口"),
        "counties",
        dict(zip(CODES, values, strict=False)),
        REGIONS,
        column=column or ColumnType(ColumnKind.INTEGER),
        style=ChoroplethStyle(method, classes),
        **more,
    )


def test_the_legend_has_what_is_in_each_class_and_what_has_no_number():
    one = colored([1, 2, 3, 50, 52, 99])
    assert [entry[1:] for entry in one.legend("en")] == [
        ("1–3", 3),
        ("50–52", 2),
        ("99", 1),
        ("No number", 6),
    ]
    assert [entry.color for entry in one.legend("en")] == [*Palette.BLUE.colors(3), None]
    assert one.legend("zh")[-1].text == "无数据"


def test_a_region_has_the_colour_of_its_class():
    one = colored([1, 2, 3, 50, 52, 99])
    assert [one.class_of(code) for code in CODES[:7]] == [0, 0, 0, 1, 1, 2, None]
    assert one.color(CODES[5]) == Palette.BLUE.colors(3)[-1]
    assert one.color(CODES[5], "dark") == Palette.BLUE.colors(3, "dark")[-1]
    assert one.color(CODES[6]) is None
    reverse = replace(one, style=replace(one.style, reverse=True))
    assert reverse.color(CODES[5]) == Palette.BLUE.colors(3)[0]


def test_there_are_fewer_classes_than_wanted_where_numbers_are_alike():
    one = colored([4, 4, 4, 8], classes=7)
    assert one.breaks == (4, 8)
    assert one.method("en").startswith("2 classes by natural breaks")
    assert colored([4]).method("en") == "classes: 1, as all numbers are alike"
    nothing = colored([])
    assert (nothing.breaks, nothing.color(CODES[0])) == ((), None)
    assert [entry[1:] for entry in nothing.legend("en")] == [("No number", 12)]


def test_an_empty_class_of_equal_intervals_shows_its_limits():
    one = colored([0, 1, 90], ClassMethod.EQUAL)
    assert [entry[1:] for entry in one.legend("en")][:3] == [("0–1", 2), ("30–60", 0), ("90", 1)]


def test_figures_of_neighbouring_classes_are_rounded_apart():
    column = ColumnType(ColumnKind.NUMBER, "", 0)
    one = colored([1.01, 1.04, 1.31, 1.34, 1.38, 9], column=column)
    assert [entry.text for entry in one.legend("en")][:3] == ["1.0", "1.3–1.4", "9.0"]


def test_percent_and_units():
    share = colored([0.1, 0.2, 0.355], column=ColumnType(ColumnKind.PERCENT, "", 1))
    assert [entry.text for entry in share.legend("en")][:3] == ["10.0%", "20.0%", "35.5%"]
    money = colored(
        [12000.0], column=ColumnType(ColumnKind.NUMBER, "亿元", 1), unit=as_typed("亿元")
    )
    assert money.heading("zh") == "人口（亿元）"
    assert money.written(CODES[0], "en") == "12,000.0 亿元"
    assert money.written(CODES[1], "en") == ""
    people = colored([3.0], unit=as_typed("人"))
    assert people.heading("zh") == "人口（人）"  # not the same as the 人 in the word


def test_the_note_says_how_and_from_where():
    one = colored([1, 2, 9], source=InBoth("统计年鉴", "Yearbook"))
    assert one.note("zh") == "自然断点分级（Jenks），共3级；数据来源：统计年鉴"
    assert one.note("en") == "3 classes by natural breaks (Jenks); source: Yearbook"


@pytest.mark.parametrize("classes", [2, 8])
def test_other_numbers_of_classes_are_refused(classes):
    with pytest.raises(ValueError, match="3 to 7"):
        ChoroplethStyle(classes=classes)


@given(
    st.lists(st.floats(0, 1e5, allow_nan=False), min_size=1, max_size=12),
    st.sampled_from(ClassMethod),
    st.integers(3, 7),
)
def test_the_legend_counts_every_region_once(values, method, classes):
    one = colored(values, method, classes, ColumnType(ColumnKind.NUMBER, "", 1))
    legend = one.legend("en")
    assert sum(entry.regions for entry in legend) == len(CODES)
    for number, color in enumerate(one.colors()):
        inside = [code for code in CODES if one.class_of(code) == number]
        assert legend[number].regions == len(inside)
        assert all(one.color(code) == color for code in inside)
