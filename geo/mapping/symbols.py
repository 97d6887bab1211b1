"""The symbols of places by name, `<sector>-<precision>`: published once, referred to by layers."""

from __future__ import annotations

from collections.abc import Iterable

from geo.json_document import Json
from geo.mapping.palette import (
    ICON_PX,
    MARKS,
    OTHER,
    Mark,
    data_uri,
    station_svg,
    symbol_svg,
)
from geo.model import Precision, Relation
from geo.schema.place import PlaceRow

ICON_BOX = {"width": ICON_PX, "height": ICON_PX, "anchorY": ICON_PX // 2}
NO_SECTOR = "other"  # a person's own places, and sectors that have no mark
FRAMES_OF = "infrastructure"  # the sector whose symbol shows the frames in the legend
STATION = "station"


def look_of(row: PlaceRow) -> str:
    """The name of a place's symbol: its first sector and its precision."""
    return look(row["sectors"][0] if row["sectors"] else NO_SECTOR, row["precision"])


def look(sector: str, precision: str) -> str:
    """The name of the symbol of a sector and precision."""
    return f"{sector if sector in MARKS else NO_SECTOR}-{precision}"


def mark_of(look: str) -> Mark:
    """The mark of the sector in the name of a symbol."""
    sector = look.rpartition("-")[0]
    return MARKS.get(sector, OTHER)


def symbol_of(look: str) -> Json:
    """The colour of a symbol, as text, and its icon as deck.gl takes it."""
    url = data_uri(symbol_svg(mark_of(look), _precision_of(look)))
    return {"colour": mark_of(look).colour, "icon": {"url": url, "id": look, **ICON_BOX}}


def symbols_for(rows: Iterable[PlaceRow]) -> dict[str, Json]:
    """All symbols that a map of these rows can need: on the map, in lists and in the legend."""
    looks = {look_of(row) for row in rows}
    looks |= {f"{code}-{Precision.SITE}" for row in rows for code in row["sectors"]}
    looks |= {f"{name}-{precision}" for name in (FRAMES_OF, NO_SECTOR) for precision in Precision}
    return {look: symbol_of(look) for look in sorted(looks)}


def drawing_of(row: PlaceRow) -> str:
    """The name of a place's drawing in lists: its symbol, or the mark of a derived station."""
    if row["relation"] == Relation.DERIVED:
        return f"{STATION}-{row['precision']}"
    return look_of(row)


def drawings() -> dict[str, str]:
    """All that `drawing_of` can name, as SVG."""
    looks = [f"{name}-{precision}" for name in (*MARKS, NO_SECTOR) for precision in Precision]
    symbols = {look: symbol_svg(mark_of(look), _precision_of(look)) for look in looks}
    stations = {f"{STATION}-{precision}": station_svg(precision) for precision in Precision}
    return symbols | stations


def station_symbol() -> str:
    """The mark of the derived stations as a `data:` address."""
    return data_uri(station_svg(Precision.SITE))


def ink_of(look: str) -> list[int]:
    """The colour of the sector in the name of a symbol, as RGB."""
    return mark_of(look).rgb


def _precision_of(look: str) -> Precision:
    return Precision(look.rpartition("-")[2])
