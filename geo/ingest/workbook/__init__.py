"""XLSX, read as streams of its own parts: texts as displayed, formulas as last computed.

openpyxl builds styles, defined names and merged cells before they can be checked, which took
minutes for files of kilobytes; here only the parts that a list needs are read (see
`docs/2026-11-28-foreign-files.md`). The tests compare the two.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from geo.ingest.table import Grid, TableLimits, list_error, make_grid
from geo.ingest.workbook.archive import DAMAGE, Archive
from geo.ingest.workbook.parts import SheetPart, WorkbookPart, read_book, read_formats, read_strings
from geo.ingest.workbook.sheet import SheetCells
from geo.ingest.xml_stream import XmlError

MAX_NAMED = 12  # sheets that an error lists
MAX_LOOKED_INTO = 10  # sheets, for the first that is not empty
MAX_FILLED = 1_000_000  # cells that show the text of a merged one above


def is_workbook(data: bytes) -> bool:
    """Whether an archive has the parts of a workbook; nothing is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return any(name.lower().startswith("xl/") for name in archive.namelist())
    except DAMAGE:
        return False


def sheet_names(data: bytes, limits: TableLimits) -> list[str]:
    """The visible sheets, in their order.

    Raises:
        ListFileError: this is not a workbook, or it is too large when unpacked.
    """
    return [sheet.name for sheet in _sheets(_book(Archive(data, limits)))]


def read_workbook(data: bytes, limits: TableLimits, sheet: str | None = None) -> Grid:
    """The cells of one sheet: of the first with any, unless `sheet` names one or its number.

    Merged cells count in every row they reach over: a county written once stands for all its rows.

    Raises:
        ListFileError: see `sheet_names`; or there is no such sheet, or too much in it.
    """
    archive = Archive(data, limits)
    book = _book(archive)
    chosen = _chosen(_sheets(book), sheet)
    for at, part in enumerate(chosen):
        cells = _cells(archive, book, part, limits)
        if cells.rows or at == len(chosen) - 1:
            break
    grid = make_grid(_filled(cells), limits, merged=cells.merged)
    return replace(grid, sheet=part.name)


def _book(archive: Archive) -> WorkbookPart:
    try:
        return read_book(archive)
    except XmlError as broken:
        raise list_error("not_workbook") from broken


def _sheets(book: WorkbookPart) -> list[SheetPart]:
    """Hidden sheets are ignored, unless there are no others."""
    return [one for one in book.sheets if not one.hidden] or list(book.sheets)


def _chosen(sheets: list[SheetPart], sheet: str | None) -> list[SheetPart]:
    """The sheet of that name, else of that number, from 1; without one, those to look into."""
    if sheet is None and sheets:
        return sheets[:MAX_LOOKED_INTO]
    named = {str(number): one for number, one in enumerate(sheets, 1)}
    named |= {one.name: one for one in reversed(sheets)}
    found = named.get(sheet or "") or named.get((sheet or "").strip())
    if found is None:
        names = " / ".join(one.name for one in sheets[:MAX_NAMED])
        raise list_error("no_sheet", sheet=sheet or "", sheets=names)
    return [found]


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
