"""Validation of the values of a shortlist: one rule per kind of value, applied on creation.

Files, links, the database, the browser's storage and the pages all create values of
`geo.shortlist.model`, which call these functions. Accepted values work in every later step
(tests/shortlist/test_door.py); rejected ones raise ShortlistError with a one-line message.

Each function returns the normalised value: numbers of one type, and text without the characters
that nobody sees and that some file format cannot hold.
"""

from __future__ import annotations

import re
import reprlib
from collections.abc import Iterable
from math import isfinite
from typing import Any

from geo.model import Precision
from geo.shortlist.errors import shortlist_error

MAX_ITEMS = 5_000
MAX_NAME, MAX_NOTE, MAX_TAG = 200, 4_000, 100  # characters
MAX_TAGS = 20
MAX_COLUMNS, MAX_CELL = 200, 32_000
MAX_WEIGHT_SETS = 20
MAX_ADCODES = 200  # Sichuan has 183 counties
MAX_METRES = 20_040_000  # half of the equator: the largest possible uncertainty
MAX_SCORE = 1e15
MAX_VERSION = 2**31 - 1  # the largest integer of both databases
MAX_TEXT_MB = 8  # all texts of a list in UTF-8; its file then stays below `file.MAX_BYTES`
PAIR_BYTES = 16  # what a column costs in a file beside its name and its cell
MAX_SHOWN = 60
OWN = "own-"  # how the id of the user's own place begins; no place of the catalog does
OWN_ID = re.compile(OWN + "[0-9a-z]{1,40}")
# Letters and digits of any script, so that for a name instead of an id, the nearest ids are
# suggested.
PLACE_ID = re.compile(r"\w[\w.-]*")
LIST_ID = re.compile("[0-9A-Za-z_-]{1,200}")
ADCODE = re.compile("[0-9]{6}")
LINE_ENDS = re.compile(r"[\t\r\n]+")
BIDI = "\u202a-\u202e\u2066-\u2069"  # they reverse the direction of the following text
# Control characters but tab and line ends, bidirectional overrides, and noncharacters.
UNSEEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{BIDI}\ufdd0-\ufdef\ufffe\uffff]")
Pairs = tuple[tuple[str, str], ...]


def text(value: object, limit: int) -> str:
    """A text of at most `limit` characters, which may have several lines, without `UNSEEN` ones.

    Raises:
        ShortlistError: it is not text, too long, or holds half of a surrogate pair.
    """
    if not isinstance(value, str):
        raise shortlist_error("bad_value", value=shown(value))
    if len(value) > limit:
        raise shortlist_error("too_long", text=shown(value), limit=limit)
    if not _is_encodable(value):
        raise shortlist_error("bad_value", value=shown(value))
    return UNSEEN.sub("", value)


def line(value: object, limit: int) -> str:
    """The same in one line: the name of a list and the id of a build have no line ends.

    Raises:
        ShortlistError: as `text`.
    """
    return LINE_ENDS.sub(" ", text(value, limit))


def place_id(value: object, *, own: bool) -> str:
    """The id of a place of the catalog, or of the user's own one.

    Raises:
        ShortlistError: it is none.
    """
    fits = isinstance(value, str) and len(value) <= MAX_NAME
    if not fits or not (OWN_ID if own else PLACE_ID).fullmatch(str(value)):
        raise shortlist_error("bad_id", id=shown(value))
    if str(value).startswith(OWN) != own:
        raise shortlist_error("bad_id", id=shown(value))
    return str(value)


def is_list_id(value: object) -> bool:
    """Whether it can be the id of a list: the address of a page and the browser may hold others."""
    return isinstance(value, str) and LIST_ID.fullmatch(value) is not None


def tags(values: object) -> tuple[str, ...]:
    """Tags, each once, without blank ones.

    Raises:
        ShortlistError: these are not texts, or too many.
    """
    if not isinstance(values, tuple) or len(values) > MAX_TAGS:
        raise shortlist_error("too_many_tags", limit=MAX_TAGS)
    kept = (text(value, MAX_TAG) for value in values)
    return tuple(dict.fromkeys(filter(str.strip, kept)))


def columns(pairs: object) -> Pairs:
    """Names and texts, in their order.

    Raises:
        ShortlistError: these are no pairs of texts, too many, or two of one name.
    """
    if not isinstance(pairs, tuple):
        raise shortlist_error("bad_value", value=shown(pairs))
    if len(pairs) > MAX_COLUMNS:
        raise shortlist_error("bad_columns", limit=MAX_COLUMNS)
    kept = []
    for pair in pairs:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise shortlist_error("bad_value", value=shown(pair))
        kept.append((text(pair[0], MAX_CELL), text(pair[1], MAX_CELL)))
    if len({name for name, _ in kept}) < len(kept):
        raise shortlist_error("bad_columns", limit=MAX_COLUMNS)
    return tuple(kept)


def weight_sets(pairs: object) -> Pairs:
    """Named sets of weights and their codes: at most 20 that are not blank, each name in one line.

    Raises:
        ShortlistError: these are no pairs of texts, too many, or two of one name.
    """
    kept = columns(pairs)
    if len(kept) > MAX_WEIGHT_SETS:
        raise shortlist_error("too_many_sets", limit=MAX_WEIGHT_SETS)
    return columns(tuple((line(name, MAX_NAME), code) for name, code in kept if name.strip()))


def adcodes(values: object) -> tuple[str, ...]:
    """Six-digit county codes, each once; they may be missing on the current map.

    Raises:
        ShortlistError: these are none, or too many.
    """
    if not isinstance(values, tuple) or len(values) > MAX_ADCODES:
        raise shortlist_error("bad_value", value=shown(values))
    for value in values:
        if not isinstance(value, str) or not ADCODE.fullmatch(value):
            raise shortlist_error("bad_value", value=shown(value))
    return tuple(dict.fromkeys(values))


def point(lon: object, lat: object) -> tuple[float, float] | tuple[None, None]:
    """Degrees (WGS84) on Earth, or None twice.

    Raises:
        ShortlistError: it is neither.
    """
    if lon is None and lat is None:
        return None, None
    return _number(lon, -180, 180), _number(lat, -90, 90)


def precision(value: object, name: str, *, placed: bool) -> str:
    """A precision class that goes with having coordinates or not; `name` is for the message.

    Raises:
        ShortlistError: it is no class, or the wrong one.
    """
    if not isinstance(value, str) or value not in set(Precision):
        raise shortlist_error("bad_value", value=shown(value))
    if placed == (value == Precision.UNLOCATED):
        raise shortlist_error("bad_precision", name=shown(name or value))
    return str(value)


def metres(value: object) -> int | None:
    """An uncertainty in whole metres, or None.

    Raises:
        ShortlistError: it is none, or larger than Earth.
    """
    if value is None:
        return None
    number = _number(value, 0, MAX_METRES)
    if number != int(number):
        raise shortlist_error("bad_value", value=shown(value))
    return int(number)


def score(value: object) -> float | None:
    """A finite number, or None.

    Raises:
        ShortlistError: it is neither.
    """
    return None if value is None else _number(value, -MAX_SCORE, MAX_SCORE)


def version(value: object) -> int:
    """The number of a save, 0 before the first.

    Raises:
        ShortlistError: it is none.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_VERSION:
        raise shortlist_error("bad_value", value=shown(value))
    return value


def text_bytes(texts: Iterable[str], pairs: Pairs = ()) -> int:
    """How much texts and columns take in a file, in bytes of UTF-8."""
    plain = sum(len(value.encode()) for value in texts)
    return plain + sum(len(name.encode()) + len(cell.encode()) + PAIR_BYTES for name, cell in pairs)


def shown(value: object, limit: int = MAX_SHOWN) -> str:
    """A value in at most `limit` printable characters of one line, for a message."""
    written = value if isinstance(value, str) else reprlib.repr(value)
    one_line = " ".join(written[: 4 * limit].split())
    plain = "".join(char if char.isprintable() else "\ufffd" for char in one_line)
    plain = plain or ascii(written[:limit])  # nothing but blanks
    return plain if len(plain) <= limit else plain[:limit] + "…"


def _number(value: Any, low: float, high: float) -> float:
    """A finite number in a range; True, NaN and infinity are none.

    Raises:
        ShortlistError: it is none.
    """
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    # An integer is compared exactly and turned into a float only afterwards, when that is possible.
    if not fits or not low <= value <= high or not isfinite(value):
        raise shortlist_error("bad_value", value=shown(value))
    return float(value)


def _is_encodable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return False
    return True
