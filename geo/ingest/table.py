"""The result of every reader: a grid of texts, and the table with or without a header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from geo import i18n
from geo.errors import ListFileError
from geo.ingest.layout import FIRST_ROW, Header, Layout, LeftOut, MergedCell, joined_names
from geo.json_document import Json

NUL = "\0"
SURROGATES = re.compile("[\ud800-\udfff]")  # JSON can write half of a character
RawRow = tuple[str, ...]
Geometry = Json | None
Range = tuple[int, int, int, int]  # left, top, right, bottom, from 1
MAX_ABOVE = 8  # rows above a header
LOOKED_AT = 40  # rows whose merged cells are kept: a header stands among them
MAX_SPANS = 300
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
    of the file (from 1, the header included) each of `rows` was. `left_out` are the rows of the
    file that are no entries of the table.
    """

    columns: RawRow
    rows: tuple[RawRow, ...]
    geometries: tuple[Geometry, ...] = ()
    headers: RawRow = ()
    lines: tuple[int, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def column(self, name: str) -> list[str]:
        """All cells of one column."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]


@dataclass(frozen=True)
class Grid:
    """The cells of a file before it is decided which of its rows name the columns.

    `geometries` belong to a file whose columns have names of their own: its header is no guess.
    `lines` says which row of the file (from 1) each row of cells was. `spans` are the merged cells
    at the top. `damaged` are the lines of a text file with bytes of no character. `sheet` is the
    name of the sheet of a workbook.
    """

    cells: tuple[RawRow, ...]
    geometries: tuple[Geometry, ...] = ()
    lines: tuple[int, ...] = ()
    spans: tuple[MergedCell, ...] = ()
    damaged: tuple[int, ...] = ()
    sheet: str = field(default="", compare=False)

    def table(self, layout: Layout = FIRST_ROW) -> Table:
        """The table in that layout; without one, its first row names the columns."""
        blank = ("",) * len(self.cells[0])
        given = blank if layout.header is None else self.header_names(layout.header)
        names = unique(given)
        start = 0 if layout.header is None else layout.header.last + 1
        kept = [at for at in range(start, len(self.cells)) if at not in layout.apart]
        return Table(
            names,
            tuple(self.cells[at] for at in kept),
            self.geometries,
            given if layout.header else names,
            tuple(map(self.line, kept)),
            tuple(
                LeftOut(self.line(at), kind, " ".join(" ".join(self.cells[at]).split()))
                for at, kind in sorted(layout.apart.items())
            ),
        )

    def header_names(self, header: Header) -> RawRow:
        """The names of the columns in those rows."""
        return joined_names(self.cells[header.first : header.last + 1], header.first, self.spans)

    def line(self, at: int) -> int:
        """Which row of the file (from 1) a row of cells was."""
        return self.lines[at] if self.lines else at + 1


def make_grid(
    rows: Iterable[Sequence[str]],
    limits: TableLimits,
    geometries: Sequence[Geometry] = (),
    merged: Iterable[Range] = (),
) -> Grid:
    """Rows as a rectangle: blank rows left out, short ones filled up, blank columns dropped.

    `merged` are ranges of the file as a workbook numbers them.

    Raises:
        ListFileError: there are too many rows, columns, cells or characters, or nothing at all.
    """
    kept: list[RawRow] = []
    lines: list[int] = []
    length = 0
    for line, row in enumerate(rows, 1):
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
        if len(kept) > limits.rows + 1 + MAX_ABOVE:  # neither header nor titles are rows
            raise list_error("too_many_rows", limit=limits.rows)
    if not kept:
        raise list_error("empty")
    width = max(map(len, kept))
    if width * len(kept) > limits.cells:
        raise list_error("too_many_cells", limit=limits.cells)
    full = [row + ("",) * (width - len(row)) for row in kept]
    used = [any(row[at].strip() for row in full) for at in range(width)]
    found = (tuple(cell for cell, use in zip(row, used, strict=True) if use) for row in full)
    spans = _spans(merged, lines, used)
    return Grid(tuple(found), tuple(geometries), tuple(lines), spans)


def _spans(merged: Iterable[Range], lines: list[int], used: list[bool]) -> tuple[MergedCell, ...]:
    """The merged cells at the top, by the rows and columns that are kept."""
    rows = {line: at for at, line in enumerate(lines[:LOOKED_AT])}
    columns = {number: at for at, number in enumerate(n for n, use in enumerate(used, 1) if use)}
    found: list[MergedCell] = []
    for left, top, right, bottom in sorted(merged, key=lambda span: (span[1], span[0])):
        if rows and top > max(rows):
            break
        down = [rows[line] for line in range(top, min(bottom, max(rows)) + 1) if line in rows]
        across = [columns[at] for at in range(left, min(right, len(used)) + 1) if at in columns]
        if down and across and len(down) * len(across) > 1 and len(found) < MAX_SPANS:
            found.append(MergedCell(down[0], across[0], down[-1], across[-1]))
    return tuple(found)


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
