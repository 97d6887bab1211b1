"""`shutu reports`: what whoever runs the site sees and does."""

import csv
from dataclasses import replace

import pytest

from geo.__main__ import main
from geo.reports.store import ReportStore


@pytest.fixture
def kept(monkeypatch, tmp_path, report):
    """Two reports in the database of the settings."""
    url = f"sqlite:///{tmp_path / 'lists.sqlite'}"
    monkeypatch.setenv("SHUTU_SHORTLISTS", url)
    store = ReportStore(url)
    store.keep(report)
    store.keep(replace(report, place="huanglong", name_en="Huanglong"))
    yield tmp_path
    store.close()


def run(capsys, *arguments):
    code = main(["reports", *arguments])
    return code, capsys.readouterr()


def test_the_list_shows_what_is_open(kept, capsys):
    code, shown = run(capsys)
    assert code == 0
    assert shown.out.startswith("2 reports\n1  2")
    assert "Place: Sanxingdui (sanxingdui)" in shown.out
    code, shown = run(capsys, "--done", "1")
    assert shown.out.startswith("1 report\n2  2")
    assert "1  2" in run(capsys, "--all")[1].out
    assert run(capsys, "--open", "1")[1].out.startswith("2 reports")
    assert run(capsys, "--remove", "1,2")[1].out.strip() == "0 reports"


def test_unknown_numbers_and_words_are_refused(kept, capsys):
    code, shown = run(capsys, "--done", "9")
    assert (code, shown.err) == (2, "error: there is no report 9; `reports --all` lists them\n")
    code, shown = run(capsys, "--done", "first")
    assert code == 2
    assert "no list of numbers" in shown.err


def test_rows_for_the_editors_in_two_files(kept, capsys):
    code, shown = run(capsys, "--export", str(kept / "rows.csv"))
    assert code == 0
    assert "2 reports" in shown.err
    for name, first in (("rows.csv", "place"), ("rows-sources.csv", "id")):
        with (kept / name).open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert head[0] == first
        assert len(rows) == 2
    assert run(capsys, "--export", str(kept / "rows.csv"))[0] == 2  # never over a file
    assert run(capsys, "--export", str(kept / "rows.csv"), "--force")[0] == 0
    assert run(capsys, "--export", str(kept / "rows.txt"))[0] == 2
