"""What people choose of a choropleth, as options of a command and parameters of an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from geo.choropleth.classes import ClassMethod
from geo.choropleth.errors import choropleth_error
from geo.choropleth.model import (
    FEWEST_CLASSES,
    MOST_CLASSES,
    ChoroplethStyle,
    Denominator,
)
from geo.choropleth.palettes import Palette
from geo.model import RegionLevel
from geo.query.permalink import LEVELS

PLACES = "places"  # instead of a table
CLASS_NUMBERS = tuple(map(str, range(FEWEST_CLASSES, MOST_CLASSES + 1)))
# Option or parameter → its values.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "level": LEVELS,
    "per": tuple(Denominator),
    "classes": CLASS_NUMBERS,
    "class_method": tuple(ClassMethod),
    "palette": tuple(Palette),
}
ChosenCode = TypeVar("ChosenCode", bound=StrEnum)


@dataclass(frozen=True)
class ChoroplethOptions:
    """What was chosen; None where nothing was."""

    level: RegionLevel | None = None
    per: Denominator = Denominator.NONE
    classes: int | None = None
    method: ClassMethod | None = None
    palette: Palette | None = None

    @property
    def parameters(self) -> dict[str, str]:
        """What was chosen, by the names of `CHOICES`: the reverse of `read_options`."""
        values = {
            "level": self.level,
            "per": None if self.per is Denominator.NONE else self.per,
            "classes": self.classes,
            "class_method": self.method,
            "palette": self.palette,
        }
        return {name: str(value) for name, value in values.items() if value is not None}

    def styled(self, usual: ChoroplethStyle) -> ChoroplethStyle:
        """The usual style with what was chosen."""
        return replace(
            usual,
            classes=self.classes or usual.classes,
            method=self.method or usual.method,
            palette=self.palette or usual.palette,
        )


def read_options(given: Mapping[str, str]) -> ChoroplethOptions:
    """The options by their names of `CHOICES`; others are not looked at.

    Raises:
        ChoroplethError: `unknown_value`: a value is none of its choices.
    """
    for name, choices in CHOICES.items():
        if name in given and given[name] not in choices:
            known = ", ".join(choices)
            raise choropleth_error("unknown_value", name=name, value=given[name][:60], known=known)
    level = given.get("level")
    classes = given.get("classes")
    return ChoroplethOptions(
        next((one for one in LEVELS if one == level), None),
        Denominator(given.get("per", Denominator.NONE)),
        int(classes) if classes else None,
        _code(ClassMethod, given.get("class_method")),
        _code(Palette, given.get("palette")),
    )


def _code(kind: type[ChosenCode], value: str | None) -> ChosenCode | None:
    return None if value is None else kind(value)
