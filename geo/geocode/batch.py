"""Geocode a list: the columns that are added, and which column holds the names."""

from __future__ import annotations

import csv
import gc
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing import cpu_count, get_all_start_methods, get_context

from geo.errors import UnknownValueError
from geo.geocode.column_detection import detect_columns
from geo.geocode.model import Candidate, MatchStatus, Outcome
from geo.geocode.resolver import RegionMemo, Resolver
from geo.ingest import Table
from geo.model import Datum
from geo.schema.located import LOCATED

ADDED = tuple(field.name for field in LOCATED)
BOM = "\ufeff"
NEWLINE = "\r\n"
LONG_LIST = 20_000  # rows; shorter ones are done before other processes would have begun
MAX_PROCESSES = 4


def is_place(resolver: Resolver, text: str) -> bool:
    """Whether a text leads to any place."""
    return resolver.resolve(text).status in (MatchStatus.RESOLVED, MatchStatus.AMBIGUOUS)


def detect_column(resolver: Resolver, table: Table) -> int:
    """The place of the column that most likely holds names: by its header and by its cells."""

    def is_region(text: str) -> bool:
        return isinstance(resolver.region(text), frozenset)

    return table.columns.index(detect_columns(table, partial(is_place, resolver), is_region).name)


def find_column(table: Table, name: str) -> int:
    """The place of the column called `name`.

    Raises:
        UnknownValueError: there is none; the message lists those that there are. Of two columns
            of one name the second is called `name (2)`.
    """
    if name not in table.columns:
        raise UnknownValueError("column", name, list(table.columns))
    return table.columns.index(name)


def added_columns(columns: Sequence[str]) -> list[str]:
    """The names of the added columns; one that the list has already gets `located_` before it."""
    taken = set(columns)
    names = []
    for name in ADDED:
        while name in taken:
            name = f"located_{name}"
        taken.add(name)
        names.append(name)
    return names


def added_cells(outcome: Outcome) -> list[str]:
    """The cells of the added columns for one name.

    Coordinates, town and score are those of a resolved place. Of an ambiguous one the regions are
    given that all candidates share; a place elsewhere stands among the candidates only.
    """
    cells = dict.fromkeys(ADDED, "")
    cells["status"], cells["method"] = str(outcome.status), outcome.method
    cells["candidates"] = json.dumps(
        [_brief(item) for item in outcome.candidates], ensure_ascii=False, separators=(",", ":")
    )
    if outcome.status is MatchStatus.RESOLVED:
        _fill(cells, outcome.candidates[0])
    elif outcome.status is MatchStatus.AMBIGUOUS:
        _fill_shared(cells, outcome.candidates)
    return list(cells.values())


def locate(
    resolver: Resolver, table: Table, column: int, regions: int | str | None = None
) -> Iterator[list[str]]:
    """The added cells of every row, in order.

    `column` and `regions` are places of columns; `regions` may be one region for all rows.
    """
    known: dict[tuple[str, str], list[str]] = {}
    memo: RegionMemo = {}
    for row in table.rows:
        region = row[regions] if isinstance(regions, int) else regions or ""
        key = (row[column], region)
        cells = known.get(key)
        if cells is None:
            cells = known[key] = added_cells(resolver.resolve(*key, memo))
        yield cells


def write_located(
    resolver: Resolver, table: Table, column: int, regions: int | str | None = None
) -> tuple[bytes, dict[str, int]]:
    """The list with the added columns as CSV (UTF-8 with BOM), and how many rows have each status.

    The cells of the list are written as they came. What is added never starts like a formula.
    Long lists are shared out among the processors, where the system can fork.
    """
    parts = _parts(table)
    if len(parts) == 1:
        done = [_write(resolver, table, column, regions)]
    else:
        gc.freeze()  # the names stay shared with the other processes
        with get_context("fork").Pool(len(parts), _share, (resolver,)) as pool:
            done = pool.starmap(_write_shared, [(part, column, regions) for part in parts])
    head = io.StringIO()
    csv.writer(head, lineterminator=NEWLINE).writerow(
        [*table.headers, *added_columns(table.headers)]
    )
    counts = sum((count for _, count in done), Counter())
    text = "".join([BOM, head.getvalue(), *(part for part, _ in done)])
    return text.encode(), {str(status): counts[status] for status in MatchStatus}


def _parts(table: Table) -> list[Table]:
    """The table in as many pieces as there are processors, if it is long."""
    count = min(cpu_count(), MAX_PROCESSES) if "fork" in get_all_start_methods() else 1
    if count < 2 or len(table.rows) < LONG_LIST:
        return [table]
    size = -(-len(table.rows) // count)
    return [
        Table(table.columns, table.rows[start : start + size])
        for start in range(0, len(table.rows), size)
    ]


def _write(
    resolver: Resolver, table: Table, column: int, regions: int | str | None
) -> tuple[str, Counter[str]]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator=NEWLINE)
    counts: Counter[str] = Counter()
    for row, cells in zip(table.rows, locate(resolver, table, column, regions), strict=True):
        writer.writerow([*row, *cells])
        counts[cells[0]] += 1
    return buffer.getvalue(), counts


_shared: list[Resolver] = []  # in a forked process: the resolver of its parent


def _share(resolver: Resolver) -> None:
    _shared.append(resolver)


def _write_shared(table: Table, column: int, regions: int | str | None) -> tuple[str, Counter[str]]:
    return _write(_shared[0], table, column, regions)


def _fill(cells: dict[str, str], best: Candidate) -> None:
    cells.update(
        prefecture=best.prefecture,
        county=best.county,
        adcode=best.adcode or "",
        town=best.town,
        village=best.village,
        precision=str(best.precision),
        score=f"{best.score:g}",
    )
    if best.lon is not None and best.lat is not None:
        cells.update(lon=f"{best.lon:.5f}", lat=f"{best.lat:.5f}", datum=str(Datum.WGS84))
        cells["uncertainty_m"] = "" if best.uncertainty_m is None else str(best.uncertainty_m)


def _fill_shared(cells: dict[str, str], candidates: tuple[Candidate, ...]) -> None:
    for name in ("prefecture", "county"):
        shared = {getattr(item, name) for item in candidates}
        if len(shared) == 1 and not any(item.province for item in candidates):
            cells[name] = shared.pop()
    if cells["county"]:
        cells["adcode"] = candidates[0].adcode or ""


def _brief(item: Candidate) -> dict[str, object]:
    return {"name": item.label, "adcode": item.adcode, "score": item.score, "kind": str(item.kind)}
