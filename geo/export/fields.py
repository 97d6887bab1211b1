"""The columns of every exported table: one list, three sets of names.

`name` is what GeoJSON, GeoPackage, GeoParquet and KML use; `short` fits the 10 bytes of a
shapefile; the headers of CSV and XLSX are the texts `export.column.<name>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

import pandas as pd

from geo import i18n
from geo.model import Datum

DECIMALS = 6  # of degrees: 0.1 m
LIST_SEPARATOR = "|"
OWN_COLUMN = "own_"  # how the names of the user's own columns begin; none of our own does
OWN_WIDTH = 18
PLAIN_NUMBER = re.compile(r"-?[0-9]{1,15}|-?[0-9]{1,9}\.[0-9]{1,6}")


@dataclass(frozen=True)
class Field:
    """A column; `width` is how many characters wide a spreadsheet shows it."""

    name: str
    short: str
    width: int = 12


FIELDS = (
    Field("rank", "rank", 6),
    Field("score", "score", 8),
    Field("name_zh", "name_zh", 22),
    Field("name_en", "name_en", 30),
    Field("full_name_zh", "full_zh", 26),
    Field("sector_label", "sector"),
    Field("kind_label", "kind", 14),
    Field("prefecture_label", "prefecture", 18),
    Field("county_label", "county", 26),
    Field("precision_label", "precision", 10),
    Field("uncertainty_m", "uncert_m", 10),
    Field("confidence_label", "confidence", 10),
    Field("relation_label", "relation", 10),
    Field("task_label", "task", 26),
    Field("clause", "clause", 48),
    Field("lon", "lon"),
    Field("lat", "lat"),
    Field("remark", "remark", 30),
    Field("tags", "tags", 16),
    Field("why", "why", 48),
    Field("match_status", "match", 14),
    Field("match_score", "match_sc", 8),
    Field("method_zh", "method", 40),
    Field("method_en", "method", 40),
    Field("note_zh", "note", 40),
    Field("note_en", "note", 40),
    Field("source_titles", "sources", 48),
    Field("river", "river"),
    Field("capacity_mw", "capac_mw"),
    Field("year", "year", 8),
    Field("status_label", "status"),
    Field("aliases", "aliases", 20),
    Field("outside", "outside", 16),
    Field("id", "id", 24),
    Field("sectors", "sect_code"),
    Field("kind", "kind_code", 16),
    Field("adcodes", "adcodes", 16),
    Field("prefectures", "pref_codes", 16),
    Field("precision", "prec_code"),
    Field("confidence", "conf_code"),
    Field("relation", "rel_code"),
    Field("tasks", "task_no", 8),
    Field("applicable_tasks", "appl_tasks"),
    Field("scenario", "scenario"),
    Field("geometry_type", "geom_type"),
    Field("status", "stat_code"),
    Field("sources", "source_ids", 24),
)
_WIDTHS = {field.name: field.width for field in FIELDS}
_SHORT = {field.name: field.short for field in FIELDS}


def header(name: str, lang: str, datum: Datum) -> str:
    """The column's label; for coordinates with their datum."""
    if name.startswith(OWN_COLUMN):
        return i18n.text(lang, "export.own.column", name=name.removeprefix(OWN_COLUMN))
    key = f"export.column.{name}"
    return i18n.text(lang, key, datum=datum) if name in ("lon", "lat") else i18n.text(lang, key)


def width(name: str) -> int:
    """How many characters wide a spreadsheet shows the column."""
    return _WIDTHS.get(name, OWN_WIDTH)


def ascii_names(names: Iterable[str]) -> dict[str, str]:
    """Column → its name in ASCII; the user's own ones are numbered."""
    own = count(1)
    return {
        name: f"{OWN_COLUMN}{next(own)}" if name.startswith(OWN_COLUMN) else name for name in names
    }


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Column → its name of at most 10 ASCII characters."""
    return {name: _SHORT.get(name, plain) for name, plain in ascii_names(names).items()}


def own_names(columns: Iterable[object]) -> list[str]:
    """Those of the columns that are the user's own."""
    return [str(name) for name in columns if str(name).startswith(OWN_COLUMN)]


def is_blank(value: object) -> bool:
    """Whether a cell is empty."""
    return value is None or value is pd.NA or value == "" or value != value


def as_number(value: object) -> object:
    """A text that is nothing but a number as that number, if it would be written the same again.

    `12.5` and `-3` are; `007`, `12.50` and an id of 18 digits stay texts.
    """
    if not isinstance(value, str) or not PLAIN_NUMBER.fullmatch(value):
        return value
    number = float(value) if "." in value else int(value)
    return number if str(number) == value else value


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows; what is missing is None."""
    return [
        {str(name): None if is_blank(value) else value for name, value in row.items()}
        for row in table.to_dict("records")
    ]


def ranks(table: pd.DataFrame) -> list[str]:
    """The numbers of the rows in a printed list: their ranks, or else their positions."""
    if "rank" not in table:
        return [str(number) for number in range(1, len(table) + 1)]
    return ["" if is_blank(rank) else str(int(rank)) for rank in table["rank"]]


def joined(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its lists as text, `a|b`."""
    plain = table.copy()
    for name in plain.columns:
        if any(isinstance(value, list) for value in plain[name]):
            plain[name] = [_text(value) for value in plain[name]]
    return plain


def _text(value: Iterable[object]) -> str:
    return LIST_SEPARATOR.join(map(str, value))
