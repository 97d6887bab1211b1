"""`make run`: one line where it cannot start, a browser where there is one."""

import os
import runpy
import shutil
import socket
import subprocess
import sys

import pytest

from geo import launch, settings

INSTALL = settings.ROOT / "tools" / "install.py"


@pytest.fixture
def taken():
    with socket.socket() as server:
        server.bind((launch.HOST, 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_one_line_with_the_next_free_one(taken):
    done = subprocess.run([sys.executable, "-m", "geo.launch", "--port", str(taken)],
                          cwd=settings.ROOT, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"Port {taken} is taken" in line
    free = int(line.rpartition("PORT=")[2])
    assert free > taken
    assert launch.is_free(free)


@pytest.mark.parametrize("port", ["0", "65536", "99999", "-1", "http", "", "８５０１"])
def test_a_port_that_is_none_is_one_line(port):
    with pytest.raises(SystemExit, match="1 to 65535"):
        launch.checked_port(port)


@pytest.mark.parametrize(("environment", "platform", "screen"), [
    ({}, "linux", False),
    ({"DISPLAY": ":0"}, "linux", True),
    ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
    ({"DISPLAY": ""}, "linux", False),
    ({}, "darwin", True),
    ({}, "win32", True),
    ({"CI": "true", "DISPLAY": ":0"}, "linux", False),
    ({"CI": "true"}, "darwin", False),
])  # fmt: skip
def test_a_browser_opens_only_where_there_is_a_screen(environment, platform, screen):
    assert launch.has_screen(environment, platform) == screen


def test_an_old_python_is_told_what_is_needed(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    monkeypatch.setattr(sys, "argv", ["install.py", str(tmp_path / "venv"), "none.lock"])
    with pytest.raises(SystemExit, match=r"^Shutu needs Python 3\.11 or newer.*3\.9\.") as end:
        runpy.run_path(str(INSTALL), run_name="__main__")
    assert "\n" not in str(end.value)
    assert not (tmp_path / "venv").exists()


def test_a_python_without_venv_is_told_the_package(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(sys, "argv", ["install.py", str(tmp_path / "venv"), "none.lock"])
    with pytest.raises(SystemExit, match=r"apt install python3-venv$"):
        runpy.run_path(str(INSTALL), run_name="__main__")


@pytest.fixture
def installer(monkeypatch, tmp_path):
    """`tools/install.py` with commands that only pretend: what it runs, and what it ends with."""
    folder = tmp_path / "venv"
    monkeypatch.setattr(sys, "argv", ["install.py", str(folder), "some.lock"])

    def install(pip_fails=False):
        ran = []

        def run(command, **_):
            step = "pip" if "pip" in command else "venv" if "venv" in command else "check"
            ran.append(step)
            if step == "venv":
                shutil.rmtree(folder, ignore_errors=True)
                (folder / "bin").mkdir(parents=True)
                (folder / "bin" / "python").touch()
            failed = step == "pip" and pip_fails
            return subprocess.CompletedProcess(command, int(failed), "", "no room on the disk")

        monkeypatch.setattr(subprocess, "run", run)
        with pytest.raises(SystemExit) as end:
            runpy.run_path(str(INSTALL), run_name="__main__")
        return ran, end.value.code

    return install


def test_what_is_whole_is_kept_and_what_was_interrupted_is_begun_anew(installer, capsys):
    assert installer() == (["venv", "pip"], None)
    assert installer() == (["check", "pip"], None)
    ran, told = installer(pip_fails=True)
    assert ran == ["check", "pip"]
    assert told.splitlines()[0] == "no room on the disk"
    assert told.endswith("the same command tries it again")
    assert installer() == (["venv", "pip"], None)
    assert "WARNING" not in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="make is not used on Windows")
def test_make_lists_its_targets():
    done = subprocess.run(["make", "PORT=8600"], cwd=settings.ROOT, capture_output=True, text=True)
    listed = {line.split()[1] for line in done.stdout.splitlines()}
    assert {"help", "run", "test", "kiosk", "clean"} <= listed
    assert "http://127.0.0.1:8600" in done.stdout
