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

By = Literal["id", "name", "adcode"]
BYS: tuple[By, ...] = ("id", "name", "adcode")
COUNTY_LEVEL = re.compile(r"(\d{6})(?:0{3}|0{6})?")  # statistical codes have 9 or 12 digits


@dataclass(frozen=True)
class Trouble:
    """A row that gave no value: its line in the file, its key, and the cell."""

    line: int
    key: str
    cell: str


@dataclass(frozen=True)
class Joined:
    """The numbers of sites by id, and what was left out and why.

    `unmatched`: no site has the key. `unclear`: several sites bear the name. `texts`: the cell is
    no number. `blanks`: the cell is empty. `contradicting`: rows of one key with different
    numbers, none of which is used. `repeated`: rows that say the same once more. `averaged`: ids
    of sites in several counties, whose value is the mean of those counties.
    """

    values: Mapping[str, float]
    unmatched: tuple[Trouble, ...] = ()
    unclear: tuple[Trouble, ...] = ()
    texts: tuple[Trouble, ...] = ()
    blanks: tuple[Trouble, ...] = ()
    contradicting: tuple[Trouble, ...] = ()
    repeated: tuple[Trouble, ...] = ()
    averaged: tuple[str, ...] = ()


def join(table: Table, key: str, column: str, by: By, sites: Sequence[Site]) -> Joined:
    """The numbers of `column` for the sites that the cells of `key` name."""
    found = _index(sites, by)
    rows = [
        Trouble(line, name, cell)
        for line, name, cell in zip(
            table.lines, table.column(key), table.column(column), strict=True
        )
    ]
    sorted_out: dict[str, list[Trouble]] = defaultdict(list)
    for row in rows:
        sorted_out[_fate(row, found.get(plain_key(row.key, by), ()), by)].append(row)
    numbers, contradicting, repeated = _settled(sorted_out["numbers"], found, by)
    values, averaged = _values(numbers, sites, by)
    return Joined(
        values=values,
        unmatched=tuple(sorted_out["unmatched"]),
        unclear=tuple(sorted_out["unclear"]),
        texts=tuple(sorted_out["texts"]),
        blanks=tuple(sorted_out["blanks"]),
        contradicting=contradicting,
        repeated=repeated,
        averaged=averaged,
    )


def _fate(row: Trouble, fitting: tuple[str, ...], by: By) -> str:
    """Which list of `Joined` a row belongs to, or `numbers`."""
    if not fitting:
        return "unmatched"
    if by == "name" and len(fitting) > 1:
        return "unclear"
    if is_blank(row.cell):
        return "blanks"
    return "numbers" if read_number(row.cell) is not None else "texts"


def guess_by(table: Table, key: str, sites: Sequence[Site]) -> By:
    """By what most of the cells of a column find a site."""
    cells = table.column(key)
    hits = {
        by: sum(plain_key(cell, by) in index for cell in cells)
        for by in BYS
        for index in [_index(sites, by)]
    }
    return max(BYS, key=hits.__getitem__)


def plain_key(text: str, by: By) -> str:
    """A key without the differences that people do not mean: width, case, spaces, trailing zeros.

    >>> plain_key("５１０１８１０００", "adcode"), plain_key(" Sanxingdui  Site", "name")
    ('510181', 'sanxingduisite')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(plain.split()) if by == "name" else plain.strip()
    if by == "adcode":
        code = COUNTY_LEVEL.fullmatch(plain)
        return code[1] if code else plain
    return plain


def _index(sites: Sequence[Site], by: By) -> dict[str, tuple[str, ...]]:
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
    rows: Sequence[Trouble], found: Mapping[str, tuple[str, ...]], by: By
) -> tuple[dict[str, float], tuple[Trouble, ...], tuple[Trouble, ...]]:
    """One number for each target that the rows agree on, the rows that do not, and repetitions.

    A target is an adcode, or else a site: two spellings of its name are the same target.
    """
    said: dict[str, list[tuple[Trouble, float]]] = defaultdict(list)
    for row in rows:
        key = plain_key(row.key, by)
        number = read_number(row.cell)
        if number is not None:
            said[key if by == "adcode" else found[key][0]].append((row, number))
    numbers: dict[str, float] = {}
    contradicting: list[Trouble] = []
    repeated: list[Trouble] = []
    for target, entries in said.items():
        if len({number for _, number in entries}) > 1:
            contradicting += [row for row, _ in entries]
            continue
        numbers[target] = entries[0][1]
        repeated += [row for row, _ in entries[1:]]
    return numbers, tuple(contradicting), tuple(repeated)


def _values(
    numbers: Mapping[str, float], sites: Sequence[Site], by: By
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Site → number. By adcode its counties count, and its prefectures where none of them has one.

    Of several regions the mean; the second answer says for which sites.
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
