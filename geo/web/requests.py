"""Strict parsing of the parameters of our addresses: nothing is guessed or ignored.

A page reports an unknown parameter and shows the rest. A script would not notice and continue with
the wrong places, so that parameters without effect are rejected here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from starlette.datastructures import QueryParams

from geo import i18n
from geo.errors import RequestError

MAX_LENGTH = 2_000  # characters of one parameter
MAX_SHOWN = 60  # characters of a request's value in a message
SEPARATOR = ","
# Page parameters that affect the display, not the result.
PAGE_PARAMETERS = frozenset({"site", "q", "at", "nomap", "matrix", "embed", "theme"})
LONGITUDES, LATITUDES = 360.0, 90.0
_INSTANT = r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?"
_TIME = re.compile(rf"{_INSTANT}|(?:{_INSTANT}|\.\.)?/(?:{_INSTANT}|\.\.)?", re.IGNORECASE)
BoundingBox = tuple[float, float, float, float]


@dataclass(frozen=True)
class Parameter:
    """A parameter of a query or path: how it is documented, and how long it may be.

    `schema` is its JSON schema as OpenAPI writes it.
    """

    name: str
    description: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    required: bool = False
    most: int = MAX_LENGTH
    is_deprecated: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it takes several values, separated by commas."""
        return self.schema.get("type") == "array"


def request_error(key: str, status: int = 400, **values: object) -> RequestError:
    """The error with the text `request.<key>`; `name` and `value` of the request are cut short."""
    shown = {
        name: shown_value(str(one)) if name in ("name", "value") else one
        for name, one in values.items()
    }
    return RequestError(key, shown, i18n.text("en", f"request.{key}", **shown), status)


def shown_value(text: str) -> str:
    """Untrusted text for a message: one line, no invisible characters, limited length."""
    plain = "".join(char if char.isprintable() else "?" for char in text)
    return plain if len(plain) <= MAX_SHOWN else f"{plain[:MAX_SHOWN]}…"


def read_query(query: QueryParams, known: Sequence[Parameter]) -> dict[str, str]:
    """The parameters of a query by name.

    Raises:
        RequestError: one of them is not `known`, empty, too long or given twice, or one that is
            required is missing.
    """
    by_name = {parameter.name: parameter for parameter in known}
    given: dict[str, str] = {}
    for name, value in query.multi_items():
        parameter = by_name.get(name)
        if parameter is None:
            raise _unknown(name, list(by_name))
        if name in given:
            raise request_error("repeated", name=name)
        if len(value) > parameter.most:
            raise request_error("too_long", name=name, most=parameter.most)
        parts = value.split(SEPARATOR) if parameter.is_list else [value]
        if not all(part.strip() for part in parts):
            raise request_error("empty", name=name)
        given[name] = value
    for parameter in known:
        if parameter.required and parameter.name not in given:
            raise request_error("missing", name=parameter.name)
    return given


def _unknown(name: str, known: Sequence[str]) -> RequestError:
    if name in PAGE_PARAMETERS:
        return request_error("page_parameter", name=name)
    return request_error("unknown_parameter", name=name, known=", ".join(known) or "–")


def read_choice(given: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    """One of `choices`, the first where nothing was given.

    Raises:
        RequestError: it is not one of them.
    """
    value = given.get(name, choices[0])
    if value not in choices:
        raise request_error("unknown_value", name=name, value=value, nearest=", ".join(choices))
    return value


def read_number(
    given: Mapping[str, str], name: str, default: int, limits: tuple[int, int], *, cut: bool = False
) -> int:
    """A whole number within `limits`; with `cut` a larger one is clamped to the largest.

    Raises:
        RequestError: it is not a whole number, or out of the limits.
    """
    text = given.get(name, str(default))
    least, most = limits
    number = int(text) if re.fullmatch(r"\d{1,12}", text, re.ASCII) else -1
    if number < least or (number > most and not cut):
        raise request_error("bad_number", name=name, value=text, least=least, most=most)
    return min(number, most)


def read_box(text: str) -> BoundingBox:
    """A box (west, south, east, north in degrees); west of an eastern edge it crosses 180°.

    Raises:
        RequestError: these are not four or six valid numbers.
    """
    try:
        numbers = [float(part) for part in text.split(SEPARATOR)]
    except ValueError:
        numbers = []
    if len(numbers) == 6:  # heights are ignored: no place has one
        numbers = [numbers[index] for index in (0, 1, 3, 4)] if all(map(isfinite, numbers)) else []
    if len(numbers) == 4 and all(map(isfinite, numbers)):
        west, south, east, north = numbers
        on_earth = max(abs(west), abs(east)) <= LONGITUDES
        if on_earth and -LATITUDES <= south <= north <= LATITUDES:
            return west, south, east, north
    raise request_error("bad_bbox", value=text)


def check_datetime(text: str) -> None:
    """Check that a text is an RFC 3339 instant or interval.

    Raises:
        RequestError: it is none.
    """
    if not _TIME.fullmatch(text):
        raise request_error("bad_datetime", value=text)
