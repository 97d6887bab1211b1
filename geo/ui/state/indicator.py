"""The indicator below the places: how it is classed, and a table of the visitor's own.

Which indicator is shown, and by which regions, is in `Choice` (the address has it, except for a
table).
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from geo.choropleth.classes import ClassMethod
from geo.choropleth.counts import usual_style
from geo.choropleth.model import ChoroplethStyle, Denominator
from geo.choropleth.palettes import Palette
from geo.choropleth.table import TableColumns
from geo.ui.state.choice import PER_HEAD
from geo.ui.state.user_table import UserTable

DENOMINATORS = {  # of the indicators that count places
    "places": Denominator.NONE,
    "places_per_area": Denominator.AREA,
    PER_HEAD: Denominator.POPULATION,
}
MOST_TYPED = {"title": 60, "unit": 20, "source": 200}  # characters


@dataclass
class OwnIndicator:
    """A column of a visitor's table; what is typed here replaces what was read, if it says
    anything. `population` is a column of residents, for numbers per head.
    """

    file: UserTable
    columns: TableColumns
    title: str = ""
    unit: str = ""
    source: str = ""
    denominator: Denominator = Denominator.NONE
    population: str = ""

    @property
    def asked(self) -> tuple[Hashable, ...]:
        """All that decides what is shown of the table."""
        named = (self.file.name, self.title, self.unit, self.source)
        return (self.file.table, self.columns, named, self.denominator, self.population)

    def use_columns(self, columns: TableColumns) -> None:
        """Show other columns: what was typed belongs to the column before."""
        if columns.value != self.columns.value:
            self.title = self.unit = ""
        if self.population == columns.key:
            self.population = ""
        self.columns = columns

    def name(self, part: str, text: str) -> None:
        """Set the `title`, `unit` or `source`."""
        setattr(self, part, " ".join(text.split())[: MOST_TYPED[part]])

    def divide_by(self, denominator: Denominator, population: str = "") -> None:
        """What the numbers are divided by."""
        self.denominator, self.population = denominator, population


@dataclass
class IndicatorState:
    """How each indicator is classed, and the visitor's own table."""

    styles: dict[str, ChoroplethStyle] = field(default_factory=dict)
    own: OwnIndicator | None = None

    def style(self, indicator: str) -> ChoroplethStyle:
        """How an indicator is classed: each is classed for itself."""
        if indicator in self.styles:
            return self.styles[indicator]
        by = DENOMINATORS.get(indicator)
        return ChoroplethStyle() if by is None else usual_style(by)

    def use_method(self, indicator: str, method: ClassMethod) -> None:
        """How the range of the numbers is cut."""
        self.styles[indicator] = replace(self.style(indicator), method=method)

    def use_classes(self, indicator: str, classes: int) -> None:
        """How many classes there are."""
        self.styles[indicator] = replace(self.style(indicator), classes=classes)

    def use_palette(self, indicator: str, palette: Palette) -> None:
        """Which colours the classes have."""
        self.styles[indicator] = replace(self.style(indicator), palette=palette)

    def reverse(self, indicator: str, wanted: bool) -> None:
        """Whether the small numbers have the strong colours."""
        self.styles[indicator] = replace(self.style(indicator), reverse=wanted)
