"""The columns of every exported table, under three sets of names (declared in geo/schema).

`name` is what GeoJSON, GeoPackage, GeoParquet and KML use; `short` fits the 10 bytes of a
shapefile; the headers of CSV and XLSX are the labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from typing import Any

import pandas as pd

from geo import i18n
from geo.model import Datum
from geo.schema.exported import EXPORTED

DECIMALS = 6  # of degrees: 0.1 m
LIST_SEPARATOR = "|"
OWN_COLUMN = "own_"  # how the names of the user's own columns begin; none of our own does
OWN_WIDTH = 18
# A text that a spreadsheet takes for a number, never for a formula.
PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}|-?[0-9]{1,9}\.[0-9]{1,6}")


_FIELDS = {field.name: field for field in EXPORTED}
# A row of an exported table: its columns depend on the list, and on the person's own columns.
Record = dict[str, Any]
NOT_ALLOWED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def header(name: str, lang: str, datum: Datum) -> str:
    """The column's label; for coordinates with their datum."""
    if name.startswith(OWN_COLUMN):
        return i18n.text(lang, "export.own.column", name=name.removeprefix(OWN_COLUMN))
    return _FIELDS[name].about.label(lang).format(datum=datum)


def meaning(name: str, lang: str) -> str:
    """What the column means, in a sentence; of a person's own columns nobody knows."""
    return _FIELDS[name].about.meaning(lang) if name in _FIELDS else ""


def unit(name: str) -> str:
    """The unit of the column; empty where it has none."""
    return _FIELDS[name].about.unit if name in _FIELDS else ""


def width(name: str) -> int:
    """How many characters wide a spreadsheet shows the column."""
    return _FIELDS[name].about.width if name in _FIELDS else OWN_WIDTH


def ascii_names(names: Iterable[str]) -> dict[str, str]:
    """Column → its name in ASCII; the user's own ones are numbered."""
    own = count(1)
    return {
        name: f"{OWN_COLUMN}{next(own)}" if name.startswith(OWN_COLUMN) else name for name in names
    }


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Column → its name of at most 10 ASCII characters."""
    return {
        name: _FIELDS[name].short if name in _FIELDS else plain
        for name, plain in ascii_names(names).items()
    }


def own_names(columns: Iterable[object]) -> list[str]:
    """Those of the columns that are the user's own."""
    return [str(name) for name in columns if str(name).startswith(OWN_COLUMN)]


def is_blank(value: object) -> bool:
    """Whether a cell is empty."""
    return value is None or value is pd.NA or value == "" or value != value


def records(table: pd.DataFrame) -> list[Record]:
    """The rows; what is missing is None."""
    return [
        {str(name): None if is_blank(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]


def best_first(table: pd.DataFrame) -> list[int]:
    """The positions of the rows in the order of a printed list: by rank, those without one last."""
    if "rank" not in table:
        return list(range(len(table)))
    ranks = [None if is_blank(rank) else int(rank) for rank in table["rank"]]
    return sorted(range(len(ranks)), key=lambda row: (ranks[row] is None, ranks[row] or 0))


def numbers(table: pd.DataFrame) -> list[str]:
    """The number of each row in a printed list and on its map: 1 to n, each once, by `best_first`.

    Rows of the same rank have different numbers, so that each can be found.
    """
    found = {row: str(number) for number, row in enumerate(best_first(table), start=1)}
    return [found[row] for row in range(len(table))]


def joined(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its lists as text, `a|b`."""
    plain = table.copy()
    for name in plain.columns:
        if any(isinstance(value, list) for value in plain[name]):
            plain[name] = [_text(value) for value in plain[name]]
    return plain


def _text(value: Iterable[object]) -> str:
    return LIST_SEPARATOR.join(map(str, value))


def clean(text: str) -> str:
    """The text without the control characters that XML 1.0 cannot hold, even escaped."""
    return NOT_ALLOWED.sub("", text)
