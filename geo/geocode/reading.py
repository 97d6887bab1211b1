"""Read what people bring: a table of cells as text, columns and rows in their order."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from geo.errors import ListFileError

ENCODINGS = ("utf-8-sig", "gb18030")
DELIMITERS = ",;\t|"
SNIFFED_CHARS = 64_000


@dataclass(frozen=True)
class Table:
    """Columns as named in the file, and rows of as many text cells."""

    columns: list[str]
    rows: list[list[str]]


def read_table(path: Path) -> Table:
    """The table in `path`.

    Raises:
        ListFileError: the file cannot be read, is empty or no table.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ListFileError("unreadable", {"name": path.name},
                            f"{path.name} cannot be read: {error.strerror}") from error  # fmt: skip
    return read_csv(data, path.name)


def read_csv(data: bytes, name: str = "") -> Table:
    """A delimited text: UTF-8 with or without BOM, UTF-16 with BOM, or GB18030; any delimiter.

    Raises:
        ListFileError: it is no text, has no header, or a row is longer than the header.
    """
    text = decoded(data, name)
    csv.field_size_limit(1 << 24)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)))
    except csv.Error as error:
        raise ListFileError("no_table", {"name": name}, f"{name} is no table: {error}") from error
    lines = [line for line in lines if line]
    if not lines:
        raise ListFileError("empty", {"name": name}, f"{name} is empty: it needs a header and rows")
    columns, rows = lines[0], lines[1:]
    width = len(columns)
    for number, row in enumerate(rows, start=2):
        if len(row) > width and any(row[width:]):
            raise ListFileError(
                "long_row", {"name": name, "row": number},
                f"{name}, row {number} has {len(row)} cells, the header {width}",
            )  # fmt: skip
    return Table(columns, [row[:width] + [""] * (width - len(row)) for row in rows])


def decoded(data: bytes, name: str = "") -> str:
    """The text of a file in one of the encodings of Chinese spreadsheets.

    Raises:
        ListFileError: it is none of them.
    """
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ListFileError("encoding", {"name": name},
                        f"{name} is no text in UTF-8 or GB18030")  # fmt: skip


def delimiter(text: str) -> str:
    """The delimiter that the first line shows outside of quotes; a comma where it shows none."""
    head, quoted, counts = text[:SNIFFED_CHARS], False, dict.fromkeys(DELIMITERS, 0)
    for char in head:
        if char == '"':
            quoted = not quoted
        elif char in "\r\n" and not quoted and any(counts.values()):
            break
        elif char in counts and not quoted:
            counts[char] += 1
    return max(counts, key=lambda char: counts[char])
