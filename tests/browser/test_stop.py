"""Long work is stopped by its button, while the run goes on, and goes on from where it was."""

from __future__ import annotations

import csv
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo import settings
from tests.browser.test_explore import IDLE

pytestmark = pytest.mark.browser
ROWS = 20_000
TOLD = re.compile(r"([\d,]+) of 20,000")


def long_list(folder: Path) -> Path:
    """Towns of the province, each with another name behind it, so that no answer serves twice."""
    with (settings.ROOT / "data/sources/admin/towns.csv").open(encoding="utf-8") as stream:
        towns = [row["name_zh"] for row in csv.DictReader(stream)]
    names = [f"{towns[number % len(towns)]}数字乡村{number}" for number in range(ROWS)]
    path = folder / "long.csv"
    path.write_text("\n".join(["name", *names]) + "\n", encoding="utf-8")
    return path


def first_told(page: Page) -> int:
    """The count of the first report of the work."""
    told = page.get_by_text(TOLD).first
    told.wait_for()
    return int(TOLD.search(told.inner_text())[1].replace(",", ""))


def stopped_after(page: Page) -> int:
    """Press the button; how many rows were done."""
    clicked = time.monotonic()
    page.locator(".st-key-progress_stop button").click()
    note = page.get_by_text(re.compile("Stopped after")).first
    note.wait_for()
    print(f"{time.monotonic() - clicked:.1f} s from the click to the note")
    page.wait_for_selector(IDLE)
    return int(re.search(r"after ([\d,]+)", note.inner_text())[1].replace(",", ""))


def test_a_long_search_is_stopped_keeps_what_was_found_and_goes_on(page, server, tmp_path):
    page.goto(f"{server}/locate?lang=en")
    page.locator("input[type=file]").set_input_files(long_list(tmp_path))
    page.get_by_role("button", name="Find 20,000 names").click()
    first_told(page)
    done = stopped_after(page)
    assert 0 < done < ROWS
    rest = page.get_by_role("button", name=f"Find the other {ROWS - done:,} names")
    expect(rest).to_be_visible()
    rest.click()
    assert first_told(page) >= done
