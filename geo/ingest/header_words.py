"""Words of headers, and what a cell looks like: a number, a period, a gap."""

from __future__ import annotations

import re
from collections.abc import Callable

# The strongest first; a whole header counts more than a part of one.
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
# Whole headers that say nothing of names or regions.
FURTHER_WORDS = (
    "代码",
    "行政区划代码",
    "经度",
    "纬度",
    "面积",
    "人口",
    "数量",
    "规模",
    "总投资",
    "年份",
    "时间",
    "状态",
    "进度",
    "内容",
    "建设内容",
    "责任单位",
    "负责人",
    "联系方式",
    "单价",
    "均价",
    "值",
    "数值",
    "gdp",
    "longitude",
    "latitude",
    "value",
    "year",
    "population",
)
CellTest = Callable[[str], bool]
LONGEST_HEADER = 40  # characters
NUMBER = re.compile(r"[\d\s.,%/:\-–~〜年月日号]*")
# 2021, 2021年, 2024年1-6月, 2020-2025年, 3月: what tables of numbers call their columns.
PERIOD = re.compile(r"(?:(?:19|20)\d\d)(?:\s*[-–~—至]\s*\d{2,4})?年?(?:\d.*月)?|\d{1,2}月")
NUMERIC = re.compile(r"[^\w%]{0,3}\d")  # also ≈687 and (12)
GAP = re.compile(r"[-—–/.…\s]*|无|暂无|不详|n/?a|null|none", re.IGNORECASE)


def word_score(cell: str, words: tuple[str, ...]) -> float:
    """1 for a header that is one of the words, less for one that holds one of them."""
    plain = cell.strip().lower()
    for rank, word in enumerate(words):
        if word in plain:
            return 1.0 if word == plain else 0.8 - 0.3 * rank / len(words)
    return 0.0


def is_whole_word(cell: str) -> bool:
    """Whether a cell is nothing but one of the words."""
    return cell.lower() in (*NAME_WORDS, *REGION_WORDS, *OTHER_WORDS, *FURTHER_WORDS)


def is_header_word(cell: str) -> bool:
    """Whether a cell can only be the name of a column.

    >>> is_header_word("区县"), is_header_word("项目名称（全）"), is_header_word("昭觉县")
    (True, True, False)
    """
    return is_whole_word(cell) or (word_score(cell, NAME_WORDS[:3]) > 0 and len(cell) <= 8)


def may_be_header(cell: str) -> bool:
    """Whether a cell is short enough for a header, and no number."""
    return len(cell) <= LONGEST_HEADER and not NUMBER.fullmatch(cell)


def is_period(cell: str) -> bool:
    """Whether a cell is a year or a month, which name columns as they stand in them."""
    return PERIOD.fullmatch(cell) is not None
