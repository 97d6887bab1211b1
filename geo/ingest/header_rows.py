"""Headers of several rows: names below headings of groups, and units in brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from geo.ingest.header_words import is_header_word, is_period, may_be_header
from geo.ingest.layout import Header
from geo.ingest.table import Grid, RawRow

LABELLED = re.compile(r"[^\d：:]{1,12}[：:].*")  # 单位：万元
TITLE_CELL = re.compile(r"附件.*|附表.*|.*表|[^\d：:]{1,12}[：:].*")  # no heading of a group
UNIT = re.compile(r"[（(].{1,12}[）)]")


def whole_header(grid: Grid, at: int) -> Header:
    """The row with those below it that belong to the same header, at most two."""
    last = at
    while last < at + 2 and last + 2 < len(grid.cells) and _goes_on(grid, at, last):
        last += 1
    return Header(at, last)


def _goes_on(grid: Grid, first: int, last: int) -> bool:
    """Whether the row below is part of the header: units, or names below headings of groups."""
    above, below = plain_row(grid.cells[last]), plain_row(grid.cells[last + 1])
    filled = [cell for cell in below if cell]
    if not filled or sum(map(bool, above)) < 2 or any(map(TITLE_CELL.fullmatch, above)):
        return False
    if all(map(UNIT.fullmatch, filled)):
        return True
    if not all(may_be_header(cell) or is_period(cell) for cell in filled):
        return False
    groups = _groups(grid, Header(first, last), above)
    if not groups:
        return False
    under = {column for group in groups for column in group}
    rest = [at for at in range(len(above)) if at not in under]
    same = all(below[at] in ("", above[at]) for at in rest)
    merged = any(span.top == last and span.right > span.left for span in grid.spans)
    whole = all(sum(bool(below[at]) for at in group) > 1 for group in groups)
    upper = grid.cells[first : last + 1]
    spare = any(row[0].strip() for row in upper) and not below[0]  # rows begin with something
    return same and whole and (merged or spare or any(map(is_header_word, filled)))


def _groups(grid: Grid, header: Header, above: RawRow) -> list[list[int]]:
    """The columns under each heading that stands over several: merged ones, else with gaps.

    `above` is the lowest row of the header so far; a name in a row above it ends a group.
    """
    at = header.last
    merged = [span for span in grid.spans if span.top == at == span.bottom]
    across = [list(range(span.left, span.right + 1)) for span in merged if span.right > span.left]
    if across or any(span.top <= at <= span.bottom for span in grid.spans):
        return across
    found: list[list[int]] = []
    rows = grid.cells[header.first : at + 1]
    for column, cell in enumerate(above):
        if not cell:
            continue
        after = range(column + 1, len(above))
        gaps = takewhile(lambda place: not any(row[place].strip() for row in rows), after)
        group = [column, *gaps]
        if len(group) > 1:
            found.append(group)
    return found


def is_labelled(cells: Sequence[str]) -> bool:
    """Whether all filled cells are labels with what they label, as 单位：万元."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(map(LABELLED.fullmatch, filled))


def plain_row(row: Sequence[str]) -> RawRow:
    """The cells of a row without line ends and spaces around them."""
    return tuple(" ".join(cell.split()) for cell in row)
