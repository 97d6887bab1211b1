"""The displayed text of a cell, approximately: no `.0`, no time of day at midnight."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from functools import lru_cache
from math import isfinite

# Formats that a file names by number only (ECMA-376, 18.8.30); the rest shows numbers as they are.
# 27-36 and 50-58 are those of Chinese, Japanese and Korean Excel, all of them of dates.
PERCENT_FORMATS = {"9": "0%", "10": "0.00%"}
DATE_FORMATS = {str(number): "yyyy-mm-dd" for number in (*range(14, 18), *range(27, 37))}
DATE_FORMATS |= {str(number): "yyyy-mm-dd" for number in (*range(50, 59),)}
TIME_FORMATS = {
    "18": "h:mm",
    "19": "h:mm:ss",
    "20": "h:mm",
    "21": "h:mm:ss",
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mm:ss.0",
    "22": "yyyy-mm-dd h:mm",
}
BUILTIN_FORMATS = PERCENT_FORMATS | DATE_FORMATS | TIME_FORMATS

ZEROS = re.compile(r"0+")  # the number format of codes with leading zeros
MAX_ZEROS = 40
LARGEST_WHOLE = 1e21  # written out
DIGITS = 15  # that a spreadsheet keeps of a number
LONGEST_NUMBER = 40  # characters
MAX_FORMAT = 255  # characters, as in Excel
NO_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
OF_A_DATE = re.compile(r"[dmyhs]", re.IGNORECASE)
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LEAP_DAY = 60  # the day that Excel gives to the 29th of February 1900, which there was not
LAST_DAY = 2_958_466  # after the year 9999
DAY_MS = 86_400_000


def number_text(written: str, form: str, *, from_1904: bool) -> str:
    """A number as it was shown by a format; what is none is passed on as it is written.

    >>> number_text("42", "000000", from_1904=False), number_text("45181", "yyyy/m/d",
    ...     from_1904=False), number_text("0.125", "0.0%", from_1904=False)
    ('000042', '2023-09-12', '12.5%')
    """
    value = _parsed(written)
    if value is None:
        return written
    form = form.partition(";")[0]
    kind = _kind(form[:MAX_FORMAT])
    if kind == "elapsed":
        return _elapsed(value)
    if kind == "date":
        return _date(value, from_1904=from_1904)
    if ZEROS.fullmatch(form) and value == int(value) and len(form) <= MAX_ZEROS:
        return f"{int(value):0{len(form)}d}"
    if form.endswith("%"):
        return f"{float(f'{value * 100:.{DIGITS - 3}g}'):g}%"
    return plain_number(value)


def plain_number(value: float) -> str:
    """A number without a format: whole ones without a point."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < LARGEST_WHOLE):
        return str(int(value))
    return f"{value:.{DIGITS}g}"


def date_text(written: str) -> str:
    """A date that the file writes in ISO 8601: without its time at midnight."""
    try:
        value = datetime.fromisoformat(written.removesuffix("Z"))
    except ValueError:
        return written
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ")


def _parsed(written: str) -> int | float | None:
    text = written.strip()
    if not text.isascii() or len(text) > LONGEST_NUMBER or "_" in text:
        return None
    try:
        value = float(text)
        whole = int(text) if text.lstrip("+-").isdigit() else value
    except ValueError:
        return None
    return whole if isfinite(value) else None


@lru_cache(maxsize=1000)
def _kind(form: str) -> str:
    if ELAPSED.search(form):
        return "elapsed"
    return "date" if OF_A_DATE.search(NO_CODE.sub("", form)) else "number"


def _elapsed(value: float) -> str:
    try:
        return str(timedelta(milliseconds=round(value * DAY_MS)))
    except OverflowError:
        return plain_number(value)


def _date(value: float, *, from_1904: bool) -> str:
    if not 0 <= value < LAST_DAY:
        return plain_number(value)
    day, fraction = divmod(value, 1)
    moment = (EPOCH_1904 if from_1904 else EPOCH) + timedelta(
        days=day + (not from_1904 and 0 < day < LEAP_DAY), milliseconds=round(fraction * DAY_MS)
    )
    if value < 1:
        return moment.time().isoformat()
    if moment.time() == time():
        return moment.date().isoformat()
    return moment.isoformat(" ")
