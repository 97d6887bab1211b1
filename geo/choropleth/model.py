"""A choropleth: one number for each region, its classes, colours and legend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from geo import i18n
from geo.catalog import Catalog
from geo.cells.column_types import MAX_DECIMALS, ColumnKind, ColumnType, shown, without_noise
from geo.cells.units import names_unit
from geo.choropleth.classes import ClassMethod, class_index, upper_limits
from geo.choropleth.palettes import LandTone, Palette
from geo.model import RegionLevel
from geo.schema.rows import AreaRow

FEWEST_CLASSES, MOST_CLASSES = 3, 7
USUAL_CLASSES = 5
MOST_TITLE = 60  # characters of a title that a person typed


class Denominator(StrEnum):
    """What numbers are divided by."""

    NONE = "none"
    AREA = "area"
    POPULATION = "population"


class InBoth(NamedTuple):
    """A text in both languages; one that a person typed is the same in both."""

    zh: str = ""
    en: str = ""

    def of(self, lang: str) -> str:
        """The text in a language."""
        return self.zh if lang == "zh" else self.en


EMPTY = InBoth()


def as_typed(text: str) -> InBoth:
    """A text of a person, in both languages as it is."""
    plain = " ".join(text.split())
    return InBoth(plain, plain)


def in_both(key: str, **values: object) -> InBoth:
    """A text of the locale files in both languages."""
    return InBoth(*(i18n.text(lang, key, **values) for lang in InBoth._fields))


def region_names(catalog: Catalog, level: RegionLevel) -> dict[str, InBoth]:
    """The names of all regions of a level by their codes, in their order."""
    rows: list[AreaRow] = getattr(catalog.regions, level)
    return {row["adcode"]: InBoth(row["name_zh"], row["name_en"]) for row in rows}


@dataclass(frozen=True)
class ChoroplethStyle:
    """How numbers become colours: `classes` are 3 to 7, fewer where there are fewer numbers.

    `reverse` gives the strong colours to the small numbers.
    """

    method: ClassMethod = ClassMethod.QUANTILE
    classes: int = USUAL_CLASSES
    palette: Palette = Palette.BLUE
    reverse: bool = False

    def __post_init__(self) -> None:
        """Refuse another number of classes.

        Raises:
            ValueError: there are fewer than 3 or more than 7.
        """
        if not FEWEST_CLASSES <= self.classes <= MOST_CLASSES:
            raise ValueError(f"classes are {FEWEST_CLASSES} to {MOST_CLASSES}, not {self.classes}")


class ChoroplethClass(NamedTuple):
    """A class in the legend: its colour (`#rrggbb`), its figures, how many regions it has.

    `color` is None where there is no number; the land shows as it is.
    """

    color: str | None
    text: str
    regions: int


@dataclass(frozen=True)
class Choropleth:
    """Numbers of regions as a map shows them.

    `values` has them by the code of the region, without regions that have none; `regions` has the
    names of all regions of the level, in the order of their codes. `column` says how a number is
    written (percent is kept as a fraction), `unit` what it counts. `about` is a remark that belongs
    below the legend.
    """

    title: InBoth
    level: RegionLevel
    values: Mapping[str, float]
    regions: Mapping[str, InBoth]
    column: ColumnType = field(default_factory=lambda: ColumnType(ColumnKind.NUMBER))
    unit: InBoth = EMPTY
    source: InBoth = EMPTY
    about: InBoth = EMPTY
    style: ChoroplethStyle = field(default_factory=ChoroplethStyle)

    @property
    def decimals(self) -> int:
        """How many decimals the numbers were meant to have."""
        return self.column.decimals

    @cached_property
    def breaks(self) -> tuple[float, ...]:
        """The upper limit of each class, which belongs to it, in rising order."""
        return upper_limits(tuple(self.values.values()), self.style.method, self.style.classes)

    def class_of(self, adcode: str) -> int | None:
        """The class of a region, from 0; None where it has no number."""
        value = self.values.get(adcode)
        return None if value is None else class_index(value, self.breaks)

    def color(self, adcode: str, ground: LandTone = "light") -> str | None:
        """The colour of a region (`#rrggbb`); None where it has no number."""
        found = self.class_of(adcode)
        return None if found is None else self.colors(ground)[found]

    def colors(self, ground: LandTone = "light") -> tuple[str, ...]:
        """The colours of the classes (`#rrggbb`) on light or dark land."""
        colors = self.style.palette.colors(len(self.breaks), ground)
        return colors[::-1] if self.style.reverse else colors

    def legend(self, lang: str, ground: LandTone = "light") -> tuple[ChoroplethClass, ...]:
        """The classes from the small to the large numbers, and regions without a number.

        The figures of a class are its smallest and its largest number, so that no number fits two.
        An empty class (of equal intervals) has its limits. The unit stands in `heading`.
        """
        members = self._members()
        decimals = self._legend_decimals(members)
        entries = []
        for number, color in enumerate(self.colors(ground)):
            inside = members[number]
            low, high = (inside[0], inside[-1]) if inside else self._limits(number)
            figures = dict.fromkeys(self._written(value, decimals) for value in (low, high))
            text = i18n.text(lang, "choropleth.to").join(figures)
            entries.append(ChoroplethClass(color, text, len(inside)))
        missing = len(self.regions) - len(self.values)
        if missing:
            entries.append(ChoroplethClass(None, i18n.text(lang, "choropleth.no_data"), missing))
        return tuple(entries)

    def heading(self, lang: str) -> str:
        """The title with the unit: `Places (per 10,000 km²)`."""
        title, unit = self.title.of(lang), self.unit.of(lang)
        return i18n.aside(lang, title, unit) if unit and not names_unit(title, unit) else title

    def written(self, adcode: str, lang: str) -> str:
        """The number of a region as people read it, with the unit; empty where it has none."""
        value = self.values.get(adcode)
        if value is None:
            return ""
        return f"{self._written(value, self.decimals)} {self.unit.of(lang)}".strip()

    def method(self, lang: str) -> str:
        """How the classes were made: `5 classes with as many regions each`."""
        return i18n.text(lang, f"choropleth.made.{self.style.method}", count=len(self.breaks))

    def note(self, lang: str) -> str:
        """How the classes were made, where the numbers are from, and what to mind about them."""
        source = self.source.of(lang)
        parts = [
            self.method(lang),
            i18n.text(lang, "choropleth.source_is", source=source) if source else "",
            self.about.of(lang),
        ]
        return i18n.semicolon(lang, filter(None, parts))

    def _members(self) -> list[list[float]]:
        """The numbers of each class, rising."""
        members: list[list[float]] = [[] for _ in self.breaks]
        for value in sorted(self.values.values()):
            members[class_index(value, self.breaks)].append(value)
        return members

    def _limits(self, number: int) -> tuple[float, float]:
        low = self.breaks[number - 1] if number else min(self.values.values())
        return low, self.breaks[number]

    def _legend_decimals(self, members: list[list[float]]) -> int:
        """As many decimals as keep the figures of neighbouring classes apart."""
        full = [inside for inside in members if inside]
        ends = [(one[-1], two[0]) for one, two in pairwise(full)]
        for decimals in range(self.decimals, MAX_DECIMALS):
            if all(self._written(a, decimals) != self._written(b, decimals) for a, b in ends):
                return decimals
        return MAX_DECIMALS

    def _written(self, value: float, decimals: int) -> str:
        kind = self.column.kind
        if kind is ColumnKind.INTEGER and decimals:
            kind = ColumnKind.NUMBER
        return shown(without_noise(value), ColumnType(kind, "", decimals))
