"""Geocode a list: the columns that are added, and which column holds the names."""

from __future__ import annotations

import csv
import gc
import io
import json
import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
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
ROWS_AT_ONCE = 250  # between two reports
Rows = Sequence[Sequence[str]]
WrittenRows = tuple[str, Counter[str]]  # lines of CSV, and how many rows have each status


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
    return _Locator(resolver, column, regions).cells(table.rows)


class _Locator:
    """Locates the rows of one list, part by part; a name that comes again is known by then."""

    def __init__(self, resolver: Resolver, column: int, regions: int | str | None) -> None:
        self._resolver = resolver
        self._column = column
        self._regions = regions
        self._known: dict[tuple[str, str], list[str]] = {}
        self._memo: RegionMemo = {}

    def cells(self, rows: Rows) -> Iterator[list[str]]:
        """The added cells of every row."""
        for row in rows:
            regions = self._regions
            region = row[regions] if isinstance(regions, int) else regions or ""
            key = (row[self._column], region)
            cells = self._known.get(key)
            if cells is None:
                cells = self._known[key] = added_cells(self._resolver.resolve(*key, self._memo))
            yield cells

    def write(self, rows: Rows) -> WrittenRows:
        """The rows with their added cells as CSV, and how many have each status."""
        buffer = io.StringIO()
        writer = csv.writer(buffer, lineterminator=NEWLINE)
        counts: Counter[str] = Counter()
        for row, cells in zip(rows, self.cells(rows), strict=True):
            writer.writerow([*row, *cells])
            counts[cells[0]] += 1
        return buffer.getvalue(), counts


def write_located(
    resolver: Resolver,
    table: Table,
    column: int,
    regions: int | str | None = None,
    tell: Callable[[int], None] = lambda done: None,
) -> tuple[bytes, dict[str, int]]:
    """The list with the added columns as CSV (UTF-8 with BOM), and how many rows have each status.

    The cells of the list are written as they came. What is added never starts like a formula.
    Long lists are shared out among the processors, where the system can fork. `tell` is called with
    the number of rows that are done, after every few hundred.
    """
    parts = [
        table.rows[start : start + ROWS_AT_ONCE]
        for start in range(0, len(table.rows), ROWS_AT_ONCE)
    ]
    finished, rows = [], 0
    with _writer(_Locator(resolver, column, regions), len(table.rows)) as write:
        for part, written in zip(parts, write(parts), strict=True):
            finished.append(written)
            rows += len(part)
            tell(rows)
    head = io.StringIO()
    csv.writer(head, lineterminator=NEWLINE).writerow(
        [*table.headers, *added_columns(table.headers)]
    )
    counts = sum((count for _, count in finished), Counter())
    text = "".join([BOM, head.getvalue(), *(part for part, _ in finished)])
    return text.encode(), {str(status): counts[status] for status in MatchStatus}


@contextmanager
def _writer(
    locator: _Locator, rows: int
) -> Iterator[Callable[[Iterable[Rows]], Iterable[WrittenRows]]]:
    """What writes the parts of a list in their order: here, or in a process per processor."""
    processes = min(cpu_count(), MAX_PROCESSES) if "fork" in get_all_start_methods() else 1
    if processes < 2 or rows < LONG_LIST:
        yield partial(map, locator.write)
        return
    gc.freeze()  # the names stay shared with the other processes
    with get_context("fork").Pool(processes, _share, (locator,)) as pool:
        yield partial(pool.imap, _write_shared)


_shared: list[_Locator] = []  # in a forked process: the one of its parent


def _share(locator: _Locator) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all; the parent ends them
    _shared.append(locator)


def _write_shared(rows: Rows) -> WrittenRows:
    return _shared[0].write(rows)


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
