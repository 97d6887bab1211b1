"""The wheel, installed into an environment of its own, and used from a folder that is not ours."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from geo import settings
from tests.support.health import wait_until_healthy

WINDOWS = os.name == "nt"
# What would change the program under test, or lead it to the files of the checkout.
LEFT_OUT = ("SHUTU_", "PYTHON", "XDG_", "STREAMLIT_", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Installed:
    """A virtual environment with the wheel, and a home in which nothing is yet."""

    environment_dir: Path
    home: Path

    @property
    def package(self) -> Path:
        """The folder `geo` of the environment."""
        return self.library / "geo"

    @property
    def library(self) -> Path:
        """Its site-packages."""
        folder = {"base": str(self.environment_dir), "platbase": str(self.environment_dir)}
        return Path(sysconfig.get_path("purelib", "venv", vars=folder))

    def program(self, name: str) -> Path:
        """A program of the environment."""
        folder = self.environment_dir / ("Scripts" if WINDOWS else "bin")
        return folder / (f"{name}.exe" if WINDOWS else name)

    def variables(self) -> dict[str, str]:
        """The environment variables of a person who has this home and no settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
        homes = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA"), str(self.home))
        return kept | homes | {"CI": "true"}  # no browser opens

    def start(self, command: list[str | Path], here: Path) -> subprocess.Popen[bytes]:
        """Start a command in the folder `here`."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            list(map(str, command)), cwd=here, env=self.variables(), stdout=pipe, stderr=pipe
        )

    def run(
        self, *arguments: str, here: Path, module: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run `shutu`, or `python -m geo`, to its end."""
        program = [self.program("python"), "-m", "geo"] if module else [self.program("shutu")]
        process = self.start([*program, *arguments], here)
        out, err = (text.decode() for text in process.communicate(timeout=240))
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    @contextmanager
    def serving(self, *arguments: str, here: Path) -> Iterator[str]:
        """A server of `shutu`, until the block ends; gives its address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [self.program("shutu"), *arguments, "--port", str(port)]
        server = self.start(command, here)
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            out, err = server.communicate(timeout=60)
        assert WINDOWS or (server.returncode, err) == (0, b""), (out, err)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout as it is, built without network and without built data."""
    folder = tmp_path_factory.mktemp("dist")
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(settings.ROOT))
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """The wheel in a new environment that sees the libraries of this one, for all tests.

    At the end nothing may have been written beside the program, whatever was done with it.
    """
    folder = tmp_path_factory.mktemp("environment")
    made = Installed(folder, tmp_path_factory.mktemp("home"))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    libraries = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (made.library / "libraries.pth").write_text("\n".join(libraries), encoding="utf-8")
    pip("install", str(wheel), python=made.program("python"))
    before = contents(made.library)
    yield made
    assert contents(made.library) == before


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The current folder of a person: nothing is in it, and nothing comes into it."""
    folder = tmp_path_factory.mktemp("empty")
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture(scope="session")
def full_of_traps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A current folder with files that are called like ours, Streamlit's or Python's."""
    folder = tmp_path_factory.mktemp("traps")
    (folder / "pages").mkdir()
    (folder / "static").mkdir()
    (folder / ".streamlit").mkdir()
    for name in ("geo", "app", "main", "streamlit", "json", "pages/explore"):
        (folder / f"{name}.py").write_text("raise SystemExit('a trap was run')")
    (folder / ".streamlit" / "config.toml").write_text(
        '[server]\nport = 1\nbaseUrlPath = "trap"\n[client]\nshowErrorDetails = "full"\n'
    )
    (folder / ".streamlit" / "secrets.toml").write_text("no toml")
    before = contents(folder)
    yield folder
    assert contents(folder) == before


def pip(command: str, *arguments: str, python: Path | None = None) -> None:
    """Run this environment's pip, on another one where that is named, without any index."""
    where = ["--python", str(python)] if python else []
    subprocess.run(
        [sys.executable, "-m", "pip", *where, command, "-q", "--no-deps", "--no-index", *arguments],
        check=True,
    )


def contents(folder: Path) -> Mapping[str, tuple[int, int]]:
    """Every file below a folder, with its size and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
