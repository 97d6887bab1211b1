"""The reader of workbooks beside openpyxl: the same cells, dates and numbers."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill
from openpyxl.styles.numbers import BUILTIN_FORMATS as KNOWN
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from geo.ingest import PAGE_LIMITS, read_list
from geo.ingest.workbook.cells import BUILTIN_FORMATS, _kind, number_text
from geo.ingest.workbook.sheet import column_number
from tests.ingest.hostile import workbook, zipped

FORMATS = [
    "General",
    "0",
    "0.00",
    "#,##0",
    "0.0%",
    "yyyy-mm-dd",
    "yyyy/m/d h:mm",
    "h:mm:ss",
    "[h]:mm",
    "mm:ss.0",
    '0"m"',
    '"d"0',
    "[Red]0.0",
    '[$-804]yyyy"年"m"月"d"日"',
    "0_d",
    "@",
    "#,##0.00 [$€-407]",
    "[DBNum1]0",
    "yyyy\\年",
    "[>=100]0;0.0",
    "dd;0",
    "0;yyyy",
]


def cells(data: bytes, sheet: str | None = None) -> list[list[str]]:
    return [list(row) for row in read_list("a.xlsx", data, PAGE_LIMITS, sheet).cells]


def as_openpyxl(value: float, form: str, epoch) -> str:
    """What the reader before this one showed, by openpyxl's conversion of dates."""
    found = from_excel(value, epoch)
    match found:
        case datetime() if found.time() == time():
            return found.date().isoformat()
        case datetime():
            return found.isoformat(" ")
        case _:
            return found.isoformat()


@pytest.mark.parametrize("form", FORMATS)
def test_which_formats_are_dates(form):
    """openpyxl looks at all sections of a format, we at the first: the others are of negatives."""
    known = is_date_format(form) if ";" not in form else form.startswith("dd")
    assert (_kind(form.partition(";")[0]) != "number") == known


def test_the_formats_without_a_text_are_those_of_openpyxl():
    dates = {str(number) for number, form in KNOWN.items() if is_date_format(form)}
    ours = {number for number, form in BUILTIN_FORMATS.items() if _kind(form) != "number"}
    assert dates <= ours
    assert {number for number in ours if int(number) in KNOWN} == dates


@given(st.floats(0, 2_958_465.99).map(lambda value: round(value, 5)), st.booleans())
@settings(max_examples=300)
def test_dates_are_those_of_openpyxl(value, from_1904):
    epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
    if from_1904 and value > 2_957_003:
        return
    assert number_text(repr(value), "yyyy-mm-dd h:mm", from_1904=from_1904) == as_openpyxl(
        value, "yyyy-mm-dd h:mm", epoch
    )


@pytest.mark.parametrize(
    ("written", "form", "shown"),
    [
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("45181", "d/m/yy", "2023-09-12"),
        ("45181.5", "d/m/yy", "2023-09-12 12:00:00"),
        ("0.25", "h:mm", "06:00:00"),
        ("1.5", "[h]:mm", "1 day, 12:00:00"),
        ("-3", "yyyy", "-3"),
        ("1e300", "yyyy", "1e+300"),
        ("1e300", "[h]", "1e+300"),
        ("3.0", "", "3"),
        ("1E3", "", "1000"),
        ("0.1", "", "0.1"),
        ("12345678901234567890", "", "12345678901234567890"),
        ("7", "000", "007"),
        ("7.5", "000", "7.5"),
        ("0.125", "0%", "12.5%"),
        ("x", "0", "x"),
        ("1e999", "0", "1e999"),
        ("NaN", "0", "NaN"),
        ("1_000", "0", "1_000"),
        ("", "0", ""),
        ("\u0663", "0", "\u0663"),
    ],
)
def test_numbers_as_they_were_shown(written, form, shown):
    assert number_text(written, form, from_1904=False) == shown


def test_a_workbook_of_openpyxl():
    book = Workbook()
    sheet = book.active
    rows = [
        ["名称", "数", "日期", "时刻", "真", "长"],
        ["三河村", 3.5, date(2024, 2, 29), time(8, 30), True, timedelta(hours=30)],
        [None, None, None, None, None, None],
        ["永丰\n村", -2, datetime(1999, 12, 31, 23, 59), None, False, " a  b "],
    ]
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    assert cells(data.getvalue()) == [
        ["名称", "数", "日期", "时刻", "真", "长"],
        ["三河村", "3.5", "2024-02-29", "08:30:00", "TRUE", "1 day, 6:00:00"],
        ["永丰\n村", "-2", "1999-12-31 23:59:00", "", "FALSE", " a  b "],
    ]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=8)
VALUES = st.one_of(TEXTS.filter(str.strip), st.integers(-(10**9), 10**9), st.none())


@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), min_size=1, max_size=8), st.booleans())
@settings(max_examples=60)
def test_the_same_cells_as_openpyxl(rows, inline):
    data = io.BytesIO()
    with xlsxwriter.Workbook(
        data, {"constant_memory": inline, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["一", "二", "三"])
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, row)
    known = load_workbook(data, read_only=True).active.iter_rows(values_only=True)
    shown = [["" if cell is None else str(cell) for cell in row] for row in known]
    kept = [(row + [""] * 3)[:3] for row in shown if any(cell.strip() for cell in row)]
    used = [at for at in range(3) if any(row[at].strip() for row in kept)]
    assert cells(data.getvalue()) == [[row[at] for at in used] for row in kept]


def test_rich_text_without_its_pronunciation():
    strings = (
        "<si><r><t>三河</t></r><r><rPr><b/></rPr><t>村</t></r><rPh><t>san he</t></rPh>"
        "</si><si><t>值</t><phoneticPr fontId='1'/></si>"
    )
    assert cells(workbook(strings=strings)) == [["三河村"], ["值"]]


def test_cells_and_rows_without_a_number():
    rows = (
        "<row><c t='inlineStr'><is><t>甲</t></is></c><c t='str'><f>A1</f><v>乙</v></c></row>"
        "<row><c t='e'><v>#N/A</v></c><c t='b'><v>1</v></c>"
        "<c t='d'><v>2024-05-06T00:00:00</v></c></row>"
    )
    assert cells(workbook(rows)) == [["甲", "乙", ""], ["#N/A", "TRUE", "2024-05-06"]]


def test_a_broken_style_hides_no_cell():
    """A fill of no known kind, as some report writers leave it: openpyxl refuses the file."""
    book = Workbook()
    book.active.append(["名称"])
    book.active.append(["三河村"])
    book.active["A1"].fill = PatternFill("solid", "FF0000")
    data = io.BytesIO()
    book.save(data)
    with zipfile.ZipFile(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(
        b'patternType="solid"', b'patternType="x"'
    )
    assert b'"x"' in parts["xl/styles.xml"]
    with pytest.raises(ValueError):
        load_workbook(io.BytesIO(zipped(parts)))
    assert cells(zipped(parts)) == [["名称"], ["三河村"]]


@pytest.mark.parametrize(
    "styles",
    [
        "",  # no styles at all
        '<cellXfs count="1"><xf/></cellXfs>',  # fewer than cells name
        "<fills><fill><patternFill",  # cut off
        # a fill of no kind, and numbers of what is not there
        '<fills><fill/></fills><cellXfs><xf numFmtId="999" fillId="7"/></cellXfs>',
    ],
)
def test_a_style_that_is_not_there_hides_no_cell(styles):
    rows = (
        '<row><c t="inlineStr" s="9"><is><t>值</t></is></c></row><row><c s="9"><v>5</v></c></row>'
    )
    assert cells(workbook(rows, styles=styles)) == [["值"], ["5"]]


def test_parts_under_other_names_and_with_prefixes():
    data = workbook()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts.pop("xl/worksheets/sheet1.xml").decode()
    for name in ("worksheet", "sheetData", "row", "c ", "v>", "c>"):
        sheet = sheet.replace(f"<{name}", f"<x:{name}").replace(f"</{name}", f"</x:{name}")
    parts["data/Table.XML"] = sheet.replace("xmlns=", "xmlns:x=").encode()
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"worksheets/sheet1.xml", b"/data/table.xml"
    )
    assert cells(zipped(parts)) == [["名称"], ["三河村"]]


@pytest.mark.parametrize(("letters", "number"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16_384)])
def test_columns(letters, number):
    assert column_number(letters) == number
