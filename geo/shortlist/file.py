"""A shortlist as a JSON file that can be kept anywhere and opened by any Shutu.

The file does not hold the id: whoever knows that may change the list in the database. What is
opened from a file is a new list with the same content.

    {"format": "shutu-shortlist", "schema": 2, "name": …, "build": …, "filter": {…},
     "criteria": {…}, "saved": …, "items":
     [{"id": …, "note": …, "tags": […], "columns": {…}, "then": {…}, "own": {…}}]}

Schema 1 had `items` with `id`, `note` and `tags` only, and no `schema`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.errors import ShortlistError
from geo.shortlist.faults import shortlist_fault
from geo.shortlist.model import Item, OwnPlace, Position, Shortlist, as_pairs

FORMAT, SCHEMA = "shutu-shortlist", 2
MAX_BYTES = 20_000_000
MIME = "application/json"


def to_json(shortlist: Shortlist) -> str:
    """The content of the file; what is empty is left out."""
    return json.dumps(as_record(shortlist), ensure_ascii=False, indent=1) + "\n"


def from_json(content: str | bytes) -> Shortlist:
    """A new list (version 0, an id of its own) with what the file holds.

    Keys that are not known are passed over.

    Raises:
        ShortlistError: it is no shortlist, damaged, too large, or of a newer Shutu.
    """
    if len(content) > MAX_BYTES:
        raise shortlist_fault("file_too_large", limit=MAX_BYTES // 1_000_000)
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        record = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise shortlist_fault("damaged") from error
    return from_record(record)


def read_shortlist(path: Path) -> Shortlist:
    """The list in a file.

    Raises:
        ShortlistError: the file cannot be read, or its content is none (see `from_json`).
    """
    try:
        return from_json(path.read_bytes())
    except OSError as error:
        raise shortlist_fault("unreadable", path=path, reason=error.strerror) from error
    except ShortlistError as error:
        message = f"{path}: {error}"
        raise ShortlistError(error.key, error.values, message) from error


def as_record(shortlist: Shortlist) -> dict[str, Any]:
    """The list as plain values, without its id and version."""
    record = {
        "format": FORMAT,
        "schema": SCHEMA,
        "name": shortlist.name,
        "build": shortlist.build,
        "filter": dict(shortlist.filter),
        "criteria": dict(shortlist.criteria),
        "saved": shortlist.updated,
    }
    items = [_item_record(item) for item in shortlist.items]
    return {**_filled(record), "items": items}


def from_record(record: Any) -> Shortlist:
    """The list of such plain values, whatever their schema.

    Raises:
        ShortlistError: they are no list, or of a newer Shutu.
    """
    try:
        schema = record.get("schema", 1)
        if not isinstance(schema, int) or schema < 1:
            raise shortlist_fault("damaged")
        if schema > SCHEMA:
            raise shortlist_fault("newer", schema=schema, known=SCHEMA)
        return Shortlist(
            name=record.get("name") or "",
            items=tuple(_item(entry) for entry in _list(record["items"])),
            build=record.get("build") or "",
            filter=as_pairs(record.get("filter") or {}),
            criteria=as_pairs(record.get("criteria") or {}),
            updated=record.get("saved") or "",
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, ShortlistError):
            raise
        raise shortlist_fault("damaged") from error


def _item(entry: Mapping[str, Any]) -> Item:
    own, then = entry.get("own"), entry.get("then")
    return Item(
        entry["id"],
        entry.get("note") or "",
        tuple(_list(entry.get("tags") or [])),
        own=None if own is None else _own(own),
        then=None if then is None else Position(**_known(then, Position)),
        columns=as_pairs(entry.get("columns") or {}),
    )


def _own(record: Mapping[str, Any]) -> OwnPlace:
    values = _known(record, OwnPlace)
    values["adcodes"] = tuple(_list(record.get("adcodes") or []))
    values["columns"] = as_pairs(record.get("columns") or {})
    return OwnPlace(**values)


def _item_record(item: Item) -> dict[str, Any]:
    record: dict[str, Any] = {"id": item.id, "note": item.note, "tags": list(item.tags)}
    record["columns"] = dict(item.columns)
    if item.then:
        record["then"] = vars(item.then)
    if item.own:
        record["own"] = _filled({**vars(item.own), "columns": dict(item.own.columns)})
    return _filled(record)


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    """Only what says something."""
    return {key: value for key, value in record.items() if value not in ("", None, [], (), {})}


def _known(record: Mapping[str, Any], kind: type) -> dict[str, Any]:
    """Of a record what that dataclass has."""
    fields = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return {key: value for key, value in record.items() if key in fields}


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise shortlist_fault("damaged")
    return value
