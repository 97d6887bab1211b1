"""A guess of how a grid is laid out; a person can choose another header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from statistics import median_low

from geo.ingest.header_rows import TITLE_CELL, is_labelled, plain_row, whole_header
from geo.ingest.header_words import (
    GAP,
    NAME_WORDS,
    NUMERIC,
    CellTest,
    is_header_word,
    is_period,
    is_whole_word,
    may_be_header,
)
from geo.ingest.layout import Header, Layout, LeftOutKind
from geo.ingest.rows_apart import rows_apart
from geo.ingest.table import MAX_ABOVE, Grid, RawRow, list_error

LOOKED_AT = 200  # rows, to learn how many cells a row fills
SAMPLE = 60  # rows below a header that it is compared with
CHOICES = 12  # rows that are offered as header
MOST = 0.7  # share of the cells below, from which on they are of one kind
TITLE_WORDS = re.compile(
    r"表|名单|清单|汇总|一览|情况|台账|统计|目录|附件|项目库|计划|年度?|list|table", re.IGNORECASE
)


def no_place(_text: str) -> bool:
    """Take no text for a place: for who has no resolver."""
    return False


def guess_layout(grid: Grid, is_place: CellTest = no_place) -> Layout:
    """The likeliest layout. `is_place` says whether a text leads to a place, as no header does."""
    if grid.geometries:
        return Layout()  # features name their properties themselves
    header, sure = _guess_header(grid, is_place)
    return layout_with(grid, header, sure=sure)


def layout_with(grid: Grid, header: Header | None, *, sure: bool = True) -> Layout:
    """The layout with that header, or none, and all rows that are no entries set apart."""
    if grid.geometries:
        return Layout()
    usual = _usual(grid.cells)
    if header is None:
        above = _titles(grid, usual)
        start, headers = above, []
    else:
        above, start = header.first, header.last + 1
        headers = list(grid.cells[header.first : start])
    apart = dict.fromkeys(range(above), LeftOutKind.TITLE)
    below = rows_apart(grid.cells[start:], usual, headers)
    return Layout(header, apart | {start + at: kind for at, kind in below.items()}, sure)


def header_code(grid: Grid, header: Header | None) -> str:
    """How a header is written: `none`, or its lines in the file, like `3` or `3-4`."""
    if header is None:
        return "none"
    first, last = grid.line(header.first), grid.line(header.last)
    return str(first) if first == last else f"{first}-{last}"


def read_header(grid: Grid, code: str) -> Header | None:
    """The header that a code names; one line stands for the whole of a header of two rows.

    Raises:
        ListFileError: there is no such line, or nothing in it, or columns are named by the file.
    """
    if grid.geometries:
        raise list_error("named_columns")
    plain = code.strip().lower()
    if plain == "none":
        return None
    found = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", plain)
    lines = {grid.line(at): at for at in range(len(grid.cells))}
    first = lines.get(int(found[1])) if found else None
    last = lines.get(int(found[2] or found[1])) if found else None
    if found is None or first is None or last is None or not first <= last <= first + MAX_ABOVE:
        raise list_error("no_header_row", row=code, last=max(lines))
    if found[2]:
        return Header(first, last)
    for start in range(max(0, first - 2), first):
        if (whole := whole_header(grid, start)).last >= first:
            return whole
    return whole_header(grid, first)


def header_choices(grid: Grid, present: Header | None) -> list[Header | None]:
    """The headers to choose from, none first; those of two rows after their upper row."""
    found: dict[Header | None, None] = {None: None}
    for at in range(min(CHOICES, len(grid.cells))):
        found[Header(at, at)] = None
        found[whole_header(grid, at)] = None
    found[present] = None
    return list(found)


def _guess_header(grid: Grid, is_place: CellTest) -> tuple[Header | None, bool]:
    """The header, and whether it is sure."""
    if len(grid.cells) == 1:
        return None, True
    usual = _usual(grid.cells)
    named = False  # whether a line above says that it is a title
    for at in range(min(MAX_ABOVE + 1, len(grid.cells) - 1)):
        row = plain_row(grid.cells[at])
        header = whole_header(grid, at)
        names = [name for name in plain_row(grid.header_names(header)) if name]
        wide = len(names) >= min(usual, max(2, usual // 2))
        if usual == 1 and at and not is_whole_word(names[0]):
            wide = False  # the second line of a mere list of names is a name
        if wide and not is_labelled(row):
            verdict = _verdict(grid, header, is_place)
            if verdict or (verdict is None and at and named and len(names) > 2):
                return header, bool(verdict)
        if not _is_title(grid, at, usual):
            break
        named = named or _says_title(grid, at)
    return _first_row(grid, is_place)


def _first_row(grid: Grid, is_place: CellTest) -> tuple[Header | None, bool]:
    """Whether the first row names the columns, where nothing below it does."""
    verdict = _verdict(grid, Header(0, 0), is_place)
    if verdict is not None:
        return (Header(0, 0) if verdict else None), True
    first = [cell for cell in plain_row(grid.cells[0]) if cell]
    several = len(grid.cells[0]) > 1
    word = any(word in first[0].lower() for word in NAME_WORDS[:6]) if first else False
    return (Header(0, 0) if several or word else None), word or not several


def _verdict(grid: Grid, header: Header, is_place: CellTest) -> bool | None:
    """Whether rows are a header; None where neither words nor the cells below say so."""
    names = plain_row(grid.header_names(header))
    filled = [name for name in names if name]
    words = [name for name in filled if is_header_word(name)]
    if not all(may_be_header(name) or (words and is_period(name)) for name in filled):
        return False
    if words:
        return True
    if any(map(is_place, filled)):
        return False
    start = header.last + 1
    below = [plain_row(row) for row in grid.cells[start : start + SAMPLE]]
    kinds = [
        _beside(name, [row[at] for row in below if row[at]])
        for at, name in enumerate(names)
        if name
    ]
    if False in kinds:
        return False
    return True if True in kinds else None


def _beside(name: str, below: Sequence[str]) -> bool | None:
    """Whether a cell differs from those below it as a header does (True), or is one of them."""
    if not below or GAP.fullmatch(name):
        return None
    if name in below:
        return False  # the name of a column does not stand in it
    shape = _shape(name)
    if "9" in shape and sum(_shape(cell) == shape for cell in below) >= MOST * len(below):
        return False
    if not NUMERIC.match(name) and sum(map(_numeric, below)) >= MOST * len(below):
        return True
    return None


def _shape(cell: str) -> str:
    """3室1厅 → 9字9字."""
    plain = re.sub(r"\d+", "9", cell)
    return re.sub(r"[\u3400-\u9fff]+", "字", re.sub(r"[A-Za-z]+", "a", plain))


def _numeric(cell: str) -> bool:
    return NUMERIC.match(cell) is not None


def _usual(cells: Sequence[RawRow]) -> int:
    """How many cells a row of the table fills."""
    counts = [sum(bool(cell.strip()) for cell in row) for row in cells[:LOOKED_AT]]
    return median_low([count for count in counts if count > 1] or [1])


def _is_title(grid: Grid, at: int, usual: int) -> bool:
    """Whether a row may stand above the header: it has few cells, or all of them are labelled."""
    filled = [cell for cell in plain_row(grid.cells[at]) if cell]
    if usual == 1:
        return _says_title(grid, at) and not any(map(is_header_word, filled))
    if len(filled) <= usual // 2 and any(map(TITLE_CELL.fullmatch, filled)):
        return True
    return len(filled) <= max(1, usual // 3) or is_labelled(filled)


def _says_title(grid: Grid, at: int) -> bool:
    filled = [cell for cell in plain_row(grid.cells[at]) if cell]
    merged = any(span.top == at and span.right > span.left for span in grid.spans)
    return merged or is_labelled(filled) or any(map(TITLE_WORDS.search, filled))


def _titles(grid: Grid, usual: int) -> int:
    """How many lines above a table without header are certainly titles."""
    rows = range(min(MAX_ABOVE, len(grid.cells) - 1))
    if usual == 1:
        return 0
    found = list(takewhile(lambda at: _is_title(grid, at, usual) and _says_title(grid, at), rows))
    return len(found)
