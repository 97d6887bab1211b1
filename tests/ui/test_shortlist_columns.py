"""Tables that a planner joins to a list, on the page without a browser."""

from __future__ import annotations

from geo.cells.column_types import ColumnKind, ColumnType
from geo.rank.combine import Combine
from tests.ui.apptest import html
from tests.ui.test_shortlist import click, listed, now, opened_list, panel
from tests.ui.test_shortlist_saves import database

COUNTIES = (
    '区县,GDP（亿元）\n广汉市,≈687\n成都市,"22,074.7"\n市中区,502.7\n无此县,3\n全省,60132.9\n'
)


def test_numbers_of_a_table_become_a_column_of_the_list(catalog):
    app = panel(opened_list(listed(catalog, "sanxingdui", "jinsha-site", "jiuzhaigou")), "rank")
    table = '名称,投资(万元)\n三星堆,"1,200"\n金沙,many\n无此地,5\n都江堰,7\n'
    app.get("file_uploader")[-1].upload("数.csv", table.encode("gb18030"), "text/csv").run()
    assert not app.exception
    body = html(app)
    for message in (
        "1 处找到了数值",
        "1 行找不到对应的地点或地区",
        "第 4 行 无此地",
        "不是数字",
        "第 3 行 金沙 many",
        "另有 1 处",
    ):
        assert message in body, message
    click(app, "own_column_use")
    assert now(app).item("sanxingdui").custom_values == {"投资(万元)": "1200"}
    assert "column:投资(万元)" in dict(now(app).criteria)
    assert "2 处没有数值" in html(app)


def test_a_county_table_joins_by_name_and_tells_what_found_no_place(catalog):
    app = panel(opened_list(listed(catalog, "sanxingdui", "jinsha-site", "min-river")), "rank")
    app.get("file_uploader")[-1].upload("数.csv", COUNTIES.encode(), "text/csv").run()
    assert not app.exception
    body = html(app)
    for message in (
        "3 处找到了数值",
        "1 行找不到对应的地点或地区：第 5 行 无此县",
        "1 行的名称对应多处地点或地区，未采用：第 4 行 市中区",
        "1 行是全省的数字，未采用：第 6 行 全省",
        "第 2 行 广汉市 ≈687（≈）",
        "数值单位：亿元",
        "用了所属市州的",
    ):
        assert message in body, message
    click(app, "own_column_use")
    assert now(app).item("sanxingdui").custom_values == {"GDP（亿元）": "687"}
    assert now(app).column_types["GDP（亿元）"] == ColumnType(ColumnKind.NUMBER, "亿元", 1)


def test_how_counties_combine_is_chosen_and_told(catalog):
    app = panel(opened_list(listed(catalog, "min-river")), "rank")
    table = "代码,人口\n513221,10\n513223,20\n"
    app.get("file_uploader")[-1].upload("数.csv", table.encode(), "text/csv").run()
    assert "取各区县的平均：岷江" in html(app)
    assert "只有部分区县有数值" in html(app)
    app.selectbox(key="own_column_combine").set_value(Combine.SUM).run()
    assert "取各区县的合计：岷江" in html(app)
    click(app, "own_column_use")
    assert now(app).item("min-river").custom_values == {"人口": "30"}
    app.selectbox(key="own_column_combine").set_value(Combine.SHARE).run()
    assert "按占比取加权平均：岷江" in html(app)
    click(app, "own_column_use")
    assert 15 < float(now(app).item("min-river").custom_values["人口"]) < 16  # more in 513223


def test_a_type_is_corrected_and_kept(catalog):
    here = listed(catalog, "sanxingdui", "jinsha-site")
    here = here.fill("sanxingdui", {"份额": "0.089"}).fill("jinsha-site", {"份额": "0.12"})
    app = panel(opened_list(here), "rank")
    assert "读作：0.089、0.120" in html(app)
    app.selectbox(key="own_type_kind_份额_0").set_value(ColumnKind.PERCENT).run()
    app.number_input(key="own_type_decimals_份额_0").set_value(1).run()
    assert "读作：8.9%、12.0%" in html(app)
    assert dict(now(app).types) == {"份额": "percent;1;"}
    click(app, "shortlist_save")
    assert database().open(now(app).id).column_types["份额"] == ColumnType(
        ColumnKind.PERCENT, "", 1
    )
