"""Values of criteria in tables."""

from __future__ import annotations

from geo.rank.criteria import Criterion
from geo.rank.words import STEPS, plain, value_words
from geo.ui.widgets.table_cells import ordered


def cell(one: Criterion, value: float | None, lang: str) -> float | str | None:
    """A measured value for a table: a number as such, a step by its name, the best first."""
    if value is None or one.measure not in STEPS:
        return None if value is None else float(plain(value))
    _, steps = STEPS[one.measure]
    better = sum(step > value for step in steps.values())
    return ordered(better, value_words(one, value, lang))
