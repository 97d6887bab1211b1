"""Plural forms by the rules of the Unicode CLDR, which Babel carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from numbers import Real

CATEGORIES = ("zero", "one", "two", "few", "many", "other")  # of CLDR
BY = "by"
DEFAULT_BY = "count"


@dataclass(frozen=True)
class PluralText:
    """A text with one template for each plural category that its language has.

    `by` is the placeholder whose number selects the template; `forms` has at least `other`.
    """

    by: str
    forms: Mapping[str, str]

    def template(self, lang: str, values: Mapping[str, object]) -> str:
        """The template for the number in `values`.

        Raises:
            KeyError: the deciding placeholder has no value.
            TypeError: its value is not a number.
        """
        number = values[self.by]
        if not isinstance(number, Real):
            raise TypeError(
                f"the plural form depends on {self.by}, which is not a number: {number!r}"
            )
        return self.forms.get(plural_category(lang, float(number)), self.forms["other"])


def is_plural_table(table: Mapping[str, object]) -> bool:
    """Whether a TOML table is a text with plural forms, not a group of texts."""
    return "other" in table and set(table) <= {*CATEGORIES, BY}


def plural_text(table: Mapping[str, str]) -> PluralText:
    """The text of a TOML table with plural forms."""
    forms = {name: template for name, template in table.items() if name != BY}
    return PluralText(table.get(BY, DEFAULT_BY), forms)


def plural_category(lang: str, number: float) -> str:
    """The CLDR plural category (`one`, `other`, …) of a number in a language."""
    return _plural_rule(lang)(number)


@cache
def _plural_rule(lang: str) -> Callable[[float], str]:
    # Imported here: it takes 40 ms that processes without counted texts (the file worker) save.
    from babel import Locale

    return Locale.parse(lang).plural_form
