"""Times of the database in the visitor's own zone."""

from __future__ import annotations

from datetime import datetime, timedelta

import streamlit as st


def local_time(stamp: str) -> str:
    """A time (ISO 8601, UTC) as `2026-11-25 10:32` in the zone of the browser; else UTC by name."""
    try:
        when = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    offset = st.context.timezone_offset  # minutes west of UTC
    if offset is None:
        return f"{when:%Y-%m-%d %H:%M} UTC"
    return f"{when - timedelta(minutes=offset):%Y-%m-%d %H:%M}"
