"""Which column is what: by headers and by cells, without any data."""

import pytest

from geo.geocode.guess import guess_columns, has_header
from geo.ingest import Grid

PLACES = ("三河村", "永丰村", "昭觉县", "喜德县", "崇州市", "凉山州", "长卿镇")
REGIONS = ("昭觉县", "喜德县", "崇州市", "凉山州")


def is_place(text: str) -> bool:
    return any(place in text for place in PLACES)


def is_region(text: str) -> bool:
    return text in REGIONS


def grid(*lines: str) -> Grid:
    return Grid(tuple(tuple(line.split("|")) for line in lines))


@pytest.mark.parametrize(("lines", "name", "region"), [
    (["序号|项目名称|区县", "1|三河村项目|昭觉县", "2|永丰村项目|崇州市"], "项目名称", "区县"),
    (["县|名称", "昭觉县|三河村", "喜德县|永丰村"], "名称", "县"),
    (["市州|区县|内容", "凉山州|昭觉县|三河村路", "凉山州|喜德县|永丰村渠"], "内容", "区县"),
    (["id|name|note", "1|三河村|旧", "2|长卿镇|新"], "name", None),
    (["a|b|c", "1|三河村|2023-01-02", "2|永丰村|2023-01-03"], "b", None),
    (["所在县", "昭觉县", "喜德县"], "所在县", None),
])  # fmt: skip
def test_columns(lines, name, region):
    found = guess_columns(grid(*lines).table(), is_place, is_region)
    assert (found.name, found.region) == (name, region)


@pytest.mark.parametrize(("lines", "header"), [
    (["项目名称|区县", "三河村|昭觉县"], True), (["三河村|昭觉县", "永丰村|崇州市"], False),
    (["三河村", "永丰村"], False), (["名称", "三河村"], True), (["a|b", "三河村|昭觉县"], True),
    (["1|三河村", "2|永丰村"], False), (["三河村"], False),
])  # fmt: skip
def test_header(lines, header):
    assert has_header(grid(*lines), is_place) is header
