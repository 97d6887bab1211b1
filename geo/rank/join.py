"""A column of an uploaded table → numbers of sites, and everything that did not fit.

Rows find their site by id, by name (any spelling we know), or by the code or the name of their
county or prefecture. Nothing is guessed: a row whose key fits several sites or regions, and rows
that contradict each other, give no value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from geo.cells.column_types import decimals_of, without_noise
from geo.cells.numbers import is_blank
from geo.cells.readings import read_column
from geo.cells.units import CellUnit, unit_of_header
from geo.ingest import Table
from geo.rank.combine import Combine, Combined, Shares, combine
from geo.rank.join_keys import PROVINCE, JoinKey, KeyIndex, RegionLookup
from geo.rank.sites import Site


@dataclass(frozen=True)
class JoinOptions:
    """What else a join may use.

    `within` is a column with the prefecture of each row, empty where there is none. `combine` is
    how several counties of a site become one number. `regions` knows names of regions, `shares`
    (needed for `Combine.SHARE`) how much of a site lies in which.
    """

    within: str = ""
    combine: Combine = Combine.MEAN
    regions: RegionLookup | None = None
    shares: Shares | None = None


PLAIN = JoinOptions()
MORE_DECIMALS = 2  # of a mean than of its numbers


@dataclass(frozen=True)
class RowIssue:
    """A row to tell of: its line in the file, its key, and the cell.

    `stripped` is what was left out of the cell to read its number.
    """

    line: int
    key: str
    cell: str
    stripped: str = ""


@dataclass(frozen=True)
class JoinedTable:
    """The numbers of sites by id, and what was left out and why.

    `unmatched`: the key names nothing known. `unclear`: it may be several sites or regions.
    `siteless`: the region is known, but no site lies there. `province`: the row is of the whole
    province. `texts`: the cell is no number. `blanks`: the cell is empty. `contradicting`: rows of
    one key with different numbers, none of which is used. `repeated`: rows that repeat a value.
    Values have no noise; means at most two decimals more than their numbers.
    `stripped`: rows that were read without a mark or unit that stood in the cell. `unit` is that
    of the numbers, as the header or the cells write it. `combined` says how several counties of a
    site became one number, and of which sites.
    """

    values: Mapping[str, float]
    unmatched: tuple[RowIssue, ...] = ()
    unclear: tuple[RowIssue, ...] = ()
    siteless: tuple[RowIssue, ...] = ()
    province: tuple[RowIssue, ...] = ()
    texts: tuple[RowIssue, ...] = ()
    blanks: tuple[RowIssue, ...] = ()
    contradicting: tuple[RowIssue, ...] = ()
    repeated: tuple[RowIssue, ...] = ()
    stripped: tuple[RowIssue, ...] = ()
    unit: str = ""
    combined: Combined = field(default_factory=lambda: Combined({}))


Finder = Callable[[str, str], tuple[str, ...]]


class KeyedRow(NamedTuple):
    """A row of the table: what its key may name (sites or regions), and its number, if any."""

    issue: RowIssue
    targets: tuple[str, ...]
    number: float | None


def keyed_rows(
    table: Table,
    key: str,
    column: str,
    find: Finder,
    within: str = "",
    unit: CellUnit | None = None,
) -> tuple[list[KeyedRow], str]:
    """All rows with what they name and say, and the unit of their numbers.

    `find` gives what a cell may name within a prefecture; `within` is the column of prefectures,
    empty where there is none. `unit` is that of cells without one, by default the header's.
    """
    cells = table.column(column)
    read = read_column(cells, unit or unit_of_header(column))
    above = table.column(within) if within else [""] * len(cells)
    found = zip(
        table.lines, table.column(key), above, cells, read.stripped, read.numbers, strict=True
    )
    rows = [
        KeyedRow(RowIssue(line, name, cell, stripped), find(name, prefecture), number)
        for line, name, prefecture, cell, stripped, number in found
    ]
    return rows, read.unit


def join(
    table: Table,
    key: str,
    column: str,
    by: JoinKey,
    sites: Sequence[Site],
    options: JoinOptions = PLAIN,
) -> JoinedTable:
    """The numbers of `column` for the sites that the cells of `key` name."""
    index = KeyIndex(sites, by, options.regions)
    rows, unit = keyed_rows(table, key, column, index.find, options.within)
    sorted_out: dict[str, list[KeyedRow]] = defaultdict(list)
    for row in rows:
        sorted_out[_fate(row, index)].append(row)
    numbers, contradicting, repeated = settled(sorted_out["numbers"])
    combined = Combined(numbers)
    if index.of_regions:
        combined = combine(numbers, sites, options.combine, options.shares)
    used = sorted_out.pop("numbers", [])
    return JoinedTable(
        values=_rounded(combined, numbers.values(), options.combine),
        contradicting=contradicting,
        repeated=repeated,
        stripped=tuple(row.issue for row in used if row.issue.stripped),
        unit=unit,
        combined=combined,
        **{fate: tuple(row.issue for row in rows) for fate, rows in sorted_out.items()},
    )


def _fate(row: KeyedRow, index: KeyIndex) -> str:
    """Which list of `JoinedTable` a row belongs to, or `numbers`."""
    if not row.targets:
        return "unmatched"
    if len(row.targets) > 1:
        return "unclear"
    if index.of_regions and row.targets[0] == PROVINCE:
        return "province"
    if index.of_regions and not index.has_site(row.targets[0]):
        return "siteless"
    if is_blank(row.issue.cell):
        return "blanks"
    return "numbers" if row.number is not None else "texts"


def settled(
    rows: Sequence[KeyedRow],
) -> tuple[dict[str, float], tuple[RowIssue, ...], tuple[RowIssue, ...]]:
    """One number for each target that the rows agree on, the rows that do not, and repetitions.

    A target is a region, or else a site: two spellings of its name are the same target.
    """
    entries_of: dict[str, list[tuple[RowIssue, float]]] = defaultdict(list)
    for row in rows:
        if row.number is not None:
            entries_of[row.targets[0]].append((row.issue, row.number))
    numbers: dict[str, float] = {}
    contradicting: list[RowIssue] = []
    repeated: list[RowIssue] = []
    for target, entries in entries_of.items():
        if len({number for _, number in entries}) > 1:
            contradicting += [row for row, _ in entries]
            continue
        numbers[target] = entries[0][1]
        repeated += [row for row, _ in entries[1:]]
    return numbers, tuple(contradicting), tuple(repeated)


def _rounded(combined: Combined, numbers: Iterable[float], how: Combine) -> dict[str, float]:
    """The values without the noise of floats, means without decimals that nobody measured."""
    exact = how in (Combine.SUM, Combine.MAXIMUM) or not combined.several
    decimals = max(map(decimals_of, numbers), default=0) + (0 if exact else MORE_DECIMALS)
    return {
        site: without_noise(round(number, decimals)) for site, number in combined.values.items()
    }
