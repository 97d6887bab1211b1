"""Dates and times as each language writes them, by the patterns of the Unicode CLDR (Babel)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from geo.i18n import aside

# Parts of an ISO 8601 date that are given → what is written of it.
SKELETONS = {1: "y", 2: "yMMMM", 3: "yMMMMd"}
LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}


def written_date(lang: str, iso: str) -> str:
    """`2023-09-12` as `2023年9月12日` or `12 September 2023`; a month or a year likewise.

    What is no ISO 8601 date (YYYY, YYYY-MM, YYYY-MM-DD) is given back as it is.

    >>> written_date("en", "2023-09")
    'September 2023'
    """
    from babel.dates import format_skeleton

    parts = iso.split("-")
    try:
        skeleton = SKELETONS[len(parts)]
        day = date(*(int(part) for part in [*parts, "1", "1"][:3]))
    except (KeyError, ValueError):
        return iso
    return str(format_skeleton(skeleton, day, locale=LOCALES[lang]))


def zone_of(name: str | None) -> ZoneInfo | None:
    """The time zone of a name of the IANA (`Asia/Shanghai`); None for one that nobody knows.

    >>> zone_of("Asia/Shanghai"), zone_of("../etc/passwd"), zone_of(None)
    (zoneinfo.ZoneInfo(key='Asia/Shanghai'), None, None)
    """
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, LookupError):  # no such zone, no such file, not even a name
        return None


def written_time(lang: str, stamp: str, zone: tzinfo | None, *, names_zone: bool = False) -> str:
    """A time (ISO 8601) as date and time of day in a zone, by the rules of that day.

    Without a zone it is UTC, and says so. `names_zone`: say in any case how far the zone is from
    UTC, where people of several zones read the same time. What is no time, or none that the
    calendar has in that zone, is given back as it is.

    >>> written_time("en", "2026-11-29T18:05:00Z", zone_of("Asia/Shanghai"), names_zone=True)
    '30 November 2026 02:05 (UTC+8)'
    """
    try:
        when = datetime.fromisoformat(stamp)
        here = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(zone or UTC)
    except (ValueError, OverflowError):
        return stamp
    time = f"{written_date(lang, f'{here:%Y-%m-%d}')} {here:%H:%M}"
    if zone is None:
        return f"{time} UTC"
    return aside(lang, time, from_utc(here)) if names_zone else time


def from_utc(here: datetime) -> str:
    """How far a time with a zone is from UTC: `UTC+8`, `UTC-3:30`, `UTC`."""
    minutes = round((here.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"


def machine_time(stamp: str) -> str:
    """A time (ISO 8601, UTC) in the zone of this machine, with how far that is from UTC.

    What is no time is given back as it is.
    """
    try:
        return datetime.fromisoformat(stamp).astimezone().isoformat(" ", "minutes")
    except (ValueError, OverflowError):
        return stamp
