"""The readers: what people save comes back as they saw it, and nothing hostile gets far."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ListFileError
from geo.ingest import (
    NO_HEADER,
    PAGE_LIMITS,
    TableLimits,
    guess_layout,
    read_list,
    read_pasted,
    sheet_names,
)

SMALL = TableLimits(bytes=1_000_000, rows=50, columns=20, cell=300, unzipped=5_000_000)
TIGHT = {"too_many_cells": {"cells": 500}, "too_much_text": {"text": -8_000}}
OLE = b"\xd0\xcf\x11\xe0"
# What Excel, WPS and the text editors write.
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
CELLS = st.text(
    st.one_of(
        st.sampled_from("三河村青城山镇泰安社区,;|\t\"'\n =+@<>&0019AZaz"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    ),
    max_size=12,
)
FILLED = st.text('三河村永丰镇0123 \n",;', min_size=1, max_size=9).filter(str.strip)


def read(name: str, data: bytes, **options):
    return read_list(name, data, SMALL, **options)


def refused(key: str, name: str, data: bytes, limits: TableLimits = SMALL) -> ListFileError:
    with pytest.raises(ListFileError) as caught:
        read_list(name, data, limits)
    assert caught.value.key == key
    return caught.value


@given(
    st.lists(st.tuples(FILLED, CELLS, FILLED), min_size=1, max_size=12),
    st.sampled_from(ENCODINGS),
    st.sampled_from(",;|\t"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\r\n", "\n"]),
)
@settings(max_examples=150)
def test_csv_round_trip(rows, encoding, delimiter, quoting, ending):
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=ending)
    writer.writerow(["名称", "备注", "所在县"])
    writer.writerows(rows)
    table = read("list.csv", text.getvalue().encode(encoding)).table()
    wanted = [row for row in rows if any(cell.strip() for cell in row)]
    expected = {"名称": [row[0] for row in wanted], "所在县": [row[2] for row in wanted]}
    if any(row[1].strip() for row in rows):
        expected["备注"] = [row[1] for row in wanted]
    assert {name: table.column(name) for name in expected} == expected


@given(st.lists(st.tuples(FILLED, CELLS), min_size=1, max_size=12))
@settings(max_examples=30)
def test_xlsx_round_trip(rows):
    data = BytesIO()
    with xlsxwriter.Workbook(data, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for column, name in enumerate(("名称", "备注")):
            sheet.write_string(0, column, name)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    table = read("list.xlsx", data.getvalue()).table()
    assert table.column("名称") == [name for name, _ in rows]


def workbook(fill, options=None) -> bytes:
    data = BytesIO()
    with xlsxwriter.Workbook(data, options or {}) as book:
        fill(book)
    return data.getvalue()


def test_a_workbook_shows_what_the_person_saw():
    def fill(book):
        sheet = book.add_worksheet("项目")
        sheet.write_row(0, 0, ["名称", "编码", "日期", "个数", "份额", "合计", "代码"])
        sheet.write_string(1, 0, "三河村")
        sheet.write_number(1, 1, 42, book.add_format({"num_format": "000000"}))
        sheet.write_datetime(
            1, 2, datetime(2023, 9, 12), book.add_format({"num_format": "yyyy/m/d"})
        )
        sheet.write_number(1, 3, 3)
        sheet.write_number(1, 4, 0.125, book.add_format({"num_format": "0.0%"}))
        sheet.write_formula(1, 5, "=1+2", value=3)
        sheet.write_string(1, 6, "007")

    table = read("list.xlsx", workbook(fill)).table()
    assert table.rows == (("三河村", "000042", "2023-09-12", "3", "12.5%", "3", "007"),)


def test_titles_above_the_header_and_merged_counties():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "2023 年项目汇总表")
        sheet.write_row(1, 0, ["区县", "名称", "备注"])
        sheet.merge_range(2, 0, 4, 0, "昭觉县")
        for row, name in enumerate(("三河村", "火普村", "解放乡"), start=2):
            sheet.write_string(row, 1, name)
        sheet.write_row(5, 0, ["喜德县", "光明镇", "好"])

    grid = read("list.xlsx", workbook(fill))
    table = grid.table(guess_layout(grid))
    assert [(one.line, one.text) for one in table.left_out] == [(1, "2023 年项目汇总表")]
    assert table.column("区县") == ["昭觉县"] * 3 + ["喜德县"]


def test_the_sheet_is_chosen_and_hidden_ones_are_not_offered():
    def fill(book):
        for name, text in (("甲", "三河村"), ("乙", "永丰村"), ("丙", "秘密")):
            sheet = book.add_worksheet(name)
            sheet.write_column(0, 0, ["名称", text])
        sheet.hide()

    data = workbook(fill)
    assert sheet_names(data, SMALL) == ["甲", "乙"]
    assert read("list.xlsx", data).table().rows == (("三河村",),)
    assert read("list.xlsx", data, sheet="乙").table().rows == (("永丰村",),)
    with pytest.raises(ListFileError, match="丁"):
        read("list.xlsx", data, sheet="丁")


@pytest.mark.parametrize("name", ["名单", "名单2026.11.30", "final v1.2"])
def test_a_file_without_an_ending_is_known_by_its_content(name):
    rows = (("地名", "数"), ("三河村", "1"))

    def fill(book):
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)

    assert read(name, "地名,数\n三河村,1\n".encode("gb18030")).cells == rows
    assert read(name, "地名\t数\n三河村\t1\n".encode("utf-16")).cells == rows
    assert read(name, "[甲]乙,数\n三河村,1\n".encode()).cells[0] == ("[甲]乙", "数")
    assert read(name, workbook(fill)).cells == rows
    feature = {"type": "Feature", "properties": {"地名": "三河村"}, "geometry": None}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    assert read(name, content).cells == (("地名",), ("三河村",))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_that_is_called_a_workbook_is_read(encoding):
    """As many systems export it: a spreadsheet program opens it with a warning."""
    data = "名称\t县\n三河村\t昭觉\n".encode(encoding)
    assert read("list.xls", data).cells == (("名称", "县"), ("三河村", "昭觉"))


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.et", "a"])
def test_a_workbook_is_known_by_its_content(name):
    data = workbook(lambda book: book.add_worksheet().write_column(0, 0, ["名称", "三河村"]))
    assert read(name, data).cells == (("名称",), ("三河村",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line", [1, 2, 3])
def test_a_damaged_byte_is_named_by_its_line_and_the_rest_is_read(encoding, line):
    lines = ["项目名称列表,所在区县", "三河村冷链项目,昭觉县", "永丰村农业项目,崇州市"]
    data = [
        text.encode(encoding if not at else encoding.removesuffix("-sig"))
        for at, text in enumerate(lines)
    ]
    data[line - 1] = data[line - 1].replace(b",", b"\xff,")
    grid = read("a.csv", b"\r\n".join(data))
    assert grid.damaged == (line,)
    wanted = [text.split(",") for text in lines]
    wanted[line - 1][0] += "\ufffd"
    assert [list(row) for row in grid.cells] == wanted


def test_the_first_sheet_with_cells_is_read():
    def fill(book):
        book.add_worksheet("封面")
        book.add_worksheet("名单").write_column(0, 0, ["名称", "三河村"])

    grid = read("list.xlsx", workbook(fill))
    assert (grid.sheet, grid.cells) == ("名单", (("名称",), ("三河村",)))
    with pytest.raises(ListFileError) as caught:
        read("list.xlsx", workbook(fill), sheet="封面")
    assert caught.value.key == "empty"
    refused("empty", "list.xlsx", workbook(lambda book: book.add_worksheet()))


def test_geojson_keeps_properties_and_geometry():
    point = {"type": "Point", "coordinates": [104.0, 30.6]}
    features = [
        {
            "type": "Feature",
            "properties": {"名称": "三河村", "n": 3.0, "t": ["a"]},
            "geometry": point,
        },
        {"properties": {"名称": "永丰村", "x": None}, "geometry": None},
    ]
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    table = read("list.geojson", data).table()
    assert table.columns == ("名称", "n", "t", "x")
    assert table.rows == (("三河村", "3", '["a"]', ""), ("永丰村", "", "", ""))
    assert table.geometries == (point, None)


@pytest.mark.parametrize(
    "content",
    [
        b"[1, 2]",
        b'{"type": "Topology"}',
        b'{"type": "FeatureCollection", "features": [7]}',
        b'{"type": "FeatureCollection", "features": [{"properties": {"a": NaN}}]}',
        b"{",
        b"null",
        b"[" * 100_000,
    ],
)
def test_no_geojson(content):
    refused("not_geojson", "list.geojson", content)


def test_headers_are_named_apart():
    table = read("list.csv", "名称,,名称,名称 (2)\na,b,c,d\n".encode()).table()
    assert table.columns == ("名称", "#2", "名称 (2)", "名称 (2) (2)")
    assert read("list.csv", b"a,b\n").table(NO_HEADER).columns == ("#1", "#2")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("三河村\n\n永丰村\n", ["三河村", "永丰村"]),
        ("昭觉县,三河村\n喜德县,光明镇\n", ["昭觉县", "喜德县"]),
        ("德阳市、绵阳市项目\n三河村\n", ["德阳市、绵阳市项目", "三河村"]),
        ("sep=;\na;b,c\n", ["a"]),
        ('名称, "说明"\n三河村, "甲,乙"\n', ["名称", "三河村"]),
        ("a,b,c\nd\ne,f,g,h\n", ["a", "d", "e"]),
        ("\ufeff\ufeff三河村", ["三河村"]),
        ("三\0河村\n", ["三河村"]),
    ],
)
def test_odd_texts(text, names):
    grid = read("list.txt", text.encode())
    assert [row[0] for row in grid.cells] == names


def test_pasted_lines_and_pasted_cells():
    assert read_pasted("三河村\r\n\n永丰村, 崇州\n", SMALL).cells == (
        ("三河村",),
        ("永丰村, 崇州",),
    )
    assert read_pasted("名称\t县\n三河村\t昭觉\n", SMALL).cells[1] == ("三河村", "昭觉")


@pytest.mark.parametrize(
    ("key", "name", "data"),
    [
        ("empty", "a.csv", b""),
        ("empty", "a.csv", b"\xef\xbb\xbf"),
        ("empty", "a.csv", b"\n , ,\n"),
        ("empty", "a.csv", "\ufeff".encode("utf-16-le")),
        ("empty", "a.csv", b"\0\0\0\0"),
        ("unknown_format", "a.pdf", b"%PDF"),
        ("unknown_format", "list", b"%PDF-1.7 a"),
        ("unknown_format", "list", b"\x89PNG\r\n\x1a\n\0"),
        ("unknown_format", "list", b"<table><tr><td>a</td></tr></table>"),
        ("unknown_format", "list", b"{\\rtf1 a}"),
        ("unknown_format", "list.log", b"a"),
        ("not_geojson", "list", b'{"type": "Topology"}'),
        ("old_workbook", "a.xls", b"\xd0\xcf\x11\xe0rest"),
        ("old_workbook", "a.xlsx", b"\xd0\xcf\x11\xe0rest"),
        ("not_workbook", "a.xlsx", b"PK\x03\x04nothing"),
        ("not_workbook", "a.xlsx", b"a,b\n"),
        ("web_page", "a.xls", b"<html><table>"),
        ("web_page", "a.xls", b"\n<!DOCTYPE html><html>"),
        ("web_page", "a.xls", b"MIME-Version: 1.0\nContent-Type: multipart/related"),
        ("web_page", "a.xls", "\ufeff<html><table>".encode("utf-16-le")),
        ("web_page", "a.csv", b"<table><tr><td>"),
        ("web_page", "a.xls", b'<?xml version="1.0"?><html xmlns="x">'),
        ("xml_file", "a.xlsx", b'\xef\xbb\xbf<?xml version="1.0"?>'),
        ("old_workbook", "a.xls", b"\x09\x04\x06\x00\x00\x00"),  # before OLE
        ("encrypted_workbook", "a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("unknown_format", "a.xls", OLE + "WordDocument".encode("utf-16-le")),
        ("unknown_format", "a.docx", b"PK\x03\x04nothing"),
        ("damaged_text", "a.csv", "名,县\n三河".encode("gb18030") + b"\xff,\n"),
        ("damaged_text", "a.csv", b"a,b\n" + ("三河村永丰镇".encode("gb18030") + b"\xff,\n") * 21),
        ("not_text", "a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff"),
        ("too_many_cells", "a.csv", b"a\n" * 40 + b"a" + b",b" * 19),
        ("too_much_text", "a.csv", b"x" * 200 + b"\n" + b"y" * 200),
        ("not_text", "a.csv", b"\xff\xff\xff\xff\xfe"),
        ("too_large", "a.csv", b"a" * 1_000_001),
        ("too_many_rows", "a.csv", b"a\n" * 60),
        ("too_many_columns", "a.csv", b"a," * 30 + b"b\n"),
        ("cell_too_long", "a.csv", b"name\n" + b"x" * 301),
        ("cell_too_long", "a.csv", b'name\n"' + b"x\n" * 200_000),
    ],
)
def test_refused_with_a_reason(key, name, data):
    error = refused(key, name, data, replace(SMALL, **TIGHT.get(key, {})))
    assert "\n" not in str(error)


def test_a_zip_bomb_is_not_unpacked():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 4_000_000)
    refused("unzipped_too_large", "a.xlsx", packed.getvalue())
    refused("unzipped_too_large", "a.xlsx", packed.getvalue(), PAGE_LIMITS)


def test_a_workbook_that_says_it_is_huge_is_read_to_its_limit():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["名称", "县"])
        sheet.write_row(1, 0, ["三河村", "昭觉"])
        sheet.write_string(1_048_575, 16_383, "far")

    assert read("list.xlsx", workbook(fill)).table().rows == (("三河村", "昭觉"),)


def test_a_damaged_workbook_is_refused():
    good = workbook(lambda book: book.add_worksheet().write_column(0, 0, ["a", "b"]))
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        packed = BytesIO()
        with zipfile.ZipFile(BytesIO(good)) as old, zipfile.ZipFile(packed, "w") as new:
            for name in old.namelist():
                new.writestr(name, b"<broken" if name == part else old.read(name))
        refused("not_workbook", "a.xlsx", packed.getvalue())


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.geojson", "a.txt"]))
@settings(max_examples=200)
def test_whatever_bytes_come_there_is_a_grid_or_a_reason(data, name):
    try:
        grid = read(name, data)
    except ListFileError:
        return
    assert grid.cells
    assert len({len(row) for row in grid.cells}) == 1


def test_rows_know_their_line_in_the_file():
    table = read_list("t.csv", "\n名称,值\n\n三星堆,1\n\n都江堰,2\n".encode(), PAGE_LIMITS).table()
    assert table.column("名称") == ["三星堆", "都江堰"]
    assert table.lines == (4, 6)
