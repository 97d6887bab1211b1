"""The way of a list in a real browser: nothing of it leaves the machine (see `page`)."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import expect

from geo.ingest.user_files import command_files
from tests.browser.test_access import violations
from tests.browser.test_explore import FRAME, IDLE, download
from tests.support.page import drawn

pytestmark = pytest.mark.browser
ROWS = [
    ["编号", "项目名称", "备注"],
    ["01", "合江县先市镇下坝村", "=1+1"],
    ["02", "三河村仓库", "<b>粗</b>"],
    ["03", "云上体验馆", ""],
]


def settle(page) -> None:
    page.wait_for_selector(IDLE)
    page.wait_for_timeout(800)
    page.wait_for_selector(IDLE)


def test_upload_choose_undo_choose_export(page, server, tmp_path):
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(ROWS)
    source = tmp_path / "项目.csv"
    source.write_bytes(text.getvalue().encode("gb18030"))
    page.goto(f"{server}/locate?lang=en")
    page.locator("input[type=file]").set_input_files(source)
    page.get_by_role("button", name="Find 3 names").click()
    page.wait_for_selector(FRAME)
    settle(page)
    summary = drawn(page, ".shutu-summary")
    expect(summary).to_contain_text("1 with several candidates")
    case = page.locator(".st-key-locate_case")
    expect(case).to_contain_text("<b>粗</b>")  # as text
    assert violations(page) == []
    options = case.locator("[data-testid='stRadio'] input")
    options.first.focus()
    page.keyboard.press("Space")
    expect(summary).not_to_contain_text("several candidates")
    settle(page)
    page.get_by_role("button", name="Undo").click()
    expect(summary).to_contain_text("1 with several candidates")
    settle(page)
    page.get_by_role("button", name="Redo").click()
    expect(summary).to_contain_text("2 placed")
    settle(page)
    page.set_viewport_size({"width": 390, "height": 844})
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1366, "height": 768})
    settle(page)
    path = tmp_path / "out.xlsx"
    download(page, "Download XLSX").save_as(path)
    table = command_files().read_list_file(path).grid.table()
    assert [row[:3] for row in table.rows] == [tuple(row) for row in ROWS[1:]]
    assert table.column("status") == ["resolved", "resolved", "unresolved"]
    assert table.column("method")[1] == "candidate"
