"""A column of a table → numbers of regions, and every row that did not fit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geo.cells.column_types import ColumnKind, ColumnType
from geo.choropleth.table import TableColumns, from_table, guess_columns, names_region
from geo.ingest.table import PAGE_LIMITS, make_grid


def table_of(*rows):
    return make_grid(rows, PAGE_LIMITS).table()


def lines(issues):
    return [issue.line for issue in issues]


PREFECTURES = table_of(
    ("年份", "地区", "GDP（亿元）", "备注"),
    ("2023", "四川省", "60132.9", ""),
    ("2023", "成都市", "22074.7", ""),
    ("2023", "510300", "1750.2", "代码"),
    ("2023", "5104", "1304.5亿元", ""),
    ("2023", "绵阳", "≈4038.7", ""),
    ("2023", "锦江区", "1", ""),
    ("2023", "无此市", "2", ""),
    ("2023", "雅安市", "—", ""),
    ("2023", "巴中市", "不详", ""),
    ("2023", "甘孜州", "492", ""),
    ("2023", "甘孜藏族自治州", "493", ""),
    ("2023", "德阳市", "3014.4", ""),
    ("2023", "510600.0", "3014.4", ""),
)


@pytest.fixture(scope="module")
def read(catalog):
    return from_table(catalog, PREFECTURES, guess_columns(catalog, PREFECTURES), source="表.csv")


def test_columns_and_level_are_guessed(catalog, read):
    assert guess_columns(catalog, PREFECTURES) == TableColumns("地区", "GDP（亿元）")
    choropleth, report = read
    assert (choropleth.level, report.level) == ("prefectures", "prefectures")
    assert len(choropleth.regions) == 21


def test_regions_are_found_by_codes_and_names(read):
    choropleth, report = read
    assert choropleth.values == {
        "510100": 22074.7,
        "510300": 1750.2,
        "510400": 1304.5,
        "510700": 4038.7,
        "510600": 3014.4,
    }
    assert report.used == 5
    assert len(report.missing) == 16


def test_rows_that_do_not_fit_are_named_with_their_lines(read):
    report = read[1]
    assert lines(report.province) == [2]
    assert lines(report.other_level) == [7]
    assert lines(report.unmatched) == [8]
    assert lines(report.blanks) == [9]
    assert lines(report.texts) == [10]
    assert lines(report.contradicting) == [11, 12]
    assert lines(report.repeated) == [14]
    assert lines(report.stripped) == [5, 6]
    assert list(report.left_out) == [
        "unmatched",
        "other_level",
        "province",
        "texts",
        "contradicting",
    ]


def test_unit_title_and_source_are_those_of_the_table(read):
    choropleth = read[0]
    assert choropleth.title.of("en") == "GDP（亿元）"
    assert choropleth.heading("zh") == "GDP（亿元）"
    assert choropleth.unit.of("zh") == "亿元"
    assert choropleth.source.of("en") == "表.csv"
    assert (choropleth.column.kind, choropleth.decimals) == (ColumnKind.NUMBER, 1)


def test_the_level_can_be_corrected(catalog):
    columns = replace(guess_columns(catalog, PREFECTURES), level="counties")
    choropleth, report = from_table(catalog, PREFECTURES, columns)
    assert choropleth.values == {"510104": 1}
    assert len(report.other_level) == 10
    assert len(report.missing) == 182


def test_the_prefecture_of_a_row_tells_counties_of_one_name_apart(catalog):
    rows = (("市", "县", "户数"), ("乐山市", "市中区", "5"), ("内江市", "市中区", "7"))
    alone = TableColumns("县", "户数")
    assert lines(from_table(catalog, table_of(*rows), alone)[1].unclear) == [2, 3]
    guessed = guess_columns(catalog, table_of(*rows, ("成都市", "锦江区", "3")))
    assert guessed == TableColumns("县", "户数", "市")
    choropleth, report = from_table(catalog, table_of(*rows), replace(guessed, level="counties"))
    assert choropleth.values == {"511102": 5, "511002": 7}
    assert report.left_out == {}


def test_a_name_of_two_levels_is_that_of_the_level(catalog):
    """阿坝 is a prefecture and a county."""
    table = table_of(("地区", "数"), ("阿坝", "4"), ("成都市", "5"))
    columns = TableColumns("地区", "数")
    assert from_table(catalog, table, columns)[0].values == {"513200": 4, "510100": 5}
    county = from_table(catalog, table, replace(columns, level="counties"))[0]
    assert county.values == {"513231": 4}


def test_percent_is_a_fraction(catalog):
    table = table_of(("地区", "增速"), ("成都市", "6.0%"), ("自贡市", "-1.5%"))
    choropleth = from_table(catalog, table, TableColumns("地区", "增速"))[0]
    assert choropleth.values == {"510100": 0.06, "510300": -0.015}
    assert [entry.text for entry in choropleth.legend("en")][:2] == ["-1.5%", "6.0%"]


def test_a_declared_type_decides(catalog):
    table = table_of(("地区", "数"), ("成都市", "6"), ("自贡市", "7"))
    column = ColumnType(ColumnKind.NUMBER, "家", 2)
    choropleth = from_table(
        catalog, table, TableColumns("地区", "数"), column_type=column, title="企业数"
    )[0]
    assert choropleth.heading("zh") == "企业数（家）"
    assert choropleth.written("510100", "zh") == "6.00 家"


def test_a_declared_unit_is_that_of_bare_cells_and_others_convert(catalog):
    table = table_of(("地区", "投资（亿元）"), ("成都市", "6"), ("自贡市", "0.5亿元"))
    column = ColumnType(ColumnKind.NUMBER, "万元", 0)
    columns = TableColumns("地区", "投资（亿元）")
    choropleth = from_table(catalog, table, columns, column_type=column)[0]
    assert choropleth.values == {"510100": 6, "510300": 5000}
    assert choropleth.unit.of("zh") == "万元"


def test_a_table_without_regions_has_no_numbers(catalog):
    table = table_of(("名", "数"), ("甲", "1"), ("", "2"))
    choropleth, report = from_table(catalog, table, TableColumns("名", "数"))
    assert choropleth.values == {}
    assert lines(report.unmatched) == [2, 3]
    assert choropleth.breaks == ()


def test_cells_that_name_regions(catalog):
    assert names_region(catalog, "510104000000")
    assert names_region(catalog, "Jinjiang District")
    assert not names_region(catalog, "区划")


def test_a_name_of_several_counties_does_not_make_a_column_the_key(catalog):
    table = table_of(
        ("行政区划代码", "区县", "GDP"),
        ("511102", "市中区", "502.7"),
        ("510181000000", "都江堰市", "498.8"),
        ("'511824", "石棉县", "130"),
    )
    assert guess_columns(catalog, table).key == "行政区划代码"
