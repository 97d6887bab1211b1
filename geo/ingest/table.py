"""The result of every reader: a grid of texts, and the table with or without a header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from geo import i18n
from geo.errors import ListFileError
from geo.json_document import Json

NUL = "\0"
SURROGATES = re.compile("[\ud800-\udfff]")  # JSON can write half of a character
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
RawRow = tuple[str, ...]
Geometry = Json | None
LONGEST = 100  # characters
BEGINNING, END = 60, 39  # kept of a longer name; its ending says what kind of file it is
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class TableLimits:
    """How much one list may hold.

    `bytes` of the file, `unzipped` bytes of a workbook; `cell` characters of each cell. Of what a
    small file can hold a lot, a part is granted to every file and more by its size (`for_file`):
    `elements` of XML in a workbook, `cells` of the table once short rows are filled up, `text`
    characters of all cells together (a workbook writes a text once that stands in all rows).
    """

    bytes: int
    rows: int
    columns: int
    cell: int
    unzipped: int
    elements: int = 3_000_000
    cells: int = 4_000_000
    text: int = 20_000_000

    def for_file(self, size: int) -> TableLimits:
        """The limits of a file of `size` bytes: a small one may not become large in memory."""
        return replace(
            self,
            unzipped=min(self.unzipped, 60_000_000 + 100 * size),
            elements=self.elements + 2 * size,
            cells=self.cells + 2 * size,
            text=self.text + 20 * size,
        )


# A server runs many pages; the command line may use the whole machine.
PAGE_LIMITS = TableLimits(
    bytes=5_000_000, rows=20_000, columns=200, cell=5_000, unzipped=60_000_000
)
COMMAND_LIMITS = TableLimits(
    bytes=500_000_000, rows=2_000_000, columns=1_000, cell=32_767, unzipped=2_000_000_000
)


def list_error(key: str, **values: object) -> ListFileError:
    """The error whose texts are `list_file.<key>`."""
    return ListFileError(key, values, i18n.text("en", f"list_file.{key}", **values))


@dataclass(frozen=True)
class Table:
    """Named columns of texts, in the order of the file; every row has a cell for each column.

    `geometries` are those of a GeoJSON file (WGS84), one per row, else none. `headers` are the
    names of the columns as they stand in the file, where two may be alike. `lines` says which row
    of the file (from 1, the header included) each of `rows` was.
    """

    columns: RawRow
    rows: tuple[RawRow, ...]
    geometries: tuple[Geometry, ...] = ()
    headers: RawRow = ()
    lines: tuple[int, ...] = ()

    def column(self, name: str) -> list[str]:
        """All cells of one column."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]


@dataclass(frozen=True)
class Grid:
    """The cells of a file before it is decided whether its first row is a header.

    `geometries` belong to a file whose columns have names of their own: its header is no guess.
    `titles` are lines above the table that are no part of it. `lines` says which row of the file
    (from 1) each row of cells was.
    """

    cells: tuple[RawRow, ...]
    geometries: tuple[Geometry, ...] = ()
    titles: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    def table(self, *, header: bool = True) -> Table:
        """The table, with the first row as names of the columns or as a row like the others."""
        first = self.cells[0]
        names = unique(first) if header else unique([""] * len(first))
        start = 1 if header else 0
        rows, lines = self.cells[start:], self.lines[start:]
        return Table(names, rows, self.geometries, first if header else names, lines)


def make_grid(
    rows: Iterable[Sequence[str]],
    limits: TableLimits,
    geometries: Sequence[Geometry] = (),
    start: int = 1,
) -> Grid:
    """Rows as a rectangle: blank rows left out, short ones filled up, blank columns dropped.

    `start` is the number of the first row in the file.

    Raises:
        ListFileError: there are too many rows, columns, cells or characters, or nothing at all.
    """
    kept: list[RawRow] = []
    lines: list[int] = []
    length = 0
    for line, row in enumerate(rows, start):
        cells = tuple(map(_plain, row))
        if not any(map(str.strip, cells)) and not geometries:
            continue
        if len(cells) > limits.columns:
            cells = _without_blank_end(cells)
        if len(cells) > limits.columns:
            raise list_error("too_many_columns", limit=limits.columns)
        if len(max(cells, key=len)) > limits.cell:
            raise list_error("cell_too_long", row=line, limit=limits.cell)
        length += sum(map(len, cells))
        if length > limits.text:
            raise list_error("too_much_text", limit=limits.text // 1_000_000)
        kept.append(cells)
        lines.append(line)
        if len(kept) > limits.rows + 1:  # the header is no row
            raise list_error("too_many_rows", limit=limits.rows)
    if not kept:
        raise list_error("empty")
    width = max(map(len, kept))
    if width * len(kept) > limits.cells:
        raise list_error("too_many_cells", limit=limits.cells)
    full = [row + ("",) * (width - len(row)) for row in kept]
    used = [any(row[at].strip() for row in full) for at in range(width)]
    found = (tuple(cell for cell, use in zip(row, used, strict=True) if use) for row in full)
    return Grid(tuple(found), tuple(geometries), lines=tuple(lines))


def _plain(cell: str) -> str:
    """A text without characters that cannot be written to a file."""
    return (
        cell
        if cell.isascii() and NUL not in cell
        else SURROGATES.sub(UNKNOWN, cell).replace(NUL, "")
    )


def unique(names: Sequence[str]) -> RawRow:
    """Names for columns: blank ones are called by their number, a second one of a name `name (2)`.

    >>> unique(["名称", "", "名称"])
    ('名称', '#2', '名称 (2)')
    """
    taken: set[str] = set()
    found = []
    for number, name in enumerate(names, start=1):
        plain = " ".join(name.split()) or f"#{number}"
        free, times = plain, 1
        while free in taken:
            times += 1
            free = f"{plain} ({times})"
        taken.add(free)
        found.append(free)
    return tuple(found)


def _without_blank_end(cells: RawRow) -> RawRow:
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return cells[:end] or ("",)


def plain_name(name: str) -> str:
    r"""A name without line ends and other invisible characters, of limited length.

    >>> plain_name("a\nb.csv"), len(plain_name("长" * 300 + ".csv"))
    ('a�b.csv', 100)
    """
    plain = "".join(sign if sign.isprintable() else UNKNOWN for sign in name)
    return plain if len(plain) <= LONGEST else f"{plain[:BEGINNING]}…{plain[-END:]}"
