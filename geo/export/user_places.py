"""The user's own places as rows beside those of the catalog.

They are marked as own places where catalog places have data of the plan and the editors: sector,
kind and relation are `OWN`, sources are the user's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import shapely

from geo.catalog import Catalog
from geo.export.fields import DECIMALS, OWN_COLUMN, clean
from geo.export.own_columns import OwnColumns, typed_columns
from geo.model import GeometryType
from geo.schema.place import PlaceRow, empty_place
from geo.shortlist.model import Item, OwnPlace, Shortlist

OWN = "own"  # the value of sector, kind and relation
MAX_NAME = 50  # characters of a column's name


def user_place_row(place_id: str, place: OwnPlace, catalog: Catalog) -> PlaceRow:
    """The place as a row of `Catalog.places`."""
    shape = lon = lat = None
    if place.lon is not None and place.lat is not None:
        lon, lat = round(place.lon, DECIMALS), round(place.lat, DECIMALS)
        shape = shapely.Point(lon, lat)
    prefectures = [
        catalog.regions.names[code].get("prefecture", code)
        for code in place.adcodes
        if code in catalog.regions.names
    ]
    return {
        **empty_place(),
        "id": place_id,
        "name_zh": place.name,
        "name_en": place.name,
        "full_name_zh": place.name,
        "kind": OWN,
        "relation": OWN,
        "method_zh": place.method,
        "method_en": place.method,
        "sectors": [OWN],
        "adcodes": list(place.adcodes),
        "prefectures": list(dict.fromkeys(prefectures)),
        "geometry_type": GeometryType.POINT if shape else GeometryType.NONE,
        "lon": lon,
        "lat": lat,
        "precision": place.precision,
        "uncertainty_m": place.uncertainty_m,
        "geometry": shapely.to_wkb(shape) if shape else None,
    }


def found_columns(shortlist: Shortlist | None, places: Sequence[str]) -> dict[str, list[Any]]:
    """How the own places were found, empty where there are none."""
    here = _listed(shortlist, places)
    found: dict[str, list[Any]] = {}
    if any(item.own for item in here):
        found["match_status"] = [item.own.status or None if item.own else None for item in here]
        found["match_score"] = [item.own.score if item.own else None for item in here]
    return found


def user_columns(shortlist: Shortlist | None, places: Sequence[str], lang: str) -> OwnColumns:
    """The user's own columns as values of their types, under names that every format takes."""
    here = _listed(shortlist, places)
    original = list(dict.fromkeys(name for item in here for name in item.custom_values))
    types = shortlist.column_types if shortlist is not None else {}
    names = dict(zip(original, _columns(original), strict=True))
    cells = {names[name]: [item.custom_values.get(name) for item in here] for name in original}
    return typed_columns(cells, {names[name]: types[name] for name in original}, lang)


def _listed(shortlist: Shortlist | None, places: Sequence[str]) -> list[Item]:
    items = {item.id: item for item in shortlist.items} if shortlist is not None else {}
    return [items[place] for place in places if place in items]


def _columns(names: Iterable[str]) -> list[str]:
    """Names that every format takes: of one line, not too long, and different in any case."""
    taken: set[str] = set()
    columns = []
    for number, name in enumerate(names, start=1):
        short = " ".join(clean(name).split())[:MAX_NAME].strip() or str(number)
        column = OWN_COLUMN + short
        if column.casefold() in taken:
            column += f"_{number}"
        taken.add(column.casefold())
        columns.append(column)
    return columns
