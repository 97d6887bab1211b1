"""Every text that a person reads, from `zh.toml` and `en.toml`.

A text is a string, or a table with its plural forms (`geo/i18n/plurals.py`):
`places = { one = "{count} place", other = "{count} places" }`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from geo.i18n.plurals import PluralText, is_plural_table, plural_category, plural_text

LANGUAGES = ("zh", "en")
DEFAULT = "zh"
Text = str | PluralText


def other(lang: str) -> str:
    """The other one of the two languages."""
    return next(one for one in LANGUAGES if one != lang)


class MissingTextError(KeyError):
    """A key has no text: a mistake of ours that a test catches, never a visitor."""


def text(lang: str, key: str, **values: object) -> str:
    """The text for `key` (e.g. `explore.title`) in `lang`, with `{name}` filled from `values`.

    Raises:
        MissingTextError: the key has no text.
        KeyError: a placeholder has no value.
        TypeError: the value that selects the plural form is not a number.
    """
    found = _find(lang, key)
    template = found.template(lang, values) if isinstance(found, PluralText) else found
    return template.format(**values) if values else template


def forms(lang: str, key: str) -> dict[str, str]:
    """The templates of a text for the browser (`geo/ui/assets/texts.js`), by the end of their key.

    The general form has the key itself (an empty end), the others have their category:
    `{"": "{count} places", ".one": "{count} place"}`.

    Raises:
        MissingTextError: the key has no text.
    """
    found = _find(lang, key)
    if isinstance(found, str):
        return {"": found}
    return {"" if name == "other" else f".{name}": form for name, form in found.forms.items()}


def english_count(number: int, one: str, other: str) -> str:
    """`1 place`, `2 places`: for command-line output, which is in English only."""
    return f"{number} {one if plural_category('en', number) == 'one' else other}"


def integer(lang: str, value: int) -> str:
    """A whole number with the language's separator of thousands; texts write `{count:,}`."""
    return text(lang, "unit.integer", value=value)


def metres(lang: str, value: float) -> str:
    """A length in metres as people read it: `300 m`, `1.5 km`."""
    if value < 1000:
        return text(lang, "unit.m", value=round(value))
    return text(lang, "unit.km", value=round(value / 1000, 1))


def comma(lang: str, parts: Iterable[str]) -> str:
    """Things in a row: `A, B` or `A、B`."""
    return text(lang, "unit.comma").join(parts)


def semicolon(lang: str, parts: Iterable[str]) -> str:
    """Statements in a row: `a; b` or `a；b`."""
    return text(lang, "unit.semicolon").join(parts)


def pair(lang: str, name: object, value: object) -> str:
    """A name and what it says: `Datum: WGS84` or `坐标系：WGS84`."""
    return text(lang, "unit.pair", name=name, value=value)


def aside(lang: str, words: object, more: object) -> str:
    """Words with an addition: `Chengdu (3)` or `成都（3）`."""
    return text(lang, "unit.aside", text=words, aside=more)


@cache
def all_texts(lang: str) -> dict[str, Text]:
    """All texts of a language by dotted key."""
    content = (files("geo.i18n") / f"{lang}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(content), ""))


def _find(lang: str, key: str) -> Text:
    try:
        return all_texts(lang)[key]
    except KeyError as error:
        raise MissingTextError(f"no text for {key} in {lang}.toml") from error


def _flat(table: dict[str, Any], prefix: str) -> Iterator[tuple[str, Text]]:
    for key, value in table.items():
        if not isinstance(value, dict):
            yield f"{prefix}{key}", str(value)
        elif is_plural_table(value):
            yield f"{prefix}{key}", plural_text(value)
        else:
            yield from _flat(value, f"{prefix}{key}.")
