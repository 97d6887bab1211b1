"""A planner's own table: another sheet takes the place of the present one, or does not."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from geo.errors import IngestError
from geo.ingest import Grid, Header
from geo.ingest.user_files import ListFile
from geo.ui.state import user_table
from geo.ui.state.user_table import read_user_table


class Files:
    """Reads a workbook whose cells are the names of its sheets; `third` takes all its time."""

    def __init__(self, *sheets: str) -> None:
        self.sheets = list(sheets)

    def read_list(self, name: str, data: bytes, sheet: str | None = None) -> ListFile:
        if sheet == "third":
            raise IngestError("time", {"name": name}, "it took too long")
        return ListFile(Grid((("name",), (sheet or self.sheets[0],))), self.sheets)


@pytest.fixture
def holds(monkeypatch):
    """Let files hold these sheets."""

    def choose(*sheets: str) -> None:
        monkeypatch.setattr(user_table, "page_files", lambda: Files(*sheets))

    return choose


def test_a_sheet_that_cannot_be_read_leaves_the_present_one(holds):
    holds("first", "second", "third")
    given = read_user_table("a.xlsx", b"book")
    assert (given.sheet, given.data) == ("first", b"book")
    given.choose_sheet("second")
    assert given.table.rows == (("second",),)
    given.choose_sheet("third")
    assert (given.sheet, given.table.rows) == ("second", (("second",),))
    assert given.error.key == "time"
    given.choose_sheet("first")
    assert (given.sheet, given.error) == ("first", None)


def test_a_table_without_further_sheets_keeps_no_copy_of_its_file(holds):
    holds("only")
    given = read_user_table("a.csv", b"column")
    assert (given.sheet, given.data) == (None, b"")


def test_the_header_is_found_and_can_be_chosen(monkeypatch):
    cells = (("2024年汇总表", ""), ("名称", "值"), ("三星堆", "1"), ("合计", "1"))
    found = ListFile(Grid(cells), [])
    monkeypatch.setattr(user_table, "page_files", lambda: Mock(read_list=lambda *_: found))
    given = read_user_table("a.csv", b"")
    assert (given.table.columns, given.table.rows) == (("名称", "值"), (("三星堆", "1"),))
    given.use_header(Header(2, 2))
    assert given.table.columns == ("三星堆", "1")
    given.use_header(None)
    assert given.table.rows[0] == ("名称", "值")  # the title and the total stay apart
