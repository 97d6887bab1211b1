"""`make test-newest` finds the newest Python that runs, and no shim that does not."""

from __future__ import annotations

import os
import sys

import pytest

from tools import newest_python

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make is not used on Windows")
HERE = sys.version_info[:2]


def program(folder, name, message=None):
    """A program that answers as a Python of the version `said`, or as a shim without one."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    answer = f"echo '{message}'" if message else "echo 'pyenv: command not found' >&2; exit 127"
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)
    return path


def test_the_newest_that_runs_is_taken(tmp_path):
    shims, real = tmp_path / "shims", tmp_path / "real"
    program(shims, "python3.99")
    program(shims, "python3.14")  # a shim; the real one is in the next folder
    program(shims, "python3.13", "3 13")
    newest = program(real, "python3.14", "3 14")
    program(real, "python3.97", "3 13")  # called newer than it is
    program(real, "python3.10", "3 10")
    for name in ("python3.14t", "python3.14-config", "python3.x", "python4.1"):
        program(real, name, "3 14")
    assert newest_python.newest([shims, real]) == newest
    assert newest_python.newest([shims, real, tmp_path / "nowhere"]) == newest


def test_there_may_be_none(tmp_path):
    program(tmp_path / "old", "python3.10", "3 10")
    program(tmp_path / "old", "python3.12")
    assert newest_python.newest([tmp_path / "old"]) is None
    assert newest_python.newest([]) is None


def test_pyenv_is_looked_into_after_the_path(tmp_path):
    for name in ("3.9.1", "3.13.0"):
        (tmp_path / "versions" / name / "bin").mkdir(parents=True)
    path = os.pathsep.join(["/usr/bin", "", "/bin"])
    found = newest_python.folders({"PATH": path, "PYENV_ROOT": str(tmp_path)})
    assert list(map(str, found)) == [
        "/usr/bin",
        "/bin",
        f"{tmp_path}/versions/3.13.0/bin",
        f"{tmp_path}/versions/3.9.1/bin",
    ]


def test_a_real_python_says_its_version():
    assert newest_python.version(sys.executable) == HERE
    assert newest_python.version("/nowhere/python3.99") is None


@pytest.mark.parametrize(("unlike", "printed"), [("3 14", False), ("3 11", True)])
def test_nothing_is_printed_where_it_is_tested_anyway(
    unlike, printed, tmp_path, monkeypatch, capsys
):
    newest = program(tmp_path / "bin", "python3.14", "3 14")
    tested = program(tmp_path, "python", unlike)
    monkeypatch.setattr(newest_python, "folders", lambda _: [newest.parent])
    monkeypatch.setattr(sys, "argv", ["newest_python.py", "--unlike", str(tested)])
    newest_python.main()
    assert capsys.readouterr().out == (f"{newest}\n" if printed else "")
