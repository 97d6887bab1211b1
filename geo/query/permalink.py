"""The whole state of the explorer ↔ short stable codes in an address.

>>> encode(State(Filter(sectors=("energy",)), site="min-river"))
{'sector': 'energy', 'site': 'min-river'}
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, fields
from typing import Any

from geo.query.filters import Filter
from geo.query.vocabulary import Vocabulary

LANGUAGES = ("zh", "en")
NUMBERS = ("tasks", "themes")
LANGUAGE, SITE, STATIONS = "lang", "site", "stations"
SEPARATOR = ","


@dataclass(frozen=True)
class State:
    """What a link carries; the defaults stand for a link without parameters."""

    filter: Filter = field(default_factory=Filter)
    lang: str = LANGUAGES[0]
    site: str | None = None
    stations: bool = True


def parameter(name: str) -> str:
    """The address parameter of a filter field: `sectors` → `sector`."""
    return name.removesuffix("s")


def encode(state: State) -> dict[str, str]:
    """Address parameters; what has its default value is left out."""
    given = {
        parameter(item.name): SEPARATOR.join(map(str, getattr(state.filter, item.name)))
        for item in fields(Filter)
    }
    given[LANGUAGE] = "" if state.lang == LANGUAGES[0] else state.lang
    given[SITE] = state.site or ""
    given[STATIONS] = "" if state.stations else "0"
    return {name: value for name, value in given.items() if value}


def decode(
    given: Mapping[str, str], vocabulary: Vocabulary, known_sites: Set[str]
) -> tuple[State, list[str]]:
    """The state that `given` parameters describe, and what was not recognised and left out."""
    rest = dict(given)
    dropped: list[str] = []
    values: dict[str, Any] = {}
    for item in fields(Filter):
        codes = [c for c in rest.pop(parameter(item.name), "").split(SEPARATOR) if c]
        valid = [code for code in codes if vocabulary.has(item.name, code)]
        dropped += [code for code in codes if code not in valid]
        unique = dict.fromkeys(valid)
        values[item.name] = tuple(int(c) if item.name in NUMBERS else c for c in unique)
    lang = _one_of(rest.pop(LANGUAGE, ""), LANGUAGES, dropped) or LANGUAGES[0]
    site = _one_of(rest.pop(SITE, ""), known_sites, dropped)
    stations = _one_of(rest.pop(STATIONS, ""), ("0", "1"), dropped) != "0"
    return State(Filter(**values), lang, site, stations), [*dropped, *rest]


def _one_of(value: str, known: Set[str] | tuple[str, ...], dropped: list[str]) -> str | None:
    if value and value not in known:
        dropped.append(value)
    return value if value in known else None
