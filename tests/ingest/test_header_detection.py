"""Tables as offices make them: titles, headers of two rows, totals and notes are told apart."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from shapely import Point

from geo.errors import ListFileError
from geo.ingest import (
    PAGE_LIMITS,
    Grid,
    Header,
    Layout,
    guess_layout,
    header_choices,
    header_code,
    layout_with,
    read_header,
    read_list,
)


def grid(text: str) -> Grid:
    return read_list("a.csv", text.encode(), PAGE_LIMITS)


def laid_out(text: str) -> tuple[str, tuple[str, ...], list[str], list[tuple[int, str]]]:
    """The header, the columns, the first cell of each row, and what is left out."""
    cells = grid(text)
    layout = guess_layout(cells)
    table = cells.table(layout)
    left_out = [(one.line, str(one.kind)) for one in table.left_out]
    return (
        header_code(cells, layout.header),
        table.columns,
        [row[0] for row in table.rows],
        left_out,
    )


TITLED = (
    "2024年重点项目汇总表,,,\n单位：万元,,,\n序号,项目名称,区县,总投资\n"
    "1,映秀镇甲,汶川县,100\n2,龙门山镇乙,彭州市,200\n"
    "合计,,,300\n注：数据截至2024年6月,,,\n填表人：某某  联系电话：000,,,\n"
)


def test_titles_totals_and_notes():
    assert laid_out(TITLED) == (
        "3",
        ("序号", "项目名称", "区县", "总投资"),
        ["1", "2"],
        [(1, "title"), (2, "title"), (6, "total"), (7, "note"), (8, "note")],
    )


@pytest.mark.parametrize(
    ("above", "lines"),
    [
        ("附件1,,,2024年6月\n", 1),
        ("填报单位：某局,,日期：2024年,\n", 1),
        ("附件1,,,\n\n汇总表,,,\n(单位：万元),,,\n", 4),
        ("Projects 2024,,,\n", 1),
    ],
)
def test_lines_above_the_header(above, lines):
    header, columns, rows, left_out = laid_out(
        above + "序号,名称,区县,投资\n1,甲村,汶川县,5\n2,乙村,彭州市,6\n"
    )
    assert (header, columns[1], rows) == (str(lines + 1), "名称", ["1", "2"])
    assert {kind for _, kind in left_out} == {"title"}


@pytest.mark.parametrize(
    ("text", "header", "columns"),
    [
        (
            "序号,项目,投资,,备注\n,,计划,完成,\n1,甲,10,5,x\n2,乙,20,3,\n",
            "1-2",
            ("序号", "项目", "投资 计划", "投资 完成", "备注"),
        ),
        (
            "基本情况,,投资,\n名称,区县,总额,到位\n甲,汶川县,1,2\n乙,彭州市,1,2\n",
            "1-2",
            ("基本情况 名称", "基本情况 区县", "投资 总额", "投资 到位"),
        ),
        (
            "序号,项目,投资,,,备注\n,,总额,其中,,\n,,,省级,市级,\n1,甲,9,5,3,x\n2,乙,8,3,1,\n",
            "1-3",
            ("序号", "项目", "投资 总额", "投资 其中 省级", "投资 其中 市级", "备注"),
        ),
        (
            "项目名称,总投资,面积\n,（万元）,（亩）\n甲,1,2\n乙,2,3\n",
            "1-2",
            ("项目名称", "总投资（万元）", "面积（亩）"),
        ),
        ("名称,,\n甲,汶川县,x\n乙,彭州市,y\n", "1", ("名称", "#2", "#3")),
        ("名称,,,备注\n甲,汶川县,x,\n乙,彭州市,y,好\n", "1", ("名称", "#2", "#3", "备注")),
        ("区县,2021,2022年\n汶川县,1,2\n彭州市,2,3\n", "1", ("区县", "2021", "2022年")),
        ("项目名单\n名称\n甲\n乙\n", "2", ("名称",)),
        ("甲,乙\nx,1.5\ny,≈2\nz,(3)\n", "1", ("甲", "乙")),
    ],
)
def test_headers(text, header, columns):
    assert laid_out(text)[:2] == (header, columns)


@pytest.mark.parametrize("above", [8, 9])
def test_a_header_stands_below_at_most_eight_lines(above):
    titles = "".join(f"第{n}项说明,,,\n" for n in range(above))
    header = laid_out(titles + "序号,名称,区县,投资\n1,甲村,汶川县,5\n2,乙村,彭州市,6\n")[0]
    assert (header == "9") == (above == 8)


def test_a_total_may_be_the_first_row():
    assert laid_out("区县,值\n合计,3\n汶川县,1\n彭州市,2\n") == (
        "1",
        ("区县", "值"),
        ["汶川县", "彭州市"],
        [(2, "total")],
    )


def test_one_row_of_numbers_tells_the_header_above_it():
    cells = grid("甲,乙\nx,1.5\n")
    assert guess_layout(cells) == Layout(Header(0, 0))


def test_a_single_line_is_an_entry():
    assert guess_layout(grid("甲,乙\n")) == Layout(None)


@pytest.mark.parametrize(
    "text",
    [
        "华宏小区 3室1厅,2018/03,80\n武侯区玉林甲园,2018/03,130\n",
        "华宏小区,3室1厅,南\n玉林甲园,2室1厅,北\n金沙,1室1厅,西\n",  # one shape down the column
        "华宏小区,锦江,南\n玉林甲园,武侯,北\n金沙,青羊,南\n",  # 南 is no name of its column
        "1,甲村\n2,乙村\n",
        "甲村\n乙村\n",
        "甲村项目计划\n乙村地名\n丙村\n",
    ],
)
def test_no_header(text):
    cells = grid(text)
    layout = guess_layout(cells)
    assert (layout.header, layout.sure, layout.apart) == (None, True, {})
    assert len(cells.table(layout).rows) == len(text.splitlines())


def test_a_doubtful_header_is_said_to_be_one():
    assert not guess_layout(grid("甲,乙\n丙,丁\n戊,己\n")).sure
    assert guess_layout(grid("甲,名称\n丙,丁\n")).sure
    is_place = {"丙"}.__contains__
    assert guess_layout(grid("丙,乙\n甲,丁\n"), is_place) == Layout(None)


@pytest.mark.parametrize(
    ("rows", "left_out"),
    [
        (["合 计,,9"], [(4, "total")]),
        (["全省合计,,9"], [(4, "total")]),
        (["总计（2个）,,9"], [(4, "total")]),
        ([",小计：,9"], [(4, "total")]),
        (["平均值,,9"], [(4, "total")]),
        (["Grand Total,,9"], [(4, "total")]),
        (["统计局,汶川县,9"], []),
        (["会计学校,汶川县,9"], []),
        (["合计村,汶川县,9"], []),
        (["注册中心,汶川县,9"], []),
        (["说明书馆,汶川县,9"], []),
        (["备注：合计含在建,,"], [(4, "note")]),
        (["注：1.甲,,", "2.乙,,", "其他说明,,"], [(4, "note"), (5, "note"), (6, "note")]),
        (["审核人：甲,,填表日期：2024年"], [(4, "note")]),
        (["名称,区县,值", "丙,汶川县,3"], [(4, "header")]),
    ],
)
def test_rows_that_are_no_entries(rows, left_out):
    text = "名称,区县,值\n甲,汶川县,1\n乙,彭州市,2\n" + "\n".join(rows)
    assert laid_out(text)[3] == left_out


def test_a_total_among_the_parts_of_each_county_is_a_value():
    parts = [
        f"{county},{part},5" for county in ("甲县", "乙县") for part in ("合计", "城镇", "农村")
    ]
    assert laid_out("区县,口径,人口\n" + "\n".join(parts))[3] == []


def test_subtotals_below_the_names_of_a_county():
    names = [f"甲县,项目{n},1" for n in range(4)] + ["甲县,小计,4"]
    names += [f"乙县,工程{n},1" for n in range(4)] + ["乙县,小计,4"]
    assert laid_out("区县,项目,投资\n" + "\n".join(names))[3] == [(6, "total"), (11, "total")]


@pytest.mark.parametrize("delimiter", ["\t", ";", ",", "|"])
def test_titles_without_delimiters_above_a_short_table(delimiter):
    lines = [
        "2024年汇总表",
        "单位：万元",
        "编制说明见附件",
        "序号,名称,投资",
        "1,甲村,5",
        "2,乙村,6",
    ]
    text = "\n".join([*lines, "注：1.甲", "填表人：乙", "审核人：丙"]).replace(",", delimiter)
    header, columns, rows, left_out = laid_out(text)
    assert (header, columns, rows) == ("4", ("序号", "名称", "投资"), ["1", "2"])
    assert [line for line, _ in left_out] == [1, 2, 3, 7, 8, 9]


def book(fill) -> Grid:
    data = BytesIO()
    with xlsxwriter.Workbook(data) as made:
        fill(made.add_worksheet())
    return read_list("a.xlsx", data.getvalue(), PAGE_LIMITS)


def test_merged_headings_of_a_workbook():
    def fill(sheet):
        sheet.merge_range(0, 0, 0, 4, "2024年项目汇总表")
        for column, name in ((0, "序号"), (1, "项目名称"), (4, "备注")):
            sheet.merge_range(1, column, 2, column, name)
        sheet.merge_range(1, 2, 1, 3, "投资（万元）")
        sheet.write_row(2, 2, ["计划", "完成"])
        sheet.write_row(3, 0, [1, "甲村", 5, 3, ""])
        sheet.write_row(4, 0, [2, "乙村", 6, 4, "好"])
        sheet.merge_range(5, 0, 5, 1, "合计")
        sheet.write_row(5, 2, [11, 7])

    cells = book(fill)
    layout = guess_layout(cells)
    table = cells.table(layout)
    wanted = ("序号", "项目名称", "投资（万元） 计划", "投资（万元） 完成", "备注")
    assert (layout.header, table.columns) == (Header(1, 2), wanted)
    assert [row[1] for row in table.rows] == ["甲村", "乙村"]
    assert [(one.line, str(one.kind)) for one in table.left_out] == [(1, "title"), (6, "total")]


@pytest.mark.parametrize("merged", [True, False])
def test_a_row_below_a_merged_one_is_likely_the_header(merged):
    """Neither its words nor the cells below say so, and hence it is not sure."""

    def fill(sheet):
        sheet.write(0, 0, "某某资料")
        if merged:
            sheet.merge_range(0, 0, 0, 2, "某某资料")
        for at, row in enumerate(["甲乙丙", "丁戊己", "庚辛壬"], start=1):
            sheet.write_row(at, 0, list(row))

    layout = guess_layout(book(fill))
    assert not layout.sure
    assert layout.header == (Header(1, 1) if merged else Header(0, 0))


def test_a_name_of_several_lines_is_one_line():
    def fill(sheet):
        sheet.write_row(0, 0, ["名称", " 总投资\n（万元） "])
        sheet.write_row(1, 0, ["甲村", 5])

    cells = book(fill)
    assert cells.table(guess_layout(cells)).columns == ("名称", "总投资 （万元）")


def test_a_row_below_a_title_is_likely_the_header():
    cells = grid("2024年汇总表,,\n甲,乙,丙\n丁,戊,己\n庚,辛,壬\n")
    layout = guess_layout(cells)
    assert (header_code(cells, layout.header), layout.sure) == ("2", False)


def test_a_workbook_of_another_program():
    made = Workbook()
    sheet = made.active
    sheet.append(["名称", "投资", None])
    sheet.append([None, "计划", "完成"])
    sheet.append(["甲", 1, 2])
    sheet.append(["乙", 3, 4])
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    data = BytesIO()
    made.save(data)
    cells = read_list("没有扩展名", data.getvalue(), PAGE_LIMITS)
    assert cells.table(guess_layout(cells)).columns == ("名称", "投资 计划", "投资 完成")


def test_a_header_is_chosen_by_its_lines():
    cells = grid("\n" + TITLED)  # the first line of the file is blank
    assert read_header(cells, "none") is None
    assert read_header(cells, " 4 ") == Header(2, 2)
    assert read_header(cells, "3-4") == Header(1, 2)
    for code in ("1", "0", "99", "4-3", "x", "", "-1", "４", "2-99"):
        with pytest.raises(ListFileError, match="none") as caught:
            read_header(cells, code)
        assert caught.value.key == "no_header_row"
        assert caught.value.values == {"row": code, "last": 9}
    two = grid("序号,项目,投资,\n,,计划,完成\n1,甲,10,5\n2,乙,20,3\n")
    assert read_header(two, "1") == read_header(two, "2") == Header(0, 1)
    assert read_header(two, "2-2") == Header(1, 1)


def test_the_properties_of_geojson_are_its_header():
    cells = replace(grid("名称,值\n甲,1\n"), geometries=(Point(104, 30),))
    assert guess_layout(cells) == layout_with(cells, Header(0, 0)) == Layout()
    with pytest.raises(ListFileError) as caught:
        read_header(cells, "1")
    assert caught.value.key == "named_columns"


def test_all_choices_are_codes_that_lead_back():
    cells = grid(TITLED)
    assert header_code(cells, None) == "none"
    choices = header_choices(cells, Header(0, 2))
    assert choices[0] is None and Header(0, 2) in choices
    assert [read_header(cells, header_code(cells, one)) for one in choices] == choices


def test_all_rows_can_be_kept():
    cells = grid(TITLED)
    table = cells.table(guess_layout(cells).with_all_rows())
    assert table.column("序号")[2:] == [
        "合计",
        "注：数据截至2024年6月",
        "填表人：某某  联系电话：000",
    ]
    assert [one.line for one in table.left_out] == [1, 2]
    layout = layout_with(cells, None)
    assert [one.line for one in cells.table(layout).left_out] == [1, 2, 6, 7, 8]
    assert len(cells.table(layout.with_all_rows()).rows) == 8


CELLS = st.sampled_from(
    ["", "甲", "合计", "注：x", "名称", "1", "2024", "昭觉县", "单位：万元", "a b"]
)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3).filter(any), min_size=1, max_size=9))
def test_every_row_is_in_the_table_or_left_out_or_its_header(rows):
    cells = Grid(tuple(map(tuple, rows)))
    for layout in (
        guess_layout(cells),
        *(layout_with(cells, Header(n, n)) for n in range(len(rows))),
    ):
        table = cells.table(layout)
        header = layout.header
        named = [] if header is None else list(range(header.first + 1, header.last + 2))
        left_out = [one.line for one in table.left_out]
        assert sorted([*named, *left_out, *table.lines]) == list(range(1, len(rows) + 1))
        assert len(set(table.columns)) == len(table.columns) == 3
