"""Values of criteria in tables."""

from __future__ import annotations

from geo.cells.column_types import ColumnKind, without_noise
from geo.rank.criteria import Criterion
from geo.rank.words import KILOMETRES, STEPS, own_type, plain, value_words
from geo.shortlist.model import Shortlist
from geo.ui.widgets.table_cells import ordered


def cell(here: Shortlist, one: Criterion, value: float | None, lang: str) -> float | str | None:
    """A measured value for a table: a number as such, a step by its name, the best first.

    Numbers of an own column have the decimals of its type, percent as people write it (35.0).
    """
    if value is None or one.measure not in STEPS:
        return None if value is None else _number(here, one, value)
    _, steps = STEPS[one.measure]
    better = sum(step > value for step in steps.values())
    return ordered(better, value_words(here, one, value, lang))


def _number(here: Shortlist, one: Criterion, value: float) -> float:
    kind = own_type(here, one)
    if kind is None:
        return float(plain(value))
    scale = 100 if kind.kind is ColumnKind.PERCENT else 1
    return round(without_noise(value) * scale, kind.decimals)


def column_unit(here: Shortlist, one: Criterion) -> str:
    """The unit of what `cell` gives for a criterion; empty where there is none."""
    if one.measure in KILOMETRES:
        return "km"
    kind = own_type(here, one)
    if kind is None:
        return ""
    return "%" if kind.kind is ColumnKind.PERCENT else kind.unit
