"""Table cells that sort by their meaning.

Streamlit sorts texts as texts, and displays, searches and copies the same text. So the text itself
starts with its rank, and numbers in a text are padded to one width.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from geo import describe, i18n
from geo.model import Precision
from geo.rank.criteria import PRECISION_STEPS

ACCURACY = tuple(PRECISION_STEPS)  # as the ranking has it, the most accurate first


def ordered(position: int, text: str) -> str:
    """A text prefixed with its rank, from 0 to 8: `ordered(0, "Exact")` → `1 · Exact`."""
    return f"{position + 1} · {text}"


def precision(code: str, lang: str) -> str:
    """A precision class behind its place in the order of accuracy."""
    return ordered(accuracy(code), describe.precision(code, lang))


def accuracy(code: str) -> int:
    """The place of a precision class in the order of accuracy: 0 is exact, unlocated comes last."""
    known = Precision(code)
    return ACCURACY.index(known) if known in ACCURACY else len(ACCURACY)


def uncertainty(code: str, metres: float | None) -> float | None:
    """The radius in metres where it adds to the class."""
    return float(metres) if metres is not None and describe.has_radius(code, metres) else None


def uncertainties(rows: Iterable[Mapping[str, Any]]) -> pd.Series:
    """The radii of rows of the catalog, as a column that may have gaps."""
    radii = [uncertainty(row["precision"], row["uncertainty_m"]) for row in rows]
    return pd.Series(radii, dtype="Float64")


def uncertainty_column(lang: str, width: int | None = None) -> Any:
    """How a column of `uncertainty` looks."""
    return st.column_config.NumberColumn(
        i18n.text(lang, "column.uncertainty"),
        help=i18n.text(lang, "column.uncertainty_help"),
        format="localized",
        width=width,
    )


def numbers(values: Iterable[int]) -> str:
    """Numbers below 100, one after the other; a space before single digits sorts 9 before 10."""
    return ", ".join(f"{value:>2}" for value in values)
