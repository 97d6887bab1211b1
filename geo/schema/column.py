"""What there is to declare of a column, and how the columns of a row are read back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_type_hints

LAST = 1_000  # of columns for which no position is given


class Type(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    TEXTS = "list of texts"
    INTEGERS = "list of integers"
    SHAPE = "geometry"

    @property
    def is_list(self) -> bool:
        """Whether a value is a list."""
        return self in (Type.TEXTS, Type.INTEGERS)


TYPES: dict[Any, Type] = {
    str: Type.TEXT,
    int: Type.INTEGER,
    float: Type.NUMBER,
    Sequence[str]: Type.TEXTS,
    Sequence[int]: Type.INTEGERS,
    bytes: Type.SHAPE,
}


@dataclass(frozen=True, kw_only=True)
class Column:
    """All that is declared of a column besides its name and type.

    `label` is its header in tables for people (`{datum}` is filled in), `meaning` a sentence for
    the data dictionary. `short` is its name in a shapefile (at most 10 ASCII bytes; by default the
    name), `width` how many characters wide a spreadsheet shows it. `codes` are the values that it
    can have, or the list that has them. The rest are positions: in the table of `geo.sites()`
    (None: not there), among the exported columns, in the details of the HTML file, in the balloon
    of a KML placemark, and in the table of a terminal.
    """

    label_zh: str
    label_en: str
    meaning_zh: str
    meaning_en: str
    unit: str = ""
    codes: type[StrEnum] | str | None = None
    short: str = ""
    width: int = 12
    frame: int | None = LAST
    export: int | None = None
    details: int | None = None
    balloon: int | None = None
    terminal: int | None = None

    def label(self, lang: str) -> str:
        """The header in a language."""
        return self.label_en if lang == "en" else self.label_zh

    def meaning(self, lang: str) -> str:
        """What the values mean, in a language."""
        return self.meaning_en if lang == "en" else self.meaning_zh

    def codelist(self) -> str:
        """The codes, or the list that has them; empty for free values."""
        if self.codes is None or isinstance(self.codes, str):
            return self.codes or ""
        return ", ".join(self.codes)


@dataclass(frozen=True)
class Field:
    """A declared column with its name and type; `nullable`: a row may have no value."""

    name: str
    type: Type
    nullable: bool
    about: Column

    @property
    def short(self) -> str:
        """The name in a shapefile."""
        return self.about.short or self.name


def fields_of(row: type) -> tuple[Field, ...]:
    """The columns of a row in the order of their declaration.

    Raises:
        TypeError: an annotation has no `Column` or a type that no column can have.
    """
    hints = get_type_hints(row, include_extras=True)
    return tuple(_field(name, hint) for name, hint in hints.items())


def _field(name: str, hint: Any) -> Field:
    value, *notes = get_args(hint)
    about = next((note for note in notes if isinstance(note, Column)), None)
    options = [part for part in get_args(value) if part is not NoneType]
    nullable = NoneType in get_args(value)
    kind = TYPES.get(options[0] if nullable else value)
    if about is None or kind is None:
        raise TypeError(f"{name} is not declared as a column: {hint}")
    return Field(name, kind, nullable, about)


def placed(fields: Iterable[Field], surface: str) -> tuple[Field, ...]:
    """The fields that appear on a surface (`frame`, `export`, …), in their order there."""
    positions = [(getattr(field.about, surface), field) for field in fields]
    shown = [(position, field) for position, field in positions if position is not None]
    return tuple(field for _, field in sorted(shown, key=lambda pair: pair[0]))
