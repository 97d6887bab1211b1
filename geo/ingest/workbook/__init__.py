"""XLSX, read as streams of its own parts: texts as displayed, formulas as last computed.

openpyxl builds styles, defined names and merged cells before they can be checked, which took
minutes for files of kilobytes; here only the parts that a list needs are read (see
`docs/2026-11-28-foreign-files.md`). The tests compare the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from geo.ingest.table import Grid, TableLimits, list_error, make_grid
from geo.ingest.workbook.archive import Archive
from geo.ingest.workbook.parts import SheetPart, WorkbookPart, read_book, read_formats, read_strings
from geo.ingest.workbook.sheet import MAX_TITLES, SheetCells
from geo.ingest.xml_stream import XmlError

WIDE = 3  # filled cells that make a row a header and no list with a remark
MAX_FILLED = 1_000_000  # cells that show the text of a merged one above


def sheet_names(data: bytes, limits: TableLimits) -> list[str]:
    """The visible sheets, in their order.

    Raises:
        ListFileError: this is not a workbook, or it is too large when unpacked.
    """
    return [sheet.name for sheet in _sheets(_book(Archive(data, limits)))]


def read_workbook(data: bytes, limits: TableLimits, sheet: str | None = None) -> Grid:
    """The cells of one sheet, the first one unless `sheet` names another.

    Merged cells count in every row they reach over: a county written once stands for all its rows.

    Raises:
        ListFileError: see `sheet_names`; or there is no such sheet, or too much in it.
    """
    archive = Archive(data, limits)
    book = _book(archive)
    chosen = [one for one in _sheets(book) if sheet is None or one.name == sheet]
    if not chosen:
        raise list_error("no_sheet", sheet=sheet or "")
    cells = _cells(archive, book, chosen[0], limits)
    rows = _filled(cells)
    head = list(islice(rows, MAX_TITLES + 1))
    across = {top for left, top, right, _ in cells.merged if right > left}
    titles, start = _part_title(head, across)
    grid = make_grid(chain(head[start:], rows), limits, start=start + 1)
    return replace(grid, titles=tuple(titles))


def _book(archive: Archive) -> WorkbookPart:
    try:
        return read_book(archive)
    except XmlError as broken:
        raise list_error("not_workbook") from broken


def _sheets(book: WorkbookPart) -> list[SheetPart]:
    """Hidden sheets are ignored, unless there are no others."""
    return [one for one in book.sheets if not one.hidden] or list(book.sheets)


def _cells(
    archive: Archive, book: WorkbookPart, sheet: SheetPart, limits: TableLimits
) -> SheetCells:
    try:
        formats = read_formats(archive, book.styles_part)
    except XmlError:
        formats = []  # numbers without their look are better than no list
    try:
        strings = read_strings(archive, book.strings_part)
        cells = SheetCells(strings, formats, limits, from_1904=book.from_1904)
        archive.read(sheet.part, cells)
    except ValueError as broken:
        raise broken if hasattr(broken, "key") else list_error("not_workbook") from broken
    return cells


def _filled(cells: SheetCells) -> Iterator[list[str]]:
    """All rows to the last filled one; a cell below a merged one shows the text of its first row.

    Raises:
        ListFileError: more cells are merged than a list has.
    """
    last = max(cells.rows, default=0)
    filled = 0
    for left, top, _, bottom in sorted(cells.merged):
        text = cells.rows.get(top, {}).get(left, "")
        below = range(top + 1, min(bottom, last) + 1) if text else range(0)
        filled += len(below)
        if filled > MAX_FILLED:
            raise list_error("workbook_too_complex")
        for row in below:
            cells.rows.setdefault(row, {}).setdefault(left, text)
    return (_row(cells.rows.get(number, {})) for number in range(1, last + 1))


def _row(cells: dict[int, str]) -> list[str]:
    return [cells.get(column, "") for column in range(1, max(cells, default=1) + 1)]


def _part_title(rows: list[list[str]], across: set[int]) -> tuple[list[str], int]:
    """Lines above the table, and how many rows they take.

    A title is the only cell of its row, and merged across or above a row of a real table.
    """
    titles: list[str] = []
    for at, row in enumerate(rows[:MAX_TITLES]):
        filled = [text for text in row if text.strip()]
        below = rows[at + 1] if at + 1 < len(rows) else []
        wide = at + 1 in across or sum(map(bool, below)) >= WIDE
        if len(filled) > 1 or (filled and not wide):
            return titles, at
        titles += filled
    return [], 0
