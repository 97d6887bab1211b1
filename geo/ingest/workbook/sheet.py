"""The cells of one sheet, as its XML goes by."""

from __future__ import annotations

import re

from geo.ingest.table import MAX_ABOVE, Range, TableLimits, list_error
from geo.ingest.workbook.cells import date_text, number_text
from geo.ingest.xml_stream import Stream

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
MAX_MERGED = 100_000  # ranges
LAST_ROW = 1_048_576  # of a sheet in any program


class SheetCells(Stream):
    """Collects the filled cells and the merged ranges of a sheet.

    `rows` is row (from 1) → column (from 1) → text. What lies beyond the columns that a list may
    have, or below a gap of more rows than it may have, is not part of the list.
    """

    def __init__(
        self, strings: list[str], formats: list[str], limits: TableLimits, *, from_1904: bool
    ) -> None:
        """Take what cells refer to by number."""
        self.rows: dict[int, dict[int, str]] = {}
        self.merged: set[Range] = set()
        self._strings, self._formats, self._limits = strings, formats, limits
        self._from_1904 = from_1904
        self._row = self._column = 0
        self._last = 0  # filled row
        self._kind, self._style = "n", ""
        self._pieces: list[str] = []
        self._length = 0
        self._in_cell = False
        self._spoken = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin a row, a cell, its value, or note a merged range."""
        self.wants_text = False
        if name == "row":
            self._row = _number(attributes.get("r")) or self._row + 1
            self._column = 0
        elif name == "c":
            reference = REFERENCE.fullmatch(attributes.get("r", ""))
            self._column = column_number(reference[1]) if reference else self._column + 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._pieces, self._length, self._in_cell = [], 0, True
        elif self._in_cell and name == "rPh":
            self._spoken += 1
        elif self._in_cell and name in ("v", "t"):
            self.wants_text = not self._spoken
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        """A piece of the value of a cell."""
        self._pieces.append(text)
        self._length += len(text)
        if self._length > self._limits.cell:
            raise list_error("cell_too_long", row=self._row, limit=self._limits.cell)

    def end(self, name: str) -> None:
        """Keep a cell that holds something."""
        self.wants_text = False
        if name == "rPh" and self._spoken:
            self._spoken -= 1
        elif name == "c" and self._in_cell:
            self._in_cell = False
            if self._pieces:
                self._keep(self._shown("".join(self._pieces)))

    def _keep(self, text: str) -> None:
        too_far = self._row - self._last > self._limits.rows + MAX_ABOVE + 1
        too_far = too_far or self._row > LAST_ROW
        if not text or self._column > self._limits.columns + 1 or too_far:
            return
        self._last = max(self._last, self._row)
        self.rows.setdefault(self._row, {})[self._column] = text
        if len(self.rows) > self._limits.rows + MAX_ABOVE + 1:
            raise list_error("too_many_rows", limit=self._limits.rows)

    def _shown(self, written: str) -> str:
        match self._kind:
            case "s":
                return self._string(written)
            case "n":
                return number_text(written, self._format(), from_1904=self._from_1904)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(written.strip(), written)
            case "d":
                return date_text(written.strip())
            case _:  # texts of a formula, texts in their place, errors
                return written

    def _string(self, written: str) -> str:
        number = _number(written)
        if number is None or number >= len(self._strings):
            raise ValueError("a cell refers to a text that is not there")
        return self._strings[number]

    def _format(self) -> str:
        """A style that is not there hides nothing: the number is shown as it is."""
        number = _number(self._style)
        return self._formats[number] if number is not None and number < len(self._formats) else ""

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, stop = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last or first)
        if not start or not stop:
            return
        self.merged.add(
            (column_number(start[1]), int(start[2]), column_number(stop[1]), int(stop[2]))
        )
        if len(self.merged) > MAX_MERGED:
            raise list_error("workbook_too_complex")


def column_number(letters: str) -> int:
    """The number of a column, from 1.

    >>> column_number("A"), column_number("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _number(text: str | None) -> int | None:
    """A whole number of at most nine digits."""
    plain = (text or "").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None
