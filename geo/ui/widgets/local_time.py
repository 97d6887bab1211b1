"""Times and days of the visitor: in the zone that the browser names, else in UTC, which is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo

import streamlit as st

from geo.i18n.dates import from_utc, written_time, zone_of


def visitor_zone() -> tzinfo | None:
    """The zone of the visitor's browser; only its present distance from UTC where the name is
    unknown to us; None where the browser tells neither.
    """
    zone, west = zone_of(st.context.timezone), st.context.timezone_offset
    if zone is not None or west is None:
        return zone
    try:
        return timezone(-timedelta(minutes=west))
    except ValueError:  # a day or more: no zone is
        return None


def local_time(stamp: str, lang: str, *, names_zone: bool = False) -> str:
    """A time (ISO 8601, UTC) as the visitor's clock shows it; see `written_time`."""
    return written_time(lang, stamp, visitor_zone(), names_zone=names_zone)


def local_day() -> str:
    """Today where the visitor is (YYYY-MM-DD)."""
    return f"{_now():%Y-%m-%d}"


def zone_words() -> str:
    """The visitor's zone today: `Asia/Shanghai, UTC+8`, `UTC-3:30` or `UTC`."""
    zone, distance = visitor_zone(), from_utc(_now())
    name = getattr(zone, "key", "")
    return f"{name}, {distance}" if name and name != distance else distance


def _now() -> datetime:
    return datetime.now(visitor_zone() or UTC)
