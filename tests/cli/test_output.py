"""Where results go: existing files are kept, only regular files are replaced, endings must fit."""

from __future__ import annotations

import csv
import io
import json
import os
import socket
import zipfile
from functools import partial

import pytest

from geo import kiosk
from geo.__main__ import main
from geo.cli.output import CLEAR, counting
from geo.errors import PortError
from geo.progress import Progress

LIST = "名称\r\n都江堰\r\n"


@pytest.fixture
def run(capfdbinary, tmp_path):
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")

    def run(command, *arguments):
        given = [str(tmp_path / "list.csv")] if command == "locate" else ["--sector", "乡村"]
        code = main([command, *given, *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return code, out, err.decode()

    return run


def refused(result, *message):
    code, out, err = result
    assert (code, out) == (2, b"")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    for word in message:
        assert word in err


COMMANDS = ("sites", "export", "locate")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_existing_file_is_kept_unless_forced(command, run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("mine", encoding="utf-8")
    refused(run(command, "-o", path), "--force", "kept")
    assert path.read_text(encoding="utf-8") == "mine"
    assert run(command, "-o", path, "--force")[0] == 0
    assert len(path.read_bytes()) > 50


@pytest.mark.parametrize("command", COMMANDS)
def test_only_regular_files_are_replaced(command, run, tmp_path):
    real = tmp_path / "real.csv"
    real.write_text("mine", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(real)
    (tmp_path / "nowhere.csv").symlink_to(tmp_path / "none.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(tmp_path / "socket.csv"))
        for name in ("link.csv", "nowhere.csv", "pipe.csv", "socket.csv"):
            refused(run(command, "-o", tmp_path / name, "--force"), name, "kept")
    if command != "export":  # which puts a name of its own into a folder
        refused(run(command, "-o", tmp_path, "--force"), "folder")
    device = ["--format", "csv"] if command != "locate" else []
    refused(run(command, "-o", "/dev/null", "--force", *device), "standard output")
    assert real.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "none.csv").exists()


@pytest.mark.parametrize("dash", ["-", "/dev/stdout"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_dash_is_standard_output(command, dash, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    form = ["--format", "csv"] if command != "locate" else []
    code, out, _ = run(command, "-o", dash, *form)
    assert code == 0
    assert len(list(csv.reader(io.StringIO(out.decode("utf-8-sig"))))) > 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv"]


def test_binary_formats_go_through_a_pipe_but_not_to_a_terminal(run, monkeypatch):
    code, out, _ = run("export", "-o", "-", "--format", "shp")
    assert code == 0
    assert any(name.endswith(".shp") for name in zipfile.ZipFile(io.BytesIO(out)).namelist())
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    refused(run("export", "-o", "-", "--format", "shp"), "terminal", "-o")
    assert run("export", "-o", "-", "--format", "csv")[0] == 0


@pytest.mark.parametrize(
    ("command", "name", "form"),
    [
        ("sites", "x.csv", "geojson"),
        ("sites", "x.geojson", "csv"),
        ("sites", "x.xlsx", None),
        ("sites", "x.csv", "table"),
        ("export", "x.csv", "geojson"),
        ("export", "x.shp", "shp"),
        ("export", "x.xls", "xlsx"),
        ("export", "x.csv.gz", "csv"),
        ("export", "x.tar", None),
        ("export", "x", None),
        ("locate", "x.xlsx", None),
        ("locate", "x.json", None),
    ],
)
def test_an_ending_of_another_format_is_refused(command, name, form, run, tmp_path):
    chosen = ["--format", form] if form else []
    refused(run(command, "-o", tmp_path / name, *chosen), "nothing was written")
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("command", "name"),
    [("sites", "x.json"), ("sites", "x.GEOJSON"), ("export", "x.json"), ("export", "x.geojson")],
)
def test_the_ending_says_the_format(command, name, run, tmp_path):
    assert run(command, "-o", tmp_path / name)[0] == 0
    content = json.loads((tmp_path / name).read_text(encoding="utf-8"))
    assert content["type"] == "FeatureCollection"


def test_a_name_without_ending_takes_any_format(run, tmp_path):
    assert run("sites", "-o", tmp_path / "table")[0] == 0
    assert run("export", "-o", tmp_path / "places", "--format", "csv")[0] == 0


def test_a_port_that_another_program_has_is_refused(capfdbinary):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        with pytest.raises(PortError, match="in use"):
            kiosk.check_port(number)
        assert main(["kiosk", "--no-browser", "--port", str(number)]) == 2
    assert capfdbinary.readouterr().err.startswith(b"error: ")
    kiosk.check_port(number)  # it is free again


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self):
        return True


def counted(stream, monkeypatch, stop_at=None):
    """Count to 20,000 rows, each 10,000 of them in 5 seconds; or until Ctrl+C."""
    clock = iter(range(0, 100, 5))
    monkeypatch.setattr("geo.cli.output.Progress", partial(Progress, clock=lambda: next(clock)))
    with counting("rows", 20_000, stream) as tell:
        for done in (10_000, 20_000):
            if done == stop_at:
                raise KeyboardInterrupt
            tell(done)


def test_a_terminal_shows_count_and_time_left_in_one_line(monkeypatch):
    stream = Terminal()
    counted(stream, monkeypatch)
    shown = stream.getvalue().split(CLEAR)
    assert shown[0] == "rows: 0 of 20,000"
    assert shown[1] == "rows: 10,000 of 20,000, about 15 s left"  # the clock moves when asked
    assert shown[-1] == ""
    assert "\n" not in stream.getvalue()


def test_ctrl_c_leaves_the_count_on_the_terminal(monkeypatch):
    stream = Terminal()
    with pytest.raises(KeyboardInterrupt):
        counted(stream, monkeypatch, stop_at=20_000)
    assert stream.getvalue().split(CLEAR)[-1].startswith("rows: 10,000 of 20,000")
    assert stream.getvalue().endswith("\n")


def test_a_file_gets_no_count(monkeypatch):
    stream = io.StringIO()
    counted(stream, monkeypatch)
    assert stream.getvalue() == ""
