"""The whole state of the explorer ↔ short stable codes in an address.

>>> encode(State(Filter(sectors=("energy",)), site="min-river"))
{'sector': 'energy', 'site': 'min-river'}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import isfinite

from geo.model import RegionLevel
from geo.query.area_code import decode_area, encode_area, own_name
from geo.query.codelists import Codelists
from geo.query.filters import FIELDS, Filter
from geo.query.spatial import DistanceFilter
from geo.query.viewport import Viewport, make_viewport

LANGUAGES = ("zh", "en")
NUMBERS = ("tasks", "themes")
MATRICES = ("sectors", "tasks")
LEVELS: tuple[RegionLevel, ...] = ("prefectures", "counties")
INDICATORS = ("places", "places_per_area")  # of the regions, below the places
LANGUAGE, SITE, SEARCH, LIST = "lang", "site", "q", "nomap"
NEAR, VIEW, MATRIX, INFERRED = "near", "at", "matrix", "inferred"
CHOROPLETH, LEVEL = "choropleth", "level"
WITHIN = "within"  # the code of a typed area
STATIONS = "stations"  # of links before 2026-11-29: what is `INFERRED` now
OF, WITH = "of", "with"  # of the pages about one region or task: which one, and beside which other
SEPARATOR = ","
NAMED = ":"  # before the name of a point
MAX_SEARCH = 100  # characters
MAX_KM = 1000.0
DECIMALS = 5  # about a metre
PlacePoints = Mapping[str, tuple[float, float] | None]


@dataclass(frozen=True)
class ViewState:
    """The content of a link; the defaults are those of a link without parameters.

    An area (`filter.area`) is in the link only if it was typed and has few corners. `indicator`
    is one of `INDICATORS`, or empty.
    """

    filter: Filter = field(default_factory=Filter)
    lang: str = LANGUAGES[0]
    site: str | None = None
    search: str = ""
    view: Viewport | None = None
    list_first: bool = False
    matrix: str = MATRICES[0]
    indicator: str = ""
    level: RegionLevel = LEVELS[0]


def parameter(name: str) -> str:
    """The address parameter of a filter field: `sectors` → `sector`."""
    return name.removesuffix("s")


def encode(state: ViewState) -> dict[str, str]:
    """Address parameters; default values are omitted."""
    given = {
        parameter(name): SEPARATOR.join(map(str, getattr(state.filter, name))) for name in FIELDS
    }
    given[NEAR] = encode_distance(state.filter.near) if state.filter.near else ""
    given[WITHIN] = (encode_area(state.filter.area) if state.filter.area else None) or ""
    given[LANGUAGE] = "" if state.lang == LANGUAGES[0] else state.lang
    given[SITE] = state.site or ""
    given[SEARCH] = state.search
    given[VIEW] = _view_code(state.view) if state.view else ""
    given[LIST] = "1" if state.list_first else ""
    given[MATRIX] = "" if state.matrix == MATRICES[0] else state.matrix
    given[INFERRED] = "1" if state.filter.inferred else ""
    given[CHOROPLETH] = state.indicator
    given[LEVEL] = "" if state.level == LEVELS[0] else state.level
    return {name: value for name, value in given.items() if value}


def decode(
    given: Mapping[str, str], codelists: Codelists, points: PlacePoints
) -> tuple[ViewState, list[str]]:
    """The state that the `given` parameters describe, and the unrecognised ones.

    `points` maps the id of every place to its lon and lat, or to None when it has none.
    """
    rest = dict(given)
    dropped: list[str] = []

    def one_of(name: str, known: Iterable[str], default: str) -> str:
        value = rest.pop(name, "")
        if not value or value in known:
            return value or default
        dropped.append(value)
        return default

    filters = {}
    for name in FIELDS:
        codes = [code for code in rest.pop(parameter(name), "").split(SEPARATOR) if code]
        valid = dict.fromkeys(code for code in codes if codelists.has(name, code))
        dropped += [code for code in codes if code not in valid]
        filters[name] = tuple(int(code) if name in NUMBERS else code for code in valid)
    texts = {name: rest.pop(name, "") for name in (NEAR, WITHIN, VIEW)}
    near, view = _read_near(texts[NEAR], points), _read_view(texts[VIEW])
    area = decode_area(texts[WITHIN])
    read = {NEAR: near, WITHIN: area, VIEW: view}
    dropped += [text for name, text in texts.items() if text and not read[name]]
    inferred = one_of(INFERRED, ("0", "1"), one_of(STATIONS, ("0", "1"), "0")) == "1"
    state = ViewState(
        filter=Filter(**filters, near=near, area=area, inferred=inferred),  # type: ignore[arg-type]
        lang=one_of(LANGUAGE, LANGUAGES, LANGUAGES[0]),
        site=one_of(SITE, points, "") or None,
        search=rest.pop(SEARCH, "")[:MAX_SEARCH],
        view=view,
        list_first=one_of(LIST, ("0", "1"), "0") == "1",
        matrix=one_of(MATRIX, MATRICES, MATRICES[0]),
        indicator=one_of(CHOROPLETH, INDICATORS, ""),
        level="counties" if one_of(LEVEL, LEVELS, LEVELS[0]) == "counties" else "prefectures",
    )
    return state, [*dropped, *rest]


def fits_link(chosen: Filter) -> bool:
    """Whether a link carries all of a filter: an area only if it was typed and has few corners."""
    return chosen.area is None or encode_area(chosen.area) is not None


def encode_distance(near: DistanceFilter) -> str:
    """`dujiangyan,50` for a place, `103.6,31,50` for a point, in degrees and kilometres, with its
    name, if a person gave it one, behind a colon: `103.6,31,50:新区`.
    """
    origin = [near.site] if near.site else [_short(near.lon), _short(near.lat)]
    name = "" if near.site else own_name(near.name)
    return SEPARATOR.join([*origin, _short(near.km)]) + (NAMED + name if name else "")


def decode_distance(text: str, points: PlacePoints) -> DistanceFilter | None:
    """The distance filter of a code without a name; None if it is invalid or its place has no
    position.
    """
    *origin, km_text = text.split(SEPARATOR)
    if len(origin) == 1:
        point, site = points.get(origin[0]), origin[0]
        numbers = _numbers([km_text])
    else:
        numbers, site = _numbers([*origin, km_text]), None
        point = (numbers[0], numbers[1]) if numbers and len(numbers) == 3 else None
    if not point or not numbers or not 0 < numbers[-1] <= MAX_KM:
        return None
    lon, lat = point
    on_earth = -180 <= lon <= 180 and -90 <= lat <= 90
    return DistanceFilter(lon, lat, numbers[-1], site) if on_earth else None


def _read_near(text: str, points: PlacePoints) -> DistanceFilter | None:
    """The distance filter of a code; a name belongs to a point."""
    code, colon, name = text.partition(NAMED)
    near = decode_distance(code, points)
    if not near or not colon:
        return near
    return None if near.site else replace(near, name=own_name(name))


def _view_code(view: Viewport) -> str:
    bearing = [str(view.bearing)] if view.bearing else []
    return SEPARATOR.join([_short(view.lon), _short(view.lat), _short(view.zoom), *bearing])


def _read_view(text: str) -> Viewport | None:
    numbers = _numbers(text.split(SEPARATOR))
    if not numbers or len(numbers) not in (3, 4):
        return None
    return make_viewport(*numbers)


def _numbers(texts: list[str]) -> list[float] | None:
    try:
        numbers = [round(float(text), DECIMALS) for text in texts]
    except (ValueError, OverflowError):
        return None
    return numbers if all(map(isfinite, numbers)) else None


def _short(value: float) -> str:
    """A number without trailing zeros."""
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
