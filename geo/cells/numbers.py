"""Parse numbers as written in tables: `1,234.5`, `35 %`, `１２．５`, `3.5万`, `(120)`."""

from __future__ import annotations

import re
import unicodedata
from math import isfinite

# Placeholders for a missing value.
BLANKS = frozenset({"", "-", "--", "–", "—", "——", "/", "n/a", "na", "nan", "null", "none", "无"})
GROUPED = re.compile(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?")
PLAIN = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?")
UNITS = {"%": 0.01, "‰": 0.001, "万": 1e4, "亿": 1e8}
MINUS = str.maketrans("−﹣‒", "---")


def is_blank(text: str) -> bool:
    """Whether a cell means "no value"."""
    return unicodedata.normalize("NFKC", text).strip().casefold() in BLANKS


def read_number(text: str) -> float | None:
    """The number that a cell holds, None when it is no (finite) number.

    Full-width characters, thousands set apart by comma, apostrophe or space, %, ‰, 万 and 亿, and
    brackets for a minus are read. A comma that does not separate three digits is not interpreted.

    >>> read_number("1,234.5"), read_number("３５％"), read_number("12,5")
    (1234.5, 0.35, None)
    """
    if any(unicodedata.category(char) == "No" for char in text):
        return None  # a footnote's mark would become a digit: 502.7² is not 502.72
    plain = unicodedata.normalize("NFKC", text).translate(MINUS).strip().casefold()
    sign = 1.0
    if plain.startswith("(") and plain.endswith(")"):
        sign, plain = -1.0, plain[1:-1].strip()
    elif plain[:1] in ("-", "+"):
        sign, plain = (-1.0 if plain[0] == "-" else 1.0), plain[1:].strip()
    factor = UNITS.get(plain[-1:], 1.0)
    digits = plain[:-1].strip() if plain[-1:] in UNITS else plain
    if GROUPED.fullmatch(digits):
        digits = re.sub("[,' ]", "", digits)
    elif not PLAIN.fullmatch(digits):
        return None
    # Dividing is exact where multiplying by 0.01 is not: 35 % is 0.35.
    value = float(digits) / round(1 / factor) if factor < 1 else float(digits) * factor
    return sign * value if isfinite(value) else None
