"""Rows of a list that are none of its entries: totals, notes below the table, headers again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.ingest.header_words import GAP, NUMERIC
from geo.ingest.layout import LeftOutKind

LONGEST_LABEL = 24  # characters of a cell that says total
LABEL_COLUMNS = 4  # filled cells of a row, from the left, in which it may say so
NAMES = 0.5  # share of different texts from which on a column names its rows
FEW_TOTALS = 0.34  # share of totals up to which a column is no breakdown into total and parts
ENOUGH = 6  # other rows that show what a column holds
MAYBE = re.compile(r"[计計均]|total|[：:]", re.IGNORECASE)  # in totals and notes
SPACES = re.compile(r"\s+")
TOTAL = re.compile(
    r"[^：:，,。]{0,12}?(?:[合小总總共累][计計]|平均)(?:数|额|值)?(?:[（(：:].*)?"
    r"|(?:grand\s*|sub\s*-?)?totals?\s*:?",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"[*※]?\s*(?:注|註|附注|备注|说明|填表说明|填报说明|填表人|填报人|制表人?|编制人?|审核人?|复核人?|"
    r"联系人|联系电话|填表单位|填报单位|制表单位|填表日期|填报日期|制表日期|填表时间|制表时间|"
    r"单位负责人|负责人|分管领导|数据来源|资料来源|来源|统计口径|"
    r"notes?|remarks?|sources?|prepared by|compiled by)"
    r"(?:[（(][^）)]*[）)])?\s*\d{0,2}\s*[：:]",
    re.IGNORECASE,
)
POINT = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十])[）)、.．]")


@dataclass(frozen=True)
class _Total:
    """A cell that says total: its row and column, and whether the row has no other text."""

    row: int
    column: int
    alone: bool


def rows_apart(
    rows: Sequence[Sequence[str]], usual: int, headers: Iterable[Sequence[str]]
) -> dict[int, LeftOutKind]:
    """Which of the rows below the header are no entries; `usual` is how many cells rows fill.

    A total counts as one where its row says nothing else, or where its column names the rows: in
    a column with total, urban, rural for each county it is a value like the others.
    """
    again = {tuple(header) for header in headers}
    apart: dict[int, LeftOutKind] = {}
    totals: list[_Total] = []
    after_note = False
    for at, row in enumerate(rows):
        if not after_note and tuple(row) not in again and not MAYBE.search("\n".join(row)):
            continue  # as nearly all rows of a long list
        filled = [(column, cell.strip()) for column, cell in enumerate(row) if cell.strip()]
        after_note = _is_note([cell for _, cell in filled], usual, after_note)
        if after_note:
            apart[at] = LeftOutKind.NOTE
        elif tuple(row) in again:
            apart[at] = LeftOutKind.HEADER
        else:
            totals += _totals(at, filled)
    columns = {one.column for one in totals if not one.alone}
    named = {column: _names_rows(rows, column, totals) for column in columns}
    for one in totals:
        if one.alone or named[one.column] or (named[one.column] is None and _gaps(rows, one.row)):
            apart[one.row] = LeftOutKind.TOTAL
    return apart


def is_note(text: str) -> bool:
    """Whether a text begins like a line below a table.

    >>> is_note("注：数据截至2024年6月"), is_note("填表人：某某"), is_note("注册地：成都")
    (True, True, False)
    """
    return NOTE.match(text) is not None


def _is_note(filled: list[str], usual: int, after_note: bool) -> bool:
    """A note says so, in a row with few cells; lines without further cells below it go on."""
    if not filled:
        return after_note
    if is_note(filled[0]):
        return len(filled) <= max(1, usual // 2) or all(":" in one or "：" in one for one in filled)
    return after_note and len(filled) == 1 and (usual > 2 or bool(POINT.match(filled[0])))


def _totals(at: int, filled: list[tuple[int, str]]) -> list[_Total]:
    """The first cell of a row that says total, if any of its first does."""
    for column, cell in filled[:LABEL_COLUMNS]:
        if len(cell) > LONGEST_LABEL or not TOTAL.fullmatch(SPACES.sub("", cell)):
            continue
        texts = [other for place, other in filled if place != column and not _no_text(other, cell)]
        return [_Total(at, column, not texts)]
    return []


def _no_text(cell: str, label: str) -> bool:
    return cell == label or NUMERIC.match(cell) is not None or GAP.fullmatch(cell) is not None


def _names_rows(
    rows: Sequence[Sequence[str]], column: int, totals: Sequence[_Total]
) -> bool | None:
    """Whether a column names its rows; None where too few rows tell."""
    marked = {one.row for one in totals if one.column == column}
    others = [
        cell for at, row in enumerate(rows) if at not in marked and (cell := row[column].strip())
    ]
    if not others or len(marked) / (len(marked) + len(others)) > FEW_TOTALS:
        return False
    if len(set(others)) / len(others) <= NAMES:
        return False
    return True if len(others) >= ENOUGH else None


def _gaps(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a row has a gap where most others have none."""
    row, others = rows[at], [row for place, row in enumerate(rows) if place != at]
    return any(
        not cell.strip() and sum(bool(other[column].strip()) for other in others) * 2 > len(others)
        for column, cell in enumerate(row)
    )
