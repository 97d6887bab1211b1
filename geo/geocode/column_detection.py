"""A guess of the column roles; the user can change it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from geo.ingest.table import Grid, RawRow, Table

SAMPLE = 40  # filled cells of a column that are examined
# Words in headers, the strongest first; a whole header counts more than a part of one.
NAME_WORDS = (
    "项目名称",
    "地名",
    "名称",
    "村名",
    "地点",
    "地址",
    "项目",
    "景区",
    "单位",
    "name",
    "project",
    "place",
    "site",
    "title",
    "address",
    "location",
)
REGION_WORDS = (
    "区县",
    "县区",
    "市县",
    "县市区",
    "市州",
    "所在县",
    "所属县",
    "县",
    "区划",
    "地区",
    "所在地",
    "所属",
    "市",
    "区",
    "county",
    "district",
    "region",
    "prefecture",
    "city",
    "area",
)
OTHER_WORDS = (
    "序号",
    "编号",
    "备注",
    "编码",
    "日期",
    "年",
    "电话",
    "联系人",
    "金额",
    "投资",
    "类型",
    "类别",
    "说明",
    "id",
    "no.",
    "note",
    "date",
    "code",
    "type",
)
CHINESE = re.compile(r"[\u3400-\u9fff]")
NUMBER = re.compile(r"[\d\s.,%/:\-–~〜年月日号]*")
CellTest = Callable[[str], bool]


@dataclass(frozen=True)
class ColumnGuess:
    """The column of the names, and that of the regions when there is one."""

    name: str
    region: str | None


def has_header(grid: Grid, is_place: CellTest) -> bool:
    """Whether the first row names the columns: by its words, and because it is no place itself."""
    if grid.geometries:
        return True
    first = [cell.strip() for cell in grid.cells[0]]
    if len(grid.cells) == 1 or not all(map(_may_be_header, filter(None, first))):
        return False
    if any(_whole(cell) for cell in first):
        return True
    if any(is_place(cell) for cell in first if cell):
        return False
    return len(first) > 1 or any(word in first[0].lower() for word in NAME_WORDS[:6])


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
        regions[column] = 3 * share_region + _header_score(column, REGION_WORDS)
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
    score = 2 * _share(cells, is_place) + texts + different + 2 * _header_score(column, NAME_WORDS)
    return score - 1.5 * regions - 2 * _header_score(column, OTHER_WORDS)


def _header_score(column: str, words: Sequence[str]) -> float:
    """1 for a header that is one of the words, less for one that holds one of them."""
    plain = column.strip().lower()
    for rank, word in enumerate(words):
        if word in plain:
            return 1.0 if word == plain else 0.8 - 0.3 * rank / len(words)
    return 0.0


def _fine(column: str) -> float:
    return 0.5 if re.search(r"县|区(?!域)|county|district", column.lower()) else 0.0


def _whole(cell: str) -> bool:
    words = (*NAME_WORDS, *REGION_WORDS, *OTHER_WORDS)
    return cell.lower() in words or (_header_score(cell, NAME_WORDS[:3]) > 0 and len(cell) <= 8)


def _may_be_header(cell: str) -> bool:
    return len(cell) <= 40 and not NUMBER.fullmatch(cell)


def _sample(rows: Sequence[RawRow], at: int) -> list[str]:
    """Filled cells from all over the column: lists are often sorted."""
    step = max(1, len(rows) // (2 * SAMPLE))
    filled = (row[at].strip() for row in rows[::step] if row[at].strip())
    return list(islice(filled, SAMPLE))


def _share(cells: Sequence[str], scorer: CellTest) -> float:
    return sum(map(scorer, cells)) / len(cells) if cells else 0.0
