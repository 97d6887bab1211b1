"""`shutu export --choropleth`: places or a table, and what did not fit."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from geo.__main__ import main

TABLE = """四川省各市州主要指标,,
地区,生产总值（亿元）,常住人口（万人）
全省,60132.9,8367.5
成都市,22074.7,2000
5103,1750,250
绵阳,"4,038.7",500
无此市,1,1
甘孜州,不详,110
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "指标.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def export(capfdbinary, tmp_path):
    def run(*arguments, form="xlsx"):
        path = tmp_path / f"out.{form}"
        given = ["export", "--lang", "zh", "--sector", "乡村", "--force", "-o", path, *arguments]
        code = main(list(map(str, given)))
        said = capfdbinary.readouterr().err.decode()
        rows = {}
        if code == 0 and form == "xlsx":
            sheet = load_workbook(path)["区域数据"]
            rows = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
        return code, said, rows

    return run


def test_a_table_is_read_and_its_odd_rows_are_named(export, table):
    code, said, rows = export("--choropleth", table)
    assert code == 0
    assert "3 prefectures by column '生产总值（亿元）', 18 without a number" in said
    assert "unmatched: line 7 (无此市)" in said
    assert "province: line 3 (全省)" in said
    assert "texts: line 8 (甘孜州)" in said
    assert rows["510100"][:3] == ("成都市", 22074.7, 3)
    assert rows["510500"][1:] == (None, None, None)
    assert rows["代码"][1] == "生产总值（亿元）"


def test_columns_level_and_classes_are_chosen(export, table):
    code, _, rows = export(
        *("--choropleth", table, "--choropleth-column", "常住人口（万人）"),
        *("--choropleth-key", "地区", "--classes", "3", "--class-method", "equal"),
    )
    assert code == 0
    assert rows["510100"][1] == 2000
    assert [rows[code][2] for code in ("510100", "510300", "510700")] == [3, 1, 1]


def test_the_residents_of_the_table_divide_it(export, table):
    code, _, rows = export(
        *("--choropleth", table, "--per", "population"),
        *("--residents-column", "常住人口（万人）"),
    )
    assert code == 0
    assert rows["代码"][1] == "生产总值（亿元/万人）"
    assert rows["510300"][1] == pytest.approx(7.0)  # 1,750 by 250
    assert rows["510700"][1] == pytest.approx(8.0774)


def test_places_per_head_take_residents_from_a_table(export, table, catalog):
    code, said, rows = export(
        *("--choropleth", "places", "--per", "population"),
        *("--residents", table, "--residents-column", "常住人口（万人）"),
    )
    assert code == 0
    assert rows["代码"][1] == "地点数（个/百万人）"
    counts = catalog.counts.by_region(catalog.filter(sector="乡村"))
    assert counts["510100"] > 0
    assert rows["510100"][1] == pytest.approx(counts["510100"] / 20)  # million residents
    assert rows["510500"][1] is None
    assert "4 prefectures by column '常住人口（万人）'" in said


def test_places_are_counted(export):
    code, _, rows = export("--choropleth", "places", "--level", "counties", "--per", "area")
    assert code == 0
    assert len(rows) == 184
    assert rows["代码"][1] == "地点数（个/万平方公里）"


@pytest.mark.parametrize("form", ["pdf", "png", "svg", "html", "gpkg"])
def test_other_coloured_formats_are_made(export, table, form):
    assert export("--choropleth", table, "--palette", "purple", form=form)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--level", "counties"], "--level needs --choropleth"),
        (["--choropleth-key", "a"], "--choropleth-key needs --choropleth"),
        (["--choropleth", " "], "--choropleth is empty"),
        (["--choropleth", "places", "--choropleth-key", "a"], "needs a file"),
        (["--choropleth", "places", "--classes", "12"], "3, 4, 5, 6, 7"),
        (["--choropleth", "places", "--per", "population"], "needs --residents FILE"),
        (["--choropleth", "places", "--residents-column", "a"], "needs --per population"),
        (["--residents", "a.csv"], "--residents needs --choropleth"),
        (["--choropleth", "no-such-file.csv"], "no-such-file.csv"),
    ],
)
def test_mistakes_are_one_line(export, arguments, said):
    code, told, _ = export(*arguments)
    assert code == 2 or code == 1
    assert said in told
    assert "Traceback" not in told


def test_a_column_that_is_not_there(export, table):
    code, told, _ = export("--choropleth", table, "--choropleth-column", "面积")
    assert code
    assert "面积" in told


def test_formats_without_colours_refuse_it(export):
    code, told, _ = export("--choropleth", "places", form="kml")
    assert code
    assert "has no effect on kml" in told
