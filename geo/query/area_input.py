"""Parse how a typed area filter is meant: the rule of what counts as inside, and the datum."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from geo.errors import UnknownValueError
from geo.model import AreaRule, Datum
from geo.query.spatial import AreaFilter

AREA_DATUMS = (Datum.WGS84, Datum.CGCS2000, Datum.GCJ02, Datum.BD09)
KnownCode = TypeVar("KnownCode", bound=StrEnum)


def with_rule(area: AreaFilter | None, rule: AreaRule) -> AreaFilter | None:
    """The area with another rule of what counts as inside."""
    return replace(area, rule=rule) if area else None


def read_rule(text: str) -> AreaRule:
    """The rule of a code.

    Raises:
        UnknownValueError: there is none; the message lists all.
    """
    return _one_of("area_rule", text, tuple(AreaRule))


def read_datum(text: str) -> Datum:
    """The datum of a name, also without its hyphen.

    Raises:
        UnknownValueError: no area comes in it; the message lists all that are known.
    """
    return _one_of("area_datum", text, AREA_DATUMS)


def _one_of(name: str, text: str, known: tuple[KnownCode, ...]) -> KnownCode:
    for code in known:
        if _folded(code) == _folded(text):
            return code
    raise UnknownValueError(name, text, list(known))


def _folded(text: str) -> str:
    return text.strip().lower().replace("-", "").replace("_", "")
