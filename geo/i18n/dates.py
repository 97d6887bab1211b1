"""Dates as each language writes them, by the patterns of the Unicode CLDR, which Babel carries."""

from __future__ import annotations

from datetime import date

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
