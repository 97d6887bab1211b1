"""Every text that a person reads, from `zh.toml` and `en.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("zh", "en")
DEFAULT = "zh"


class MissingTextError(KeyError):
    """A key has no text: a mistake of ours that a test catches, never a visitor."""


def text(lang: str, key: str, **values: object) -> str:
    """The text for `key` (e.g. `explore.title`) in `lang`, with `{name}` filled from `values`."""
    try:
        template = catalogue(lang)[key]
    except KeyError as error:
        raise MissingTextError(f"no text for {key} in {lang}.toml") from error
    return template.format(**values) if values else template


def metres(lang: str, value: float) -> str:
    """A length in metres as people read it: `300 m`, `1.5 km`."""
    if value < 1000:
        return text(lang, "unit.m", value=round(value))
    return text(lang, "unit.km", value=round(value / 1000, 1))


@cache
def catalogue(lang: str) -> dict[str, str]:
    """All texts of a language by dotted key."""
    content = (files("geo.i18n") / f"{lang}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(content), ""))


def _flat(table: dict[str, Any], prefix: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            pairs += _flat(value, f"{prefix}{key}.")
        else:
            pairs.append((f"{prefix}{key}", str(value)))
    return pairs
