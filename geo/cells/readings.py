"""Read cells that are surely a number although they hold more: `130.2亿元`, `≈687`, `(P)402.5`.

What was stripped is part of the answer, so that people are told of it. A bound (`<5`, `≥ 3`), a
range and a word that is no known unit are no numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from geo.cells.numbers import read_number
from geo.cells.units import CellUnit, read_unit

_WORD = "(?:p|e|r|f|初步|初步核算|预计|预测|估计|估算|约|快报|修订|provisional|estimate|revised)"
_NOTE = rf"[(（\[]\s*(?:{_WORD}|注?\s*[0-9]{{1,2}})\s*[)）\]]"
_BEFORE = re.compile(rf"(?:[≈~～∼'’‘]|大约|约|{_NOTE})\s*", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:[*＊†‡§#＃]+|左右|[①-⑳⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?:{_NOTE}))$", re.IGNORECASE)
_CURRENCY = re.compile(r"([¥￥])\s*(?=[\d.０-９])")
_WITH_UNIT = re.compile(r"(.*[\d.０-９])\s*([^\d\s.,０-９].{0,11})", re.DOTALL)
_USUAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
MOST_MARKS = 3
MOST_CHARACTERS = 60  # of a cell that can be a number


@dataclass(frozen=True)
class NumberCell:
    """A number as it is written, its unit, and the marks that stood around it."""

    number: Decimal
    unit: CellUnit | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnReading:
    """The numbers of a column, None where a cell holds none, all in one unit.

    `unit` is that of the numbers, empty where none is known. `stripped` has per cell what was
    left out or converted to read it (`≈`, `亿元`), empty where nothing was.
    """

    numbers: tuple[float | None, ...]
    unit: str
    stripped: tuple[str, ...]


def read_cell(text: str) -> NumberCell | None:
    """The number of a cell with its unit and marks, None when it is surely none.

    >>> read_cell("(P)402.5").marks, read_cell("130.2亿元").unit.written, read_cell("<5")
    (('(P)',), '亿元', None)
    """
    if _USUAL.fullmatch(text):  # most cells, and lists are long
        return NumberCell(Decimal(text))
    rest = text.strip()
    marks: list[str] = []
    if len(rest) > MOST_CHARACTERS:
        return None
    for _ in range(MOST_MARKS + 1):
        found = _bare(rest)
        if found:
            return NumberCell(found.number, found.unit, tuple(marks))
        mark = _BEFORE.match(rest) or _AFTER.search(rest)
        if not mark:
            return None
        marks.append(mark[0].strip())
        rest = (rest[: mark.start()] + rest[mark.end() :]).strip()
    return None


def _bare(text: str) -> NumberCell | None:
    """A number that has nothing but a unit."""
    money = _CURRENCY.match(text)
    if money:
        rest = _bare(text[money.end() :])
        fits = rest and (rest.unit is None or rest.unit.noun in ("", "元"))
        factor = rest.unit.factor if rest and rest.unit else Decimal(1)
        return NumberCell(rest.number, CellUnit(money[1], "元", factor)) if rest and fits else None
    with_unit = _WITH_UNIT.fullmatch(text)
    unit = read_unit(with_unit[2]) if with_unit else None
    if with_unit and unit:
        number = read_number(with_unit[1])
        return None if number is None else NumberCell(_exact(number), unit)
    number = read_number(text)
    return None if number is None else NumberCell(_exact(number))


def _exact(number: float) -> Decimal:
    """The decimal number that was written: the shortest that is this float."""
    return Decimal(repr(number))


def read_column(cells: Sequence[str], unit: CellUnit | None = None) -> ColumnReading:
    """The cells as numbers in one unit: `unit`, or else the one that cells are written in.

    Cells without a unit are in that of the column. 万 and 亿 convert; a cell in a unit of
    another kind is no number.
    """
    readings = [read_cell(cell) for cell in cells]
    base = unit or _common(readings)
    numbers, stripped = [], []
    for reading in readings:
        number = None if reading is None else in_unit(reading, base)
        numbers.append(number)
        written = [] if reading is None or number is None else list(reading.marks)
        if reading and reading.unit and number is not None:
            written.append(reading.unit.written)
        stripped.append(" ".join(written))
    return ColumnReading(tuple(numbers), base.written if base else "", tuple(stripped))


def _common(readings: Sequence[NumberCell | None]) -> CellUnit | None:
    """The unit that most cells with a unit have; %, 万 and 亿 alone are part of the number."""
    units = [one.unit for one in readings if one and one.unit and one.unit.noun not in ("", "%")]
    return Counter(units).most_common(1)[0][0] if units else None


def in_unit(reading: NumberCell, base: CellUnit | None) -> float | None:
    """The number in a unit (None: none, 35 % is 0.35), None when it cannot be one of it."""
    own = reading.unit
    if own is None:
        return _finite(reading.number)
    if base is None:
        return _finite(reading.number * own.factor)
    if own.noun not in ("", base.noun) or (own.noun == "" and base.is_percent):
        return None
    return _finite(reading.number * own.factor / base.factor)


def _finite(number: Decimal) -> float | None:
    value = float(number)
    return value if isfinite(value) else None
