"""The glossary says what the interface says."""

import re

import pytest

from geo import settings
from geo.i18n import all_texts
from geo.schema.exported import EXPORTED
from geo.schema.place import PLACE

ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in (settings.ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| English", "|---"))
]


def test_every_row_is_whole():
    assert len(ROWS) > 30
    assert all(len(row) == 4 and all(row) for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_chinese_terms_are_those_of_the_interface(row):
    shown = " ".join(
        [*map(str, all_texts("zh").values()), *(one.about.label_zh for one in (*PLACE, *EXPORTED))]
    )
    for term in re.sub(r"（.*?）", "", row[1]).split("、"):
        assert not term or term in shown, term


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_paths_exist(row):
    for path in re.findall(r"`(geo/[\w/.]+)`", row[3]):
        assert (settings.ROOT / path).exists(), path
