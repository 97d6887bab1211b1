"""Changes of the places of a list since they were picked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

import shapely
from pyproj import Geod

from geo.catalog import Catalog
from geo.shortlist.model import Item, Position, Shortlist

MOVED_M = 1.0  # rounding differences are far smaller
ELLIPSOID = Geod(ellps="WGS84")


class DriftKind(StrEnum):
    """The possible changes of a place; the texts are `drift.<value>`."""

    GONE = "gone"
    PLACED = "placed"
    UNPLACED = "unplaced"
    MOVED = "moved"
    RESHAPED = "reshaped"
    PRECISION = "precision"


@dataclass(frozen=True)
class Drift:
    """An item that is no longer as it was picked.

    `metres` is how far it moved. `now` is None when the place is gone, `snapshot` when the list has
    no position for it (an older file, a link).
    """

    changes: tuple[DriftKind, ...]
    snapshot: Position | None
    now: Position | None
    metres: float | None = None


def pick(catalog: Catalog, place_ids: Iterable[str]) -> tuple[Item, ...]:
    """Items for places of the catalog, with where they are today.

    Raises:
        KeyError: there is no such place.
    """
    return tuple(Item(place, snapshot=position(catalog, place)) for place in place_ids)


def position(catalog: Catalog, place_id: str) -> Position:
    """Where a place of the catalog is today.

    Raises:
        KeyError: there is no such place.
    """
    row, shape = catalog.summary_row(place_id), catalog.spatial.shape(place_id)
    digest = sha256(shapely.to_wkb(shape)).hexdigest()[:12] if shape is not None else ""
    return Position(row["lon"], row["lat"], row["precision"], row["uncertainty_m"], digest)


def drift(shortlist: Shortlist, catalog: Catalog) -> dict[str, Drift]:
    """Item id → what changed, for the items that did. The user's own places do not change."""
    changed = {}
    for item in shortlist.items:
        if item.own is None:
            here = item.id in catalog.spatial.points
            found = _compared(item.snapshot, position(catalog, item.id) if here else None)
            if found.changes:
                changed[item.id] = found
    return changed


def with_todays_positions(
    shortlist: Shortlist, catalog: Catalog, place_ids: Iterable[str]
) -> Shortlist:
    """The list with the current positions of these places, after the user has accepted the
    changes."""
    for place_id in place_ids:
        if place_id in catalog.spatial.points:
            shortlist = shortlist.with_snapshot(place_id, position(catalog, place_id))
    return shortlist


def _compared(then: Position | None, now: Position | None) -> Drift:
    if now is None:
        return Drift((DriftKind.GONE,), then, None)
    if then is None:
        return Drift((), None, now)
    changes, metres = [], None
    if then.lon is None or then.lat is None or now.lon is None or now.lat is None:
        if now.lon is not None:
            changes.append(DriftKind.PLACED)
        elif then.lon is not None:
            changes.append(DriftKind.UNPLACED)
    else:
        _, _, metres = ELLIPSOID.inv(then.lon, then.lat, now.lon, now.lat)
        if metres > MOVED_M:
            changes.append(DriftKind.MOVED)
        elif then.shape and then.shape != now.shape:
            changes.append(DriftKind.RESHAPED)
    if (then.precision, then.uncertainty_m) != (now.precision, now.uncertainty_m):
        changes.append(DriftKind.PRECISION)
    return Drift(tuple(changes), then, now, metres)
