"""`make run`: one line where it cannot start, a browser where there is one."""

import errno
import os
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from geo import kiosk, launch, ports, settings
from geo.__main__ import main
from geo.errors import PortError

INSTALL = settings.ROOT / "tools" / "install.py"


@pytest.fixture
def taken():
    with socket.socket() as server:
        server.bind((ports.HOST, 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_one_line_with_the_next_free_one(taken):
    done = subprocess.run(
        [sys.executable, "-m", "geo.launch", "--port", str(taken)],
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"Port {taken} is in use" in line
    free = int(line.rpartition("PORT=")[2])
    assert free > taken
    assert ports.obstacle(free) is None


@pytest.fixture
def unprivileged(monkeypatch):
    """The system as it answers a person without rights, whoever runs the tests."""
    bind = socket.socket.bind

    def refuse(self, address):
        if address[1] < 1024:
            raise PermissionError(errno.EACCES, "Permission denied")
        bind(self, address)

    monkeypatch.setattr(socket.socket, "bind", refuse)


def test_a_port_of_the_administrator_is_one_line_with_one_that_works(unprivileged):
    with pytest.raises(SystemExit, match=r"^Port 80 is for the administrator only\.") as end:
        launch.checked_port("80")
    assert "\n" not in str(end.value)
    assert 1024 <= int(str(end.value).rpartition("PORT=")[2]) < 1124
    with pytest.raises(PortError, match=r"administrator only; choose another with --port, such as"):
        kiosk.check_port(80)


def test_a_port_that_nobody_named_is_the_next_free_one(taken):
    free = launch.free_port(taken)
    assert taken < free < taken + 101
    assert launch.free_port(free) == free


def test_a_port_that_was_named_and_is_taken_is_one_line(taken, capfd):
    for command in ("serve", "kiosk"):
        assert main([command, "--port", str(taken)]) == 2
        message = capfd.readouterr().err
        assert message.startswith(f"error: port {taken} is in use")
        assert message.count("\n") == 1


def test_where_all_ports_are_taken_serve_says_so(monkeypatch):
    monkeypatch.setattr(launch, "obstacle", lambda port: "taken")
    monkeypatch.setattr(launch, "free_port_after", lambda port: None)
    with pytest.raises(PortError, match="choose one with --port"):
        launch.free_port()


@pytest.mark.parametrize("port", ["0", "65536", "99999", "-1", "http", "", "８５０１", "9" * 5000])
def test_a_port_that_is_none_is_one_line(port):
    with pytest.raises(SystemExit, match="1 to 65535"):
        launch.checked_port(port)


@pytest.mark.parametrize(
    ("environment", "platform", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ""}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
        ({"CI": "true", "DISPLAY": ":0"}, "linux", False),
        ({"CI": "true"}, "darwin", False),
    ],
)
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


@pytest.mark.skipif(os.name == "nt", reason="there, a program is not ended by a signal")
@pytest.mark.parametrize(
    ("number", "command"),
    [(signal.SIGINT, ("geo.launch",)), (signal.SIGTERM, ("geo", "serve"))],
)
def test_a_server_that_is_stopped_ends_quietly(number, command):
    """Ctrl+C goes to all programs of the terminal, so that the signal goes to the whole group."""
    with socket.socket() as probe:
        probe.bind((ports.HOST, 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", *command, "--port", str(port)],
        cwd=settings.ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        while not kiosk.is_well(f"http://{ports.HOST}:{port}"):
            assert server.poll() is None
            time.sleep(0.05)
        os.killpg(server.pid, number)
        out, err = server.communicate(timeout=30)
        assert (server.returncode, err) == (0, "")
        assert out.endswith("Shutu is closed\n")
        with pytest.raises(ProcessLookupError):  # nobody is left in the group
            os.killpg(server.pid, 0)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def test_an_installation_that_is_stopped_says_so(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["install.py", "venv", "none.lock"])

    def stopped(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "run", stopped)
    monkeypatch.setattr(os.path, "exists", lambda path: path.endswith("python"))
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(INSTALL), run_name="__main__")
    assert end.value.code == 130
    assert capsys.readouterr().err == "Stopped; the same command begins the installation anew\n"
