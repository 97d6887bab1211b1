"""A shortlist as an immutable value; every change returns a new one.

Sizes, types and texts are checked where a value is made (`geo.shortlist.rules`), so that all other
code can rely on valid values, whatever their source.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from geo.cells.column_types import ColumnType, encode, type_of, valid
from geo.model import Precision
from geo.shortlist import rules
from geo.shortlist.errors import shortlist_error
from geo.shortlist.rules import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ITEMS,
    MAX_NAME,
    MAX_NOTE,
    MAX_TAG,
    MAX_TEXT_MB,
    OWN,
    Pairs,
)


def new_id() -> str:
    """An unguessable id (128 bits): anyone who knows it may open and change the list."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Position:
    """Where a place was when it was picked.

    `lon`, `lat` in degrees (WGS84), None when it could not be placed; `uncertainty_m` in metres;
    `shape` is a short digest of its geometry.
    """

    lon: float | None
    lat: float | None
    precision: str
    uncertainty_m: int | None = None
    shape: str = ""

    def __post_init__(self) -> None:
        """Raise ShortlistError when a value is invalid."""
        lon, lat = rules.point(self.lon, self.lat)
        _keep(
            self,
            lon=lon,
            lat=lat,
            precision=rules.precision(self.precision, "", placed=lon is not None),
            uncertainty_m=rules.metres(self.uncertainty_m),
            shape=rules.line(self.shape, MAX_TAG),
        )


@dataclass(frozen=True)
class OwnPlace:
    """A place from a user's list that is not in the catalog.

    `lon`, `lat` in degrees (WGS84), None when it could not be placed. `status`, `method` and
    `score` are how it was resolved, `source` is the user's text; `columns` are the user's own
    columns as text, in their order.
    """

    name: str
    lon: float | None = None
    lat: float | None = None
    precision: str = Precision.UNLOCATED
    uncertainty_m: int | None = None
    adcodes: tuple[str, ...] = ()
    status: str = ""
    method: str = ""
    score: float | None = None
    source: str = ""
    columns: Pairs = ()

    def __post_init__(self) -> None:
        """Raise ShortlistError when a value is invalid."""
        name = rules.text(self.name, MAX_CELL)
        if not name.strip():
            raise shortlist_error("no_name")
        lon, lat = rules.point(self.lon, self.lat)
        _keep(
            self,
            name=name,
            lon=lon,
            lat=lat,
            precision=rules.precision(self.precision, name, placed=lon is not None),
            uncertainty_m=rules.metres(self.uncertainty_m),
            adcodes=rules.adcodes(self.adcodes),
            status=rules.text(self.status, MAX_CELL),
            method=rules.text(self.method, MAX_CELL),
            score=rules.score(self.score),
            source=rules.text(self.source, MAX_CELL),
            columns=rules.columns(self.columns),
        )


@dataclass(frozen=True)
class Item:
    """A chosen place: one of the catalog by its id, or the user's `own`.

    `snapshot` is where it was when it was picked (see `geo.shortlist.drift`). `columns` are values
    of the user's own columns as text.
    """

    id: str
    note: str = ""
    tags: tuple[str, ...] = ()
    own: OwnPlace | None = None
    snapshot: Position | None = None
    columns: Pairs = ()

    def __post_init__(self) -> None:
        """Raise ShortlistError when a value is invalid."""
        if self.own is not None and not isinstance(self.own, OwnPlace):
            raise shortlist_error("bad_value", value=rules.shown(self.own))
        if self.snapshot is not None and not isinstance(self.snapshot, Position):
            raise shortlist_error("bad_value", value=rules.shown(self.snapshot))
        _keep(
            self,
            id=rules.place_id(self.id, own=self.own is not None),
            note=rules.text(self.note, MAX_NOTE),
            tags=rules.tags(self.tags),
            columns=rules.columns(self.columns),
        )

    @cached_property
    def column_names(self) -> frozenset[str]:
        """The names of `custom_values`."""
        return frozenset(self.custom_values)

    @cached_property
    def text_bytes(self) -> int:
        """The approximate size of the item in a file, computed on every change of a list."""
        texts = [self.id, self.note, *self.tags]
        if self.own is None:
            return rules.text_bytes(texts, self.columns)
        own = self.own
        texts += [own.name, own.status, own.method, own.source]
        return rules.text_bytes(texts, (*self.columns, *own.columns))

    @property
    def custom_values(self) -> dict[str, str]:
        """The values of the user's own columns; values filled in later take precedence."""
        return {**dict(self.own.columns if self.own else ()), **dict(self.columns)}


@dataclass(frozen=True)
class Shortlist:
    """Selected places in the user's order; a duplicate is kept at its first position.

    `build` is the build id and `filter` the address parameters of the result that it came from.
    `criteria` are the ranking criteria: the key of each criterion and its code (`geo.rank.code`);
    `weight_sets` are other weights for them: the name of each set and its code. `types` are what
    own columns were declared to be: name and code (`geo.cells.column_types`); the type of the
    others is guessed.
    `layout` is how its sheets are laid out: names and texts of `geo.export.page_setup`.
    `version` is the number of the save that it was opened from, 0 before the first; `updated` is
    the time of that save (ISO 8601, UTC). Both are the store's to set.
    """

    id: str = field(default_factory=new_id)
    name: str = ""
    items: tuple[Item, ...] = ()
    build: str = ""
    filter: Pairs = ()
    criteria: Pairs = ()
    types: Pairs = ()
    weight_sets: Pairs = ()
    layout: Pairs = ()
    updated: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        """Raise ShortlistError when a value is invalid."""
        if not rules.is_list_id(self.id):
            raise shortlist_error("bad_list_id", id=rules.shown(self.id))
        if not isinstance(self.items, tuple):
            raise shortlist_error("bad_value", value=rules.shown(self.items))
        once = {item.id: item for item in reversed(self.items)}
        items = tuple(once[place] for place in dict.fromkeys(item.id for item in self.items))
        _check_size(items)
        _keep(
            self,
            items=items,
            name=rules.line(self.name, MAX_NAME),
            build=rules.line(self.build, MAX_NAME),
            updated=rules.line(self.updated, MAX_NAME),
            filter=rules.columns(self.filter),
            criteria=rules.columns(self.criteria),
            types=rules.columns(self.types),
            weight_sets=rules.weight_sets(self.weight_sets),
            layout=rules.columns(self.layout),
            version=rules.version(self.version),
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the items, in their order."""
        return tuple(item.id for item in self.items)

    def item(self, item_id: str) -> Item:
        """The item of that id.

        Raises:
            ShortlistError: it is not on the list.
        """
        return self.items[self._index(item_id)]

    def rename(self, name: str) -> Shortlist:
        """The list under another name."""
        return replace(self, name=name)

    def add(self, *items: Item) -> Shortlist:
        """With items appended; existing ones are unchanged."""
        return replace(self, items=self.items + items)

    def remove(self, *item_ids: str) -> Shortlist:
        """Without items; unknown ids are ignored."""
        gone = set(item_ids)
        return replace(self, items=tuple(item for item in self.items if item.id not in gone))

    def move(self, item_id: str, to: int) -> Shortlist:
        """With an item at position `to`, counted from 0 and clamped to the list."""
        index = self._index(item_id)
        rest = [*self.items[:index], *self.items[index + 1 :]]
        rest.insert(max(to, 0), self.items[index])
        return replace(self, items=tuple(rest))

    def reorder(self, item_ids: Iterable[str]) -> Shortlist:
        """With the items of `item_ids` first, in that order; the others follow in their order."""
        wanted = {item_id: place for place, item_id in enumerate(dict.fromkeys(item_ids))}
        last = len(wanted)
        ordered = sorted(self.items, key=lambda item: wanted.get(item.id, last))
        return replace(self, items=tuple(ordered))

    def note(self, item_id: str, text: str) -> Shortlist:
        """With a note on an item; an empty text removes it."""
        return self._changed(item_id, note=text)

    def tag(self, item_id: str, *tags: str) -> Shortlist:
        """With exactly these tags on an item."""
        return self._changed(item_id, tags=tags)

    def fill(self, item_id: str, columns: Mapping[str, str]) -> Shortlist:
        """With these values in own columns of an item; an empty text removes one."""
        values = {**dict(self.item(item_id).columns), **columns}
        return self._changed(item_id, columns=as_pairs({k: v for k, v in values.items() if v}))

    def rank_by(self, criteria: Mapping[str, str]) -> Shortlist:
        """With other criteria: key → code."""
        return replace(self, criteria=as_pairs(criteria))

    def with_weight_sets(self, sets: Mapping[str, str]) -> Shortlist:
        """With other named sets of weights: name → code."""
        return replace(self, weight_sets=as_pairs(sets))

    def declare(self, column: str, kind: ColumnType) -> Shortlist:
        """With the type of an own column; types of columns that are gone are forgotten."""
        there = frozenset().union(*(item.column_names for item in self.items))
        kept = {name: code for name, code in self.types if name in there}
        return replace(self, types=as_pairs({**kept, column: encode(valid(kind))}))

    @cached_property
    def column_types(self) -> dict[str, ColumnType]:
        """The type of every own column, in the order of the columns: declared, or guessed."""
        cells: dict[str, list[str]] = {}
        for item in self.items:
            for name, cell in item.custom_values.items():
                cells.setdefault(name, []).append(cell)
        declared = dict(self.types)
        return {name: type_of(name, found, declared) for name, found in cells.items()}

    def lay_out(self, layout: Mapping[str, str]) -> Shortlist:
        """With another layout of its sheets."""
        return replace(self, layout=as_pairs(layout))

    def with_snapshot(self, item_id: str, then: Position | None) -> Shortlist:
        """With a new reference position of an item."""
        return self._changed(item_id, snapshot=then)

    def _changed(self, item_id: str, **values: Any) -> Shortlist:
        index = self._index(item_id)
        changed = replace(self.items[index], **values)
        return replace(self, items=(*self.items[:index], changed, *self.items[index + 1 :]))

    def _index(self, item_id: str) -> int:
        for index, item in enumerate(self.items):
            if item.id == item_id:
                return index
        raise shortlist_error("not_on_list", id=rules.shown(item_id))


def own_item(place: OwnPlace, note: str = "", tags: tuple[str, ...] = ()) -> Item:
    """An item for the user's own place; the same row always gets the same id."""
    content = [place.name, place.lon, place.lat, place.source, place.columns]
    digest = sha256(json.dumps(content).encode()).hexdigest()
    return Item(f"{OWN}{digest[:12]}", note, tags, own=place)


def as_pairs(values: Mapping[str, str]) -> Pairs:
    """An immutable mapping that keeps its order."""
    return tuple(values.items())


def _keep(made: object, **values: object) -> None:
    """Set normalised values of a frozen dataclass in `__post_init__`."""
    for name, value in values.items():
        object.__setattr__(made, name, value)


def _check_size(items: tuple[Item, ...]) -> None:
    """Raise ShortlistError when a list has too many places, own columns, or too much text."""
    if len(items) > MAX_ITEMS:
        raise shortlist_error("too_many", count=len(items), limit=MAX_ITEMS)
    names = frozenset().union(*(item.column_names for item in items))
    if len(names) > MAX_COLUMNS:
        raise shortlist_error("too_many_columns", count=len(names), limit=MAX_COLUMNS)
    if sum(item.text_bytes for item in items) > MAX_TEXT_MB * 1_000_000:
        raise shortlist_error("too_large", limit=MAX_TEXT_MB)
