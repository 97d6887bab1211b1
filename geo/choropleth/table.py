"""A column of a table → a choropleth, and every row that did not fit.

Rows name their prefecture or county by its code in any form or by its name, as in the joins of
`geo/rank`. Nothing is guessed: a row whose key fits several regions of the level, and rows that
contradict each other, give no value.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.catalog import Catalog
from geo.cells.column_types import (
    ColumnKind,
    ColumnType,
    for_values,
    guess_type,
    likeliest_numbers,
)
from geo.cells.numbers import is_blank
from geo.cells.units import read_unit
from geo.choropleth.model import MOST_TITLE, Choropleth, ChoroplethStyle, as_typed, region_names
from geo.ingest import Table
from geo.model import RegionLevel
from geo.rank.join import Finder, KeyedRow, RowIssue, keyed_rows, settled
from geo.rank.join_keys import MOST_LOOKED_AT, PROVINCE, KeyIndex, guess_within


@dataclass(frozen=True)
class TableColumns:
    """Which columns of a table are shown, and how.

    `key` names the regions, `value` is shown; `within` names the prefecture of each row, empty
    where no column does. `level` is guessed where it is None.
    """

    key: str
    value: str
    within: str = ""
    level: RegionLevel | None = None


@dataclass(frozen=True)
class TableReport:
    """What became of the rows of a table; each is in one list, or gave a value.

    `unmatched`: the key names no region. `unclear`: it may be several. `other_level`: it is a
    county in a map of prefectures, or the reverse. `province`: the row is of the whole province.
    `texts`: the cell is no number. `blanks`: it is empty. `contradicting`: rows of one region with
    different numbers, none of which is used. `repeated`: rows that repeat a number. `stripped`:
    rows used without a mark or unit that stood in the cell. `missing`: codes of regions of the
    level without a number. `used` is how many regions have one.
    """

    level: RegionLevel
    used: int
    unmatched: tuple[RowIssue, ...] = ()
    unclear: tuple[RowIssue, ...] = ()
    other_level: tuple[RowIssue, ...] = ()
    province: tuple[RowIssue, ...] = ()
    texts: tuple[RowIssue, ...] = ()
    blanks: tuple[RowIssue, ...] = ()
    contradicting: tuple[RowIssue, ...] = ()
    repeated: tuple[RowIssue, ...] = ()
    stripped: tuple[RowIssue, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def left_out(self) -> dict[str, tuple[RowIssue, ...]]:
        """The rows that gave no number, by why; without reasons that no row has."""
        names = ("unmatched", "unclear", "other_level", "province", "texts", "contradicting")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


def names_region(catalog: Catalog, cell: str) -> bool:
    """Whether a cell names a region, by code or name."""
    return bool(_finder(catalog)(cell, ""))


def guess_columns(catalog: Catalog, table: Table) -> TableColumns:
    """The columns of regions, of amounts and, where names need it, of their prefectures."""
    key = max(table.columns, key=lambda name: _regions_named(catalog, table, name))
    others = {name: table.column(name) for name in table.columns if name != key}
    value = likeliest_numbers(others) if others else key
    return TableColumns(key, value, guess_within(table, key, catalog.region_names))


def from_table(
    catalog: Catalog,
    table: Table,
    columns: TableColumns,
    *,
    style: ChoroplethStyle | None = None,
    title: str = "",
    source: str = "",
    column_type: ColumnType | None = None,
) -> tuple[Choropleth, TableReport]:
    """The numbers of a column for the regions that the rows name, and what did not fit.

    `title` is the name of the column where nothing else is given, `source` what a person says of
    the table, or the name of its file. `column_type` is guessed where it is None; its unit is that
    of cells without one, whatever the header says.
    """
    find = _finder(catalog)
    declared = read_unit(column_type.unit) if column_type and column_type.unit else None
    rows, unit = keyed_rows(table, columns.key, columns.value, find, columns.within, declared)
    level = columns.level or _usual_level(rows)
    known = region_names(catalog, level)
    sorted_out: dict[str, list[KeyedRow]] = defaultdict(list)
    for row in rows:
        fitting = tuple(code for code in row.targets if code in known)
        fate = _fate(row, fitting)
        sorted_out[fate].append(row._replace(targets=fitting or row.targets))
    values, contradicting, repeated = settled(sorted_out["numbers"])
    used = sorted_out.pop("numbers", [])
    choropleth = Choropleth(
        as_typed(title or columns.value[:MOST_TITLE]),
        level,
        values,
        known,
        column=_column(table, columns.value, column_type, unit, tuple(values.values())),
        source=as_typed(source),
        style=style or ChoroplethStyle(),
    )
    choropleth = replace(choropleth, unit=as_typed(choropleth.column.unit))
    report = TableReport(
        level,
        len(values),
        contradicting=contradicting,
        repeated=repeated,
        stripped=tuple(row.issue for row in used if row.issue.stripped),
        missing=tuple(code for code in known if code not in values),
        **{fate: tuple(row.issue for row in found) for fate, found in sorted_out.items()},
    )
    return choropleth, report


def _finder(catalog: Catalog) -> Finder:
    """What a cell may name: the region of a code in any form, else those of a name."""
    codes = KeyIndex((), "adcode", catalog.region_names)
    names = KeyIndex((), "region", catalog.region_names)
    return lambda cell, within: codes.find(cell) or names.find(cell, within)


def _regions_named(catalog: Catalog, table: Table, name: str) -> tuple[int, int, int]:
    """How many regions a column names, each for sure, with the prefectures of its rows where names
    need them; of as many, counties go before the prefectures.
    """
    find = _finder(catalog)
    within = guess_within(table, name, catalog.region_names)
    cells = table.column(name)[:MOST_LOOKED_AT]
    above = table.column(within)[:MOST_LOOKED_AT] if within else [""] * len(cells)
    found = [find(cell, prefecture) for cell, prefecture in zip(cells, above, strict=True)]
    codes = {targets[0] for targets in found if len(targets) == 1}
    counties = sum(_level_of(code) == "counties" for code in codes)
    return len(codes), counties, sum(map(bool, found))


def _level_of(code: str) -> RegionLevel:
    return "prefectures" if code.endswith("00") else "counties"


def _usual_level(rows: Sequence[KeyedRow]) -> RegionLevel:
    """The level of most rows, whose names are all of one level; prefectures where there is none."""
    named = [set(map(_level_of, row.targets)) for row in rows if row.targets != (PROVINCE,)]
    levels = Counter(level for found in named if len(found) == 1 for level in found)
    return levels.most_common(1)[0][0] if levels else "prefectures"


def _fate(row: KeyedRow, fitting: tuple[str, ...]) -> str:
    """Which list of `TableReport` a row belongs to, or `numbers`; `fitting` are of the level."""
    if not row.targets:
        return "unmatched"
    if row.targets == (PROVINCE,):
        return "province"
    if len(fitting) > 1:
        return "unclear"
    if not fitting:
        return "other_level"
    if is_blank(row.issue.cell):
        return "blanks"
    return "numbers" if row.number is not None else "texts"


def _column(
    table: Table,
    name: str,
    declared: ColumnType | None,
    unit: str,
    values: tuple[float, ...],
) -> ColumnType:
    """How the numbers are written: as declared, or as the cells are, with their unit."""
    if declared is not None and declared.is_numeric:
        return declared
    guessed = guess_type(name, table.column(name))
    if guessed.is_numeric:
        return guessed
    kind = ColumnKind.PERCENT if unit in ("%", "％") else ColumnKind.NUMBER
    scaled = values if kind is ColumnKind.NUMBER else tuple(value / 100 for value in values)
    return for_values(ColumnType(kind, unit), scaled)
