"""Tables as people upload them: encodings, spreadsheets of other programs, hostile ones."""

import io
import struct
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import TableFileError
from geo.rank import table as tables
from geo.rank.numbers import is_blank, read_number
from geo.rank.table import read_table

TEXT = '名称,投资(万元)\n三星堆,"1,200"\n都江堰,350\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_in_the_encodings_of_spreadsheet_programs(encoding):
    table = read_table("表.csv", TEXT.encode(encoding))
    assert table.columns == ("名称", "投资(万元)")
    assert table.rows == (("三星堆", "1,200"), ("都江堰", "350"))
    assert table.lines == (2, 3)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_are_recognised(delimiter):
    text = f"id{delimiter}value\r\na{delimiter}1\r\n"
    assert read_table("t.txt", text.encode()).rows == (("a", "1"),)


def workbook(*sheets):
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return memory.getvalue()


def test_a_workbook_gives_its_first_sheet_with_content_or_the_one_asked_for():
    data = workbook(("空", []), ("数据", [[], ["adcode", "人口"], [510181, 62.5],
                                             ["510104", "=1+1"]]),
                    ("更多", [["a"], ["b"]]))  # fmt: skip
    table = read_table("t.xlsx", data)
    assert table.sheets == ("空", "数据", "更多")
    assert table.sheet == "数据"
    assert table.columns == ("adcode", "人口")
    assert table.rows[0] == ("510181", "62.5")
    assert table.lines == (3, 4)
    assert read_table("t.xlsx", data, "更多").rows == (("b",),)


def test_columns_without_or_with_the_same_name_can_be_told_apart():
    table = read_table("t.csv", b"a,,a,a\n1,2,3,4,5\n6\n")
    assert table.columns == ("a", "#2", "a (2)", "a (3)")
    assert table.rows == (("1", "2", "3", "4"), ("6", "", "", ""))
    assert table.column("a (2)") == ["3", ""]


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("t.ods", b"", "unknown_format"),
        ("t.csv", b"", "empty"),
        ("t.csv", b"\n\na,b\n\n", "empty"),
        ("t.csv", b"a,b\n1,\x00\n", "not_readable"),
        ("t.csv", b"\x81\xff\xff,\n", "not_readable"),
        ("t.xlsx", b"PK no zip", "not_readable"),
        ("t.xlsx", b"a,b\n1,2\n", "not_readable"),
        ("t.xlsx", workbook(("one", [])), "empty"),
        ("t.csv", b"a\n" * (tables.MAX_ROWS + 2), "too_many_rows"),
        ("t.csv", b"," .join([b"a"] * 201) + b"\n1\n", "too_many_columns"),
        ("t.csv", b"a" * (tables.MAX_BYTES + 1), "too_large"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_says_why(name, data, key):
    with pytest.raises(TableFileError) as caught:
        read_table(name, data)
    assert caught.value.key == key
    assert "\n" not in str(caught.value)


def test_a_zip_bomb_is_seen_before_it_is_unpacked():
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (tables.MAX_UNZIPPED + 1))
    with pytest.raises(TableFileError) as caught:
        read_table("bomb.xlsx", memory.getvalue())
    assert caught.value.key == "unzipped_too_large"


def test_a_workbook_that_lies_about_its_size_is_refused():
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 1_000_000)
    lying = memory.getvalue().replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10))
    with pytest.raises(TableFileError) as caught:
        read_table("lying.xlsx", lying)
    assert caught.value.key == "not_readable"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("-1.5", -1.5), ("１２３", 123), ("１，２３４．５", 1234.5),
        ("1,234,567", 1234567),
        ("1 234", 1234), ("1\u00a0234.5", 1234.5), ("35%", 0.35), ("３５ ％", 0.35), ("5‰", 0.005),
        ("3.5万", 35000), ("2亿", 2e8), ("(120)", -120), ("−7", -7), ("1e3", 1000), (".5", 0.5),
        ("+4", 4), ("1'000", 1000),
        ("12,5", None), ("1,23,456", None), ("12 km", None), ("三", None), ("1e999", None),
        ("inf", None), ("nan", None), ("--5", None), ("%", None), ("1_000", None), ("0x10", None),
        ("=1+1", None), ("", None),
    ],
)  # fmt: skip
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
