"""What a person has chosen: session state ↔ address bar, in stable codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import streamlit as st

from geo import i18n
from geo.explorer import Explorer
from geo.query.filters import FIELDS, Filter
from geo.query.permalink import (
    INFERRED,
    LANGUAGE,
    LIST,
    MATRICES,
    MATRIX,
    NEAR,
    NUMBERS,
    SEARCH,
    SITE,
    STATIONS,
    VIEW,
    State,
    decode,
    encode,
)
from geo.query.space import Area, Near
from geo.query.viewport import Bounds, View
from geo.ui import history

Where = Literal["home", "place", "regions", "reach", "view"]
Goal = tuple[Where, Any]
AREA = "area"
VIEW_ONLY = (LANGUAGE, SITE, SEARCH, VIEW, LIST, MATRIX, INFERRED)  # how one looks, not at what
_UNREAD = "_address_unread"
_FLIGHT = "_flight"
_VIEW = "_view"
_BOUNDS = "_bounds"
_STEPS = "_steps_taken"
_AREAS = "_areas"
_AREA_GONE = "_area_gone"
MAX_AREAS = 3  # uploaded areas that a session keeps for its steps back and forward


def language() -> str:
    """The language of this session: from the address, else Chinese."""
    lang = st.session_state.get(LANGUAGE) or st.query_params.get(LANGUAGE)
    st.session_state[LANGUAGE] = lang if lang in i18n.LANGUAGES else i18n.DEFAULT
    return str(st.session_state[LANGUAGE])


def set_language(lang: str) -> None:
    """Switch the language; everything else that was chosen stays."""
    st.session_state[LANGUAGE] = lang
    history.write(address_parameters(chosen_filter()))


def filter_key(field: str) -> str:
    """The key under which the session has the codes of a filter."""
    return f"filter_{field}"


def take_up_address() -> None:
    """At the beginning of a run: when a person went back or forward, the address counts.

    Otherwise what was chosen in the session counts, also where the address bar lost it.
    """
    address = history.take_up()
    if address is not None:
        st.session_state[_UNREAD] = address
        st.session_state[LANGUAGE] = address.get(LANGUAGE)
        return
    if history.was_dropped():
        history.restore(address_parameters(chosen_filter()))


def read_address(explorer: Explorer) -> list[str]:
    """Take over the address when it counts; returns what was not recognised and left out."""
    if _UNREAD not in st.session_state:
        return []
    parameters = dict(st.session_state.pop(_UNREAD))
    st.session_state[_STEPS] = steps_taken() + 1
    area = _kept_area(parameters.pop(AREA, ""))
    given, dropped = decode(parameters, explorer.vocabulary, explorer.points)
    for field in FIELDS:
        st.session_state[filter_key(field)] = list(map(str, getattr(given.filter, field)))
    st.session_state.update(
        {
            SEARCH: given.search,
            STATIONS: given.stations,
            LIST: given.list_first,
            MATRIX: given.matrix,
            INFERRED: given.inferred,
            NEAR: given.filter.near,
            AREA: area,
            SITE: given.site,
        }
    )
    _fly_as_given(given)
    return dropped


def _fly_as_given(given: State) -> None:
    """Send the map where an address means it to be, unless it is there already."""
    before, _ = seen()
    st.session_state[_VIEW] = given.view
    if given.view:
        if given.view != before:
            fly("view", given.view)
    elif given.site:
        fly("place", given.site)
    elif given.filter.near or st.session_state[AREA]:
        fly("reach")
    elif given.filter.regions:
        fly("regions", given.filter.regions)
    elif before or flight()[1][0] != "home":
        fly("home")


def steps_taken() -> int:
    """How often the address was read: what belongs to one step only has this in its key."""
    return int(st.session_state.get(_STEPS, 0))


def link_parameters(chosen: Filter) -> dict[str, str]:
    """The address parameters of the present choice."""
    remembered = st.session_state
    return encode(
        State(
            filter=chosen,
            lang=language(),
            site=selected(),
            stations=bool(remembered.get(STATIONS, True)),
            search=(remembered.get(SEARCH) or "").strip(),
            view=remembered.get(_VIEW),
            list_first=bool(remembered.get(LIST)),
            matrix=remembered.get(MATRIX) or MATRICES[0],
            inferred=bool(remembered.get(INFERRED)),
        )
    )


def export_parameters(chosen: Filter) -> dict[str, str]:
    """The address parameters that decide what an export holds: the filter and the language."""
    stations = bool(st.session_state.get(STATIONS, True))
    return encode(State(filter=chosen, lang=language(), stations=stations))


def address_parameters(chosen: Filter) -> dict[str, str]:
    """What the address bar holds: the link, and the number of the uploaded area, if any.

    The number is of use in this session only: it lets a step back lift the area, and one forward
    set it again.
    """
    number = next((name for name, area in _areas().items() if area == chosen.area), None)
    return link_parameters(chosen) | ({AREA: number} if number else {})


def write_address(chosen: Filter) -> None:
    """Put the present choice into the address bar."""
    history.write(address_parameters(chosen))


def write_view(chosen: Filter) -> None:
    """Put the present choice, and where the map is, into the address bar."""
    write_address(chosen)
    history.replace_view(address_parameters(chosen))


def chosen_filter() -> Filter:
    """The filter of this session."""
    values: dict[str, Any] = {}
    for field in FIELDS:
        codes = st.session_state.get(filter_key(field)) or []
        values[field] = tuple(int(c) if field in NUMBERS else c for c in codes)
    return Filter(**values, near=st.session_state.get(NEAR), area=st.session_state.get(AREA))


def clear_filter() -> None:
    """Lift all restrictions; the selected place stays."""
    for field in FIELDS:
        st.session_state[filter_key(field)] = []
    set_near(None)
    set_area(None)


def put(field: str, codes: Iterable[str]) -> None:
    """Let these be the values of a filter; the map flies to a region."""
    st.session_state[filter_key(field)] = list(codes)
    if field == "regions":
        fly("regions", tuple(st.session_state[filter_key(field)]))


def add(field: str, code: str) -> None:
    """Add one value to a filter."""
    codes = st.session_state.get(filter_key(field)) or []
    put(field, dict.fromkeys([*codes, code]))


def remove(field: str, code: str) -> None:
    """Take one value out of a filter."""
    codes = st.session_state.get(filter_key(field)) or []
    st.session_state[filter_key(field)] = [kept for kept in codes if kept != code]


def set_near(near: Near | None) -> None:
    """Restrict the places to a distance around a point or place, which the map flies to, or no
    longer.
    """
    st.session_state[NEAR] = near
    if near:
        fly("reach")


def set_area(area: Area | None) -> None:
    """Restrict the places to an uploaded area, which the map flies to, or no longer."""
    st.session_state[AREA] = area
    if not area:
        return
    fly("reach")
    areas = _areas()
    if area not in areas.values():
        number = max(map(int, areas), default=0) + 1
        latest = list(areas.items())[1 - MAX_AREAS :]
        st.session_state[_AREAS] = dict([*latest, (str(number), area)])


def _areas() -> dict[str, Area]:
    """The areas that were uploaded in this session, by the number that the address has for them."""
    found: dict[str, Area] = st.session_state.get(_AREAS, {})
    return found


def _kept_area(number: str) -> Area | None:
    """The area that an address means."""
    area = _areas().get(number)
    st.session_state[_AREA_GONE] = bool(number) and area is None
    return area


def area_is_gone() -> bool:
    """Whether the address asked for an uploaded area that this session does not have; asks once."""
    return bool(st.session_state.pop(_AREA_GONE, False))


def selected() -> str | None:
    """Id of the selected place."""
    site = st.session_state.get(SITE)
    return str(site) if site else None


def select(place_id: str | None, *, move: bool = False) -> None:
    """Select a place, or none; with `move` the map flies there, even when it is there already."""
    st.session_state[SITE] = place_id
    if move and place_id:
        fly("place", place_id)


def fly(kind: Where, value: Any = None) -> None:
    """Send the map to a place (id), to regions (codes), to the distance and area of the filter
    (`reach`), to a view, or home.
    """
    count, _ = flight()
    st.session_state[_FLIGHT] = (count + 1, (kind, value))


def flight() -> tuple[int, Goal]:
    """How often the map was sent somewhere, and where to last."""
    count, goal = st.session_state.get(_FLIGHT, (0, ("home", None)))
    return int(count), goal


def see(view: View | None, bounds: Bounds) -> None:
    """Remember what the map shows: its view (None: the whole province) and its box in degrees."""
    st.session_state[_VIEW] = view
    st.session_state[_BOUNDS] = bounds


def seen() -> tuple[View | None, Bounds | None]:
    """What the map showed last, and its box (west, south, east, north)."""
    return st.session_state.get(_VIEW), st.session_state.get(_BOUNDS)
