"""How workbooks print: read back by openpyxl, and the widths computed by hand."""

import io

import pytest
from openpyxl import load_workbook

from geo.export.registry import FORMATS
from geo.export.spreadsheet_print import printed_columns, row_height
from geo.i18n import LANGUAGES

A4 = "9"
PAGES = {"zh": "第 &P 页，共 &N 页", "en": "page &P of &N"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sheet_prints_on_a4_one_page_wide_with_its_header(dataset, lang):
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write(dataset(sector="旅游", lang=lang))))
    assert len(book.worksheets) == 3
    for sheet in book.worksheets:
        assert str(sheet.page_setup.paperSize) == A4
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        right = sheet.oddFooter.right.text
        assert right.replace("&[Page]", "&P") == PAGES[lang]


def test_a_wide_sheet_lies_across_and_prints_its_first_columns(dataset):
    book = load_workbook(io.BytesIO(FORMATS["xlsx"].write(dataset(sector="旅游"))))
    places, _, about = book.worksheets
    assert places.page_setup.orientation == "landscape"
    assert about.page_setup.orientation != "landscape"  # 16 + 110
    # The names to the task: 22 + 30 + 26 + 12 + 14 + 18 + 26 + 10 + 10 + 10 + 10 + 26 = 214.
    rows = places.max_row
    assert places.print_area == f"'{places.title}'!$A$1:$L${rows}"
    assert "A 至 L 列" in places.oddFooter.center.text
    assert not about.print_area
    assert not about.oddFooter.center.text


@pytest.mark.parametrize(
    ("widths", "columns"),
    [([100, 100, 32], 3), ([100, 100, 33], 2), ([300, 10], 1), ([], 0), ([232], 1)],
)
def test_as_many_columns_as_are_legible(widths, columns):
    assert printed_columns(widths) == columns


@pytest.mark.parametrize(
    ("row", "height"),
    [
        (["abc", 1, None], 15),
        (["一二三四五", "x", ""], 30),  # 10 wide in a column for 9
        (["a\nb\n\nc", 3.5, "x"], 60),
        (["x" * 5_000, "", ""], 409),  # no row can be higher
        (["", "", "z" * 100], 15),  # the third column has no width: it does not print
    ],
)
def test_a_row_is_as_high_as_its_longest_text(row, height):
    assert row_height(row, [10, 10]) == height
