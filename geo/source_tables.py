"""Read the hand-edited CSV tables; errors are reported with file, row and field."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from geo.errors import SourceError

T = TypeVar("T")
LIST_SEPARATOR = "|"


class SourceRow:
    """One row of a table; its getters raise `SourceError` naming the file, line and field."""

    def __init__(self, path: Path, line: int, values: dict[str, str]) -> None:
        """`line` is the line number in the file, counted from 1, the header being line 1."""
        self.path, self.line, self.values = path, line, values

    def fail(self, field: str, reason: str) -> SourceError:
        """The error for `field` of this row."""
        return SourceError(f"{self.path.name}, row {self.line}, field {field}: {reason}")

    def text(self, field: str) -> str:
        """A text that must not be empty."""
        value = self.values[field]
        if not value:
            raise self.fail(field, "is empty")
        return value

    def optional(self, field: str) -> str | None:
        """A text, or None where the cell is empty."""
        return self.values[field] or None

    def items(self, field: str) -> list[str]:
        """A list written as `a|b|c`; empty cell: empty list."""
        return [item for item in self.values[field].split(LIST_SEPARATOR) if item]

    def integer(self, field: str) -> int:
        """A whole number."""
        return self._convert(field, int, "a whole number")

    def number(self, field: str) -> float | None:
        """A finite number, or None where the cell is empty."""
        if not self.values[field]:
            return None
        value = self._convert(field, float, "a number")
        if value != value or value in (float("inf"), float("-inf")):
            raise self.fail(field, f"{self.values[field]!r} is not a finite number")
        return value

    def choice(self, field: str, kind: Callable[[str], T]) -> T:
        """A value of an enumeration."""
        return self._convert(field, kind, f"one of the values of {getattr(kind, '__name__', kind)}")

    def span(self) -> tuple[int, int]:
        """The columns `span_start` and `span_end`."""
        return self.integer("span_start"), self.integer("span_end")

    def _convert(self, field: str, kind: Callable[[str], T], what: str) -> T:
        try:
            return kind(self.text(field))
        except ValueError as error:
            if isinstance(error, SourceError):
                raise
            raise self.fail(field, f"{self.values[field]!r} is not {what}") from error


def read_table(path: Path, columns: list[str]) -> list[SourceRow]:
    """The rows of a UTF-8 CSV file that must have exactly `columns`.

    Raises:
        SourceError: the file is missing or unreadable, or a header or row has other columns.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = list(reader.fieldnames or [])
            if header != columns:
                raise SourceError(
                    f"{path.name}: columns are {', '.join(header) or 'missing'}; "
                    f"expected {', '.join(columns)}"
                )
            rows = []
            for values in reader:
                if None in values or None in values.values():
                    raise SourceError(
                        f"{path.name}, row {reader.line_num}: has another number of cells "
                        f"than the header's {len(columns)}"
                    )
                cells = {key: value.strip() for key, value in values.items()}
                rows.append(SourceRow(path, reader.line_num, cells))
    except FileNotFoundError as error:
        raise SourceError(f"missing source table {path.name} (looked in {path.parent})") from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"{path.name} cannot be read: {error}") from error
    return rows


def read_toml(path: Path, keys: list[str]) -> dict[str, Any]:
    """A TOML file that must have at least `keys`.

    Raises:
        SourceError: the file is missing, is not TOML, or lacks a key.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SourceError(f"missing source file {path.name} (looked in {path.parent})") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path.name} cannot be read: {error}") from error
    for key in keys:
        if key not in values:
            raise SourceError(f"{path.name}: key {key} is missing")
    return values
