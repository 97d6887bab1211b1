"""Times of the database in the visitor's own zone."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st


def local_time(stamp: str) -> str:
    """A time (ISO 8601, UTC) as `2026-11-25 10:32` in the zone of the browser; else UTC by name."""
    offset = st.context.timezone_offset  # minutes west of UTC
    try:
        when = datetime.fromisoformat(stamp)
        here = when - timedelta(minutes=offset or 0)
    except (ValueError, OverflowError):  # no time, or one beyond the calendar
        return stamp
    return f"{here:%Y-%m-%d %H:%M}" + (" UTC" if offset is None else "")
