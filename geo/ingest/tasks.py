"""The tasks of a worker, and their responses as plain values, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from geo.ingest.areas import AREA_LIMITS, area_error, read_area, read_typed_area
from geo.ingest.files import read_at_most, read_bytes_of, read_list, read_pasted, sheet_names
from geo.ingest.layers.answer import send_layer
from geo.ingest.table import Grid, TableLimits
from geo.model import Datum
from geo.shortlist.file import as_record, from_json, read_shortlist

ROWS_AT_ONCE = 1_000
WorkerTask = Callable[[dict[str, Any], bytes | None], Iterator[Any]]


def _list(options: dict[str, Any], data: bytes | None) -> Iterator[Any]:
    """A list: what there is to know of the table, then its rows."""
    limits = TableLimits(**options["list_limits"])
    if data is None:
        data = read_bytes_of(Path(options["path"]), limits)
    grid = read_list(options["name"], data, limits, options["sheet"])
    yield from _grid(grid, sheet_names(data, limits))


def _pasted(options: dict[str, Any], data: bytes | None) -> Iterator[Any]:
    yield from _grid(read_pasted((data or b"").decode(), TableLimits(**options["list_limits"])), [])


def _grid(grid: Grid, sheets: list[str]) -> Iterator[Any]:
    yield {
        "sheets": sheets,
        "sheet": grid.sheet,
        "placed": bool(grid.geometries),
        "spans": grid.spans,
        "damaged": grid.damaged,
    }
    for start in range(0, len(grid.cells), ROWS_AT_ONCE):
        part = slice(start, start + ROWS_AT_ONCE)
        yield {"cells": grid.cells[part], "lines": grid.lines[part]}
    for start in range(0, len(grid.geometries), ROWS_AT_ONCE):
        yield {"geometries": grid.geometries[start : start + ROWS_AT_ONCE]}


def _area(options: dict[str, Any], data: bytes | None) -> Iterator[Any]:
    """An area: its name, then its WKB."""
    name = options["name"]
    if data is None:
        try:
            data = read_at_most(Path(options["path"]), AREA_LIMITS.bytes + 1)
        except OSError as broken:
            raise area_error("unreadable", name=name, reason=broken.strerror) from broken
    read = read_typed_area if options.get("is_typed") else read_area
    area = read(name, data, datum=Datum(options["datum"]))
    yield {"name": area.name, "datum": area.datum, "unread_links": area.unread_links}
    yield area.wkb


def _layer(options: dict[str, Any], data: bytes | None) -> Iterator[Any]:
    yield from send_layer(options, data or b"")


def _shortlist(options: dict[str, Any], data: bytes | None) -> Iterator[Any]:
    """A shortlist as a record: what belongs to the whole, then its items."""
    found = read_shortlist(Path(options["path"])) if data is None else from_json(data)
    record = as_record(found)
    items = record.pop("items")
    yield record
    for start in range(0, len(items), ROWS_AT_ONCE):
        yield {"items": items[start : start + ROWS_AT_ONCE]}


TASKS: dict[str, WorkerTask] = {
    "list": _list,
    "pasted": _pasted,
    "area": _area,
    "layer": _layer,
    "shortlist": _shortlist,
}
