"""Read the table that a person uploads: CSV (or text with tabs or semicolons) and XLSX.

An upload is not trusted: sizes are checked before anything is unpacked, and formulas are not run
(an XLSX cell holds the value that its program computed last).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import PurePosixPath
from typing import Any

from python_calamine import CalamineWorkbook

from geo import i18n
from geo.errors import TableFileError

MAX_BYTES = 5_000_000  # of the file
MAX_UNZIPPED = 60_000_000  # bytes of all parts of an XLSX together
MAX_ROWS = 20_000  # below the header
MAX_COLUMNS = 200
MAX_CELL = 1_000  # characters of a cell that are kept
DELIMITERS = ",;\t|"
TEXT_FILES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Table:
    """A table as text: the names of its columns, all different, and its rows.

    `lines` says which row of the file (from 1, the header included) each of `rows` was. `sheet` is
    the sheet that was read, and `sheets` all of the file; empty for text files.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    def column(self, name: str) -> list[str]:
        """The cells of a column, in the order of the rows."""
        position = self.columns.index(name)
        return [row[position] for row in self.rows]


def read_table(name: str, data: bytes, sheet: str | None = None) -> Table:
    """The table in a file; its first row that is not empty has the names of the columns.

    Of an XLSX the named sheet, else the first one with anything in it. Rows without any text are
    left out, short ones filled up; cells beyond the header are ignored.

    Raises:
        TableFileError: the file is too large, cannot be read, or has no rows.
    """
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in (*TEXT_FILES, ".xlsx"):
        raise _error("unknown_format", name=name)
    if len(data) > MAX_BYTES:
        raise _error("too_large", name=name, limit=MAX_BYTES // 1_000_000)
    try:
        if suffix == ".xlsx":
            return _workbook(name, data, sheet)
        return _table(name, _text_rows(_decoded(data)))
    except TableFileError:
        raise
    except Exception as error:  # no parser promises what it raises on damaged or hostile bytes
        raise _error("not_readable", name=name) from error


def _error(key: str, **values: object) -> TableFileError:
    return TableFileError(key, values, i18n.text("en", f"table_file.{key}", **values))


def _decoded(data: bytes) -> str:
    """The text of a file: Unicode, or what Excel writes on a Chinese Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _text_rows(text: str) -> list[list[str]]:
    if "\0" in text:
        raise ValueError("no text file has null characters")
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=head.count)
    rows: list[list[str]] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        rows.append([cell.strip() for cell in row])
        if len(rows) > 2 * MAX_ROWS:  # empty rows included
            break
    return rows


def _workbook(name: str, data: bytes, wanted: str | None) -> Table:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MAX_UNZIPPED:
            raise _error("unzipped_too_large", limit=MAX_UNZIPPED // 1_000_000)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = tuple(book.sheet_names)
    for sheet in [wanted] if wanted in sheets else sheets:
        cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        rows = [[_cell(value) for value in row] for row in cells[: 2 * MAX_ROWS]]
        if any(map(any, rows)):
            return _table(name, rows, sheet, sheets)
    raise _error("empty", name=name)


def _cell(value: Any) -> str:
    """A cell as text; whole numbers without a point, so that codes stay codes."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date | datetime | time | timedelta):
        return str(value)
    return str(value).strip()


def _table(
    name: str, rows: Sequence[Sequence[str]], sheet: str = "", sheets: tuple[str, ...] = ()
) -> Table:
    filled = [(line, row) for line, row in enumerate(rows, start=1) if any(row)]
    if len(filled) < 2:
        raise _error("empty", name=name)
    if len(filled) - 1 > MAX_ROWS:
        raise _error("too_many_rows", limit=MAX_ROWS)
    columns = _names(filled[0][1])
    if len(columns) > MAX_COLUMNS:
        raise _error("too_many_columns", limit=MAX_COLUMNS)
    width = len(columns)
    body = tuple(
        tuple(cell[:MAX_CELL] for cell in [*row, *[""] * width][:width]) for _, row in filled[1:]
    )
    return Table(name, columns, body, tuple(line for line, _ in filled[1:]), sheet, sheets)


def _names(header: Sequence[str]) -> tuple[str, ...]:
    """Names for all columns: those without one are numbered, and so are those of the same name."""
    last = max(position for position, cell in enumerate(header, start=1) if cell)
    names: list[str] = []
    for position, cell in enumerate(header[:last], start=1):
        plain = cell[:MAX_CELL] or f"#{position}"
        name, copy = plain, 1
        while name in names:
            copy += 1
            name = f"{plain} ({copy})"
        names.append(name)
    return tuple(names)
