"""Times in the zone of who reads them; expected values by the rules of the IANA's zones."""

import time

import pytest

from geo.i18n.dates import machine_time, written_time, zone_of

TIMES = [
    # zone, UTC, what the clock on the wall shows there
    ("Asia/Shanghai", "2026-11-29T15:59:59.999Z", "29 November 2026 23:59 (UTC+8)"),
    ("Asia/Shanghai", "2026-11-29T16:00:00Z", "30 November 2026 00:00 (UTC+8)"),
    ("Asia/Shanghai", "1988-07-01T00:00:00Z", "1 July 1988 09:00 (UTC+9)"),  # it had summer time
    ("Asia/Urumqi", "2026-11-29T18:30:00Z", "30 November 2026 00:30 (UTC+6)"),
    ("Asia/Kathmandu", "2026-12-31T18:20:00Z", "1 January 2027 00:05 (UTC+5:45)"),
    ("America/St_Johns", "2026-01-01T02:00:00Z", "31 December 2025 22:30 (UTC-3:30)"),
    ("America/New_York", "2026-03-08T06:59:00Z", "8 March 2026 01:59 (UTC-5)"),
    ("America/New_York", "2026-03-08T07:00:00Z", "8 March 2026 03:00 (UTC-4)"),
    ("Europe/Berlin", "2026-10-25T00:30:00Z", "25 October 2026 02:30 (UTC+2)"),
    ("Europe/Berlin", "2026-10-25T01:30:00Z", "25 October 2026 02:30 (UTC+1)"),
    ("Europe/London", "2026-01-05T12:00:00Z", "5 January 2026 12:00 (UTC)"),
    ("Pacific/Kiritimati", "2026-06-30T10:00:00Z", "1 July 2026 00:00 (UTC+14)"),
]


@pytest.mark.parametrize(("zone", "stamp", "shown"), TIMES)
def test_a_time_where_it_is_read(zone, stamp, shown):
    assert written_time("en", stamp, zone_of(zone), names_zone=True) == shown
    assert written_time("en", stamp, zone_of(zone)) == shown.partition(" (")[0]


def test_in_chinese_and_without_a_zone():
    stamp = "2026-11-29T18:05:00Z"
    shanghai = zone_of("Asia/Shanghai")
    assert written_time("zh", stamp, shanghai) == "2026年11月30日 02:05"
    assert written_time("zh", stamp, shanghai, names_zone=True) == "2026年11月30日 02:05（UTC+8）"
    assert written_time("zh", stamp, None) == "2026年11月29日 18:05 UTC"


@pytest.mark.parametrize(
    "name", [None, "", "Mars/Olympus", "../../etc/passwd", "/etc", "a\0b", "."]
)
def test_what_is_no_zone(name):
    assert zone_of(name) is None


@pytest.mark.parametrize("stamp", ["", "soon", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00Z"])
def test_what_is_no_time_there(stamp):
    assert written_time("en", stamp, zone_of("America/New_York")) == stamp


@pytest.mark.parametrize(
    ("zone", "stamp", "shown"),
    [
        ("Asia/Shanghai", "2026-11-29T16:00:00Z", "2026-11-30 00:00+08:00"),
        ("Europe/Berlin", "2026-07-01T22:30:00Z", "2026-07-02 00:30+02:00"),
        ("Europe/Berlin", "2026-12-01T22:30:00Z", "2026-12-01 23:30+01:00"),
        ("UTC", "soon", "soon"),
    ],
)
def test_the_command_line_shows_the_time_of_the_machine(monkeypatch, zone, stamp, shown):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert machine_time(stamp) == shown
    finally:
        monkeypatch.undo()
        time.tzset()
