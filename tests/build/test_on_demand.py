"""Installed, the build is made when somebody needs it: once, whole, and for all who wait."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from geo import settings
from geo.build import artefacts, on_demand
from geo.errors import OutputError, SourceError
from geo.store.database import Database

PROVINCE = settings.ROOT / "tests" / "province" / "sources"
OPTIONS = {"min_stations": 0}


@pytest.fixture
def installed(monkeypatch, tmp_path):
    """The settings of an installed package whose sources are the tiny province."""
    build = artefacts.build
    monkeypatch.setattr(settings, "builds_on_demand", lambda: True)
    monkeypatch.setattr(settings, "built_dir", lambda: tmp_path / "built" / "0.2.0-a")
    monkeypatch.setattr(settings, "sources_dir", lambda: PROVINCE)
    monkeypatch.setattr(artefacts, "build", lambda *given: build(*given, **OPTIONS))
    return tmp_path / "built"


def test_the_first_command_makes_the_build_and_says_so_in_one_line(installed, capfd):
    folder = on_demand.ready_build()
    Database(folder).close()
    message = capfd.readouterr()
    assert message.out == ""
    assert message.err.startswith("Preparing the data, once")
    assert message.err.endswith(" s\n")
    assert message.err.count("\n") == 1

    before = (folder / "manifest.json").stat().st_mtime_ns
    assert on_demand.ready_build() == folder
    assert (folder / "manifest.json").stat().st_mtime_ns == before
    assert capfd.readouterr().err == ""


def test_a_checkout_is_not_built_by_a_command_that_reads(monkeypatch, tmp_path):
    monkeypatch.setattr(settings, "built_dir", lambda: tmp_path / "built")
    assert on_demand.ready_build() == tmp_path / "built"
    assert not (tmp_path / "built").exists()


def test_of_several_that_build_at_once_the_first_stays_and_nothing_is_left(tmp_path, monkeypatch):
    """A process that has opened the first one's files goes on reading them."""
    target, ready = tmp_path / "built", Barrier(3)
    build = artefacts.build

    def together(*given, **options):
        made = build(*given, **options)
        ready.wait()
        return made

    monkeypatch.setattr(artefacts, "build", together)

    def make(_):
        on_demand.build_once(PROVINCE, target, **OPTIONS)
        return (target / "explorer.duckdb").stat().st_ino

    with ThreadPoolExecutor(3) as threads:
        inodes = set(threads.map(make, range(3)))
    assert len(inodes) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["built"]
    Database(target).close()


@pytest.mark.skipif(os.name == "nt", reason="there, a process is not ended by a signal")
def test_a_process_that_is_killed_leaves_nothing_that_counts_as_a_build(tmp_path):
    target = tmp_path / "built"
    code = (
        "import os, signal, sys; from pathlib import Path; from geo.build import artefacts\n"
        "artefacts._swap = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from geo.build.on_demand import build_once\n"
        "build_once(Path(sys.argv[1]), Path(sys.argv[2]), min_stations=0)"
    )
    command = [sys.executable, "-c", code, str(PROVINCE), str(target)]
    assert subprocess.run(command, cwd=settings.ROOT, check=False).returncode == -9
    assert not on_demand.is_there(target)
    on_demand.build_once(PROVINCE, target, **OPTIONS)
    assert on_demand.is_there(target)


def test_builds_of_former_versions_go_but_for_the_youngest(installed):
    installed.mkdir()
    for age, name in enumerate(["0.1.9-e", "0.1.8-d", "0.1.7-c", "0.1.6-b", "0.1.5-a"]):
        (installed / name).mkdir()
        os.utime(installed / name, (1e9 - age, 1e9 - age))
    (installed / ".built-of-another").mkdir()
    on_demand.ready_build()
    assert {path.name for path in installed.iterdir()} == {
        "0.2.0-a",
        "0.1.9-e",
        "0.1.8-d",
        "0.1.7-c",
        ".built-of-another",
    }


def test_what_goes_wrong_is_an_error_of_one_line_and_leaves_no_build(
    installed, monkeypatch, tmp_path, capfd
):
    broken = Path(shutil.copytree(PROVINCE, tmp_path / "sources"))
    (broken / "plan" / "tasks.csv").unlink()
    monkeypatch.setattr(settings, "sources_dir", lambda: broken)
    with pytest.raises(SourceError):
        on_demand.ready_build()
    assert capfd.readouterr().err.count("\n") == 1
    assert list(installed.iterdir()) == []

    installed.rmdir()
    installed.write_text("a file where the folder should be")
    with pytest.raises(OutputError, match="SHUTU_BUILT names another folder"):
        on_demand.ready_build()
