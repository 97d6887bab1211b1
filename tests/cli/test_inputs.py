"""Which files commands read: regular ones; everything else is one sentence before any work."""

from __future__ import annotations

import os
import socket

import pytest

from geo.__main__ import main
from geo.cli.inputs import input_file
from geo.errors import InputError

READERS = (
    ("locate",),
    ("check", "--plan"),
    ("plan",),
    ("sites", "--area"),
    ("export", "--format", "csv", "--area"),
    ("export", "--format", "csv", "--shortlist"),
)


def refused(line, capfd, *message):
    assert main([*map(str, line)]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("error: ") and err.count("\n") == 1
    for word in (*message, "nothing was changed"):
        assert word in err, err


@pytest.fixture
def odd(tmp_path, monkeypatch):
    """A folder with things that are no files to read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file.csv").write_text("名称\n", encoding="utf-8")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "none.csv")
    (tmp_path / "to-folder.csv").symlink_to(tmp_path / "folder.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("socket.csv")
        yield tmp_path


@pytest.mark.parametrize("reader", READERS, ids=" ".join)
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("none.csv", "no such file"),
        ("gone.csv", "no such file"),
        ("file.csv/x", "no such file"),
        ("folder.csv", "folder"),
        ("to-folder.csv", "folder"),
        (".", "folder"),
        ("pipe.csv", "pipe"),
        ("socket.csv", "socket"),
        ("/dev/zero", "device"),
        ("/dev/null", "device"),
        ("-", "standard input"),
        ("/dev/stdin", "standard input"),
        ("", "empty"),
        ("长" * 300, "name"),
    ],
)
def test_what_is_no_file_is_one_sentence(reader, given, message, odd, capfd):
    refused((*reader, given), capfd, message)


def test_a_file_of_somebody_else_is_one_sentence(odd, capfd, monkeypatch):
    """Whoever runs the tests as root may read everything, so that the system's word is ours."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(InputError, match="no right"):
        input_file("file.csv")


def test_a_link_to_a_file_is_followed(odd):
    (odd / "link.csv").symlink_to(odd / "file.csv")
    assert input_file("link.csv").read_text(encoding="utf-8") == "名称\n"


def test_what_is_no_plan_is_refused_before_the_sources_are_read(odd, capfd, monkeypatch):
    monkeypatch.setattr("geo.check.prepare", lambda _: pytest.fail("the sources were read"))
    large = odd / "large.txt"
    with large.open("wb") as file:
        file.truncate(10**10)  # no room on the disk
    for content, message in ((b"", "plan"), (b"\xff\xfe", "UTF-8")):
        path = odd / "plan.txt"
        path.write_bytes(content)
        assert main(["check", "--plan", str(path)]) == 2
        assert message in capfd.readouterr().err
    assert main(["check", "--plan", str(large)]) == 2
    assert "larger than 2 MB" in capfd.readouterr().err


@pytest.mark.parametrize(
    "command", [("sites",), ("export", "--format", "csv"), ("locate", "file.csv")], ids=" ".join
)
@pytest.mark.parametrize("given", ["", "none/", "new.csv/", "file.csv/"])
def test_an_output_that_names_no_file_is_one_sentence(command, given, odd, capfd):
    before = sorted(odd.iterdir())
    refused((*command, "-o", given), capfd)
    assert sorted(odd.iterdir()) == before


@pytest.mark.parametrize(
    "line",
    [
        ("sites", "--near", ""),
        ("sites", "--region", ""),
        ("export", "--format", "csv", "--ids", ""),
        ("locate", "file.csv", "--column", ""),
        ("locate", "file.csv", "--region-column", ""),
        ("locate", "file.csv", "--sheet", ""),
        ("locate", "file.csv", "--header-row", ""),
    ],
    ids=" ".join,
)
def test_an_empty_value_is_never_taken_for_no_value(line, odd, built, capfd):
    assert main([*line]) == 2
    assert capfd.readouterr().err.count("\n") == 1
