"""Dates as they are written in tables: `2023-09-12`, `2023/9/12`, `2023年9月12日`."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

# A workbook gives days as midnight. Day or month first (12/9/2023) is not read: it may be either.
_DAY = re.compile(
    r"([12]\d{3})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年\s*(\d{1,2})\s*月\s*)(\d{1,2})日?"
    r"(?:[ t]0{1,2}:00(?::00(?:\.0+)?)?)?"
)


def read_date(text: str) -> date | None:
    """The day that a cell holds, None when it is none.

    >>> read_date("2023年9月12日"), read_date("2023-02-30")
    (datetime.date(2023, 9, 12), None)
    """
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip().casefold())
    if not found:
        return None
    month = next(group for group in found.groups()[1:5] if group)
    try:
        return date(int(found[1]), int(month), int(found[6]))
    except ValueError:
        return None
