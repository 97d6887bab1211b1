"""A shortlist as a JSON file that can be stored anywhere and opened by any Shutu.

The file does not contain the id, because the id gives write access to the list in the database.
Opening a file creates a new list with the same content.

    {"format": "shutu-shortlist", "schema": 2, "name": …, "build": …, "filter": {…},
     "criteria": {…}, "types": {…}, "weight_sets": {…}, "layout": {…}, "saved": …, "items":
     [{"id": …, "note": …, "tags": […], "columns": {…}, "then": {…}, "own": {…}}]}

`types` (from 0.4) is optional: the types of own columns are guessed without it. Schema 1 had
`items` with `id`, `note` and `tags` only, and no `schema`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING
from pathlib import Path
from typing import Any

from geo.errors import ShortlistError
from geo.json_document import Json, load_json
from geo.shortlist.errors import shortlist_error
from geo.shortlist.model import Item, OwnPlace, Position, Shortlist, as_pairs
from geo.shortlist.rules import MAX_ITEMS, Pairs, shown

FORMAT, SCHEMA = "shutu-shortlist", 2
MAX_BYTES = 20_000_000
MAX_PATH = 200  # characters of a path in a message
MIME = "application/json"


def to_json(shortlist: Shortlist) -> str:
    """The content of the file, without empty values."""
    return json.dumps(as_record(shortlist), ensure_ascii=False, indent=1) + "\n"


def from_json(content: str | bytes) -> Shortlist:
    """A new list (version 0, with a new id) with the file's content.

    Unknown keys are ignored.

    Raises:
        ShortlistError: it is not a shortlist, damaged, too large, or of a newer Shutu.
    """
    if len(content) > MAX_BYTES:
        raise shortlist_error("file_too_large", limit=MAX_BYTES // 1_000_000)
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        record = load_json(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise shortlist_error("damaged") from error
    return from_record(record)


def read_shortlist(path: Path) -> Shortlist:
    """The list in a file.

    Raises:
        ShortlistError: the file cannot be read, or its content is invalid (see `from_json`).
    """
    name = shown(str(path), MAX_PATH)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # never all of a device or of a huge file
    except (OSError, ValueError) as error:  # a name with a NUL is a ValueError
        reason = getattr(error, "strerror", None) or "the name is none"
        raise shortlist_error("unreadable", path=name, reason=reason) from error
    try:
        return from_json(content)
    except ShortlistError as error:
        raise ShortlistError(error.key, error.values, f"{name}: {error}") from error


def as_record(shortlist: Shortlist) -> Json:
    """The list as plain values, without its id and version."""
    record = {
        "format": FORMAT,
        "schema": SCHEMA,
        "name": shortlist.name,
        "build": shortlist.build,
        "filter": dict(shortlist.filter),
        "criteria": dict(shortlist.criteria),
        "types": dict(shortlist.types),
        "weight_sets": dict(shortlist.weight_sets),
        "layout": dict(shortlist.layout),
        "saved": shortlist.updated,
    }
    items = [_item_record(item) for item in shortlist.items]
    return {**_filled(record), "items": items}


def from_record(record: Any) -> Shortlist:
    """The list of such plain values, whatever their schema.

    Raises:
        ShortlistError: they are not a list, or of a newer Shutu.
    """
    try:
        schema = record.get("schema", 1)
        if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
            raise shortlist_error("damaged")
        if schema > SCHEMA:
            raise shortlist_error("newer", schema=shown(schema), known=SCHEMA)
        if record.get("format", FORMAT) != FORMAT:
            raise shortlist_error("damaged")
        entries = _list(record["items"])
        if len(entries) > MAX_ITEMS:  # before anything is made of them
            raise shortlist_error("too_many", count=len(entries), limit=MAX_ITEMS)
        return Shortlist(
            name=_given(record, "name", ""),
            items=tuple(_item(entry) for entry in entries),
            build=_given(record, "build", ""),
            filter=_pairs(record, "filter"),
            criteria=_pairs(record, "criteria"),
            types=_pairs(record, "types"),
            weight_sets=_pairs(record, "weight_sets"),
            layout=_pairs(record, "layout"),
            updated=_given(record, "saved", ""),
        )
    except ShortlistError:
        raise
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise shortlist_error("damaged") from error


def _item(entry: Mapping[str, Any]) -> Item:
    own, then = entry.get("own"), entry.get("then")
    return Item(
        entry["id"],
        _given(entry, "note", ""),
        tuple(_list(_given(entry, "tags", []))),
        own=None if own is None else _own(own),
        snapshot=None if then is None else Position(**_known(then, Position)),
        columns=_pairs(entry, "columns"),
    )


def _own(record: Mapping[str, Any]) -> OwnPlace:
    values = _known(record, OwnPlace)
    values["adcodes"] = tuple(_list(_given(record, "adcodes", [])))
    values["columns"] = _pairs(record, "columns")
    return OwnPlace(**values)


def _given(record: Mapping[str, Any], key: str, default: Any) -> Any:
    """The value of a key; null is treated as missing."""
    value = record.get(key)
    return default if value is None else value


def _pairs(record: Mapping[str, Any], key: str) -> Pairs:
    return as_pairs(_given(record, key, {}))


def _item_record(item: Item) -> Json:
    record: Json = {"id": item.id, "note": item.note, "tags": list(item.tags)}
    record["columns"] = dict(item.columns)
    if item.snapshot:
        record["then"] = vars(item.snapshot)
    if item.own:
        record["own"] = _filled({**vars(item.own), "columns": dict(item.own.columns)})
    return _filled(record)


def _filled(record: Json) -> Json:
    """Only the non-empty values."""
    return {key: value for key, value in record.items() if value not in ("", None, [], (), {})}


def _known(record: Mapping[str, Any], kind: type) -> Json:
    """The fields of a dataclass from a record; null is treated as missing where there is a
    default."""
    fields = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return {
        key: value
        for key, value in record.items()
        if key in fields and not (value is None and fields[key].default is not MISSING)
    }


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise shortlist_error("damaged")
    return value
