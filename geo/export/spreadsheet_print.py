"""How a sheet of a workbook prints: on A4, one page wide, header on each page, page x of y.

A sheet with dozens of columns on one page would have letters of 2 points. So the first columns
print, as many as stay legible, and the foot says which; all are on the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from unicodedata import east_asian_width

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from geo import i18n

A4 = 9  # Excel's number of the paper
# Characters of column width. A4 has about 95 upright and 145 across at full size; a page that is
# wider is scaled down, at the limit to about 7 points.
UPRIGHT, LEGIBLE = 130, 232
MARGIN_IN, MARGIN_FOOT_IN = 0.4, 0.7
LINE_PT, HIGHEST_PT = 15.0, 409.0  # of a row


def print_on_a4(sheet: Worksheet, widths: Sequence[float], rows: int, lang: str) -> None:
    """Set up the page of a sheet of `rows` rows, its header the first of them.

    `widths` are those of the columns in characters.
    """
    printed = printed_columns(widths)
    sheet.set_paper(A4)
    if sum(widths[:printed]) > UPRIGHT:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(MARGIN_IN, MARGIN_IN, MARGIN_IN, MARGIN_FOOT_IN)
    left_out = ""
    if printed < len(widths):
        sheet.print_area(0, 0, max(rows - 1, 1), printed - 1)
        last = xl_col_to_name(printed - 1)
        left_out = "&C" + i18n.text(lang, "export.print_columns", last=last)
    page = i18n.text(lang, "export.print_page", page="&P", pages="&N")
    sheet.set_footer(f"&L&A{left_out}&R{page}")


def set_row_heights(
    sheet: Worksheet, widths: Sequence[float], rows: Iterable[Sequence[object]]
) -> None:
    """Make rows of wrapped texts as high as what prints of them needs.

    Without it LibreOffice prints the lines over one another, and Excel leaves room for columns that
    do not print.
    """
    printed = printed_columns(widths)
    for number, row in enumerate(rows):
        sheet.set_row(number, row_height(row[:printed], widths))


def printed_columns(widths: Sequence[float]) -> int:
    """How many of the first columns are legible on one page; at least one."""
    total = 0.0
    for number, width in enumerate(widths):
        total += width
        if total > LEGIBLE and number:
            return number
    return len(widths)


def row_height(row: Sequence[object], widths: Sequence[float]) -> float:
    """The height in points that wrapped texts need in columns of these widths."""
    lines = 1
    for value, width in zip(row, widths, strict=False):
        if isinstance(value, str):
            parts = value.splitlines() or [""]
            lines = max(lines, sum(max(1, ceil(_cells(part) / (width - 1))) for part in parts))
    return min(lines * LINE_PT, HIGHEST_PT)


def _cells(text: str) -> int:
    """How many characters wide a text is: those of Chinese count twice."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
