"""A guess of the column roles; the user can change it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from geo.ingest.header_words import (
    NAME_WORDS,
    NUMBER,
    OTHER_WORDS,
    REGION_WORDS,
    CellTest,
    word_score,
)
from geo.ingest.table import RawRow, Table

SAMPLE = 40  # filled cells of a column that are examined
CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class ColumnGuess:
    """The column of the names, and that of the regions when there is one."""

    name: str
    region: str | None


def detect_columns(table: Table, is_place: CellTest, is_region: CellTest) -> ColumnGuess:
    """The likeliest columns, by their headers and by what a sample of their cells is.

    `is_place` says whether a text leads to any place, `is_region` whether it is nothing but the
    name of a prefecture or county.
    """
    names, regions = {}, {}
    for at, column in enumerate(table.columns):
        cells = _sample(table.rows, at)
        share_region = _share(cells, is_region)
        names[column] = _names_score(column, cells, is_place, share_region)
        regions[column] = 3 * share_region + word_score(column, REGION_WORDS)
        if share_region < 0.5:
            regions[column] = 0.0
    name = max(table.columns, key=lambda column: names[column])
    rest = [column for column in table.columns if column != name and regions[column]]
    # The finest region is the most telling: of prefecture and county the county.
    region = max(rest, key=lambda column: regions[column] + _fine(column), default=None)
    return ColumnGuess(name, region)


def _names_score(column: str, cells: Sequence[str], is_place: CellTest, regions: float) -> float:
    if not cells:
        return -5.0
    texts = _share(cells, lambda cell: bool(CHINESE.search(cell)) or not NUMBER.fullmatch(cell))
    different = len(set(cells)) / len(cells)
    score = 2 * _share(cells, is_place) + texts + different + 2 * word_score(column, NAME_WORDS)
    return score - 1.5 * regions - 2 * word_score(column, OTHER_WORDS)


def _fine(column: str) -> float:
    return 0.5 if re.search(r"县|区(?!域)|county|district", column.lower()) else 0.0


def _sample(rows: Sequence[RawRow], at: int) -> list[str]:
    """Filled cells from all over the column: lists are often sorted."""
    step = max(1, len(rows) // (2 * SAMPLE))
    filled = (row[at].strip() for row in rows[::step] if row[at].strip())
    return list(islice(filled, SAMPLE))


def _share(cells: Sequence[str], scorer: CellTest) -> float:
    return sum(map(scorer, cells)) / len(cells) if cells else 0.0
