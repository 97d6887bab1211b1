"""Whatever a person types: exit code 0, 1 or 2, and one clear line where something is wrong."""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import geo
from geo.__main__ import main

TEXT = st.text(st.characters(exclude_characters="\0"), max_size=8)
VALUE = (
    st.sampled_from(
        [
            "",
            "-",
            "--",
            "能源",
            "energy",
            "8",
            "-1",
            "x",
            "成都",
            "1e9",
            "nan",
            "a\nb",
            "\udcff",
            "/dev/null",
            "/",
            "..",
            "no/x.csv",
        ]
    )
    | TEXT
)
NEAR = st.sampled_from(
    [
        "都江堰,50",
        "dujiangyan,5",
        "104.06,30.66,100",
        ",",
        "1,2",
        "都江堰",
        "成都,nan",
        "x,-1",
        "104,30,1e999",
        "，",
    ]
)
FILTERS = ("--sector", "--task", "--theme", "--region", "--kind", "--precision", "--relation")
AREA = ("--area-rule", "--area-datum")
LAYOUT = ("--paper", "--extent", "--title", "--office")
OWN = {
    "sites": ("--format", "-o", *AREA, *FILTERS),
    "export": ("--format", "-o", "--datum", "--lang", "--ids", *LAYOUT, *AREA, *FILTERS),
    "locate": ("--column", "--region", "--region-column", "--sheet", "--header-row", "-o"),
    "check": ("--plan",),
}


@st.composite
def command_lines(draw):
    """A command with options of its own, options of none, and values of every kind."""
    command = draw(st.sampled_from([*OWN, "kiosk", "serve", "", "sit", "-h", "--version"]))
    if command in ("kiosk", "serve"):  # never one that would start
        return [
            command,
            "--port",
            draw(st.sampled_from(["0", "-1", "99999", "abc", "", "８５０１"])),
        ]
    line = [command]
    for option in draw(
        st.lists(st.sampled_from([*OWN.get(command, ()), "--nonsense"]), max_size=3)
    ):
        line += [option, draw(VALUE)]
    if command in ("sites", "export") and draw(st.booleans()):
        line += ["--near", draw(NEAR)]
    if command == "locate":
        line += draw(st.lists(VALUE, min_size=1, max_size=2))
    return line


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=command_lines())
def test_whatever_is_typed(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="backslashreplace")
    err = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(line)
    message = err.getvalue()
    assert code in (0, 1, 2)
    assert "Traceback" not in message
    if code == 2:
        assert message.startswith("error: ")
        assert message.count("\n") == 1
        assert len(message) > 20


@pytest.mark.parametrize("number", ["99999", "65536", "0", "-1", "abc", "", "8 501"])
@pytest.mark.parametrize("command", ["kiosk", "serve"])
def test_a_port_that_is_none(command, number, capfd):
    assert main([command, "--port", number]) == 2
    message = capfd.readouterr().err
    assert message.count("\n") == 1
    assert "1 to 65535" in message


def test_version_says_program_and_build(capfd, catalog, monkeypatch, tmp_path):
    assert main(["--version"]) == 0
    message = capfd.readouterr().out
    assert re.fullmatch(rf"shutu \d+\.\d+\.\d+, build {catalog.database.build_id}\n", message)
    monkeypatch.setenv("SHUTU_BUILT", str(tmp_path))
    assert main(["--version"]) == 0
    assert "geo build" in capfd.readouterr().out


def test_without_a_command_the_help_is_shown(capfd):
    assert main([]) == 2
    shown = capfd.readouterr()
    assert "exit codes:" in shown.out
    assert shown.err.count("\n") == 1


def test_near_takes_ids_names_in_both_languages_and_coordinates(catalog):
    ids = set(geo.sites(near="dujiangyan,20")["id"])
    for name in ("都江堰,20", "Dujiangyan,20", "都江堰，20", " 都江堰 , 20", "djy,20"):
        assert set(geo.sites(near=name)["id"]) == ids, name
    lon, lat = catalog.spatial.points["dujiangyan"]
    assert "dujiangyan" in set(geo.sites(near=f"{lon},{lat},1")["id"])


@pytest.mark.parametrize(
    ("near", "expected"),
    [
        ("都江偃,5", "dujiangyan (都江堰)"),
        ("成都,5", "chengdu-metro"),
        ("都江堰", "PLACE,KM"),
        ("都江堰,0", "kilometres"),
        ("都江堰,x", "kilometres"),
        ("都江堰,1001", "1000"),
        ("200,30,5", "104.06,30.66,100"),
        ("界牌油田,5", "position"),
    ],
)
def test_what_near_cannot_use_is_one_line_with_what_is_meant(near, expected, capfd):
    assert main(["sites", "--near", near]) == 2
    message = capfd.readouterr().err
    assert message.count("\n") == 1
    assert expected in message


def test_every_search_result_with_a_position_can_be_named(catalog):
    unique = [place for place, point in catalog.spatial.points.items() if point][:40]
    for place in unique:
        assert catalog.filter(near=f"{place},5").near.site == place


def test_a_reader_that_leaves_early_is_no_error(built):
    sites = subprocess.Popen(
        [sys.executable, "-m", "geo", "sites", "--format", "geojson"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert sites.stdout.read(10).startswith(b"{")
    sites.stdout.close()  # as `head` does
    assert (sites.stderr.read(), sites.wait()) == (b"", 0)


@pytest.mark.parametrize(
    "line",
    [
        ("sites", "--sector"),
        ("sites", "--near"),
        ("locate",),
        ("serve", "--port"),
        ("kiosk", "--port"),
        (),
    ],
)
def test_a_long_argument_is_one_line_that_a_person_reads(line, capfd):
    assert main([*line, "\x1b" + "9" * 5000]) == 2
    message = capfd.readouterr().err.rstrip("\n")
    assert message.startswith("error: ") and message.isprintable() and len(message) < 700
