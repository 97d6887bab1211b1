"""The type of a person's own column: declared once, guessed where nobody did.

A guess loses nothing: a column is text unless every cell can be written again from its number or
date. Codes with leading zeros, numbers of more than 15 digits, and columns in which only some
cells have a unit or a mark stay text until the person says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from geo.cells.dates import read_date
from geo.cells.numbers import is_blank
from geo.cells.readings import NumberCell, in_unit, read_cell
from geo.cells.units import CellUnit, read_unit, unit_of_header

MAX_DECIMALS = 9
MAX_INTEGER = 10**15  # beyond it a spreadsheet changes the last digits
GROUPED_FROM = 10_000  # 2023 may be a year
MAX_UNIT = 12  # characters
MOST_LOOKED_AT = 300  # cells of a column, for an offer
YEARS = range(1900, 2101)
SIGNIFICANT = 15  # digits of a float that were meant; what follows is noise
# Headers of columns whose digits are no amounts.
CODE_WORDS = re.compile(
    r"代码|编码|编号|序号|证号|电话|手机|邮编|区划码|\b(?:code|id|no|phone|tel|zip|adcode|postcode)\b",
    re.IGNORECASE,
)
_AFTER_POINT = re.compile(r"\.([0-9]+)")
LEADING_ZERO = re.compile(r"[-+]?0[0-9]")
Value = int | float | date | str


class ColumnKind(StrEnum):
    """What the cells of a column are. `percent` is kept as a fraction: 35 % is 0.35."""

    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"
    TEXT = "text"
    DATE = "date"


NUMERIC = (ColumnKind.INTEGER, ColumnKind.NUMBER, ColumnKind.PERCENT)


@dataclass(frozen=True)
class ColumnType:
    """ColumnKind, unit as people write it (of numbers), and how many decimals they see (0 to 9).

    The decimals of a percent column are those of the percentage.
    """

    kind: ColumnKind = ColumnKind.TEXT
    unit: str = ""
    decimals: int = 0

    @property
    def is_numeric(self) -> bool:
        """Whether one can calculate with its values."""
        return self.kind in NUMERIC

    @property
    def places(self) -> int:
        """The decimals of the value itself: two more for percent, which is kept as a fraction."""
        return self.decimals + (2 if self.kind is ColumnKind.PERCENT else 0)


TEXT = ColumnType()


def encode(column: ColumnType) -> str:
    """The code that lists keep: `number;1;亿元`."""
    return f"{column.kind};{column.decimals};{column.unit}"


def decode(code: str) -> ColumnType | None:
    """The type of a code; None for one of a newer Shutu or a damaged one.

    >>> decode("number;1;亿元"), decode("colour;1;")
    (ColumnType(kind=<ColumnKind.NUMBER: 'number'>, unit='亿元', decimals=1), None)
    """
    kind, _, rest = code.partition(";")
    decimals, _, unit = rest.partition(";")
    fits = (
        kind in set(ColumnKind) and decimals.isascii() and decimals.isdigit() and len(decimals) == 1
    )
    return valid(ColumnType(ColumnKind(kind), unit, int(decimals))) if fits else None


def valid(column: ColumnType) -> ColumnType:
    """The type without what its kind does not have: text has no unit, an integer no decimals."""
    numeric = column.kind in (ColumnKind.INTEGER, ColumnKind.NUMBER)
    decimals = column.decimals if column.kind in (ColumnKind.NUMBER, ColumnKind.PERCENT) else 0
    unit = " ".join(column.unit.split())[:MAX_UNIT] if numeric else ""
    return ColumnType(column.kind, unit, min(max(decimals, 0), MAX_DECIMALS))


def type_of(name: str, cells: Sequence[str], declared: Mapping[str, str]) -> ColumnType:
    """The declared type of a column (name → code), or the guess."""
    return decode(declared.get(name, "")) or guess_type(name, cells)


def guess_type(name: str, cells: Sequence[str]) -> ColumnType:
    """The type that every filled cell has, without loss; else text.

    >>> guess_type("增速", ["3.5%", "12%"]).kind.value, guess_type("村", ["007", "12"]).kind.value
    ('percent', 'text')
    """
    filled = [cell for cell in cells if not is_blank(cell)]
    if not filled:
        return TEXT
    if all(read_date(cell) for cell in filled):
        return ColumnType(ColumnKind.DATE)
    sure = []
    for cell in [] if CODE_WORDS.search(name) else filled:
        one = read_cell(cell)
        if one is None or one.marks or _is_code(cell):
            break
        sure.append(one)
    if len(sure) < len(filled):
        return TEXT
    units = {one.unit for one in sure if one.number or one.unit}  # a bare 0 is 0 in any unit
    if len(units) > 1:
        return TEXT
    unit = next(iter(units), None)
    written = max(map(_written_decimals, filled))
    return _of_numbers(sure, unit, unit_of_header(name), written)


def _written_decimals(cell: str) -> int:
    """How many decimals stand in a cell; 0 where they are the noise of a program."""
    found = _AFTER_POINT.search(cell)
    return len(found[1]) if found and len(found[1]) <= MAX_DECIMALS else 0


def _is_code(cell: str) -> bool:
    digits = 0 if "." in cell else sum(char.isdigit() for char in cell)
    return LEADING_ZERO.match(cell.strip()) is not None or digits > SIGNIFICANT


def _of_numbers(
    readings: Sequence[NumberCell], unit: CellUnit | None, header: CellUnit | None, written: int
) -> ColumnType:
    decimals = max(decimals_of(float(one.number)) for one in readings)
    if decimals:  # 12.50 beside 3.25 has two; 12.0 beside 3.0 are whole numbers of a program
        decimals = max(decimals, min(written, MAX_DECIMALS))
    if unit and unit.is_percent and not header:
        more = 0 if unit.written in "%％" else -1  # 5‰ is 0.5 %
        return valid(ColumnType(ColumnKind.PERCENT, "", decimals - more))
    if header and unit and unit != header:
        return TEXT
    base = header or unit
    kind = ColumnKind.NUMBER if decimals else ColumnKind.INTEGER
    if any(abs(one.number) >= MAX_INTEGER for one in readings):
        kind = ColumnKind.NUMBER
    return valid(ColumnType(kind, base.written if base else "", decimals))


def decimals_of(number: float) -> int:
    """How many decimals a number was meant to have."""
    plain = canonical(number)
    return len(plain.partition(".")[2]) if "e" not in plain else MAX_DECIMALS


def typed(cell: str, column: ColumnType) -> Value | None:
    """The value of a cell; None where it is blank or no such value.

    >>> typed("35 %", ColumnType(ColumnKind.PERCENT)), typed("keine", ColumnType(ColumnKind.NUMBER))
    (0.35, None)
    """
    if column.kind is ColumnKind.TEXT:
        return cell or None
    if is_blank(cell):
        return None
    if column.kind is ColumnKind.DATE:
        return read_date(cell)
    reading = read_cell(cell)
    base = read_unit(column.unit) if column.unit else None
    number = None if reading is None else in_unit(reading, base)
    if reading and reading.unit and base is None and column.unit:
        number = None  # the column's unit is a word that we do not know
    if number is None or column.kind is not ColumnKind.INTEGER:
        return number
    whole = without_noise(number)
    return int(whole) if whole.is_integer() and abs(whole) < MAX_INTEGER else None


def loses(cell: str, column: ColumnType) -> bool:
    """Whether the typed value does not say all that stands in the cell."""
    if column.kind is ColumnKind.TEXT or is_blank(cell):
        return False
    if typed(cell, column) is None:
        return True
    if column.kind is ColumnKind.DATE:
        return False
    reading = read_cell(cell)
    return bool(reading and reading.marks)


def without_noise(value: float) -> float:
    """A number without the noise of floats: 0.08900000000000001 is 0.089."""
    return float(f"{value:.{SIGNIFICANT}g}")


def canonical(value: Value | None) -> str:
    """A value as programs read it: `1200`, `0.35`, `2023-09-12`; empty for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        number = without_noise(value)
        return (
            str(int(number)) if number.is_integer() and abs(number) < MAX_INTEGER else repr(number)
        )
    return value.isoformat() if isinstance(value, date) else str(value)


def shown(value: Value | None, column: ColumnType) -> str:
    """A value as people read it, without the unit: `1,200.5`, `35.0%`, `2023-09-12`.

    >>> shown(0.08900000000000001, ColumnType(ColumnKind.NUMBER, "", 3))
    '0.089'
    """
    if value is None or isinstance(value, str | date):
        return canonical(value)
    if column.kind is ColumnKind.PERCENT:
        return f"{without_noise(value) * 100:,.{column.decimals}f}%"
    if column.kind is ColumnKind.INTEGER:
        return f"{value:,.0f}" if abs(value) >= GROUPED_FROM else f"{value:.0f}"
    return f"{without_noise(value):,.{column.decimals}f}"


def with_unit(value: Value | None, column: ColumnType) -> str:
    """A value as people read it, with the unit: `130.2 亿元`, `12 km`."""
    text = shown(value, column)
    return f"{text} {column.unit}" if text and column.unit else text


def cell_in_words(cell: str, column: ColumnType) -> str:
    """A cell as people read it: its value with the unit; as it is written, where it says more."""
    return cell if loses(cell, column) else with_unit(typed(cell, column), column)


def for_values(column: ColumnType, values: Sequence[float]) -> ColumnType:
    """The type of calculated values (means, sums) of such a column: as many decimals as needed."""
    scale = 100 if column.kind is ColumnKind.PERCENT else 1
    decimals = max((decimals_of(without_noise(value) * scale) for value in values), default=0)
    kind = ColumnKind.NUMBER if column.kind is not ColumnKind.PERCENT else ColumnKind.PERCENT
    if kind is ColumnKind.NUMBER and not decimals:
        kind = ColumnKind.INTEGER
    return valid(replace(column, kind=kind, decimals=decimals))


def likeliest_numbers(columns: Mapping[str, Sequence[str]]) -> str:
    """The name of the first column of amounts: not codes, not years; else the first of numbers.

    Where no column has numbers, the first.
    """
    return max(columns, key=lambda name: _amounts(name, columns[name]))


def _amounts(name: str, cells: Sequence[str]) -> int:
    """How much a column looks like amounts, 0 to 3."""
    filled = [cell for cell in cells[:MOST_LOOKED_AT] if not is_blank(cell)]
    numbers = [found.number for cell in filled if (found := read_cell(cell))]
    if not numbers or 2 * len(numbers) < len(filled):
        return int(bool(numbers))
    years = all(number == int(number) and number in YEARS for number in map(float, numbers))
    return 2 if years or CODE_WORDS.search(name) or any(map(_is_code, filled)) else 3
