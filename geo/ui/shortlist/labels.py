"""Values of criteria in tables, and times."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st

from geo.i18n.dates import written_date
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


def local_time(stamp: str, lang: str) -> str:
    """A time (ISO 8601, UTC) as date and time in the zone of the browser; else UTC by name."""
    offset = st.context.timezone_offset  # minutes west of UTC
    try:
        when = datetime.fromisoformat(stamp)
        here = when - timedelta(minutes=offset or 0)
    except (ValueError, OverflowError):  # no time, or one beyond the calendar
        return stamp
    day = written_date(lang, f"{here:%Y-%m-%d}")
    return f"{day} {here:%H:%M}" + (" UTC" if offset is None else "")
