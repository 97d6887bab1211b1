"""The columns of every exported table: one list, three sets of names.

`name` is what GeoJSON, GeoPackage, GeoParquet and KML use; `short` fits the 10 bytes of a
shapefile; the headers of CSV and XLSX are the texts `export.column.<name>`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from geo import i18n
from geo.model import Datum

LIST_SEPARATOR = "|"


@dataclass(frozen=True)
class Field:
    """A column; `width` is how many characters wide a spreadsheet shows it."""

    name: str
    short: str
    width: int = 12


FIELDS = (
    Field("rank", "rank", 6),
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
WIDTHS = {field.name: field.width for field in FIELDS}
SHORT = {field.name: field.short for field in FIELDS}


def header(name: str, lang: str, datum: Datum) -> str:
    """The column's name as a person reads it; coordinates say their datum."""
    key = f"export.column.{name}"
    return i18n.text(lang, key, datum=datum) if name in ("lon", "lat") else i18n.text(lang, key)


def joined(table: pd.DataFrame) -> pd.DataFrame:
    """The table with its lists as text, `a|b`."""
    plain = table.copy()
    for name in plain.columns:
        if any(isinstance(value, list) for value in plain[name]):
            plain[name] = [_text(value) for value in plain[name]]
    return plain


def _text(value: Iterable[object]) -> str:
    return LIST_SEPARATOR.join(map(str, value))
