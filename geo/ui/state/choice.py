"""A visitor's selections on the map and in the filters: plain values shared by all pages.

This module does not use Streamlit. Widgets call the methods; each is one undo step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from geo.errors import LocalizedError
from geo.model import AreaRule, Datum, RegionLevel
from geo.query.area_code import own_name
from geo.query.filters import Filter
from geo.query.permalink import (
    INDICATORS,
    LEVELS,
    MATRICES,
    NUMBERS,
    ViewState,
    encode,
    fits_link,
)
from geo.query.spatial import AreaFilter, DistanceFilter
from geo.ui.state.sketch import Sketch

CameraTarget = Literal["home", "place", "regions", "reach", "view"]
AREA = "area"  # address parameter: the number of an uploaded area, of use in its session only
MAX_AREAS = 3  # uploaded areas that a session keeps for its steps back and forward
# Indicators that need a table of one's own (state/indicator.py), which no link carries: a column of
# it, or places per head with a column of residents.
TABLE, PER_HEAD = "table", "places_per_head"
OF_TABLES = (TABLE, PER_HEAD)
DEFAULT_KM = 50.0


@dataclass(frozen=True)
class Camera:
    """The last target of the map: `number` is incremented, so that the browser detects a new one.

    `value` is a place id, region codes or a view; None for `home` and for `reach`, which is the
    distance and the area of the filter.
    """

    number: int = 0
    where: CameraTarget = "home"
    value: Any = None


@dataclass
class Choice:
    """The filter and the display options of its result."""

    filter: Filter = field(default_factory=Filter)
    selected: str | None = None
    camera: Camera = field(default_factory=Camera)
    search: str = ""
    list_first: bool = False
    matrix: str = MATRICES[0]
    level: RegionLevel = LEVELS[0]  # of the regions that are counted or coloured
    indicator: str = ""  # below the places: one of `INDICATORS` or `OF_TABLES`
    unfolded: frozenset[str] = frozenset()  # filter fields that also show values without a place
    km: float = DEFAULT_KM  # of the next distance filter
    refused_point: str = ""  # coordinates that were typed and could not be read
    refused_area: tuple[str, LocalizedError] | None = None  # the same of an area, and why
    area_rule: AreaRule = AreaRule.SHARE  # of the area of the filter, or the next one
    area_datum: Datum = Datum.WGS84  # of the degrees in the next file
    areas: dict[str, AreaFilter] = field(default_factory=dict)  # uploaded ones by their numbers
    area_is_gone: bool = False  # the address refers to an uploaded area that no longer exists
    checked_rows: tuple[str, tuple[int, ...]] = ("", ())  # key of the list, and its selected rows
    sketch: Sketch = field(default_factory=Sketch)  # what the browser is asked to draw
    steps: int = 0  # how often an address was applied

    # Filter

    def clear(self) -> None:
        """Remove all restrictions; what counts and the selected place are kept."""
        self.filter = Filter(inferred=self.filter.inferred)

    def put(self, name: str, codes: Iterable[str]) -> None:
        """Set the codes of a filter field; the map flies to a selected region."""
        values = tuple(int(code) if name in NUMBERS else str(code) for code in codes)
        self.filter = replace(self.filter, **{name: values})  # type: ignore[arg-type]
        if name == "regions":
            self.request_camera("regions", values)

    def add(self, name: str, code: str) -> None:
        """Add one code to a field."""
        self.put(name, dict.fromkeys([*self.codes(name), code]))

    def remove(self, name: str, code: str) -> None:
        """Remove one code from a field; the map does not move."""
        kept = [one for one in getattr(self.filter, name) if str(one) != code]
        self.filter = replace(self.filter, **{name: tuple(kept)})  # type: ignore[arg-type]

    def codes(self, name: str) -> list[str]:
        """The codes of a field as texts, as widgets and addresses have them."""
        return [str(code) for code in getattr(self.filter, name)]

    def count_inferred(self, wanted: bool) -> None:
        """Whether derived stations and applicable places count, on every page."""
        self.filter = replace(self.filter, inferred=wanted)

    def fold(self, name: str) -> None:
        """Show the values of a filter field that have no place, or fold them away again."""
        self.unfolded ^= {name}

    def show_list_first(self, wanted: bool) -> None:
        """Whether a list replaces the map."""
        self.list_first = wanted

    def show_matrix(self, by: str) -> None:
        """Which matrix the coverage page shows."""
        self.matrix = by

    def show_level(self, level: RegionLevel | None) -> None:
        """By which regions places are counted, and an indicator is shown."""
        self.level = level or self.level

    def show_indicator(self, code: str) -> None:
        """Which indicator is below the places; empty for none."""
        self.indicator = code

    def search_for(self, query: str) -> None:
        """The text in the search box."""
        self.search = query

    def set_near(self, near: DistanceFilter | None, *, move: bool = True) -> None:
        """Set or remove the distance filter; with `move` the map flies to it."""
        self.filter = replace(self.filter, near=near)
        if near:
            self.km = near.km
            if move:
                self.request_camera("reach")

    def set_km(self, km: float) -> None:
        """Set the radius of the distance filter, also of the current one."""
        self.km = km
        if self.filter.near:
            self.set_near(replace(self.filter.near, km=km))

    def set_area(self, area: AreaFilter | None, *, move: bool = True) -> None:
        """Set or remove the area of the filter; with `move` the map flies to it."""
        self.filter = replace(self.filter, area=area)
        if area:
            self.area_rule, self.area_datum = area.rule, area.datum
            self._keep(area)
            if move:
                self.request_camera("reach")

    def set_area_rule(self, rule: AreaRule) -> None:
        """Set what counts as inside, also for the current area; the map does not move."""
        self.area_rule = rule
        if self.filter.area:
            self.set_area(replace(self.filter.area, rule=rule), move=False)

    def name_area(self, name: str) -> None:
        """Give the area of the filter a name, or take it away."""
        if self.filter.area:
            self.set_area(replace(self.filter.area, name=own_name(name)), move=False)

    def name_circle(self, name: str) -> None:
        """Give the point of the distance filter a name, or take it away."""
        if self.filter.near:
            self.set_near(replace(self.filter.near, name=own_name(name)), move=False)

    def set_area_datum(self, datum: Datum) -> None:
        """Set the datum of the next file."""
        self.area_datum = datum

    def _keep(self, area: AreaFilter | None) -> None:
        if area is None or area in self.areas.values():
            return
        number = max(map(int, self.areas), default=0) + 1
        latest = list(self.areas.items())[1 - MAX_AREAS :]
        self.areas = dict([*latest, (str(number), area)])

    # Selection and camera

    def select(self, place_id: str | None, *, move: bool = False) -> None:
        """Select a place, or none; with `move` the map flies there (again)."""
        self.selected = place_id
        if move and place_id:
            self.request_camera("place", place_id)

    def request_camera(self, where: CameraTarget, value: Any = None) -> None:
        """Send the map somewhere."""
        self.camera = Camera(self.camera.number + 1, where, value)

    def home(self) -> None:
        """Remove the region filter; the map shows the whole province."""
        self.put("regions", ())
        self.request_camera("home")

    def tick(self, key: str, rows: list[int], ids: list[str]) -> None:
        """Set the selected rows of a list: fly to the newest; deselecting does not move the map."""
        before = self.checked_rows[1] if self.checked_rows[0] == key else ()
        self.checked_rows = (key, tuple(rows))
        newly = [row for row in rows if row not in before]
        if newly:
            self.select(ids[newly[-1]], move=True)

    # Address

    def parameters(self, lang: str) -> dict[str, str]:
        """The address parameters of a link to this state; the browser adds the map view."""
        return encode(
            ViewState(
                filter=self.filter,
                lang=lang,
                site=self.selected,
                search=self.search.strip(),
                list_first=self.list_first,
                matrix=self.matrix,
                indicator=self.indicator if self.indicator in INDICATORS else "",
                level=self.level,
            )
        )

    def address(self, lang: str) -> dict[str, str]:
        """The same for this session's own address bar: with the number of an area that a link does
        not carry, so that Back removes the area and Forward sets it again.
        """
        if fits_link(self.filter):
            return self.parameters(lang)
        number = next((name for name, area in self.areas.items() if area == self.filter.area), None)
        return self.parameters(lang) | ({AREA: number} if number else {})

    def address_of(self, chosen: Filter, lang: str) -> dict[str, str]:
        """The address of another filter, with no selected place and everything else unchanged."""
        return replace(self, filter=chosen, selected=None, search="").address(lang)

    def take(self, given: ViewState, area_number: str) -> None:
        """Apply the state of an address, and move the map accordingly."""
        area = given.filter.area or self.areas.get(area_number)
        self.area_is_gone = bool(area_number) and area is None
        self.filter = replace(given.filter, area=area)
        if area:
            self.area_rule, self.area_datum = area.rule, area.datum
        self.selected, self.search = given.site, given.search
        self.list_first, self.matrix = given.list_first, given.matrix
        self.level = given.level
        if given.indicator or self.indicator not in OF_TABLES:  # of these no address tells
            self.indicator = given.indicator
        self.steps += 1
        if given.view:
            self.request_camera("view", given.view)
        elif given.site:
            self.request_camera("place", given.site)
        elif self.filter.near or area:
            self.request_camera("reach")
        elif self.filter.regions:
            self.request_camera("regions", self.filter.regions)
        else:
            self.request_camera("home")
