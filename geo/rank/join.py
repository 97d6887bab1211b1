"""A column of an uploaded table → numbers of sites, and everything that did not fit.

Rows find their site by id, by name (any spelling we know) or by adcode. Nothing is guessed: a row
that fits several sites by name, and rows that contradict each other, give no value.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from geo.ingest import Table
from geo.rank.numbers import is_blank, read_number
from geo.rank.sites import Site

JoinKey = Literal["id", "name", "adcode"]
JOIN_KEYS: tuple[JoinKey, ...] = ("id", "name", "adcode")
COUNTY_LEVEL = re.compile(r"(\d{6})(?:0{3}|0{6})?")  # statistical codes have 9 or 12 digits


@dataclass(frozen=True)
class RowIssue:
    """A row without a usable value: its line in the file, its key, and the cell."""

    line: int
    key: str
    cell: str


@dataclass(frozen=True)
class JoinedTable:
    """The numbers of sites by id, and what was left out and why.

    `unmatched`: no site has the key. `unclear`: several sites have the name. `texts`: the cell is
    no number. `blanks`: the cell is empty. `contradicting`: rows of one key with different
    numbers, none of which is used. `repeated`: rows that repeat a value. `averaged`: ids
    of sites in several counties, whose value is the mean of those counties.
    """

    values: Mapping[str, float]
    unmatched: tuple[RowIssue, ...] = ()
    unclear: tuple[RowIssue, ...] = ()
    texts: tuple[RowIssue, ...] = ()
    blanks: tuple[RowIssue, ...] = ()
    contradicting: tuple[RowIssue, ...] = ()
    repeated: tuple[RowIssue, ...] = ()
    averaged: tuple[str, ...] = ()


def join(table: Table, key: str, column: str, by: JoinKey, sites: Sequence[Site]) -> JoinedTable:
    """The numbers of `column` for the sites that the cells of `key` name."""
    found = _index(sites, by)
    rows = [
        RowIssue(line, name, cell)
        for line, name, cell in zip(
            table.lines, table.column(key), table.column(column), strict=True
        )
    ]
    sorted_out: dict[str, list[RowIssue]] = defaultdict(list)
    for row in rows:
        sorted_out[_fate(row, found.get(plain_key(row.key, by), ()), by)].append(row)
    numbers, contradicting, repeated = _settled(sorted_out["numbers"], found, by)
    values, averaged = _values(numbers, sites, by)
    return JoinedTable(
        values=values,
        unmatched=tuple(sorted_out["unmatched"]),
        unclear=tuple(sorted_out["unclear"]),
        texts=tuple(sorted_out["texts"]),
        blanks=tuple(sorted_out["blanks"]),
        contradicting=contradicting,
        repeated=repeated,
        averaged=averaged,
    )


def _fate(row: RowIssue, fitting: tuple[str, ...], by: JoinKey) -> str:
    """Which list of `JoinedTable` a row belongs to, or `numbers`."""
    if not fitting:
        return "unmatched"
    if by == "name" and len(fitting) > 1:
        return "unclear"
    if is_blank(row.cell):
        return "blanks"
    return "numbers" if read_number(row.cell) is not None else "texts"


def guess_by(table: Table, key: str, sites: Sequence[Site]) -> JoinKey:
    """How most of the cells of a column identify a site."""
    cells = table.column(key)
    hits = {
        by: sum(plain_key(cell, by) in index for cell in cells)
        for by in JOIN_KEYS
        for index in [_index(sites, by)]
    }
    return max(JOIN_KEYS, key=hits.__getitem__)


def plain_key(text: str, by: JoinKey) -> str:
    """A key without insignificant differences: width, case, spaces, trailing zeros.

    >>> plain_key("５１０１８１０００", "adcode"), plain_key(" Sanxingdui  Site", "name")
    ('510181', 'sanxingduisite')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(plain.split()) if by == "name" else plain.strip()
    if by == "adcode":
        code = COUNTY_LEVEL.fullmatch(plain)
        return code[1] if code else plain
    return plain


def _index(sites: Sequence[Site], by: JoinKey) -> dict[str, tuple[str, ...]]:
    """Plain key → ids of the sites that it may mean."""
    index: dict[str, dict[str, None]] = defaultdict(dict)
    for site in sites:
        keys = {
            "id": (site.id,),
            "name": site.names,
            "adcode": (*site.adcodes, *site.prefectures),
        }[by]
        for key in keys:
            index[plain_key(key, by)][site.id] = None
    return {key: tuple(ids) for key, ids in index.items() if key}


def _settled(
    rows: Sequence[RowIssue], found: Mapping[str, tuple[str, ...]], by: JoinKey
) -> tuple[dict[str, float], tuple[RowIssue, ...], tuple[RowIssue, ...]]:
    """One number for each target that the rows agree on, the rows that do not, and repetitions.

    A target is an adcode, or else a site: two spellings of its name are the same target.
    """
    entries_of: dict[str, list[tuple[RowIssue, float]]] = defaultdict(list)
    for row in rows:
        key = plain_key(row.key, by)
        number = read_number(row.cell)
        if number is not None:
            entries_of[key if by == "adcode" else found[key][0]].append((row, number))
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


def _values(
    numbers: Mapping[str, float], sites: Sequence[Site], by: JoinKey
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Site → number. By adcode its counties count, and its prefectures where none of them has one.

    Of several regions the mean; the second result lists these sites.
    """
    if by != "adcode":
        return dict(numbers), ()
    values: dict[str, float] = {}
    averaged: list[str] = []
    for site in sites:
        here = [numbers[code] for code in site.adcodes if code in numbers] or [
            numbers[code] for code in site.prefectures if code in numbers
        ]
        if here:
            values[site.id] = sum(here) / len(here)
        if len(here) > 1:
            averaged.append(site.id)
    return values, tuple(averaged)
