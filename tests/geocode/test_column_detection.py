"""Which column is what: by headers and by cells, without any data."""

import pytest

from geo.geocode.column_detection import detect_columns
from geo.ingest import Grid, guess_layout

PLACES = ("三河村", "永丰村", "昭觉县", "喜德县", "崇州市", "凉山州", "长卿镇")
REGIONS = ("昭觉县", "喜德县", "崇州市", "凉山州")


def is_place(text: str) -> bool:
    return any(place in text for place in PLACES)


def is_region(text: str) -> bool:
    return text in REGIONS


def has_header(cells: Grid, is_place) -> bool:
    """Whether a row names the columns."""
    return guess_layout(cells, is_place).header is not None


def grid(*lines: str) -> Grid:
    return Grid(tuple(tuple(line.split("|")) for line in lines))


@pytest.mark.parametrize(
    ("lines", "name", "region"),
    [
        (["序号|项目名称|区县", "1|三河村项目|昭觉县", "2|永丰村项目|崇州市"], "项目名称", "区县"),
        (["县|名称", "昭觉县|三河村", "喜德县|永丰村"], "名称", "县"),
        (["市州|区县|内容", "凉山州|昭觉县|三河村路", "凉山州|喜德县|永丰村渠"], "内容", "区县"),
        (["id|name|note", "1|三河村|旧", "2|长卿镇|新"], "name", None),
        (["a|b|c", "1|三河村|2023-01-02", "2|永丰村|2023-01-03"], "b", None),
        (["所在县", "昭觉县", "喜德县"], "所在县", None),
    ],
)
def test_columns(lines, name, region):
    found = detect_columns(grid(*lines).table(), is_place, is_region)
    assert (found.name, found.region) == (name, region)


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        (["项目名称|区县", "三河村|昭觉县"], True),
        (["三河村|昭觉县", "永丰村|崇州市"], False),
        (["三河村", "永丰村"], False),
        (["名称", "三河村"], True),
        (["a|b", "三河村|昭觉县"], True),
        (["1|三河村", "2|永丰村"], False),
        (["三河村"], False),
    ],
)
def test_header(lines, header):
    assert has_header(grid(*lines), is_place) is header


# What decides between two columns, one rule at a time; the first of equal ones is taken.
RULES = [
    (["a|b", "x|三河村", "y|永丰村"], "b", None),  # cells that are places
    (["a|b", "1|x", "2|y"], "b", None),  # texts before numbers
    (["a|b", "x|x", "x|y"], "b", None),  # different cells before the same
    (["a|名称", "x|x", "y|y"], "名称", None),  # a header that says so
    (["备注|a", "x|x", "y|y"], "a", None),  # a header that says it is something else
    (["a|b", "昭觉县|三河村", "喜德县|永丰村"], "b", "a"),  # nothing but regions: no names
    (["县|b", "昭觉县|三河村", "喜德县|永丰村"], "b", "县"),
    (["a|b", "|x", "|y"], "b", None),  # an empty column
    (["单位甲|项目名称乙", "三河村|三河村", "永丰村|永丰村"], "项目名称乙", None),  # stronger
    (["市|名称|县", "凉山州|三河村|昭觉县", "崇州市|永丰村|喜德县"], "名称", "县"),  # the finest
    (["City|Name|District", "凉山州|三河村|昭觉县", "崇州市|永丰村|喜德县"], "Name", "District"),
    (["区域|名称|市州", "x|三河村|凉山州", "昭觉县|永丰村|崇州市"], "名称", "市州"),
    (["名称|县", "三河村|昭觉县", "永丰村|x"], "名称", "县"),  # half of them regions are enough
    (["名称|县", "三河村|昭觉县", "永丰村|x", "长卿镇|y"], "名称", None),
    # a header of a region outweighs two in five cells that are none
    (
        ["名称|a|县", *[f"三河村{at}|昭觉县|{'昭觉县' if at < 3 else 'x'}" for at in range(5)]],
        "名称",
        "县",
    ),
    # a header that is a word outweighs one that holds a stronger word
    (["项目名称甲|村名", "三河村|三河村", "永丰村|永丰村"], "村名", None),
]


@pytest.mark.parametrize(("lines", "name", "region"), RULES)
def test_rules(lines, name, region):
    found = detect_columns(grid(*lines).table(), is_place, is_region)
    assert (found.name, found.region) == (name, region)


@pytest.mark.parametrize(
    ("first", "header"),
    [
        ("NAME", True),
        ("项目名称（全）", True),
        ("地名表", True),
        ("x", False),
        ("地址 甲", True),
        ("县", True),
        ("No.", True),
        ("2024", False),
        ("12.5%", False),
        ("序号", True),
        ("三河村地名志", True),
        ("三河村各处的地名", True),
        ("三河村各处的地名录", False),
        ("三河村和永丰村的地名", False),
        ("地名" + "长" * 38, True),
        ("地名" + "长" * 39, False),
    ],
)
def test_one_column_has_a_header_only_when_a_word_says_so(first, header):
    assert has_header(grid(first, "三河村"), is_place) is header


def test_a_header_is_looked_for_in_all_cells_of_the_first_row():
    assert has_header(grid("|名称", "1|三河村"), is_place)
    assert has_header(grid("x|", "1|三河村"), is_place)
    assert has_header(grid("名称|2024", "三河村|1"), is_place)  # a year names a column
    assert not has_header(grid("名称|20.5", "三河村|1"), is_place)
    assert not has_header(grid("三河村项目|x", "永丰村|1"), is_place)
    assert has_header(grid(" 名称 | 县", "三河村|昭觉县"), is_place)


def test_a_sample_comes_from_all_over_the_column():
    """160 rows, sorted: the second half are places. Every other row is looked at, 40 cells."""
    seen = []

    def noted(text):
        seen.append(text)
        return False

    detect_columns(grid("a", *[f"x{row}" for row in range(160)]).table(), noted, is_region)
    assert seen == [f"x{row}" for row in range(0, 80, 2)]
    seen.clear()
    detect_columns(grid("a", *[f"x{row}" for row in range(79)]).table(), noted, is_region)
    assert seen == [f"x{row}" for row in range(40)]
