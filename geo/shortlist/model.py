"""A shortlist as an immutable value; every change gives a new one.

Sizes, types and texts are checked where a value is made, so that nothing in the house needs to
doubt one, wherever it came from.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from geo.model import Precision
from geo.shortlist.faults import shortlist_fault

MAX_ITEMS = 5_000
MAX_NAME, MAX_NOTE, MAX_TAG = 200, 4_000, 100  # characters
MAX_TAGS = 20
LARGEST = 1e15
MAX_COLUMNS, MAX_CELL = 200, 32_000
OWN = "own-"  # how the id of a person's own place begins; no place of the catalogue does
OWN_ID = re.compile(OWN + "[0-9a-z]{1,40}")
Pairs = tuple[tuple[str, str], ...]


def new_id() -> str:
    """An id that nobody guesses (128 bits): who knows it may open and change the list."""
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
        """Raise ShortlistError when a value cannot be."""
        _check_point(self.lon, self.lat)
        _check_text(self.precision, MAX_TAG)
        _check_metres(self.uncertainty_m)
        _check_text(self.shape, MAX_TAG)


@dataclass(frozen=True)
class OwnPlace:
    """A place from a person's own list that is not in the catalogue.

    `lon`, `lat` in degrees (WGS84), None when it could not be placed. `status`, `method` and
    `score` say how it was resolved, `source` what the person wrote; `columns` are the person's own
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
        """Raise ShortlistError when a value cannot be."""
        _check_point(self.lon, self.lat)
        if self.precision not in set(Precision):
            raise shortlist_fault("bad_value", value=_shown(self.precision))
        if (self.lon is None) != (self.precision == Precision.UNLOCATED):
            raise shortlist_fault("bad_precision", name=_shown(self.name))
        _check_metres(self.uncertainty_m)
        for text in (self.name, self.status, self.method, self.source):
            _check_text(text, MAX_CELL)
        if not self.name.strip():
            raise shortlist_fault("no_name")
        if self.score is not None and not _is_number(self.score):
            raise shortlist_fault("bad_value", value=_shown(self.score))
        _check_texts(self.adcodes)
        _check_columns(self.columns)


@dataclass(frozen=True)
class Item:
    """A chosen place: one of the catalogue by its id, or a person's `own`.

    `then` is where it was when it was picked (see `geo.shortlist.drift`). `columns` are values of
    the person's own columns as text.
    """

    id: str
    note: str = ""
    tags: tuple[str, ...] = ()
    own: OwnPlace | None = None
    then: Position | None = None
    columns: Pairs = ()

    def __post_init__(self) -> None:
        """Raise ShortlistError when a value cannot be."""
        _check_text(self.id, MAX_NAME)
        if not self.id or self.id.startswith(OWN) != (self.own is not None):
            raise shortlist_fault("bad_id", id=_shown(self.id))
        if self.own and not OWN_ID.fullmatch(self.id):
            raise shortlist_fault("bad_id", id=_shown(self.id))
        _check_text(self.note, MAX_NOTE)
        if not isinstance(self.tags, tuple) or len(self.tags) > MAX_TAGS:
            raise shortlist_fault("too_many_tags", limit=MAX_TAGS)
        for tag in self.tags:
            _check_text(tag, MAX_TAG)
        _check_columns(self.columns)
        object.__setattr__(self, "tags", tuple(dict.fromkeys(filter(str.strip, self.tags))))

    @property
    def cells(self) -> dict[str, str]:
        """The values of the person's own columns; what was filled in later counts."""
        return {**dict(self.own.columns if self.own else ()), **dict(self.columns)}


@dataclass(frozen=True)
class Ranked:
    """What a ranking says of an item: its rank from 1, its score, and why, in one sentence."""

    rank: int
    score: float | None
    why: str = ""


@dataclass(frozen=True)
class Shortlist:
    """Chosen places in a person's order; a place that comes twice counts once, at its first.

    `build` is the build id and `filter` the address parameters of the result that it came from.
    `criteria` is how the person ranks: the key of each criterion and its code (`geo.rank.code`).
    `version` is the number of the save that it was opened from, 0 before the first; `updated` is
    the time of that save (ISO 8601, UTC). Both are the store's to set.
    """

    id: str = field(default_factory=new_id)
    name: str = ""
    items: tuple[Item, ...] = ()
    build: str = ""
    filter: Pairs = ()
    criteria: Pairs = ()
    updated: str = ""
    version: int = 0

    def __post_init__(self) -> None:
        """Raise ShortlistError when a value cannot be."""
        for text in (self.id, self.name, self.build, self.updated):
            _check_text(text, MAX_NAME)
        _check_columns(self.filter)
        _check_columns(self.criteria)
        if not isinstance(self.version, int) or self.version < 0:
            raise shortlist_fault("bad_value", value=_shown(self.version))
        once = {item.id: item for item in reversed(self.items)}
        items = tuple(once[place] for place in dict.fromkeys(item.id for item in self.items))
        if len(items) > MAX_ITEMS:
            raise shortlist_fault("too_many", count=len(items), limit=MAX_ITEMS)
        object.__setattr__(self, "items", items)

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
        """With items at the end; those that it has already stay where and as they are."""
        return replace(self, items=self.items + items)

    def remove(self, *item_ids: str) -> Shortlist:
        """Without items; ids that it does not have are passed over."""
        gone = set(item_ids)
        return replace(self, items=tuple(item for item in self.items if item.id not in gone))

    def move(self, item_id: str, to: int) -> Shortlist:
        """With an item at position `to`, counted from 0; beyond an end means at that end."""
        index = self._index(item_id)
        rest = [*self.items[:index], *self.items[index + 1 :]]
        rest.insert(max(to, 0), self.items[index])
        return replace(self, items=tuple(rest))

    def reorder(self, item_ids: Iterable[str]) -> Shortlist:
        """With the items of `item_ids` first, in that order; the others follow as they stood."""
        wanted = {item_id: place for place, item_id in enumerate(dict.fromkeys(item_ids))}
        last = len(wanted)
        ordered = sorted(self.items, key=lambda item: wanted.get(item.id, last))
        return replace(self, items=tuple(ordered))

    def note(self, item_id: str, text: str) -> Shortlist:
        """With a note at an item; an empty text takes it away."""
        return self._changed(item_id, note=text)

    def tag(self, item_id: str, *tags: str) -> Shortlist:
        """With these tags, and no others, at an item."""
        return self._changed(item_id, tags=tags)

    def fill(self, item_id: str, columns: Mapping[str, str]) -> Shortlist:
        """With these values in own columns of an item; an empty text takes one away."""
        values = {**dict(self.item(item_id).columns), **columns}
        return self._changed(item_id, columns=as_pairs({k: v for k, v in values.items() if v}))

    def rank_by(self, criteria: Mapping[str, str]) -> Shortlist:
        """With other criteria: key → code."""
        return replace(self, criteria=as_pairs(criteria))

    def seen(self, item_id: str, then: Position | None) -> Shortlist:
        """With another position to compare an item with from now on."""
        return self._changed(item_id, then=then)

    def _changed(self, item_id: str, **values: Any) -> Shortlist:
        index = self._index(item_id)
        changed = replace(self.items[index], **values)
        return replace(self, items=(*self.items[:index], changed, *self.items[index + 1 :]))

    def _index(self, item_id: str) -> int:
        for index, item in enumerate(self.items):
            if item.id == item_id:
                return index
        raise shortlist_fault("not_on_list", id=_shown(item_id))


def own_item(place: OwnPlace, note: str = "", tags: tuple[str, ...] = ()) -> Item:
    """An item for a person's own place; the same row always gets the same id."""
    said = [place.name, place.lon, place.lat, place.source, place.columns]
    digest = sha256(json.dumps(said).encode()).hexdigest()
    return Item(f"{OWN}{digest[:12]}", note, tags, own=place)


def as_pairs(values: Mapping[str, str]) -> Pairs:
    """A mapping as the model keeps it: in its order, immutable."""
    return tuple(values.items())


def _check_text(value: object, limit: int) -> None:
    """Raise ShortlistError unless `value` is a text of at most `limit` characters."""
    if not isinstance(value, str):
        raise shortlist_fault("bad_value", value=_shown(value))
    if len(value) > limit:
        raise shortlist_fault("too_long", text=_shown(value), limit=limit)
    try:
        value.encode()
    except UnicodeEncodeError as error:  # half of a surrogate pair
        raise shortlist_fault("bad_value", value=_shown(value)) from error


def _check_texts(texts: object) -> None:
    """Raise ShortlistError unless it is a tuple of texts."""
    if not isinstance(texts, tuple):
        raise shortlist_fault("bad_value", value=_shown(texts))
    for text in texts:
        _check_text(text, MAX_CELL)


def _check_columns(columns: Pairs) -> None:
    """Raise ShortlistError unless these are values of columns, each with a name of its own."""
    for pair in columns:
        _check_texts(pair)
    names = [name for name, _ in columns]
    if len(names) > MAX_COLUMNS or len(set(names)) < len(names):
        raise shortlist_fault("bad_columns", limit=MAX_COLUMNS)


def _check_point(lon: Any, lat: Any) -> None:
    if lon is None and lat is None:
        return
    for value, limit in ((lon, 180), (lat, 90)):
        if not _is_number(value) or abs(value) > limit:
            raise shortlist_fault("bad_value", value=_shown(value))


def _check_metres(value: Any) -> None:
    if value is not None and (not _is_number(value) or value != int(value) or value < 0):
        raise shortlist_fault("bad_value", value=_shown(value))


def _is_number(value: Any) -> bool:
    """Whether it is a usable number; NaN, infinity and absurdly large ones are not."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and -LARGEST <= value <= LARGEST


def _shown(value: object) -> str:
    """A value short enough for a message of one line."""
    text = ascii(value) if not isinstance(value, str) else value.encode(errors="replace").decode()
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:60] + "…"
