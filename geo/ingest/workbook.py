"""XLSX with openpyxl, row by row: texts as the person saw them, formulas as their last result."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import islice
from typing import Any, NamedTuple
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from geo.ingest.table import Grid, Limits, error, make_grid

ZIP_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
RATIO = 200  # times smaller than its content no honest part of a workbook is
SMALL = 1_000_000  # bytes, below which the ratio says nothing
MERGED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
ZEROS = re.compile(r"^0+$")  # the number format of codes with leading zeros
DIGITS = 15  # that a spreadsheet keeps of a number
MAX_TITLES = 6  # rows above the header
WIDE = 3  # filled cells that make a row a header and no list with a remark
MAX_MERGED = 1_000_000  # cells


def sheet_names(data: bytes, limits: Limits) -> list[str]:
    """The sheets that a person can see, in their order.

    Raises:
        ListFileError: this is no workbook, or it is too large when unpacked.
    """
    with closing(_open(data, limits)) as book:
        return [sheet.title for sheet in _sheets(book)]


def read_workbook(data: bytes, limits: Limits, sheet: str | None = None) -> Grid:
    """The cells of one sheet, the first one unless `sheet` names another.

    Merged cells count in every row they reach over: a county written once stands for all its rows.

    Raises:
        ListFileError: see `sheet_names`; or there is no such sheet, or too much in it.
    """
    with closing(_open(data, limits)) as book:
        chosen = [one for one in _sheets(book) if sheet is None or one.title == sheet]
        if not chosen:
            raise error("no_sheet", sheet=sheet or "")
        try:
            merged = _merged(data, chosen[0]._worksheet_path)
            rows = list(islice(_rows(chosen[0], merged, limits), limits.rows + MAX_TITLES + 2))
            titles, start = _part_title(rows, merged)
            grid = make_grid(rows[start:], limits, start=start + 1)
            return replace(grid, titles=tuple(titles))
        except (ElementTree.ParseError, KeyError, ValueError, TypeError, OSError) as broken:
            raise _unless_ours(broken) from broken


def _open(data: bytes, limits: Limits) -> Any:
    """The workbook, its parts unpacked only as they are read."""
    _check_archive(data, limits)
    try:
        with warnings.catch_warnings(action="ignore"):  # of styles that we do not need
            return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as broken:  # no parser promises what it raises on damaged bytes
        raise error("not_workbook") from broken


def _sheets(book: Any) -> list[Any]:
    """Those with cells; charts have none, hidden sheets are not what a person means."""
    return [one for one in book.worksheets if one.sheet_state == "visible"] or book.worksheets


def _check_archive(data: bytes, limits: Limits) -> None:
    """Refuse what would unpack to more than a list can be, before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as broken:
        raise error("not_workbook") from broken
    if any(part.compress_type not in ZIP_METHODS or part.flag_bits & 1 for part in parts):
        raise error("not_workbook")  # encrypted, or packed in a way that no spreadsheet uses
    if sum(part.file_size for part in parts) > limits.unzipped:
        raise error("unzipped_too_large", limit=limits.unzipped // 1_000_000)
    if any(
        part.file_size > SMALL and part.file_size > RATIO * part.compress_size for part in parts
    ):
        raise error("unzipped_too_large", limit=limits.unzipped // 1_000_000)


def _rows(sheet: Any, merged: _Merged, limits: Limits) -> Iterator[list[str]]:
    """The texts of each row; a cell that is merged downwards takes the text of its first row."""
    sheet.reset_dimensions()  # the file's own word on its size is not to be relied on
    tops = {(top, column) for (_, column), top in merged.down.items()}
    said: dict[tuple[int, int], str] = {}
    blank = 0
    for number, row in enumerate(sheet.iter_rows(max_col=limits.columns + 1), start=1):
        texts = [_shown(cell) for cell in row]
        for column, text in enumerate(texts, start=1):
            if (number, column) in tops:
                said[number, column] = text
            top = merged.down.get((number, column))
            if top and not text:
                texts[column - 1] = said.get((top, column), "")
        blank = 0 if any(texts) else blank + 1
        if blank > limits.rows:  # a stray format far below the last row
            return
        yield texts


def _part_title(rows: list[list[str]], merged: _Merged) -> tuple[list[str], int]:
    """Lines above the table, and how many rows they take.

    A title is the only cell of its row, and merged across or above a row of a real table.
    """
    titles: list[str] = []
    for at, row in enumerate(rows[:MAX_TITLES]):
        filled = [text for text in row if text.strip()]
        below = rows[at + 1] if at + 1 < len(rows) else []
        wide = at + 1 in merged.across or sum(map(bool, below)) >= WIDE
        if len(filled) > 1 or (filled and not wide):
            return titles, at
        titles += filled
    return [], 0


class _Merged(NamedTuple):
    """`down`: (row, column) → the row whose text it shows. `across`: rows with a wide cell."""

    down: dict[tuple[int, int], int]
    across: set[int]


def _merged(data: bytes, path: str) -> _Merged:
    down: dict[tuple[int, int], int] = {}
    across: set[int] = set()
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(path) as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag == MERGED:
                bounds = range_boundaries(element.get("ref", ""))
                left, top, right, bottom = (int(bound or 0) for bound in bounds)
                if bottom - top + len(down) > MAX_MERGED:
                    raise ValueError("more merged cells than a list has")
                down.update({(row, left): top for row in range(top + 1, bottom + 1)})
                across |= {top} if right > left else set()
            elif element.tag.endswith("}row"):
                element.clear()
    return _Merged(down, across)


def _shown(cell: Any) -> str:
    """What the person saw in the cell, near enough: no `.0`, no time of day at midnight."""
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, cell.number_format or "")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | time():
            return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
        case date():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _number(value: float, form: str) -> str:
    if ZEROS.match(form) and value == int(value):
        return f"{int(value):0{len(form)}d}"
    if form.endswith("%"):
        return f"{float(f'{value * 100:.{DIGITS - 3}g}'):g}%"
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.{DIGITS}g}"


def _unless_ours(broken: Exception) -> Exception:
    return broken if hasattr(broken, "key") else error("not_workbook")
