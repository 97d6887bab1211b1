"""The filter of a request: the parameters of a page's address, and the matching places."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from geo import i18n
from geo.catalog import Catalog
from geo.errors import RequestError, UnknownValueError
from geo.query.filters import FIELDS
from geo.query.permalink import (
    INFERRED,
    LANGUAGE,
    MAX_KM,
    NEAR,
    STATIONS,
    WITHIN,
    ViewState,
    decode,
    encode,
    parameter,
)
from geo.web.requests import Parameter, request_error

_FIELD_OF = {parameter(name): name for name in FIELDS}
_CHOICES = {LANGUAGE: i18n.LANGUAGES, INFERRED: ("0", "1"), STATIONS: ("0", "1")}
_LIST = {"type": "array", "items": {"type": "string"}}
LANG = Parameter(
    LANGUAGE,
    "Language of labels, sentences and error messages.",
    {"type": "string", "enum": list(i18n.LANGUAGES), "default": i18n.DEFAULT},
)
FILTER = (
    *(
        Parameter(
            name,
            f"Only places with one of these codes of `{field}`, separated by commas.",
            _LIST,
        )
        for name, field in _FIELD_OF.items()
    ),
    Parameter(
        NEAR,
        "Only places within a distance: `PLACE,KM` with the id of a place, or `LON,LAT,KM` in "
        f"degrees (WGS84) and at most {MAX_KM:.0f} kilometres; `LON,LAT,KM:NAME` names the point.",
    ),
    Parameter(
        WITHIN,
        "Only places inside a typed area: the code that a link of the explore page carries. Its "
        "rule says which lines and areas count as inside.",
    ),
    Parameter(
        INFERRED,
        "What counts: `0` only places that the plan names, `1` also the hydropower stations "
        "derived from its rivers and, under a task or theme, the places that it applies to by "
        "their sector. `relation` wins over it.",
        {"type": "string", "enum": ["0", "1"], "default": "0"},
    ),
    Parameter(
        STATIONS,
        f"The name of `{INFERRED}` in addresses of before 2026-11-29; that one wins over it.",
        {"type": "string", "enum": ["0", "1"]},
        is_deprecated=True,
    ),
)


def read_state(given: Mapping[str, str], catalog: Catalog) -> ViewState:
    """The state that the parameters of `FILTER` and `LANG` mean; others are ignored.

    Raises:
        RequestError: a value is not known; the message names the nearest ones.
    """
    names = {one.name for one in (*FILTER, LANG)}
    chosen = {name: value for name, value in given.items() if name in names}
    for name, value in chosen.items():
        _, dropped = decode({name: value}, catalog.codelists, catalog.spatial.points)
        if dropped:
            raise _unknown(name, dropped[0], catalog)
    state, _ = decode(chosen, catalog.codelists, catalog.spatial.points)
    return state


def _unknown(name: str, value: str, catalog: Catalog) -> RequestError:
    if name == NEAR:
        return request_error("bad_near", value=value, km=f"{MAX_KM:.0f}")
    if name == WITHIN:
        return request_error("bad_within")
    nearest = list(_CHOICES.get(name, ()))
    if name in _FIELD_OF:
        try:  # a label instead of its code
            nearest = [catalog.codelists.resolve(_FIELD_OF[name], value)]
        except UnknownValueError as error:
            nearest = error.nearest
    return request_error("unknown_value", name=name, value=value, nearest=", ".join(nearest))


def page_address(root: str, state: ViewState) -> str:
    """Where the explorer below `root` shows the same."""
    query = urlencode(encode(state), safe=",")
    return f"{root}/" + (f"?{query}" if query else "")
