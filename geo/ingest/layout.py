"""How a grid is laid out: which rows name the columns, and which are no part of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple


class LeftOutKind(StrEnum):
    """Why a row of a file is no row of its table."""

    TITLE = "title"  # above the names of the columns
    TOTAL = "total"  # 合计, 小计
    NOTE = "note"  # 注：, 填表人：
    HEADER = "header"  # the names of the columns once more, as on each printed page


class Header(NamedTuple):
    """The rows of a grid, from 0, that together name its columns."""

    first: int
    last: int


TOP = Header(0, 0)


class MergedCell(NamedTuple):
    """A merged cell of a workbook: its outermost rows and columns in the grid, from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class LeftOut:
    """A row that was left out: its line in the file, why, and what stands in it."""

    line: int
    kind: LeftOutKind
    text: str


@dataclass(frozen=True)
class Layout:
    """`header` is None where no row names the columns. `apart` are the rows, from 0, that are left
    out. `sure` is False where the header is a guess that a person should look at.
    """

    header: Header | None = TOP
    apart: Mapping[int, LeftOutKind] = field(default_factory=dict)
    sure: bool = True

    def with_all_rows(self) -> Layout:
        """The layout that keeps totals and notes as rows of the table: all below the header."""
        start = 0 if self.header is None else self.header.first
        return replace(self, apart={row: kind for row, kind in self.apart.items() if row < start})


FIRST_ROW, NO_HEADER = Layout(), Layout(None)


def joined_names(
    rows: Sequence[Sequence[str]], first: int = 0, spans: Sequence[MergedCell] = ()
) -> tuple[str, ...]:
    """The names of columns that stand in several rows, each below its headings.

    `first` is the place of the first of them in the grid, which the merged cells (`spans`) refer
    to. Where a row has none, as in a text file, a heading reaches over the gaps to its right.

    >>> joined_names([("区县", "投资", ""), ("", "计划", "完成")])
    ('区县', '投资 计划', '投资 完成')
    """
    if len(rows) == 1:
        return tuple(rows[0])
    names: list[list[str]] = [[] for _ in rows[0]]
    for at, row in enumerate(rows):
        reach = None if at == len(rows) - 1 else _reach(first + at, spans)
        heading, upper = "", [tuple(parts) for parts in names]
        for column, cell in enumerate(row):
            if cell.strip():
                heading = " ".join(cell.split())
            elif reach is None or upper[column] != upper[column - 1] or not reach(column):
                heading = ""
            if heading and heading not in names[column]:
                names[column].append(heading)
    return tuple(map(_joined, names))


def _reach(row: int, spans: Sequence[MergedCell]) -> Callable[[int], bool]:
    """Whether the heading to the left of a column reaches over it."""
    here = [span for span in spans if span.top <= row <= span.bottom]
    return lambda column: not here or any(span.left < column <= span.right for span in here)


def _joined(parts: Sequence[str]) -> str:
    """One name of several; a unit in brackets belongs to the name before it."""
    return "".join(
        part if not at or part[0] in "（(" else f" {part}" for at, part in enumerate(parts)
    )
